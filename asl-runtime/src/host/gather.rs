//! Results of children that a store has: read, or written, when all of them have ended (feature `durable`).

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, Stream, StreamExt};

use crate::engine::{Engine, Gathered, Purpose, ReadId, WriterId};
use crate::items::{self, Chunk, Place};
use crate::objects::Objects;
use crate::program::{Failure, ItemReader};

/// What is being read and gathered for map runs. An execution that is loaded anew asks again for what it has asked.
#[derive(Default)]
pub(crate) struct Asked {
    reads: HashSet<ReadId>,
    at_work: FuturesUnordered<BoxFuture<'static, (Wish, Result<Gathered, Failure>)>>,
    gathers: HashSet<Wish>,
    gathered: Vec<(Wish, Result<Gathered, Failure>)>,
}

/// For whom something is gathered, and what for.
type Wish = (WriterId, Purpose);

impl Asked {
    /// Notes a wish for items. False if it is open already.
    pub(super) fn reads(&mut self, read: ReadId) -> bool {
        self.reads.insert(read)
    }

    /// It has been fulfilled.
    pub(super) fn was_read(&mut self, read: ReadId) {
        self.reads.remove(&read);
    }

    /// Begins to gather, unless that has been done.
    pub(super) fn begin(&mut self, wish: Wish, work: BoxFuture<'static, Result<Gathered, Failure>>) {
        if self.gathers.insert(wish) {
            self.at_work.push(Box::pin(async move { (wish, work.await) }));
        }
    }

    /// Tells the engine what has come of it.
    pub(super) fn hand_in(&mut self, engine: &mut Engine) {
        for (wish, gathered) in self.gathered.drain(..) {
            self.gathers.remove(&wish);
            let (writer, purpose) = wish;
            engine.gathered(writer, purpose, gathered);
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
        self.gathers.is_empty()
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
