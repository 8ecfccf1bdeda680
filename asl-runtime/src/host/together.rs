//! Futures that are polled together.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{FuturesUnordered, Stream};

/// Futures that are polled together. As long as there were none nothing is allocated: many executions have handlers that
/// all answer at once, and few have items to be read or results to be written.
pub(super) struct Together<F>(Option<FuturesUnordered<F>>);

impl<F> Together<F> {
    pub(super) fn push(&mut self, future: F) {
        self.0.get_or_insert_default().push(future);
    }

    pub(super) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, FuturesUnordered::len)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all of them.
    pub(super) fn clear(&mut self) {
        self.0 = None;
    }
}

impl<F: Future> Stream for Together<F> {
    type Item = F::Output;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<F::Output>> {
        match &mut self.0 {
            Some(futures) => Pin::new(futures).poll_next(task),
            None => Poll::Ready(None),
        }
    }
}

// What it holds is pinned by itself.
impl<F> Unpin for Together<F> {}

impl<F> Default for Together<F> {
    fn default() -> Self {
        Self(None)
    }
}

impl<F> fmt::Debug for Together<F> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Together").field(&self.len()).finish()
    }
}
