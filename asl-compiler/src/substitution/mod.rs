//! `${Name}` in a definition (SUB), as `DefinitionSubstitutions` fills it in on deployment.

mod apply;
mod names;
mod values;

pub use apply::{WithoutValue, apply};
pub use names::{holds_name, is_name, names_in, whole};

pub use values::{Substitutions, ValueError};

pub(crate) use names::name_at;

/// What becomes of a `${Name}` that has no value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownNames {
    /// It must have one wherever compiling depends on it.
    #[default]
    Required,
    /// It is taken to be right, whatever it is: for checking files whose values are not at hand.
    Assumed,
}
