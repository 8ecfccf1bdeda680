//! Hosts own time, randomness, ids and concurrency; they drive the [engine](crate::engine).

mod attempt;
mod contexts;
mod exports;
mod in_process;
mod mailbox;
mod nested;

pub(crate) use in_process::{Driver, EndedMapRuns};
pub(crate) use mailbox::{Mailbox, Message};
pub(crate) use nested::Registration;
