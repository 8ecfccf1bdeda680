//! JSON or YAML text as a tree that knows where everything stands.
//!
//! Every value and every key has a span; members keep their order; a duplicate key is there twice. A
//! [`NodeId`] leads to the JSON pointer of a value without the tree having to store pointers.

mod json;
mod limits;
mod node;
mod yaml;

pub use json::parse_json;
pub use node::{Document, Kind, Member, Node, NodeId, Object, Place, Segment, SyntaxError};
pub use yaml::parse_yaml;

pub(crate) use node::Parents;
pub(crate) use yaml::plain;

use crate::source::{Format, Source};

/// Reads a source in its own syntax.
///
/// # Errors
///
/// The first place where the text is not JSON, or not YAML (DOC-6).
pub fn parse(source: &Source) -> Result<Document, SyntaxError> {
    match source.format() {
        Format::Json => parse_json(source.text()),
        Format::Yaml => parse_yaml(source.text()),
    }
}
