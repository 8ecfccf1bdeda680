//! Executions: started, claimed, loaded, sent messages, deleted.

use std::collections::{BTreeMap, HashSet};

use super::super::commit::MESSAGES;
use super::super::execution::is_equal_input;
use super::super::redrive::RedriveTokens;
use super::super::{
    Committed, ExecutionKey, ExecutionState, Fence, InboxMessage, InboxRow, Loaded, Migrated, NewExecution,
    Progress, Redrive, Redriven, Started, Status, StoreError, time,
};
use super::query::description;
use super::state::{Kept, State};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// What an execution is that goes on though it had ended.
fn running(ended: &ExecutionState) -> ExecutionState {
    ExecutionState {
        status: Status::Running,
        output: None,
        error: None,
        cause: None,
        stop_time: None,
        ..ended.clone()
    }
}

impl State {
    pub(super) fn start(&mut self, mut execution: NewExecution) -> Result<Started, StoreError> {
        execution.start_time = time::past(execution.start_time);
        let started = Started { arn: execution.arn.clone(), start_time: execution.start_time };
        if let Ok(key) = self.key(&execution.arn) {
            let there = self.kept(key)?;
            let equal = there.execution.uuid == execution.uuid
                || execution.kind == WorkflowKind::Standard
                    && there.state.status == Status::Running
                    && is_equal_input(&there.execution.input, &execution.input);
            return if equal {
                Ok(Started { start_time: there.execution.start_time, ..started })
            } else {
                Err(StoreError::ExecutionAlreadyExists)
            };
        }
        self.last_key += 1;
        let key = ExecutionKey(self.last_key);
        self.keys.insert(execution.arn.clone(), key);
        let state = ExecutionState {
            status: Status::Running,
            output: None,
            error: None,
            cause: None,
            stop_time: None,
            next_due: Some(execution.start_time),
            progress: Progress::default(),
        };
        self.executions.insert(
            key,
            Kept {
                execution,
                state,
                version: 0,
                redrive_count: 0,
                redrive_time: None,
                redrive_tokens: RedriveTokens::default(),
                frames: BTreeMap::new(),
                slots: BTreeMap::new(),
                results: BTreeMap::new(),
                events: BTreeMap::new(),
                inbox: Vec::new(),
            },
        );
        Ok(started)
    }

    /// Messages first, in their order; then what is due.
    pub(super) fn claim(
        &mut self,
        now: Timestamp,
        hashes: &[String],
        most: usize,
    ) -> Result<Vec<(ExecutionKey, Fence)>, StoreError> {
        self.seated()?;
        let mut ready: Vec<_> = self
            .free(hashes)
            .filter_map(|(key, kept)| match kept.inbox.first() {
                Some(message) => Some((None, message.number, key)),
                None => kept.state.next_due.filter(|due| *due <= now).map(|due| (Some(due), 0, key)),
            })
            .collect();
        ready.sort();
        ready.truncate(most);
        let claims = ready.into_iter().map(|(_, _, key)| {
            self.last_fence += 1;
            let fence = Fence(self.last_fence);
            self.held.insert(key, fence);
            (key, fence)
        });
        Ok(claims.collect())
    }

    pub(super) fn next_due(&self, hashes: &[String]) -> Option<Timestamp> {
        self.free(hashes)
            .filter_map(|(_, kept)| match kept.inbox.first() {
                Some(_) => Some(Timestamp::new(0, 0)),
                None => kept.state.next_due,
            })
            .min()
    }

    /// Running executions of known definitions that nobody holds.
    fn free(&self, hashes: &[String]) -> impl Iterator<Item = (ExecutionKey, &Kept)> {
        self.executions.iter().map(|(key, kept)| (*key, kept)).filter(|(key, kept)| {
            kept.state.status == Status::Running
                && hashes.contains(&kept.execution.hash)
                && !self.held.contains_key(key)
        })
    }

    pub(super) fn load(&self, execution: ExecutionKey, fence: Fence) -> Result<Loaded, StoreError> {
        self.hold(execution, fence)?;
        let kept = self.kept(execution)?;
        Ok(Loaded {
            execution: kept.execution.clone(),
            state: kept.state.clone(),
            version: kept.version,
            redrive_count: kept.redrive_count,
            redrive_time: kept.redrive_time,
            frames: kept.frames.values().cloned().collect(),
            slots: kept.slots.values().cloned().collect(),
            results: kept.results.values().cloned().collect(),
            inbox: kept.inbox.iter().take(MESSAGES).cloned().collect(),
            answered_later: kept
                .inbox
                .iter()
                .skip(MESSAGES)
                .filter_map(|row| match &row.message {
                    InboxMessage::Answered { locator, .. } => Some(*locator),
                    _ => None,
                })
                .collect(),
            children: self.children.of(execution),
        })
    }

    pub(super) fn release(&mut self, execution: ExecutionKey, fence: Fence) -> Result<(), StoreError> {
        self.hold(execution, fence)?;
        self.held.remove(&execution);
        Ok(())
    }

    pub(super) fn inbox(&self, execution: ExecutionKey) -> Result<Vec<InboxRow>, StoreError> {
        Ok(self.kept(execution)?.inbox.iter().take(MESSAGES).cloned().collect())
    }

    /// The longest waiting come first.
    pub(super) fn messages(&self) -> Result<Vec<ExecutionKey>, StoreError> {
        self.seated()?;
        let mut waiting: Vec<_> = self
            .held
            .keys()
            .filter_map(|key| Some((self.executions.get(key)?.inbox.first()?.number, *key)))
            .collect();
        waiting.sort();
        Ok(waiting.into_iter().map(|(_, key)| key).collect())
    }

    pub(super) fn send(&mut self, arn: &str, message: InboxMessage) -> Result<(), StoreError> {
        let key = self.key(arn)?;
        if self.kept(key)?.state.status != Status::Running {
            return Err(StoreError::ExecutionEnded);
        }
        self.leave(key, message);
        Ok(())
    }

    pub(super) fn redrive(&mut self, arn: &str, redrive: Redrive) -> Result<Redriven, StoreError> {
        let key = self.key(arn)?;
        let kept = self.kept(key)?;
        let token = redrive.client_token.as_deref();
        if let Some(time) = token.and_then(|token| kept.redrive_tokens.time_of(token, redrive.time)) {
            return Ok(Redriven { time });
        }
        let redrivable = description(key, kept).redrivable(&redrive.limits, redrive.time);
        redrivable.map_err(StoreError::ExecutionNotRedrivable)?;
        let time = time::past(redrive.time);
        self.run_again(key, time)?;
        if let (Some(kept), Some(token)) = (self.executions.get_mut(&key), redrive.client_token) {
            kept.redrive_tokens.note(token, time);
        }
        Ok(Redriven { time })
    }

    /// Lets a Standard execution go on that has ended without success.
    pub(super) fn run_again(&mut self, execution: ExecutionKey, time: Timestamp) -> Result<(), StoreError> {
        let kept = self.executions.get_mut(&execution).ok_or(StoreError::ExecutionDoesNotExist)?;
        kept.state = running(&kept.state);
        kept.redrive_count += 1;
        kept.redrive_time = Some(time);
        self.leave(execution, InboxMessage::Redrive);
        Ok(())
    }

    /// Starts an Express child anew that has ended without success.
    pub(super) fn start_again(&mut self, execution: ExecutionKey, time: Timestamp) -> Result<(), StoreError> {
        let kept = self.executions.get_mut(&execution).ok_or(StoreError::ExecutionDoesNotExist)?;
        kept.version += 1;
        kept.execution.start_time = time;
        // Numbers of attempts go on: what they name is never used again.
        let progress = Progress { last_event: 0, last_time: None, ..kept.state.progress };
        kept.state = ExecutionState { next_due: Some(time), progress, ..running(&kept.state) };
        Ok(())
    }

    pub(super) fn migrate(
        &mut self,
        execution: ExecutionKey,
        fence: Fence,
        version: u64,
        migrated: Migrated,
    ) -> Result<Committed, StoreError> {
        self.hold(execution, fence)?;
        if self.kept(execution)?.version != version {
            return Err(StoreError::Conflict);
        }
        for frame in &migrated.frames {
            let tokens = self.tokens.values_mut();
            for token in tokens.filter(|token| token.execution == execution && token.row.frame == frame.frame)
            {
                token.row.state.clone_from(&frame.state);
            }
        }
        let kept = self.executions.get_mut(&execution).ok_or(StoreError::ExecutionDoesNotExist)?;
        kept.version += 1;
        kept.execution.hash = migrated.hash;
        if let (Some(child), Some(processor)) = (&mut kept.execution.map_child, migrated.processor) {
            child.processor = processor;
        }
        kept.frames.extend(migrated.frames.into_iter().map(|row| (row.frame, row)));
        Ok(Committed { version: kept.version })
    }

    /// Puts a message into an inbox.
    pub(super) fn leave(&mut self, execution: ExecutionKey, message: InboxMessage) {
        let Some(kept) = self.executions.get_mut(&execution) else { return };
        self.last_message += 1;
        kept.inbox.push(InboxRow { number: self.last_message, message });
    }

    pub(super) fn sweep(&mut self, ended_before: Timestamp, most: usize) -> usize {
        let mut ended: Vec<_> = self
            .executions
            .iter()
            .filter_map(|(key, kept)| Some((kept.state.stop_time?, *key)))
            .filter(|(stop_time, key)| {
                *stop_time < ended_before
                    && !self.children.is_awaited(*key)
                    && !self.has_running_children(*key)
            })
            .collect();
        ended.sort();
        ended.truncate(most);
        for (_, key) in &ended {
            self.forget(*key);
        }
        ended.len()
    }

    pub(super) fn delete(&mut self, arn: &str) -> Result<(), StoreError> {
        let key = self.key(arn)?;
        if self.kept(key)?.state.status == Status::Running {
            return Err(StoreError::ExecutionRunning);
        }
        if self.children.is_awaited(key) {
            return Err(StoreError::EndNotHeard);
        }
        if self.has_running_children(key) {
            return Err(StoreError::ChildrenRunning);
        }
        self.forget(key);
        Ok(())
    }

    /// The children of map runs of an execution.
    fn children_of(&self, execution: ExecutionKey) -> impl Iterator<Item = (ExecutionKey, &Kept)> {
        let runs: HashSet<String> =
            self.children.map_runs(execution).into_iter().map(|run| run.arn).collect();
        self.executions.iter().map(|(key, kept)| (*key, kept)).filter(move |(_, kept)| {
            kept.execution.map_child.as_ref().is_some_and(|child| runs.contains(&child.map_run))
        })
    }

    fn has_running_children(&self, execution: ExecutionKey) -> bool {
        self.children_of(execution).any(|(_, child)| child.state.status == Status::Running)
    }

    /// Forgets an execution, and the children of its map runs.
    pub(super) fn forget(&mut self, execution: ExecutionKey) {
        let children: Vec<ExecutionKey> = self.children_of(execution).map(|(key, _)| key).collect();
        for child in children {
            self.forget(child);
        }
        if let Some(kept) = self.executions.remove(&execution) {
            self.keys.remove(&kept.execution.arn);
            self.aside.remove(&execution);
        }
        self.children.forget(execution);
        self.tokens.retain(|_, token| token.execution != execution);
    }
}
