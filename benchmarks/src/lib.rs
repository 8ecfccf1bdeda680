//! What workflows cost, beside the same work by hand. `cargo xtask bench` runs it all and prints a table.
//!
//! A workload is a definition, an input, and code by hand that does the same on the same JSON: the yardstick. All
//! variants of a workload run in one process, by turns, so that what else the machine does falls on all of them.

mod by_hand;
mod case;
mod clock;
mod generated;
pub mod statistics;
mod workloads;

pub use case::{Case, Run, Variant, Workload};
pub use workloads::all;
