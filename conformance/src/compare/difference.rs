//! Where expectation and fact part.

use std::fmt;

use serde_json::Value;

/// The first place where an actual value is not the expected one.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// A JSON pointer into the value.
    pub pointer: String,
    /// What should be there; `None`: nothing.
    pub expected: Option<Value>,
    /// What is there.
    pub actual: Option<Value>,
}

impl Difference {
    /// A difference at the top.
    pub fn new(expected: Option<&Value>, actual: Option<&Value>) -> Self {
        Self { pointer: String::new(), expected: expected.cloned(), actual: actual.cloned() }
    }

    /// The same, below a member or an element.
    #[must_use]
    pub fn below(mut self, step: &str) -> Self {
        self.pointer = format!("/{}{}", step.replace('~', "~0").replace('/', "~1"), self.pointer);
        self
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(out, "{}: ", self.pointer)?;
        }
        write!(out, "expected {}, found {}", Shown(self.expected.as_ref()), Shown(self.actual.as_ref()))
    }
}

/// A value in short.
struct Shown<'a>(Option<&'a Value>);

/// So much of a value is shown.
const LONGEST: usize = 600;

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(value) = self.0 else { return out.write_str("nothing") };
        let text = value.to_string();
        match text.char_indices().nth(LONGEST) {
            None => out.write_str(&text),
            Some((end, _)) => write!(out, "{}… ({} bytes)", &text[..end], text.len()),
        }
    }
}
