//! Children: started, awaited, stopped, told of.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Bound::{Excluded, Included};

use super::super::{
    AwaitedChild, ChildAddress, ChildChanges, ChildRecord, ChildResult, ExecutionKey, Fate, InboxMessage,
    MapRunRow, Released, ResultKind, Status, StoreError,
};
use super::query::description;
use super::state::State;
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// Who waits for whom, and what is kept of map runs.
#[derive(Default)]
pub(super) struct Children {
    /// By the one who waits, the attempt, and the index.
    awaited: BTreeMap<(ExecutionKey, u64, u64), Waiting>,
    /// By the one who is waited for.
    waiting: HashMap<ExecutionKey, Vec<(ExecutionKey, u64, u64)>>,
    map_runs: BTreeMap<(ExecutionKey, u64), MapRunRow>,
    results: BTreeMap<(ExecutionKey, u64, u64), (ChildResult, Option<ExecutionKey>)>,
}

struct Waiting {
    frame: u64,
    child: ExecutionKey,
    items: u64,
}

impl Children {
    /// Forgets what belongs to an execution.
    pub(super) fn forget(&mut self, execution: ExecutionKey) {
        let map_runs: Vec<_> =
            self.map_runs.range((execution, 0)..=(execution, u64::MAX)).map(|(key, _)| *key).collect();
        for key in map_runs {
            self.map_runs.remove(&key);
        }
        let results: Vec<_> = self
            .results
            .range((execution, 0, 0)..=(execution, u64::MAX, u64::MAX))
            .map(|(key, _)| *key)
            .collect();
        for key in results {
            self.results.remove(&key);
        }
    }

    pub(super) fn is_awaited(&self, execution: ExecutionKey) -> bool {
        self.waiting.contains_key(&execution)
    }

    /// Those that an execution waits for.
    pub(super) fn of(&self, execution: ExecutionKey) -> Vec<AwaitedChild> {
        let own = self.awaited.range((execution, 0, 0)..=(execution, u64::MAX, u64::MAX));
        own.map(|((_, attempt, index), waiting)| AwaitedChild {
            address: ChildAddress { frame: waiting.frame, attempt: *attempt, index: *index },
            items: waiting.items,
        })
        .collect()
    }

    fn release(&mut self, key: (ExecutionKey, u64, u64)) -> Option<ExecutionKey> {
        let child = self.awaited.remove(&key)?.child;
        if let Some(waiting) = self.waiting.get_mut(&child) {
            waiting.retain(|one| *one != key);
            if waiting.is_empty() {
                self.waiting.remove(&child);
            }
        }
        Some(child)
    }

    pub(super) fn map_run(&self, arn: &str) -> Result<MapRunRow, StoreError> {
        let found = self.map_runs.values().find(|row| row.arn == arn);
        found.cloned().ok_or(StoreError::MapRunDoesNotExist)
    }

    pub(super) fn map_runs(&self, execution: ExecutionKey) -> Vec<MapRunRow> {
        let own = self.map_runs.range((execution, 0)..=(execution, u64::MAX));
        own.map(|(_, row)| row.clone()).collect()
    }
}

fn place(address: ChildAddress) -> (u64, u64) {
    (address.attempt, address.index)
}

impl State {
    /// That what a step starts is new, or was started by the very same.
    pub(super) fn check_started(&self, changes: &ChildChanges) -> Result<(), StoreError> {
        for asked in &changes.started {
            if let Ok(key) = self.key(&asked.arn)
                && self.kept(key)?.execution.uuid != asked.uuid
            {
                return Err(StoreError::Conflict);
            }
        }
        for awaited in &changes.awaited {
            let is_started = changes.started.iter().any(|asked| asked.arn == awaited.arn);
            if !is_started && self.key(&awaited.arn).is_err() {
                return Err(StoreError::Conflict);
            }
        }
        Ok(())
    }

    /// That nobody waits for a child twice.
    pub(super) fn check_awaited(
        &self,
        execution: ExecutionKey,
        changes: &ChildChanges,
    ) -> Result<(), StoreError> {
        let released: HashSet<_> = changes.released.iter().map(|released| place(released.address)).collect();
        let mut asked = HashSet::new();
        let awaited = changes.awaited.iter().map(|awaited| awaited.address);
        // What waits is released before children are redriven.
        let redriven = changes.redriven.iter().map(|child| child.address);
        for (address, is_redriven) in
            awaited.map(|address| (address, false)).chain(redriven.map(|address| (address, true)))
        {
            let (attempt, index) = place(address);
            let waits = self.children.awaited.contains_key(&(execution, attempt, index));
            let is_free = !waits || is_redriven && released.contains(&(attempt, index));
            if !is_free || !asked.insert((attempt, index)) {
                return Err(StoreError::failed("a child is waited for twice"));
            }
        }
        Ok(())
    }

    pub(super) fn change_children(
        &mut self,
        execution: ExecutionKey,
        changes: ChildChanges,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for row in changes.map_runs {
            self.children.map_runs.insert((execution, row.attempt), row);
        }
        for asked in changes.started {
            self.start(asked)?;
        }
        for awaited in changes.awaited {
            let ChildAddress { frame, attempt, index } = awaited.address;
            let child = self.key(&awaited.arn)?;
            let key = (execution, attempt, index);
            self.children.awaited.insert(key, Waiting { frame, child, items: awaited.items });
            self.children.waiting.entry(child).or_default().push(key);
            if self.kept(child)?.state.status != Status::Running {
                self.tell_end(child, key)?;
            }
        }
        for result in changes.results {
            let key = (execution, result.attempt, result.index);
            let child = self.children.awaited.get(&key).map(|waiting| waiting.child);
            self.children.results.insert(key, (result, child));
        }
        for released in changes.released {
            self.release_child(execution, released);
        }
        for attempt in changes.resumed {
            let own = (execution, attempt, 0)..=(execution, attempt, u64::MAX);
            let pending = self.children.results.range(own);
            let pending = pending.filter(|(_, (result, _))| result.kind == ResultKind::Pending);
            for key in pending.map(|(key, _)| *key).collect::<Vec<_>>() {
                self.children.results.remove(&key);
            }
        }
        for child in changes.redriven {
            self.redrive_child(execution, child, now)?;
        }
        Ok(())
    }

    /// That the children which a step redrives can be.
    pub(super) fn check_redriven(
        &self,
        execution: ExecutionKey,
        changes: &ChildChanges,
    ) -> Result<(), StoreError> {
        let is_over = |status| matches!(status, Status::Failed | Status::TimedOut | Status::Aborted);
        for AwaitedChild { address, .. } in &changes.redriven {
            let kept = self.children.results.get(&(execution, address.attempt, address.index));
            let child = kept.and_then(|(_, child)| self.executions.get(&(*child)?));
            if !child.is_some_and(|child| is_over(child.state.status)) {
                return Err(StoreError::Conflict);
            }
        }
        Ok(())
    }

    fn redrive_child(
        &mut self,
        execution: ExecutionKey,
        AwaitedChild { address, items }: AwaitedChild,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let ChildAddress { frame, attempt, index } = address;
        let key = (execution, attempt, index);
        let child = self.children.results.get(&key).and_then(|(_, child)| *child);
        let child = child.ok_or(StoreError::Conflict)?;
        let kind = self.kept(child)?.execution.kind;
        match kind {
            WorkflowKind::Standard => self.run_again(child, now)?,
            WorkflowKind::Express => self.start_again(child, now)?,
        }
        self.children.awaited.insert(key, Waiting { frame, child, items });
        self.children.waiting.entry(child).or_default().push(key);
        Ok(())
    }

    fn release_child(&mut self, execution: ExecutionKey, Released { address, fate }: Released) {
        let Some(child) = self.children.release((execution, address.attempt, address.index)) else { return };
        match fate {
            Fate::Kept => {}
            Fate::Deleted => self.forget(child),
            Fate::Stopped => {
                if let Some(kept) = self.executions.get_mut(&execution) {
                    kept.inbox.retain(|row| {
                        !matches!(&row.message, InboxMessage::ChildEnded { address: of, .. } if *of == address)
                    });
                }
                self.stop_child(child);
            }
        }
    }

    fn stop_child(&mut self, child: ExecutionKey) {
        if self.executions.get(&child).is_some_and(|kept| kept.state.status == Status::Running) {
            self.leave(child, InboxMessage::Stop { error: None, cause: None });
        }
    }

    /// An execution has ended: its children stop, and those that wait for it are told.
    pub(super) fn end_family(&mut self, execution: ExecutionKey) -> Result<(), StoreError> {
        for AwaitedChild { address, .. } in self.children.of(execution) {
            self.release_child(execution, Released { address, fate: Fate::Stopped });
        }
        for key in self.children.waiting.get(&execution).cloned().unwrap_or_default() {
            self.tell_end(execution, key)?;
        }
        Ok(())
    }

    fn tell_end(&mut self, child: ExecutionKey, key: (ExecutionKey, u64, u64)) -> Result<(), StoreError> {
        let Some(waiting) = self.children.awaited.get(&key) else { return Ok(()) };
        let (parent, attempt, index) = key;
        let address = ChildAddress { frame: waiting.frame, attempt, index };
        let child = Box::new(description(child, self.kept(child)?));
        self.leave(parent, InboxMessage::ChildEnded { address, child });
        Ok(())
    }

    pub(super) fn child_results(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> Vec<ChildRecord> {
        let start = match after {
            None => Included((execution, attempt, 0)),
            Some(after) => Excluded((execution, attempt, after)),
        };
        let own = self.children.results.range((start, Included((execution, attempt, u64::MAX))));
        own.take(most)
            .map(|(_, (result, child))| {
                let child = child.filter(|_| result.json.is_none());
                let child = child.and_then(|child| Some(description(child, self.kept(child).ok()?)));
                ChildRecord { result: result.clone(), child: child.map(Box::new) }
            })
            .collect()
    }

    pub(super) fn failed_children(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> Vec<ChildRecord> {
        let start = match after {
            None => Included((execution, attempt, 0)),
            Some(after) => Excluded((execution, attempt, after)),
        };
        let own = self.children.results.range((start, Included((execution, attempt, u64::MAX))));
        own.filter(|(_, (result, _))| result.kind == ResultKind::Failed)
            .take(most)
            .map(|(_, (result, child))| {
                let child = child.and_then(|child| Some(description(child, self.kept(child).ok()?).short()));
                ChildRecord {
                    result: ChildResult { json: None, ..result.clone() },
                    child: child.map(Box::new),
                }
            })
            .collect()
    }
}
