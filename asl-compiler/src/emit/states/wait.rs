//! Wait (WAIT).

use proc_macro2::TokenStream;
use quote::quote;

use super::leave::Leaving;
use crate::emit::literal::integer;
use crate::emit::timestamp::timestamp;
use crate::emit::{data, jsonata, path};
use crate::model::{Flow, JsonataExpression, Wait, WaitUntil};

pub(super) fn prepare(wait: &Wait) -> TokenStream {
    let input = wait.flow.json_path().map(|filters| data::effective_input(&filters.input_path));
    let (binding, reference) =
        input.map_or_else(|| (quote!(), quote!(step.input())), |input| (input.binding, input.reference));
    let (binding, delay) = match &wait.until {
        WaitUntil::Seconds(seconds) => {
            let seconds = integer(seconds.value);
            (quote!(), quote!(rt::wait::check(step, rt::Delay::For(rt::Duration::from_secs(#seconds)))?))
        }
        WaitUntil::Timestamp(instant) => {
            let timestamp = timestamp(&instant.value);
            (quote!(), quote!(rt::wait::check(step, rt::Delay::Until(#timestamp))?))
        }
        WaitUntil::SecondsPath(selected) => {
            let path = path::path(&selected.value.0);
            (binding, quote!(rt::wait::seconds(step, #reference, #path)?))
        }
        WaitUntil::TimestampPath(selected) => {
            let path = path::path(&selected.value.0);
            (binding, quote!(rt::wait::timestamp(step, #reference, #path)?))
        }
        WaitUntil::SecondsExpression(expression) => evaluated("wait_seconds", &expression.value),
        WaitUntil::TimestampExpression(expression) => evaluated("timestamp", &expression.value),
    };
    quote! {
        #binding
        let delay = #delay;
        Ok(rt::Effect::Wait(delay))
    }
}

fn evaluated(function: &str, expression: &JsonataExpression) -> (TokenStream, TokenStream) {
    (jsonata::scope(quote!()), jsonata::own_field(function, expression))
}

pub(super) fn complete(wait: &Wait, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    match &wait.flow {
        Flow::JsonPath(flow) if wait.assign.is_some() => {
            let document = data::effective_input(&flow.input_path);
            let input = match &flow.input_path {
                crate::model::Filter::Whole => data::raw_input(),
                crate::model::Filter::Nothing => quote!(input),
                crate::model::Filter::Path(_) => quote!(input.into_owned()),
            };
            let output = data::output(&flow.output_path, input);
            let leaving = Leaving::json_path(output, &wait.assign, &document.reference, next).completed();
            let binding = document.binding;
            quote!(#binding #leaving)
        }
        Flow::JsonPath(flow) => {
            let output = data::output(&flow.output_path, data::owned_input(&flow.input_path));
            Leaving::json_path(output, &None, &quote!(), next).completed()
        }
        Flow::Jsonata(output) => {
            let input = data::raw_input();
            Leaving::jsonata(output, &wait.assign, "", quote!(), input, next).completed()
        }
    }
}
