//! Executions that can't be read.

use super::super::query::page_size;
use super::super::{
    AsideEnd, AsidePage, Description, EventRow, ExecutionKey, Fence, SetAside, Status, StoreError, time,
};
use super::commit::rounded;
use super::query::description;
use super::state::State;

impl State {
    /// The claim stays: nobody else is to try.
    pub(super) fn set_aside(
        &mut self,
        execution: ExecutionKey,
        fence: Fence,
        reason: String,
    ) -> Result<(), StoreError> {
        self.hold(execution, fence)?;
        self.aside.insert(execution, reason);
        Ok(())
    }

    pub(super) fn end_aside(&mut self, arn: &str, end: AsideEnd) -> Result<bool, StoreError> {
        let key = self.key(arn)?;
        let kept = self.kept(key)?;
        if !self.aside.contains_key(&key) || kept.state.status != Status::Running {
            return Ok(false);
        }
        if end.event.as_ref().is_some_and(|event| event.id != kept.state.progress.last_event + 1) {
            return Err(StoreError::Conflict);
        }
        self.aside.remove(&key);
        self.close_tokens(key);
        let kept = self.executions.get_mut(&key).ok_or(StoreError::ExecutionDoesNotExist)?;
        kept.version += 1;
        kept.state = rounded(end.of(&kept.state));
        kept.inbox.clear();
        kept.frames.clear();
        kept.slots.clear();
        kept.results.clear();
        kept.events.extend(end.event.map(|row| (row.id, EventRow { time: time::past(row.time), ..row })));
        self.end_family(key)?;
        Ok(true)
    }

    pub(super) fn aside(&self, most: usize, after: Option<ExecutionKey>) -> AsidePage {
        let mut found = self.aside.iter().rev().filter_map(|(key, reason)| {
            let kept = self.executions.get(key).filter(|_| after.is_none_or(|after| *key < after))?;
            let execution = Description {
                input: String::new(),
                output: None,
                error: None,
                cause: None,
                ..description(*key, kept)
            };
            Some(SetAside { execution, reason: reason.clone() })
        });
        let executions: Vec<_> = found.by_ref().take(page_size(most)).collect();
        let next = found.next().and(executions.last()).map(|last| last.execution.key);
        AsidePage { executions, next }
    }
}
