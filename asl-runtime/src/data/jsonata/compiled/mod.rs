//! Expressions that are compiled to Rust: what generated code is made of.
//!
//! The compiler makes a function of the plain part of the language; every piece here does what the evaluator does, to
//! the letter of its errors. Values are borrowed from the scope as long as that goes.

mod arguments;
mod construct;
mod datum;
pub mod functions;
mod operator;
mod output;
mod path;
mod print;
mod query;
mod read;
mod size;
#[cfg(test)]
mod tests;

pub use construct::{Element, Keys, array, object};
pub use datum::{Array, Datum, NULL, datum};
pub use operator::{
    add, concatenate, contained, divide, equal, greater, greater_or_equal, less, less_or_equal, multiply,
    negate, not_equal, range, remainder, subtract,
};
pub use path::Field;
pub use query::{Body, Compiled, compiled};
