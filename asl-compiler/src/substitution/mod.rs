//! `${Name}` in a definition (SUB), as `DefinitionSubstitutions` fills it in on deployment.

mod names;

pub use names::{holds_name, is_name, names_in, whole};

pub(crate) use names::name_at;
