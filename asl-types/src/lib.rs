//! Writes the Rust types of a JSON Schema, for typed workflows.
//!
//! The types derive serde's traits and `asl_runtime::Shape`, so a workflow with `typed` is held against the schema while
//! it is compiled. What is written is a file of the program: the command `asl-types` writes it, and a build script can,
//! with [`rust_types`].
//!
//! Every text is a `String`, whatever `pattern`, `format` and lengths say: a shape does not tell more, and the types need
//! no other crates.

mod error;
mod generate;
mod place;
mod schema;
mod values;

pub use error::Error;
pub use generate::rust_types;
