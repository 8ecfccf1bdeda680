//! The rules of comparison, as the README beside the cases states them.

mod difference;
mod mask;
mod value;

pub use difference::Difference;
pub use value::{Numbers, compare, equal};
