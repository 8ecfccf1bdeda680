//! Steps: checked as a whole, then written.

use std::collections::HashSet;

use super::super::{
    Closing, Commit, Committed, EventRow, ExecutionState, Progress, Status, StoreError, TokenRow, time,
};
use super::state::{Kept, Standing, State, Token};
use crate::time::Timestamp;

impl State {
    pub(super) fn commit(&mut self, commit: Commit) -> Result<Committed, StoreError> {
        self.check(&commit)?;
        let execution = commit.execution;
        let ended = commit.state.status != Status::Running;
        for row in commit.tokens {
            let row = TokenRow { since: time::past(row.since), ..row };
            self.tokens.insert(row.locator, Token { execution, row, standing: Standing::Waiting });
        }
        for closing in &commit.closed {
            let (Closing::Answered(locator) | Closing::Void(locator)) = closing;
            if let Some(token) = self.tokens.get_mut(locator) {
                token.standing = Standing::Closed;
            }
        }
        if ended {
            self.close_tokens(execution);
        }
        let children = commit.children;
        let now = time::past(commit.state.progress.last_time.unwrap_or(Timestamp::new(0, 0)));
        let kept = self.executions.get_mut(&execution).ok_or(StoreError::ExecutionDoesNotExist)?;
        kept.version += 1;
        kept.state = rounded(commit.state);
        let consumed: HashSet<_> = commit.consumed.into_iter().collect();
        kept.inbox.retain(|row| !ended && !consumed.contains(&row.number));
        kept.frames.extend(commit.frames.into_iter().map(|row| (row.frame, row)));
        for slot in commit.slots {
            match slot.json {
                Some(_) => drop(kept.slots.insert((slot.frame, slot.kind), slot)),
                None => drop(kept.slots.remove(&(slot.frame, slot.kind))),
            }
        }
        kept.forget_results(&commit.forgotten);
        kept.results.extend(commit.results.into_iter().map(|row| ((row.frame, row.index), row)));
        kept.forget_frames(&commit.gone);
        kept.events.extend(
            commit.events.into_iter().map(|row| (row.id, EventRow { time: time::past(row.time), ..row })),
        );
        let version = kept.version;
        self.change_children(execution, children, now)?;
        if ended {
            self.end_family(execution)?;
        }
        Ok(Committed { version })
    }

    fn check(&self, commit: &Commit) -> Result<(), StoreError> {
        self.hold(commit.execution, commit.fence)?;
        let kept = self.kept(commit.execution)?;
        if kept.version != commit.version {
            return Err(StoreError::Conflict);
        }
        for closing in &commit.closed {
            if let Closing::Void(locator) = closing
                && self.tokens.get(locator).is_some_and(|token| token.standing == Standing::Answered)
            {
                return Err(StoreError::Conflict);
            }
        }
        self.check_started(&commit.children)?;
        self.check_redriven(commit.execution, &commit.children)?;
        self.check_awaited(commit.execution, &commit.children)?;
        let mut ids = HashSet::new();
        if commit.events.iter().any(|event| kept.events.contains_key(&event.id) || !ids.insert(event.id)) {
            return Err(StoreError::failed("an event was written twice"));
        }
        let mut locators = HashSet::new();
        if !self.are_new(commit) || commit.tokens.iter().any(|token| !locators.insert(token.locator)) {
            return Err(StoreError::failed("a token was given out twice"));
        }
        Ok(())
    }
}

impl Kept {
    fn forget_results(&mut self, frames: &[u64]) {
        for frame in frames {
            let mut later = self.results.split_off(&(*frame, 0));
            if let Some(next) = frame.checked_add(1) {
                self.results.append(&mut later.split_off(&(next, 0)));
            }
        }
    }

    fn forget_frames(&mut self, frames: &[u64]) {
        for frame in frames {
            self.frames.remove(frame);
        }
        let gone: HashSet<_> = frames.iter().collect();
        if !gone.is_empty() {
            self.slots.retain(|(frame, _), _| !gone.contains(frame));
        }
        self.forget_results(frames);
    }
}

pub(super) fn rounded(state: ExecutionState) -> ExecutionState {
    ExecutionState {
        stop_time: state.stop_time.map(time::past),
        next_due: state.next_due.filter(|_| state.status == Status::Running).map(time::due),
        progress: Progress { last_time: state.progress.last_time.map(time::past), ..state.progress },
        ..state
    }
}
