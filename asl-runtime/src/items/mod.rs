//! Reads the items of distributed Maps out of objects (DMAP-5 to DMAP-12).
//!
//! A reader is a stream: what it has not been asked for stays where it is, so an object of any size takes the
//! memory of one piece of it and of the items that were asked for. Manifests are read as a whole, and Parquet files
//! are, which have their table of contents at the end.

mod bytes;
mod config;
mod csv;
mod elements;
mod extent;
mod gzip;
mod lines;
mod listing;
mod manifest;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "no_parquet.rs"]
mod parquet;
#[cfg(feature = "durable")]
mod place;
mod spot;
#[cfg(test)]
mod tests;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::{Stream, StreamExt};
use serde_json::Value;

pub(crate) use open::open;
#[cfg(feature = "durable")]
pub(crate) use place::{Known, Place, known, open_at};
#[cfg(feature = "durable")]
pub(crate) use spot::Spot;

use crate::program::Failure;

/// An item that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadItem {
    /// The item.
    pub(crate) value: Value,
    /// Its key, if it is a member of an object (MAP-3).
    pub(crate) key: Option<String>,
    /// Where it was read (CTX-5).
    pub(crate) source: Arc<str>,
    /// Where a reader can go on behind it, if it can.
    pub(crate) spot: Option<spot::Spot>,
}

/// Items, one after the other.
type ItemStream = Pin<Box<dyn Stream<Item = Result<ReadItem, Failure>> + Send>>;

/// A reader at work.
pub(crate) struct Reader {
    items: ItemStream,
    /// So many items at most are left (DMAP-6).
    left: u64,
}

/// The next items.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The items.
    pub(crate) items: Vec<ReadItem>,
    /// The reader, if it may have more.
    pub(crate) rest: Option<Box<Reader>>,
    /// What the object is told apart from later ones by, where somebody asked.
    pub(crate) etag: Option<String>,
}

impl Reader {
    fn new(items: ItemStream, max_items: Option<u64>) -> Self {
        Self { items, left: max_items.unwrap_or(u64::MAX) }
    }

    /// Reads some items: `most` at most.
    ///
    /// # Errors
    ///
    /// `States.ItemReaderFailed` (DMAP-20).
    pub(crate) async fn read(mut self: Box<Self>, most: usize) -> Result<Chunk, Failure> {
        let mut items = Vec::new();
        while items.len() < most && self.left > 0 {
            match self.items.next().await {
                None => return Ok(Chunk { items, rest: None, etag: None }),
                Some(item) => items.push(item?),
            }
            self.left -= 1;
        }
        let rest = (self.left > 0).then_some(self);
        Ok(Chunk { items, rest, etag: None })
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Reader").field("left", &self.left).finish_non_exhaustive()
    }
}

/// `States.ItemReaderFailed`; Retry and Catch see it (DMAP-20).
pub(crate) fn failed(cause: impl Into<String>) -> Failure {
    Failure::reported(Some("States.ItemReaderFailed".into()), Some(cause.into().into()))
}
