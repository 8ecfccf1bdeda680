//! Runs executions as AWS recorded them against compiled workflows, and compares what comes out.
//!
//! `cargo xtask conformance` generates crates of workflows; each has a `main` that calls [`main`] with them. A
//! case is a file; its format and the rules of comparison are in the README beside the cases. Nothing here knows
//! a case by its name.

mod answers;
mod case;
pub mod compare;
mod durable;
mod host;
mod lambda;
mod run;
mod stage;
mod test_state;
mod verdict;

pub use case::Case;
pub use host::Host;
pub use stage::{Entry, main};
