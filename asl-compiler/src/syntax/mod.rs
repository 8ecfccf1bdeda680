//! JSON or YAML text as a tree that knows where everything stands.
//!
//! Every value and every key has a span; members keep their order; a duplicate key is there twice. A
//! [`NodeId`] leads to the JSON pointer of a value without the tree having to store pointers.

mod json;
mod node;
mod yaml;

pub use json::parse_json;
pub use node::{Document, Kind, Member, Node, NodeId, Object, Place, Segment, SyntaxError};

pub(crate) use node::Parents;
pub(crate) use yaml::plain;
