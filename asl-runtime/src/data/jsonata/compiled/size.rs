//! How large values are.

use super::Datum;
use super::datum::View;
use crate::data::jsonata::Problem;
use crate::data::jsonata::bound::{LARGEST, TOO_LARGE};

impl<'a> Datum<'a> {
    /// The value, if it is not too large to be used more than once (JNA-35): values that are bound to variables may
    /// grow with every use.
    ///
    /// # Errors
    ///
    /// A value beyond what an expression may make.
    pub fn bounded(self) -> Result<Self, Problem> {
        match self {
            // A part of the scope was no smaller there.
            Self::Borrowed(_) => Ok(self),
            value => match size(&value, LARGEST) {
                Some(_) => Ok(value),
                None => Err(TOO_LARGE),
            },
        }
    }
}

/// The size when it is written out, shared parts as often as they occur, if it is no more than `most`.
fn size(value: &Datum<'_>, most: usize) -> Option<usize> {
    let mut size = 1_usize;
    match value.view() {
        View::Text(text) => return (text.len() <= most).then_some(text.len()),
        View::Array(elements) => {
            for element in elements.iter() {
                size += self::size(&element, most.checked_sub(size)?)?;
            }
        }
        View::Object(members) => {
            let mut parts = Vec::with_capacity(members.len());
            members.for_each(|_, member| parts.push(member));
            for member in parts {
                size += self::size(&member, most.checked_sub(size)?)?;
            }
        }
        _ => return (most > 0).then_some(1),
    }
    Some(size)
}
