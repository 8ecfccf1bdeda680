//! JSONata (JNA): what generated code calls for the expressions of a state.
//!
//! A [`Query`] is an expression that was parsed or compiled, a [`Scope`] is what it reads, and the functions here give
//! it the type that its field takes. Who evaluates it is behind [`Query`]: the evaluator is a feature.

mod bound;
mod compiled;
mod fields;
mod number;
mod problem;
mod query;
mod scope;
mod signature;
mod trial;

#[cfg(feature = "jsonata")]
mod evaluator;

pub use compiled::{
    Array, Body, Compiled, Datum, Element, Field, Keys, NULL, add, array, compiled, concatenate, contained,
    datum, divide, equal, functions, greater, greater_or_equal, less, less_or_equal, multiply, negate,
    not_equal, object, range, remainder, subtract,
};
#[cfg(feature = "jsonata")]
pub use evaluator::Expression;
pub use fields::{
    condition, count, evaluate, items, items_or_members, literal_items, map_input, max_concurrency,
    max_items, seconds, text, timestamp, tolerated_failure_count, tolerated_failure_percentage, wait_seconds,
};
pub use problem::Problem;
pub use query::Query;
pub use scope::{Scope, Source};
pub use trial::Trial;

/// An expression that is not compiled to Rust, of type `&impl Query`.
#[cfg(feature = "jsonata")]
#[doc(hidden)]
#[macro_export]
macro_rules! __jsonata_expression {
    ($text:literal) => {{
        static EXPRESSION: $crate::__private::jsonata::Expression =
            $crate::__private::jsonata::Expression::new($text);
        &EXPRESSION
    }};
}

/// Who has no evaluator learns which expression needs it.
#[cfg(not(feature = "jsonata"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __jsonata_expression {
    ($text:literal) => {
        ::core::compile_error!(::core::concat!(
            "the expression `",
            $text,
            "` is none that is compiled to Rust: it needs the feature `jsonata` of `asl-runtime`",
        ))
    };
}

pub use crate::__jsonata_expression as expression;
