//! The engine by itself: definitions through the real compiler, time and handlers as the tests say.

mod depth;
mod history;
mod memory;
pub(in crate::engine) mod script;
mod sequences;
mod variables;
