//! The derives: `AslError`, `Shape`.

mod error;
mod shape;

pub use error::derive_asl_error;
pub use shape::derive_shape;
