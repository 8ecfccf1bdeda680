//! Succeed and Fail (END).

use proc_macro2::TokenStream;
use quote::quote;

use super::leave::Leaving;
use crate::emit::{data, jsonata, literal, path};
use crate::model::{Expression, Fail, FailText, Flow, Succeed};

pub(super) fn prepare_succeed(succeed: &Succeed, end: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let leaving = match &succeed.flow {
        Flow::JsonPath(flow) => {
            let output = data::output(&flow.output_path, data::owned_input(&flow.input_path));
            Leaving::json_path(output, &None, &quote!(), end)
        }
        Flow::Jsonata(output) => Leaving::jsonata(output, &None, "", quote!(), data::raw_input(), end),
    };
    leaving.prepared()
}

pub(super) fn prepare_fail(fail: &Fail) -> TokenStream {
    let error = text(&fail.error, "Error");
    let cause = text(&fail.cause, "Cause");
    let body = quote! {
        let error = #error;
        let cause = #cause;
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    };
    let scope = jsonata::scope_for(&body, quote!());
    quote!(#scope #body)
}

fn text(text: &Option<FailText>, field: &str) -> TokenStream {
    match text {
        None => quote!(None),
        Some(FailText::Literal(text)) => {
            let text = literal::text(&text.value);
            quote!(Some(#text))
        }
        Some(FailText::Expression(expression)) => {
            let field_path = format!("{field}Path");
            let value = match &expression.value {
                Expression::Path(selected) => {
                    let path = path::path(selected);
                    quote!(rt::fail::path(step, #field_path, #path)?)
                }
                call @ Expression::Intrinsic(_) => {
                    let value = data::expression(call, &field_path, &quote!(step.input()));
                    quote!(rt::fail::string(step, #field_path, #value)?)
                }
                Expression::Jsonata(expression) => jsonata::field("text", field, expression),
            };
            quote!(Some(rt::Cow::Owned(#value)))
        }
    }
}
