//! Choice (CHO).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Transition;
use super::leave::Leaving;
use crate::emit::{assign, choice, data, jsonata};
use crate::model::{Assign, Choice, ChoiceRule, Filter, Filters, Flow, JsonataCondition, Next, Output};
use crate::plan::Handing;

pub(super) fn prepare(choice: &Choice, handing: Handing, next: &Transition<'_, '_>) -> TokenStream {
    match &choice.flow {
        Flow::JsonPath(filters) => json_path(choice, filters, handing, next),
        Flow::Jsonata(output) => jsonata(choice, output, next),
    }
}

fn json_path(choice: &Choice, flow: &Filters, handing: Handing, next: &Transition<'_, '_>) -> TokenStream {
    let document = data::effective_input(&flow.input_path);
    let read = match handing {
        Handing::AsJson => choice::Document::Json(document.reference.clone()),
        Handing::AsItIs => choice::Document::RawInput,
    };
    let assigns = choice.assign.is_some() || choice.choices.iter().any(|rule| rule.assign.is_some());
    let target = |next_state: Next, assign: &Option<Assign>| match next_state {
        Next::State(id) => {
            let variant = next.machine.variant(id);
            match (assigns, assign) {
                (false, _) => quote!(State::#variant),
                (true, None) => quote!((State::#variant, rt::Assigned::new())),
                (true, Some(_)) => {
                    let assigned = assign::json_path(assign, &document.reference);
                    quote!(#assigned (State::#variant, assigned))
                }
            }
        }
        // The reader lets no rule end its scope.
        Next::End => quote!(return Err(rt::choice::no_match())),
    };
    let rules = choice.choices.iter().map(|rule| {
        let condition = match &rule.test {
            Flow::JsonPath(condition) => choice::condition(condition, &read),
            Flow::Jsonata(_) => quote!(false),
        };
        let target = target(rule.next, &rule.assign);
        quote!(if #condition { #target } else)
    });
    let default = match choice.default {
        None => quote!(return Err(rt::choice::no_match())),
        Some(next) => target(next, &choice.assign),
    };
    let output = match &flow.input_path {
        Filter::Whole => data::raw_input(),
        Filter::Nothing => quote!(input),
        Filter::Path(_) => quote!(input.into_owned()),
    };
    let binding = document.binding;
    let output = data::output(&flow.output_path, output);
    let (statements, value) = (output.statements, data::left_with(output.value));
    let names = if assigns { quote!((next, assigned)) } else { quote!(next) };
    let transition =
        if assigns { quote!(next.enter(#value).assigning(assigned)) } else { quote!(next.enter(#value)) };
    quote! {
        #binding
        let #names = #(#rules)* { #default };
        #statements
        Ok(rt::Effect::Transition(#transition))
    }
}

/// The first condition that holds ends the function, and no other is evaluated (CHO-32).
fn jsonata(choice: &Choice, output: &Output, next: &Transition<'_, '_>) -> TokenStream {
    let rules = choice.choices.iter().enumerate().map(|(index, rule)| jsonata_rule(index, rule, next));
    let rules = quote!(#(#rules)*);
    let default = match choice.default {
        None => quote!(Err(rt::choice::no_match())),
        Some(default) => {
            let input = data::raw_input();
            Leaving::jsonata(output, &choice.assign, "", quote!(), input, next.to(default)).prepared()
        }
    };
    let scope = jsonata::scope_for(&rules, quote!());
    quote!(#scope #rules #default)
}

fn jsonata_rule(index: usize, rule: &ChoiceRule, next: &Transition<'_, '_>) -> TokenStream {
    let Flow::Jsonata(test) = &rule.test else { return quote!() };
    let field = format!("Choices[{index}]/");
    let input = data::raw_input();
    let leaving =
        Leaving::jsonata(&test.output, &rule.assign, &field, quote!(), input, next.to(rule.next)).returned();
    let condition = match &test.condition {
        JsonataCondition::Literal(value) => {
            let value = format_ident!("{value}");
            quote!(#value)
        }
        JsonataCondition::Expression(expression) => {
            jsonata::field("condition", &format!("{field}Condition"), &expression.value)
        }
    };
    quote! {
        if #condition {
            #leaving
        }
    }
}
