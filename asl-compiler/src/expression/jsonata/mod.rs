//! JSONata (JNA): its grammar, as version 2.0 of the reference implementation has it.

mod ast;
mod signature;

pub use ast::{
    BinaryOperator, Direction, Lambda, Node, NodeKind, Path, Regex, SortTerm, Stage, Step, StepKind,
};
pub use signature::Signature;
