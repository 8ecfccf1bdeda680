//! The data flow of JSONPath states: what generated code calls for paths, templates, intrinsic functions,
//! choice rules and results.

mod path;

pub use path::{Path, PathArgument, PathFunction, PathStep, Root};
