//! Executions that can't be read.

use super::super::query::page_size;
use super::super::{AsidePage, Description, ExecutionKey, Fence, SetAside, StoreError};
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
