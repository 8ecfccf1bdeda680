//! Writes the results of distributed Maps into objects (DMAP-18, DMAP-19).
//!
//! A [`Writer`] is handed the child executions of a map run as they end. It has three series of files, for what
//! succeeded, for what did not, and for what never started; a piece of each is in memory, never the results. The
//! manifest, which lists them, comes last.

mod destination;
mod manifest;
mod record;
mod series;
mod writer;

#[cfg(feature = "durable")]
pub(crate) use record::Kind;
pub(crate) use record::{Child, Record, whole};
pub(crate) use writer::{Destination, Writer, Written, open};

use crate::program::Failure;

/// `States.ResultWriterFailed`; Retry and Catch see it (DMAP-20).
pub(crate) fn failed(cause: impl Into<String>) -> Failure {
    Failure::reported(Some("States.ResultWriterFailed".into()), Some(cause.into().into()))
}
