//! Intrinsic functions (INT): `States.Format('…', $.a)`.

mod ast;
mod function;

pub mod lint;
mod parse;
#[cfg(test)]
mod tests;
mod text;

pub use ast::{Argument, ArgumentValue, Call};
pub use function::Intrinsic;
