//! YAML with places. The grammar is `saphyr-parser`'s; the tree, its spans and what a scalar means are ours.

mod alias;
mod place;
mod reader;
mod scalar;
mod tag;
#[cfg(test)]
mod tests;

pub use reader::parse_yaml;

pub(super) use place::span_in_scalar;
pub(crate) use scalar::plain;
