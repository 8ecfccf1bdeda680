//! JSONPath as Step Functions has it (PATH): Jayway's grammar, with roots `$`, `$$` and `$name`.

mod ast;
mod bracket;
mod display;
mod filter;
mod function;
mod literal;
mod name;
mod parse;
mod reference;
#[cfg(test)]
mod tests;

pub use super::error::ExpressionError;
pub use ast::{Comparison, Filter, Function, FunctionName, Operand, Path, ReferencePath, Root, Step};
pub(super) use literal::number;
pub(super) use name::stray;
pub(super) use parse::{Surroundings, parse_path};
