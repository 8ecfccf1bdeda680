//! JSONata expressions and what holds them, as calls of the runtime.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::literal;
use crate::model::{Assign, Expression, JsonataExpression, Template};

/// A statement that binds `scope`, what the expressions of a field read. `with` are its methods for more than input,
/// context and variables.
pub(super) fn scope(with: TokenStream) -> TokenStream {
    quote!(let scope = rt::jsonata::Scope::new(step) #with;)
}

/// The statement, unless nothing in `body` reads it.
pub(super) fn scope_for(body: &TokenStream, with: TokenStream) -> TokenStream {
    if super::mentions(body, "scope") { scope(with) } else { quote!() }
}

/// An expression of type `&impl Query`: plain Rust, or what the evaluator evaluates.
pub(super) fn query(expression: &JsonataExpression) -> TokenStream {
    let text = &expression.text;
    match super::expression::closure(&expression.root) {
        Some(closure) => quote!(&rt::jsonata::compiled(#text, #closure)),
        None => quote!(rt::jsonata::expression!(#text)),
    }
}

/// What `function` of the runtime makes of an expression in a field that causes name (JNA-34).
pub(super) fn field(function: &str, field: &str, expression: &JsonataExpression) -> TokenStream {
    let (function, query) = (format_ident!("{function}"), query(expression));
    quote!(rt::jsonata::#function(&scope, #field, #query)?)
}

/// The same where the function knows its field.
pub(super) fn own_field(function: &str, expression: &JsonataExpression) -> TokenStream {
    let (function, query) = (format_ident!("{function}"), query(expression));
    quote!(rt::jsonata::#function(&scope, #query)?)
}

/// An expression of type `Value`; `field` names the template in causes (JNA-2, JNA-34).
pub(super) fn template(template: &Template, field: &str) -> TokenStream {
    match template {
        Template::Literal(literal) => literal::value(&literal.value),
        Template::Expression(expression) => match &expression.value {
            Expression::Jsonata(expression) => self::field("evaluate", field, expression),
            // The reader puts no paths into a state of JSONata.
            Expression::Path(_) | Expression::Intrinsic(_) => quote!(rt::Value::Null),
        },
        Template::Array(elements) => {
            let elements = elements
                .iter()
                .enumerate()
                .map(|(index, element)| self::template(element, &format!("{field}[{index}]")));
            quote!(rt::template::array([#(#elements),*]))
        }
        Template::Object(members) => {
            let members = members.iter().map(|member| {
                let key = &member.key.value;
                let value = self::template(&member.value, &format!("{field}/{key}"));
                quote!((#key, #value))
            });
            quote!(rt::template::object([#(#members),*]))
        }
    }
}

/// A statement that binds `assigned`; `before` is what stands before `Assign` in causes. Nothing without `Assign`.
pub(super) fn assign(assign: &Option<Assign>, before: &str) -> TokenStream {
    super::assign::statement(assign, |variable| {
        template(&variable.value, &format!("{before}Assign/{}", variable.name.value))
    })
}
