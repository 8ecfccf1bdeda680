//! Pass (PASS).

use proc_macro2::TokenStream;
use quote::quote;

use super::leave::Leaving;
use crate::emit::{assign, data, literal};
use crate::model::{Filter, Flow, Made, Pass, ResultPath, Template};

pub(super) fn prepare(pass: &Pass, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    match &pass.flow {
        Flow::JsonPath(made) => json_path(pass, made, next),
        Flow::Jsonata(output) => {
            let default = data::raw_input();
            Leaving::jsonata(output, &pass.assign, "", quote!(), default, next).prepared()
        }
    }
}

/// The output of a Pass that puts what it makes where something like it stands already.
fn written_in_place(pass: &Pass, flow: &Made) -> Option<data::Output> {
    if assign::reads(&pass.assign, "result") {
        return None;
    }
    match (&flow.result, &flow.parameters, &flow.result_path) {
        (Some(result), _, ResultPath::Insert(place)) => {
            Some(data::literal_output(&place.value.0, &result.value, &flow.output_path))
        }
        (None, Some(Template::Object(members)), ResultPath::Replace) if flow.input_path == Filter::Whole => {
            Some(data::remade_output(members, &flow.output_path))
        }
        _ => None,
    }
}

fn json_path(pass: &Pass, flow: &Made, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    if let Some(output) = written_in_place(pass, flow) {
        return Leaving::json_path(output, &pass.assign, &quote!(&result), next).prepared();
    }
    let (binding, result) = match (&flow.result, &flow.parameters) {
        (Some(result), _) => (quote!(), literal::value(&result.value)),
        (None, Some(parameters)) => {
            let document = data::effective_input(&flow.input_path);
            (document.binding, data::template(parameters, &document.reference))
        }
        // Without ResultPath the input just goes on; with one it is placed into a copy of itself.
        (None, None) => match (&flow.result_path, &flow.input_path) {
            (ResultPath::Insert(_), Filter::Whole) => (quote!(), quote!(rt::Clone::clone(step.input()))),
            // The input goes on once variables have been assigned from it.
            (_, Filter::Whole) if assign::reads(&pass.assign, "result") => {
                (quote!(), quote!(rt::Clone::clone(step.input())))
            }
            _ => (quote!(), data::owned_input(&flow.input_path)),
        },
    };
    // `$` in Assign is the result (VAR-7), which the output uses up.
    let (binding, result) = if assign::reads(&pass.assign, "result") {
        (quote!(#binding let result = #result;), quote!(result))
    } else {
        (binding, result)
    };
    let output = data::placed_output(&flow.result_path, result, &flow.output_path);
    let leaving = Leaving::json_path(output, &pass.assign, &quote!(&result), next).prepared();
    quote!(#binding #leaving)
}
