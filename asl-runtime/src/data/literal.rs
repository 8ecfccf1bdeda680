//! JSON as constants of generated code, and the texts that substitutions change (SUB).

use std::borrow::Cow;

use serde_json::Value;

use crate::program::{ExecutionContext, Step};

/// A JSON value that was read while compiling.
#[derive(Debug, Clone, Copy)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number above the greatest [`i64`].
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(&'static str),
    /// A string with `${Name}` in it, which the execution's substitutions replace.
    Substituted(&'static str),
    /// An array.
    Array(&'static [Literal]),
    /// An object, its members in order.
    Object(&'static [(&'static str, Literal)]),
}

impl Literal {
    /// The value.
    pub fn value(&self, step: &Step<'_>) -> Value {
        self.convert(&|text| step.text(text).into_owned())
    }

    /// The value with its strings as they are written.
    pub(crate) fn plain(&self) -> Value {
        self.convert(&str::to_owned)
    }

    /// Makes a value be this one. What it is made of already is used again where it has the same form.
    pub(crate) fn write(&self, place: &mut Value, execution: &ExecutionContext) {
        match (self, place) {
            (Self::Object(members), Value::Object(old))
                if old.len() == members.len() && old.keys().eq(members.iter().map(|(key, _)| *key)) =>
            {
                members
                    .iter()
                    .zip(old.values_mut())
                    .for_each(|((_, member), old)| member.write(old, execution));
            }
            (Self::Array(elements), Value::Array(old)) if old.len() == elements.len() => {
                elements.iter().zip(old).for_each(|(element, old)| element.write(old, execution));
            }
            // A much longer text would hold on to its memory.
            (Self::String(text), Value::String(old)) if old.capacity() / 2 <= text.len().max(32) => {
                old.clear();
                old.push_str(text);
            }
            (_, place) => *place = self.convert(&|text| execution.text(text).into_owned()),
        }
    }

    fn convert(&self, substitute: &dyn Fn(&'static str) -> String) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::from(*value),
            Self::Integer(number) => Value::from(*number),
            Self::Unsigned(number) => Value::from(*number),
            Self::Float(number) => Value::from(*number),
            Self::String(text) => Value::from(*text),
            Self::Substituted(text) => Value::String(substitute(text)),
            Self::Array(elements) => elements.iter().map(|element| element.convert(substitute)).collect(),
            Self::Object(members) => {
                members.iter().map(|(key, value)| ((*key).to_owned(), value.convert(substitute))).collect()
            }
        }
    }
}

impl Step<'_> {
    /// A text with the values of its substitutions.
    pub fn text(&self, text: &'static str) -> Cow<'static, str> {
        self.execution.text(text)
    }
}

impl ExecutionContext {
    /// A text with the values of its substitutions. One without a value stays: a host does not start such an
    /// execution.
    fn text(&self, text: &'static str) -> Cow<'static, str> {
        let mut rest = text;
        let mut filled = String::new();
        while let Some((before, name, after)) = next_substitution(rest) {
            match self.substitutions.iter().find(|(known, _)| known == name) {
                Some((_, value)) => filled.extend([before, value]),
                None => filled.push_str(rest.strip_suffix(after).unwrap_or(rest)),
            }
            rest = after;
        }
        if filled.is_empty() && rest.len() == text.len() {
            return Cow::Borrowed(text);
        }
        filled.push_str(rest);
        Cow::Owned(filled)
    }
}

/// The text before the next `${Name}`, the name, and the text after it.
fn next_substitution(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = text.split_once("${")?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::program::Fixture;

    fn fixture() -> Fixture {
        let mut fixture = Fixture::new(Value::Null);
        let values =
            [("Table", "orders"), ("Empty", ""), ("AWS::Region", "eu-west-1"), ("Nested", "${Table}")];
        fixture.execution.substitutions =
            values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        fixture
    }

    #[test]
    fn fills_in_substitutions() {
        let mut fixture = fixture();
        let step = fixture.step();
        let cases = [
            ("", ""),
            ("none", "none"),
            ("${Table}", "orders"),
            ("${Empty}", ""),
            ("a-${Table}-b-${AWS::Region}", "a-orders-b-eu-west-1"),
            ("${Table}${Table}", "ordersorders"),
            ("${Unknown} ${Table}", "${Unknown} orders"),
            ("${Table} ${Unknown}", "orders ${Unknown}"),
            ("${Table", "${Table"),
            ("${Nested}", "${Table}"),
            ("é${Table}✓", "éorders✓"),
        ];
        for (text, filled) in cases {
            assert_eq!(step.text(text), filled, "{text}");
        }
        assert!(matches!(step.text("no substitution"), Cow::Borrowed(_)));
    }

    #[test]
    fn gives_json() {
        const LITERAL: Literal = Literal::Object(&[
            ("null", Literal::Null),
            ("b", Literal::Bool(true)),
            ("a", Literal::Array(&[Literal::Integer(-1), Literal::Unsigned(u64::MAX), Literal::Float(1.0)])),
            ("text", Literal::String("${Table}")),
            ("filled", Literal::Substituted("${Table}")),
        ]);
        let mut fixture = fixture();
        let value = json!({"null": null, "b": true, "a": [-1, u64::MAX, 1.0], "text": "${Table}", "filled": "orders"});
        assert_eq!(LITERAL.value(&fixture.step()).to_string(), value.to_string());
        assert_eq!(LITERAL.plain()["filled"], "${Table}");
    }
}
