//! Renaming the states of an execution.

use super::Migration;
use crate::engine::{ends_alike, with_successor};
use crate::program::{StateInfo, TaskKind};
use crate::store::{Loaded, MapChild, StoreError};

impl Migration {
    /// The name that a state's successor has.
    fn successor(&self, name: &str) -> Option<&'static str> {
        self.pairs().find(|(old, _)| old.name == name).map(|(_, new)| new.name)
    }

    /// The first state of what a machine has become that a state belongs to.
    fn first_state(&self, name: &str) -> Option<&'static str> {
        let machine =
            self.machines.iter().find(|machine| machine.old.iter().any(|state| state.name == name))?;
        Some((self.new)().info().first_state(machine.to))
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static StateInfo, &'static StateInfo)> {
        self.machines.iter().flat_map(|machine| {
            let successors = machine.successors.iter();
            let new = successors.filter_map(|successor| machine.new.get(usize::from(*successor)));
            machine.old.iter().zip(new)
        })
    }

    /// That tasks end as those before them: somebody may have a token.
    pub(in crate::durable) fn check_tasks(&self) -> Result<(), StoreError> {
        let (old_tasks, new_tasks) = ((self.old)().info().tasks, (self.new)().info().tasks);
        for (old, new) in self.pairs() {
            let (Some(before), Some(after)) = (old.task, new.task) else { continue };
            let kinds: Option<(TaskKind, TaskKind)> = old_tasks
                .get(usize::from(before.0))
                .zip(new_tasks.get(usize::from(after.0)))
                .map(|(before, after)| (before.kind, after.kind));
            if kinds.is_some_and(|(before, after)| !ends_alike(before, after)) {
                return Err(StoreError::failed(format!(
                    "`{}` can't go on as `{}`: the one ends by a token or a job, and the other does not",
                    old.name, new.name
                )));
            }
        }
        Ok(())
    }

    /// Makes what was loaded an execution of the new version.
    pub(in crate::durable) fn apply(&self, loaded: &mut Loaded) -> Result<(), StoreError> {
        for frame in &mut loaded.frames {
            let state = self.successor(&frame.state).ok_or_else(|| {
                StoreError::Corrupt(format!(
                    "a frame is at `{}`, which its definition does not have",
                    frame.state
                ))
            })?;
            frame.phase =
                with_successor(&frame.phase, |name| self.successor(name)).map_err(StoreError::Corrupt)?;
            frame.state = state.to_owned();
        }
        if let Some(MapChild { processor, .. }) = &mut loaded.execution.map_child {
            let successor = self.first_state(processor).ok_or_else(|| {
                StoreError::Corrupt(format!(
                    "it began with `{processor}`, which its definition does not have"
                ))
            })?;
            *processor = successor.to_owned();
        }
        loaded.execution.hash = self.to.to_owned();
        Ok(())
    }
}
