//! Results of children that a store has: read, or written, when all of them have ended (feature `durable`).

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, Stream, StreamExt};

use crate::engine::{Engine, Gathered, WriterId};
use crate::items::{self, Chunk, Place};
use crate::objects::Objects;
use crate::program::{Failure, ItemReader};

/// What is being gathered for map runs.
#[derive(Default)]
pub(crate) struct Gathering {
    at_work: FuturesUnordered<BoxFuture<'static, (WriterId, Result<Gathered, Failure>)>>,
    /// For whom: an execution that is loaded anew asks again.
    asked: HashSet<WriterId>,
    gathered: Vec<(WriterId, Result<Gathered, Failure>)>,
}

impl Gathering {
    /// Begins, unless that has been done.
    pub(super) fn begin(&mut self, writer: WriterId, work: BoxFuture<'static, Result<Gathered, Failure>>) {
        if self.asked.insert(writer) {
            self.at_work.push(Box::pin(async move { (writer, work.await) }));
        }
    }

    /// Tells the engine what has come of it.
    pub(super) fn hand_in(&mut self, engine: &mut Engine) {
        for (writer, gathered) in self.gathered.drain(..) {
            self.asked.remove(&writer);
            engine.gathered(writer, gathered);
        }
    }

    /// Whether something has come of it.
    pub(super) fn poll(&mut self, task: &mut Context<'_>) -> bool {
        while let Poll::Ready(Some(gathered)) = Pin::new(&mut self.at_work).poll_next(task) {
            self.gathered.push(gathered);
        }
        !self.gathered.is_empty()
    }

    /// Whether nothing is being gathered, or waits to be handed in.
    pub(super) fn is_idle(&self) -> bool {
        self.asked.is_empty()
    }

    /// Goes on to the end; nobody waits for it.
    pub(super) async fn finish(mut self) {
        while self.at_work.next().await.is_some() {}
    }
}

/// Reads items behind a place.
pub(super) async fn read_at(
    objects: Option<Arc<dyn Objects>>,
    wanted: &ItemReader,
    place: Place,
    most: usize,
) -> Result<Chunk, Failure> {
    let (reader, etag) = items::open_at(objects.as_ref(), wanted, place).await?;
    Ok(Chunk { etag, ..reader.read(most).await? })
}
