//! The writer of a place that can't be written to.

use super::{ObjectError, ObjectFuture, ObjectWriter};

/// Refuses every object.
#[derive(Debug)]
pub(super) struct ReadOnly;

impl ObjectWriter for ReadOnly {
    fn write(&mut self, _: Vec<u8>) -> ObjectFuture<'_> {
        Box::pin(std::future::ready(Err(ObjectError::ReadOnly)))
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(std::future::ready(Err(ObjectError::ReadOnly)))
    }
}
