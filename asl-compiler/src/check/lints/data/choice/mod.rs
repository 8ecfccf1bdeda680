//! Choices: what goes on to their targets, and comparisons that are never true.

mod leaving;
mod lint;

pub(super) use leaving::leaving;
pub(super) use lint::check;
