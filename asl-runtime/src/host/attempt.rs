//! A handler at work: its panics, its cancellation, its end.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::Sleep;

use crate::context::TaskContext;
use crate::data::lambda;
use crate::engine::{AttemptId, Ended};
use crate::error::{HANDLER_PANICKED, TaskError};
use crate::program::{Failure, HandlerFuture};
use crate::trace::Span;

/// What is made of a handler's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Envelope {
    /// Nothing.
    Plain,
    /// The envelope of `lambda:invoke` (TASK-11).
    Lambda,
}

/// A handler's future, and when to drop it.
pub(super) struct Attempt {
    id: AttemptId,
    handler: Option<HandlerFuture>,
    context: TaskContext,
    envelope: Envelope,
    grace: Duration,
    dropping: Option<Pin<Box<Sleep>>>,
    span: Span,
    /// Leave to be at work, until the handler is gone.
    #[cfg(feature = "durable")]
    leave: Option<super::gate::Leave>,
}

impl Attempt {
    pub(super) fn new(
        id: AttemptId,
        handler: HandlerFuture,
        context: TaskContext,
        envelope: Envelope,
        grace: Duration,
        span: Span,
    ) -> Self {
        Self {
            id,
            handler: Some(handler),
            context,
            envelope,
            grace,
            dropping: None,
            span,
            #[cfg(feature = "durable")]
            leave: None,
        }
    }

    pub(super) fn context(&self) -> &TaskContext {
        &self.context
    }

    /// Takes leave to be at work, which ends with the handler.
    #[cfg(feature = "durable")]
    pub(super) fn take_leave(&mut self, leave: Option<super::gate::Leave>) {
        self.leave = leave;
    }

    /// Lets the handler go as far as it gets without waiting: many answer at once, and need no place among those that
    /// are at work. One that has to wait is polled again by those who wait for it.
    pub(super) fn answer_at_once(&mut self) -> Option<Ended> {
        match self.poll_handler(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(ended) => Some(ended),
            Poll::Pending => None,
        }
    }

    fn poll_handler(&mut self, task: &mut Context<'_>) -> Poll<Ended> {
        let Some(handler) = &mut self.handler else { return Poll::Ready(Ended::Dropped) };
        // What a handler holds is its own: after a panic it is dropped, and nobody looks at it again.
        let polled = self.span.within(|| catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(task))));
        let ended = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Ok(output))) => Ended::Answered(match self.envelope {
                Envelope::Plain => output,
                Envelope::Lambda => lambda::envelope(output.into_json()).into(),
            }),
            Ok(Poll::Ready(Err(error))) => Ended::Failed(error.into()),
            Err(panic) => Ended::Failed(panicked(&*panic)),
        };
        self.drop_handler();
        Poll::Ready(ended)
    }

    fn drop_handler(&mut self) {
        let handler = self.handler.take();
        #[cfg(feature = "durable")]
        let _leave = self.leave.take();
        // A panic while dropping says nothing about the result that is there already.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(handler)));
    }
}

impl Future for Attempt {
    type Output = (AttemptId, Ended);

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        let attempt = &mut *self;
        attempt.context.wake_on_cancellation(task.waker());
        if attempt.context.is_cancelled() {
            // For everyone else the attempt is over, so its span is too.
            attempt.span = Span::none();
        }
        if let Poll::Ready(ended) = attempt.poll_handler(task) {
            return Poll::Ready((attempt.id, ended));
        }
        if !attempt.context.is_cancelled() {
            return Poll::Pending;
        }
        let grace = attempt.grace;
        let dropping = attempt.dropping.get_or_insert_with(|| Box::pin(tokio::time::sleep(grace)));
        if !grace.is_zero() && dropping.as_mut().poll(task).is_pending() {
            return Poll::Pending;
        }
        attempt.drop_handler();
        Poll::Ready((attempt.id, Ended::Dropped))
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        // The execution may be dropped with its handlers at work: a panic must not reach those who do so.
        if self.handler.is_some() {
            self.context.cancel();
            self.drop_handler();
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Attempt")
            .field("id", &self.id)
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

/// The failure of a task whose handler panicked.
pub(super) fn panicked(panic: &(dyn Any + Send)) -> Failure {
    panic_error(panic).into()
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|message| (*message).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".into())
}

/// The error of a handler that panicked.
pub(crate) fn panic_error(panic: &(dyn Any + Send)) -> TaskError {
    let message = panic_message(panic);
    TaskError::new(HANDLER_PANICKED, format!("the handler panicked: {message}")).limited(256, 32_768)
}
