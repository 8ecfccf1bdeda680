//! The enum of the errors that an execution can end with, where something is known of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::markdown::code;
use crate::plan::{Ending, Plan};

/// The enum, and how it is made of the error of an execution.
pub(super) fn failures(plan: &Plan<'_>) -> TokenStream {
    if plan.endings.is_empty() {
        return TokenStream::new();
    }
    let visibility = &plan.visibility_inside;
    let variants = plan.endings.iter().map(|ending| match ending {
        Ending::Named { variant, name, states } => {
            let doc = format!(" {}, of {}.", code(name), listed(states));
            quote!(#[doc = #doc] #variant(rt::ExecutionError),)
        }
        Ending::OfType { variant, error, shown, states } => {
            let doc = format!(" An error of {}, of {}.", code(shown), listed(states));
            quote!(#[doc = #doc] #variant(rt::ErrorOf<#error>),)
        }
    });
    let typed = plan.endings.iter().filter_map(|ending| match ending {
        Ending::OfType { variant, error, .. } => Some(quote! {
            let error = match rt::ErrorOf::<#error>::of(error) {
                Ok(error) => return Self::#variant(error),
                Err(error) => error,
            };
        }),
        Ending::Named { .. } => None,
    });
    let named = plan.endings.iter().filter_map(|ending| match ending {
        Ending::Named { variant, name, .. } => Some(quote!(Some(#name) => Self::#variant(error),)),
        Ending::OfType { .. } => None,
    });
    let all: Vec<&Ident> = plan.endings.iter().map(Ending::variant).collect();
    let shown = all.iter().map(|variant| quote!(Self::#variant(error) => rt::Display::fmt(error, out),));
    quote! {
        /// Why an execution gave no output: the errors that the definition and its handlers let out, and all others.
        #[derive(rt::Debug)]
        #visibility enum Error {
            #(#variants)*
            /// Anything else: an error of the runtime, or no failure at all.
            Other(rt::ExecutionError),
        }

        impl rt::From<rt::ExecutionError> for Error {
            fn from(error: rt::ExecutionError) -> Self {
                #(#typed)*
                match rt::failed_with(&error) {
                    #(#named)*
                    _ => Self::Other(error),
                }
            }
        }

        impl rt::Display for Error {
            fn fmt(&self, out: &mut rt::Formatter<'_>) -> rt::fmt::Result {
                match self {
                    #(#shown)*
                    Self::Other(error) => rt::Display::fmt(error, out),
                }
            }
        }

        impl rt::Error for Error {}
    }
}

fn listed(states: &[String]) -> String {
    states.iter().map(|state| code(state)).collect::<Vec<_>>().join(", ")
}
