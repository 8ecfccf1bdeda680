//! The evaluator: `jsonata-core` behind a narrow door.
//!
//! Nothing outside of this folder knows whose evaluator it is. Its values are reference-counted and never leave the
//! call that made them.

mod bind;
mod bounds;
mod convert;
mod diagnosis;
mod distinct;
mod error;
mod expression;
mod functions;
mod matches;
mod nodes;
mod reads;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;

pub use expression::Expression;
