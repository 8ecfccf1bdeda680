//! What a store keeps of an execution between its steps (feature `durable`).
//!
//! The stored form belongs to the runtime: ASL state names, JSON, and numbers. Rust names, the user's types and
//! what the compiler made of the definition are no part of it.

mod collect;
mod form;
mod map_run;
mod redrive;
mod rename;
mod restore;
mod restoring;
mod salvage;
mod spans;
#[cfg(test)]
mod tests;

pub(crate) use collect::Changes;
pub(super) use collect::Keeper;
pub(crate) use rename::with_successor;
pub(crate) use restore::{Answered, AttemptAtWork, Kept};
pub(crate) use spans::Spans;
