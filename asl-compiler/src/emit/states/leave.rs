//! How a state is left: with an output and new values for variables, in either query language.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::data::Output;
use crate::emit::{assign, jsonata};
use crate::model::{self, Assign};

/// Statements, and over them an expression of type `Transition`.
pub(in crate::emit) struct Leaving {
    pub(in crate::emit) statements: TokenStream,
    pub(in crate::emit) transition: TokenStream,
}

impl Leaving {
    /// In JSONPath: `output`, and `Assign` whose `$` is `document` (VAR-7). It comes first, since the output may use
    /// the document up.
    pub(super) fn json_path(
        output: Output,
        assign: &Option<Assign>,
        document: &TokenStream,
        next: impl Fn(TokenStream) -> TokenStream,
    ) -> Self {
        let assigned = assign::json_path(assign, document);
        let Output { statements, value } = output;
        Self { statements: quote!(#assigned #statements), transition: assign::carried(assign, next(value)) }
    }

    /// In JSONata: `Output` and `Assign` both from the values of before (JNA-50). `with` is what there is to read
    /// beside input, context and variables; without `Output` the `default` goes on (JNA-51). `before` is what stands
    /// before their names in causes.
    pub(in crate::emit) fn jsonata(
        output: &model::Output,
        assign: &Option<Assign>,
        before: &str,
        with: TokenStream,
        default: TokenStream,
        next: impl Fn(TokenStream) -> TokenStream,
    ) -> Self {
        let assigned = jsonata::assign(assign, before);
        let evaluated = output.as_ref().map(|output| {
            let output = jsonata::template(output, &format!("{before}Output"));
            quote!(let output = #output;)
        });
        let value = if output.is_some() { quote!(output) } else { default };
        let body = quote!(#assigned #evaluated);
        let scope = jsonata::scope_for(&body, with);
        Self { statements: quote!(#scope #body), transition: assign::carried(assign, next(value)) }
    }

    /// The end of a `prepare` without an effect.
    pub(super) fn prepared(self) -> TokenStream {
        let Self { statements, transition } = self;
        quote! {
            #statements
            Ok(rt::Effect::Transition(#transition))
        }
    }

    /// The same before the end of a `prepare`.
    pub(super) fn returned(self) -> TokenStream {
        let Self { statements, transition } = self;
        quote! {
            #statements
            return Ok(rt::Effect::Transition(#transition));
        }
    }

    /// The end of a `complete`.
    pub(super) fn completed(self) -> TokenStream {
        let Self { statements, transition } = self;
        quote! {
            #statements
            Ok(#transition)
        }
    }
}
