//! Writers of results at work: each writes one batch of records after the other.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{Stream, StreamExt};

use super::together::Together;
use crate::engine::{Export, Exported, WriterId};
use crate::objects::Objects;
use crate::program::Failure;
use crate::results::{self, Record, Writer, Written};

/// All writers of an execution.
#[derive(Default)]
pub(super) struct Exports {
    waiting: HashMap<WriterId, Waiting>,
    at_work: Together<BoxFuture<'static, (WriterId, Done)>>,
}

/// A writer, and what it is to do next.
struct Waiting {
    /// None while it is at work.
    writer: Option<Box<Writer>>,
    records: Vec<Record>,
    close: Close,
}

/// Whether a writer is to end when it has written what waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    NotYet,
    Afterwards,
}

/// What a writer came to.
enum Done {
    Records(Box<Writer>, usize),
    Closed(Written),
    Failed(Failure),
}

impl Exports {
    /// Takes in what a writer is to do. Something is to be told at once if there can be no such writer.
    pub(super) fn carry_out(
        &mut self,
        id: WriterId,
        step: Export,
        objects: Option<&Arc<dyn Objects>>,
        file_bytes: u64,
    ) -> Option<(WriterId, Exported)> {
        match step {
            Export::Open(destination) => match results::open(objects, *destination, file_bytes) {
                Ok(writer) => {
                    let waiting =
                        Waiting { writer: Some(Box::new(writer)), records: Vec::new(), close: Close::NotYet };
                    self.waiting.insert(id, waiting);
                    Some((id, Exported::Opened))
                }
                Err(failure) => Some((id, Exported::Failed(failure))),
            },
            Export::Write(record) => {
                // One that has failed is gone.
                if let Some(waiting) = self.waiting.get_mut(&id) {
                    waiting.records.push(record);
                    self.go_on(id);
                }
                None
            }
            Export::Close => {
                if let Some(waiting) = self.waiting.get_mut(&id) {
                    waiting.close = Close::Afterwards;
                    self.go_on(id);
                }
                None
            }
        }
    }

    /// Lets a writer that is not at work do what waits for it.
    fn go_on(&mut self, id: WriterId) {
        let Some(waiting) = self.waiting.get_mut(&id) else { return };
        if waiting.records.is_empty() && waiting.close == Close::NotYet {
            return;
        }
        let Some(writer) = waiting.writer.take() else { return };
        let records = std::mem::take(&mut waiting.records);
        self.at_work.push(if records.is_empty() {
            self.waiting.remove(&id);
            Box::pin(async move { (id, closed(writer).await) })
        } else {
            Box::pin(async move { (id, written(writer, records).await) })
        });
    }

    fn note(&mut self, id: WriterId, done: Done) -> (WriterId, Exported) {
        let exported = match done {
            Done::Records(writer, number) => {
                if let Some(waiting) = self.waiting.get_mut(&id) {
                    waiting.writer = Some(writer);
                    self.go_on(id);
                }
                Exported::Records(number)
            }
            Done::Closed(written) => Exported::Closed(written),
            Done::Failed(failure) => {
                self.waiting.remove(&id);
                Exported::Failed(failure)
            }
        };
        (id, exported)
    }

    /// Polls the writers; nothing is ready if none is at work.
    pub(super) fn poll(&mut self, task: &mut Context<'_>) -> Poll<(WriterId, Exported)> {
        match Pin::new(&mut self.at_work).poll_next(task) {
            Poll::Ready(Some((id, done))) => Poll::Ready(self.note(id, done)),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.at_work.is_empty()
    }

    /// Writes to the end what has been asked for.
    pub(super) async fn finish(mut self) {
        while let Some((id, done)) = self.at_work.next().await {
            // Nobody waits for the end of these any more.
            self.note(id, done);
        }
    }
}

async fn written(mut writer: Box<Writer>, records: Vec<Record>) -> Done {
    let number = records.len();
    for record in records {
        if let Err(failure) = writer.write(record).await {
            return Done::Failed(failure);
        }
    }
    Done::Records(writer, number)
}

async fn closed(writer: Box<Writer>) -> Done {
    match writer.close().await {
        Ok(written) => Done::Closed(written),
        Err(failure) => Done::Failed(failure),
    }
}
