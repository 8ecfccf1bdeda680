//! The workloads on plain structs, without JSON: the same business work, and the limit of what can be reached.

mod chain;
mod counter;
mod items;
mod order;
mod variables;

pub(crate) use chain::{Data as ChainData, chain};
pub(crate) use counter::{Counter, counter};
pub(crate) use items::{Items, items};
pub(crate) use order::{Order, order};
pub(crate) use variables::{Variables, variables};
