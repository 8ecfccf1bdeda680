//! Differences, written for people.

mod aligned;
mod shown;
mod value;

pub(super) use aligned::{Entry, compare_lists};
pub(super) use value::compare_values;
