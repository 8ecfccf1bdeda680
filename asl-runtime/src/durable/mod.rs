//! Durable executions: an [`Engine`] over a [store](crate::store).
//!
//! Executions survive the process. Every step is one transaction, and nothing that a step asks for happens before
//! it is written: a handler is called after the store knows of it, an observer is told after. What was at work when
//! the process died is *interrupted*: it fails with [`HANDLER_INTERRUPTED`], and Retry and Catch decide, unless the
//! handler is declared `idempotent` in the macro's arguments; then it is called again with the same input, token and
//! idempotency key. What waits (for a time, a retry, a token) costs a row and no memory.

mod activity;
mod aside;
mod child_spans;
mod children;
mod client;
mod clock;
mod engine;
mod error;
mod execution;
mod gather;
mod messages;
#[doc(hidden)]
pub mod migration;
mod parked;
mod patience;
mod retention;
mod scheduler;
mod session;
mod shared;
mod step;
mod token;
mod writes;

pub use activity::ActivityTask;
pub use client::{Client, HistoryPage, WaitingTask};
pub use engine::{Engine, EngineBuilder};
pub use error::DurableError;
pub use execution::DurableExecution;
pub use migration::Migration;
pub use parked::{Parked, ParkedPage, ParkedReason};
pub use session::HANDLER_INTERRUPTED;
