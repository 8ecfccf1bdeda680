//! The languages inside strings: JSONPath, intrinsic functions, JSONata, timestamps, resource names.
//!
//! All are parsed while compiling; errors count bytes of the string's decoded text.

mod cursor;
mod error;
pub mod intrinsic;
pub mod jsonata;
pub mod name;
pub mod path;
pub mod resource;
pub mod string_matches;
pub mod timestamp;
mod value;

pub use error::ExpressionError;
pub use value::parse_expression;
