//! Choice rules as conditions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{literal, path, timestamp::timestamp};
use crate::model::{Comparison, Condition, Operand, Operator, Relation, TypeTest};

/// What `$` stands for.
pub(super) enum Document {
    /// What an expression gives.
    Json(TokenStream),
    /// The raw input, which may be no JSON yet.
    RawInput,
}

impl Document {
    /// The value of `Variable`.
    fn variable(&self, path: &TokenStream) -> TokenStream {
        match self {
            Self::Json(document) => quote!(&*rt::choice::variable(step, #document, #path)?),
            Self::RawInput => quote!(&*rt::choice::of_input(step, #path)?),
        }
    }

    /// The operand of an operator with suffix `Path`.
    fn operand(&self, path: &TokenStream) -> TokenStream {
        match self {
            Self::Json(document) => quote!(&*rt::choice::operand(step, #document, #path)?),
            Self::RawInput => quote!(&*rt::choice::of_input(step, #path)?),
        }
    }

    fn is_present(&self, path: &TokenStream) -> TokenStream {
        match self {
            Self::Json(document) => quote!(rt::choice::is_present(step, #document, #path)),
            Self::RawInput => quote!(rt::choice::of_input(step, #path).is_ok()),
        }
    }
}

/// An expression of type `bool`.
pub(super) fn condition(condition: &Condition, document: &Document) -> TokenStream {
    match condition {
        Condition::And(conditions) => {
            let conditions = conditions.iter().map(|condition| operand_of(condition, document));
            quote!(#(#conditions)&&*)
        }
        Condition::Or(conditions) => {
            let conditions = conditions.iter().map(|condition| operand_of(condition, document));
            quote!(#(#conditions)||*)
        }
        Condition::Not(condition) => {
            let condition = operand_of(condition, document);
            quote!(!#condition)
        }
        Condition::Comparison(comparison) => self::comparison(comparison, document),
    }
}

/// A condition that stands in another one, in parentheses where it needs them.
fn operand_of(condition: &Condition, document: &Document) -> TokenStream {
    let tokens = self::condition(condition, document);
    match condition {
        Condition::And(conditions) | Condition::Or(conditions) if conditions.len() > 1 => quote!((#tokens)),
        _ => tokens,
    }
}

fn comparison(comparison: &Comparison, document: &Document) -> TokenStream {
    let variable_path = path::path(&comparison.variable.value);
    let variable = document.variable(&variable_path);
    let operand = |selected: &crate::expression::path::Path| document.operand(&path::path(selected));
    match &comparison.operator.value {
        Operator::String(relation, Operand::Literal(text)) => {
            let (relation, text) = (self::relation(*relation), literal::borrowed_text(text));
            quote!(rt::choice::string(#variable, #relation, #text))
        }
        Operator::String(relation, Operand::Path(selected)) => {
            let (relation, operand) = (self::relation(*relation), operand(selected));
            quote!(rt::choice::string_path(#variable, #relation, #operand))
        }
        Operator::Numeric(relation, Operand::Literal(number)) => {
            let (relation, number) = (self::relation(*relation), self::number(number));
            quote!(rt::choice::numeric(#variable, #relation, #number))
        }
        Operator::Numeric(relation, Operand::Path(selected)) => {
            let (relation, operand) = (self::relation(*relation), operand(selected));
            quote!(rt::choice::numeric_path(#variable, #relation, #operand))
        }
        Operator::Boolean(Operand::Literal(value)) => quote!(rt::choice::boolean(#variable, #value)),
        Operator::Boolean(Operand::Path(selected)) => {
            let operand = operand(selected);
            quote!(rt::choice::boolean_path(#variable, #operand))
        }
        Operator::Timestamp(relation, Operand::Literal(text)) => {
            let (relation, timestamp) = (self::relation(*relation), timestamp(text));
            quote!(rt::choice::timestamp(#variable, #relation, #timestamp))
        }
        Operator::Timestamp(relation, Operand::Path(selected)) => {
            let (relation, operand) = (self::relation(*relation), operand(selected));
            quote!(rt::choice::timestamp_path(#variable, #relation, #operand))
        }
        Operator::StringMatches(pattern) => match pieces(pattern) {
            Some(pieces) => quote!(rt::choice::string_matches(#variable, &[#(#pieces),*])),
            None => quote!(return Err(rt::choice::invalid_pattern(#pattern))),
        },
        Operator::Is(test, expected) => {
            let found = match test {
                TypeTest::Present => document.is_present(&variable_path),
                TypeTest::Null => quote!(rt::choice::is_null(#variable)),
                TypeTest::String => quote!(rt::choice::is_string(#variable)),
                TypeTest::Numeric => quote!(rt::choice::is_numeric(#variable)),
                TypeTest::Boolean => quote!(rt::choice::is_boolean(#variable)),
                TypeTest::Timestamp => quote!(rt::choice::is_timestamp(#variable)),
            };
            if *expected { found } else { quote!(!#found) }
        }
    }
}

fn relation(relation: Relation) -> TokenStream {
    match relation {
        Relation::Equals => quote!(rt::choice::Relation::Equals),
        Relation::LessThan => quote!(rt::choice::Relation::LessThan),
        Relation::GreaterThan => quote!(rt::choice::Relation::GreaterThan),
        Relation::LessThanEquals => quote!(rt::choice::Relation::LessThanEquals),
        Relation::GreaterThanEquals => quote!(rt::choice::Relation::GreaterThanEquals),
    }
}

fn number(number: &serde_json::Number) -> TokenStream {
    match number.as_i64() {
        Some(integer) => {
            let integer = literal::integer(integer);
            quote!(rt::choice::Number::Integer(#integer))
        }
        None => {
            let float = literal::float(number.as_f64().unwrap_or_default());
            quote!(rt::choice::Number::Float(#float))
        }
    }
}

/// The literal runs of a pattern, split at its unescaped `*`; `None` if a backslash escapes nothing (CHO-13).
fn pieces(pattern: &str) -> Option<Vec<String>> {
    let mut pieces = vec![String::new()];
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '*' => {
                pieces.push(String::new());
                continue;
            }
            '\\' => characters.next().filter(|escaped| matches!(escaped, '*' | '\\'))?,
            other => other,
        };
        if let Some(last) = pieces.last_mut() {
            last.push(literal);
        }
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_patterns_at_stars() {
        for (pattern, expected) in [
            ("log-*.txt", vec!["log-", ".txt"]),
            ("*", vec!["", ""]),
            ("a\\*b*", vec!["a*b", ""]),
            ("\\\\*", vec!["\\", ""]),
            ("plain", vec!["plain"]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(pieces(pattern), Some(expected), "{pattern}");
        }
        assert_eq!(pieces("a\\b"), None);
        assert_eq!(pieces("a\\"), None);
    }
}
