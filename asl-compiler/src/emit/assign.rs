//! `Assign` (VAR).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::data;
use crate::model::{Assign, AssignedVariable, Expression, Template};

/// A statement that binds `assigned` to the variables with the values that `value` prints. Nothing without `Assign`.
pub(super) fn statement(
    assign: &Option<Assign>,
    value: impl Fn(&AssignedVariable) -> TokenStream,
) -> TokenStream {
    let Some(assign) = assign else { return quote!() };
    let variables = assign.variables.iter().map(|variable| {
        let (name, value) = (&variable.name.value, value(variable));
        quote!((#name, #value))
    });
    quote!(let assigned = rt::assigned([#(#variables),*]);)
}

/// The statement in JSONPath, where `document` is what `$` stands for (VAR-7).
pub(super) fn json_path(assign: &Option<Assign>, document: &TokenStream) -> TokenStream {
    statement(assign, |variable| match &variable.value {
        Template::Expression(expression) if !matches!(expression.value, Expression::Jsonata(_)) => {
            data::expression(&expression.value, &format!("{}.$", variable.name.value), document)
        }
        template => data::template(template, document),
    })
}

/// Whether the statement in JSONPath mentions a document of that name.
pub(super) fn reads(assign: &Option<Assign>, document: &str) -> bool {
    let name = format_ident!("{document}");
    super::mentions(&json_path(assign, &quote!(&#name)), document)
}

/// A transition that carries `assigned`, if there is any `Assign`.
pub(super) fn carried(assign: &Option<Assign>, transition: TokenStream) -> TokenStream {
    if assign.is_some() { quote!(#transition.assigning(assigned)) } else { transition }
}
