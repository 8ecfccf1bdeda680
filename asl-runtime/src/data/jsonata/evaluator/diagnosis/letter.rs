//! The evaluator's values as signatures see them.

use jsonata_core::value::JValue;

use crate::data::jsonata::signature::Typed;

impl Typed for JValue {
    fn letter(&self) -> char {
        match self {
            Self::Undefined => 'm',
            Self::Null => 'l',
            Self::Bool(_) => 'b',
            Self::Number(_) => 'n',
            Self::String(_) => 's',
            Self::Array(_) => 'a',
            Self::Object(_) => 'o',
            Self::Lambda(_) | Self::Builtin { .. } | Self::Regex { .. } => 'f',
        }
    }

    fn elements_are(&self, letter: char) -> Option<bool> {
        match self {
            Self::Array(elements) => Some(elements.iter().all(|element| element.letter() == letter)),
            _ => None,
        }
    }
}
