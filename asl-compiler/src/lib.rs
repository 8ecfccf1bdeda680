//! INTERNAL: the compiler behind `asl_runtime::include_workflow!`.
//!
//! One way through the house: text → [`syntax`] → [`model`] → checks → [`plan`] → tokens ([`emit`]). No
//! I/O but reading the file that is given. Its API follows no semantic versioning.

pub mod check;
pub mod compile;
pub mod definition_hash;
mod derive;
pub mod diagnostic;
pub mod emit;
pub mod expression;
pub mod graph;
mod include;
mod markdown;
pub mod model;
pub mod options;
pub mod plan;
pub mod read;
pub mod source;
pub mod substitution;
pub mod suggest;
pub mod syntax;
pub mod typed;

pub use derive::{derive_asl_error, derive_shape};
pub use include::include_workflow;
