//! A piece of work for the thread that writes, with somebody who waits for it.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::super::StoreError;
use super::group::{Failure, Group};
use super::trouble::{Done, Refusal, Trouble};

/// A piece of work.
pub(super) trait Work: Send {
    /// Does it.
    fn run(&mut self, group: &Group<'_>) -> Verdict;

    /// Whether it can be done again after it was undone.
    fn repeats(&self) -> Repeats;

    /// Tells what has come of it, after the commit, or the trouble of all.
    fn tell(self: Box<Self>, failure: Option<&Failure>);
}

/// What is to become of a piece of work.
pub(super) enum Verdict {
    /// It is to stay.
    Keep,
    /// It was refused, or SQLite could not do it.
    Undo(Option<Trouble>),
}

/// Whether a piece of work can be done again after it was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// It can: it need not be undone by itself.
    Yes,
    /// It is done once.
    No,
}

/// Somebody who waits for an answer.
pub(super) struct Asking<T> {
    answer: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
    path: Arc<Path>,
}

impl<T> Asking<T> {
    pub(super) fn new(reply: oneshot::Sender<Result<T, StoreError>>, path: Arc<Path>) -> Self {
        Self { answer: None, reply, path }
    }

    fn note(&mut self, done: Done<T>) -> Verdict {
        let (verdict, answer) = match done {
            Ok(answer) => (Verdict::Keep, Ok(answer)),
            Err(refusal) => {
                let trouble = match &refusal {
                    Refusal::Sql(error) => Some(Trouble::of(error)),
                    Refusal::Store(_) => None,
                };
                (Verdict::Undo(trouble), Err(refusal.error(&self.path)))
            }
        };
        self.answer = Some(answer);
        verdict
    }

    fn tell(self, failure: Option<&Failure>) {
        let answer = match (self.answer, failure) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(failure)) => Err(failure.error(&self.path)),
            (Some(answer), None) => answer,
            (None, None) => Err(StoreError::failed("the work was not done")),
        };
        // Nobody may be waiting any more.
        drop(self.reply.send(answer));
    }
}

/// Work that is done once.
pub(super) struct Once<T, W> {
    pub(super) work: Option<W>,
    pub(super) asking: Asking<T>,
}

impl<T: Send, W: FnOnce(&Group<'_>) -> Done<T> + Send> Work for Once<T, W> {
    fn run(&mut self, group: &Group<'_>) -> Verdict {
        let Some(work) = self.work.take() else { return Verdict::Undo(None) };
        self.asking.note(work(group))
    }

    fn repeats(&self) -> Repeats {
        Repeats::No
    }

    fn tell(self: Box<Self>, failure: Option<&Failure>) {
        self.asking.tell(failure);
    }
}

/// Work that can be done again.
pub(super) struct Again<T, W> {
    pub(super) work: W,
    pub(super) asking: Asking<T>,
}

impl<T: Send, W: Fn(&Group<'_>) -> Done<T> + Send> Work for Again<T, W> {
    fn run(&mut self, group: &Group<'_>) -> Verdict {
        let done = (self.work)(group);
        self.asking.note(done)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Yes
    }

    fn tell(self: Box<Self>, failure: Option<&Failure>) {
        self.asking.tell(failure);
    }
}
