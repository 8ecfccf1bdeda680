//! Hosts own time, randomness, ids and concurrency; they drive the [engine](crate::engine).

mod attempt;
pub(crate) mod child;
mod contexts;
#[cfg(feature = "durable")]
mod durable;
mod exports;
#[cfg(feature = "durable")]
mod gate;
#[cfg(feature = "durable")]
mod gather;
mod in_process;
mod mailbox;
mod nested;
#[cfg(feature = "durable")]
mod nudge;
mod spread;
mod together;
#[cfg(feature = "durable")]
mod transactions;

#[cfg(feature = "sqlite")]
pub(crate) use attempt::panic_error;
#[cfg(feature = "durable")]
pub(crate) use attempt::panic_message;
#[cfg(feature = "durable")]
pub(crate) use durable::{AtWork, Closing, Heard, Left, Step};
#[cfg(feature = "durable")]
pub(crate) use gate::Gate;
pub(crate) use in_process::{Driver, EndedMapRuns};
pub(crate) use mailbox::{Mailbox, Message};
pub(crate) use nested::Registration;
#[cfg(feature = "durable")]
pub(crate) use nudge::Nudge;
