//! JSONata (JNA): what generated code calls for the expressions of a state.
//!
//! A [`Query`] is an expression that was parsed or compiled, a [`Scope`] is what it reads, and the functions here give
//! it the type that its field takes. Who evaluates it is behind [`Query`]: the evaluator is a feature.

mod fields;
mod number;
mod problem;
mod query;
mod scope;

#[cfg(feature = "jsonata")]
mod evaluator;

#[cfg(feature = "jsonata")]
pub use evaluator::Expression;
pub use fields::{
    condition, count, evaluate, items, items_or_members, literal_items, map_input, max_concurrency,
    max_items, seconds, text, timestamp, tolerated_failure_count, tolerated_failure_percentage, wait_seconds,
};
pub use problem::Problem;
pub use query::Query;
pub use scope::{Scope, Source};
