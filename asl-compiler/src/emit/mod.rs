//! The plan, printed as Rust. Everything has been decided: nothing here looks anything up that could be
//! missing, and nothing fails.
//!
//! Inside the generated module `rt` is the runtime's hidden support module, and a prelude of our own gives
//! `Ok`, `Some` and their like, so that the expansion works without the standard prelude and beside any
//! names that the user has.

mod assign;
mod checks;
mod choice;
mod context;
mod data;
mod dispatch;
mod docs;
mod expression;
mod failures;
mod handlers;
mod jsonata;
mod literal;
mod machine;
mod passages;
mod path;
mod reader;
mod recover;
mod states;
mod timestamp;
mod workflow;
mod writer;

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::plan::{HandlerInput, Plan, UserType};

/// What the generated module says of its source.
pub struct SourceTokens {
    /// An expression that gives the definition's text, and by that tracks its file.
    pub text: TokenStream,
}

/// The generated module, and beside it how the user's types get into it.
pub fn emit(plan: &Plan<'_>, source: &SourceTokens) -> TokenStream {
    let passages::Tokens { beside, inside } = passages::passages(plan);
    let (module, visibility, runtime) = (&plan.module, &plan.visibility, &plan.runtime);
    let docs = docs::module(plan);
    let failures = failures::failures(plan);
    let machine = machine::outermost(plan);
    let workflow = workflow::workflow(plan, source, context::read(&machine));
    let handlers = handlers::handlers(plan);
    let checks = checks::checks(plan);
    quote! {
        #beside
        #(#[doc = #docs])*
        #visibility mod #module {
            use #runtime::__private::{self as rt, prelude::*};
            #inside
            #workflow
            #handlers
            #failures
            #machine
            #checks
        }
    }
}

/// An expression as a closure from its scope to its value, if all of it is plain enough for Rust; otherwise the
/// evaluator gets it. `rt` is in scope where it stands.
///
/// ```
/// use asl_compiler::{emit::compiled_expression, expression::jsonata::parse};
///
/// let compiled = |text| compiled_expression(&parse(text).expect("it is JSONata")).is_some();
/// assert!(compiled("$states.input.total * 1.2"));
/// assert!(!compiled("$states.input.lines[price > 10]"));
/// ```
pub fn compiled_expression(root: &crate::expression::jsonata::Node) -> Option<TokenStream> {
    expression::closure(root)
}

/// Every type that the user gave.
fn user_types<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p UserType> {
    let of_methods = plan.methods.iter().flat_map(|method| {
        let input = if let HandlerInput::Given(given) = &method.input { Some(&**given) } else { None };
        [input, method.output.as_ref(), method.error.as_ref(), method.token_answer.as_ref()]
    });
    [plan.input.as_ref(), plan.output.as_ref()].into_iter().chain(of_methods).flatten()
}

/// A parameter's name, or `_` where `body` does not use it.
fn parameter(name: &str, body: &TokenStream) -> TokenStream {
    if mentions(body, name) {
        let name = format_ident!("{name}");
        quote!(#name)
    } else {
        quote!(_)
    }
}

/// Whether evaluating an expression can end the function.
fn may_fail(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Punct(punctuation) => punctuation.as_char() == '?',
        TokenTree::Group(group) => may_fail(&group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether an identifier occurs.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
