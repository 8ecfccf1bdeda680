//! Literal JSON as constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::substitution::names_in;

/// `rt::Literal::…`, a constant.
pub(super) fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(rt::Literal::Null),
        Value::Bool(value) => quote!(rt::Literal::Bool(#value)),
        Value::Number(number) => {
            if let Some(number) = number.as_i64() {
                let number = integer(number);
                quote!(rt::Literal::Integer(#number))
            } else if let Some(number) = number.as_u64() {
                let number = integer(number);
                quote!(rt::Literal::Unsigned(#number))
            } else {
                let number = float(number.as_f64().unwrap_or_default());
                quote!(rt::Literal::Float(#number))
            }
        }
        Value::String(text) if has_substitution(text) => quote!(rt::Literal::Substituted(#text)),
        Value::String(text) => quote!(rt::Literal::String(#text)),
        Value::Array(elements) => {
            let elements = elements.iter().map(literal);
            quote!(rt::Literal::Array(&[#(#elements),*]))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value = literal(value);
                quote!((#key, #value))
            });
            quote!(rt::Literal::Object(&[#(#members),*]))
        }
    }
}

/// A number whose type is known where it stands.
pub(super) fn integer(value: impl Into<i128>) -> Literal {
    Literal::i128_unsuffixed(value.into())
}

/// A finite number with a fraction.
pub(super) fn float(value: f64) -> Literal {
    Literal::f64_unsuffixed(value)
}

/// An expression that gives the literal's value in a step.
pub(super) fn value(value: &Value) -> TokenStream {
    let literal = literal(value);
    quote!(#literal.value(step))
}

/// Whether a text holds a substitution that gets its value at run time.
pub(super) fn has_substitution(text: &str) -> bool {
    names_in(text).next().is_some()
}

/// An expression of type `Cow<'static, str>` that gives a text in a step.
pub(super) fn text(text: &str) -> TokenStream {
    if has_substitution(text) { quote!(step.text(#text)) } else { quote!(rt::Cow::Borrowed(#text)) }
}

/// An expression of type `&str` that gives a text in a step.
pub(super) fn borrowed_text(text: &str) -> TokenStream {
    if has_substitution(text) { quote!(&step.text(#text)) } else { quote!(#text) }
}
