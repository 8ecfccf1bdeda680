//! Places in a schema.

use std::fmt;

/// A place in a JSON text, shown as a JSON pointer.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Top,
    Within(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    pub(crate) fn member(&'a self, name: &'a str) -> Self {
        Self::Within(self, name)
    }

    pub(crate) fn element(&'a self, at: usize) -> Self {
        Self::Element(self, at)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Within(parent, name) => {
                write!(f, "{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
            }
            Self::Element(parent, at) => write!(f, "{parent}/{at}"),
        }
    }
}
