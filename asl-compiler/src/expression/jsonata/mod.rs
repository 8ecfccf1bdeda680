//! JSONata (JNA): its grammar, as version 2.0 of the reference implementation has it.

mod ast;
mod call;
mod error;
mod lexer;
mod lower;
mod parent;
mod parser;
mod path;
mod print;
mod service;
mod signature;
mod syntax;
#[cfg(test)]
mod tests;
mod token;

pub use ast::{
    BinaryOperator, Direction, Lambda, Node, NodeKind, Path, Regex, SortTerm, Stage, Step, StepKind,
};
pub use error::ParseError;
pub use signature::{Parameter, Signature, Times};

/// Parses the text of an expression, without `{%` and `%}`.
///
/// # Errors
///
/// The first place where it is not JSONata, with the code that the reference implementation gives it.
pub fn parse(text: &str) -> Result<Node, ParseError> {
    lower::lower(parser::Parser::new(text)?.whole()?)
}
