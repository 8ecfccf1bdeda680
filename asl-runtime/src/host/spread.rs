//! Handlers that run in tasks of their own, so that they spread over the threads of the runtime.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;

use crate::error::TaskError;
use crate::program::{HandlerFuture, StateData};
use crate::trace::Span;

/// A handler in a task of its own. What comes of it is as if it ran here: its result, its panic, and that it is dropped
/// when this is.
struct Spread(JoinHandle<Result<StateData, TaskError>>);

/// Lets a handler run in a task of its own, within its span.
pub(super) fn spread(handler: HandlerFuture, span: &Span) -> HandlerFuture {
    Box::pin(Spread(tokio::spawn(span.during(handler))))
}

impl Future for Spread {
    type Output = Result<StateData, TaskError>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        match Pin::new(&mut self.0).poll(task) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(result)) => Poll::Ready(result),
            Poll::Ready(Err(error)) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The runtime is shutting down, and takes whoever waits for this with it.
                Err(_) => Poll::Pending,
            },
        }
    }
}

impl Drop for Spread {
    fn drop(&mut self) {
        self.0.abort();
    }
}
