//! The data flow of states: what generated code calls for paths, templates, intrinsic functions, choice rules and
//! results, and for JSONata.

mod cause;
mod form;
mod literal;
mod member;
mod number;
mod path;
#[cfg(test)]
mod properties;

pub mod choice;
pub mod fail;
pub mod filter;
pub mod flow;
pub mod intrinsic;
pub mod jsonata;
pub mod lambda;
pub mod limit;
pub mod map;
mod parameters;
pub mod task;
pub mod template;
pub mod wait;

pub use literal::Literal;
pub(crate) use parameters::check_parameters;
pub use path::{Miss, Path, PathArgument, PathFunction, PathStep, Root};
