//! What workflows cost, beside the same work by hand. `cargo xtask bench` runs it all and prints a table.
//!
//! A workload is a definition, an input, and code by hand that does the same on the same JSON: the yardstick. All
//! variants of a workload run in one process, by turns, so that what else the machine does falls on all of them.

mod by_hand;
mod case;
mod clock;
mod generated;
mod growth;
pub mod process;
mod processor_time;
pub mod statistics;
mod steps;
mod typed;
mod workloads;

pub use case::{Case, Run, Variant, Workload, execute};
pub use growth::Series;
pub use processor_time::processor_time;
pub use workloads::all;
