//! YAML with places.

mod scalar;

pub(crate) use scalar::plain;
