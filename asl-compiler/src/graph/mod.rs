//! Pictures of a workflow: Mermaid, DOT, and an SVG for rustdoc.
//!
//! All three draw one `view` of the model, in the order of the definition, so equal definitions give
//! equal text.

mod condition;
mod dot;
mod mermaid;
mod summary;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod view;

pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::svg;
