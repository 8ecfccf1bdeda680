//! What the checks in an expansion are written with: all names, short. rustc takes its time for every token.

pub use super::Given::{self, *};
pub use super::Step::{self, *};
pub use super::{
    Kinds, Shape, ShapeRef, caught, compared, equals, fits, of_kind, raised, read, selected, selected_of,
};
pub use crate::error::AslError;
