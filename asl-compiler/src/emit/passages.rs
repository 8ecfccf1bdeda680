//! How the user's types get into the generated module.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use crate::plan::{Passage, Passing, Plan};

/// What stands beside the module, and what in it.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) beside: TokenStream,
    pub(super) inside: TokenStream,
}

pub(super) fn passages(plan: &Plan<'_>) -> Tokens {
    let (module, visibility, runtime) = (&plan.module, &plan.visibility_inside, &plan.runtime);
    let mut tokens = Tokens::default();
    for Passage { name, target } in super::user_types(plan).filter_map(|of| of.passage.as_ref()) {
        match plan.passing {
            Passing::Alias => {
                tokens.beside.extend(quote! {
                    #[doc(hidden)]
                    type #name = #target;
                });
                // In the body of a function there is no such alias, and it is the type that rustc shows then.
                tokens.inside.extend(quote_spanned!(name.span()=> use super::#name;));
            }
            Passing::Trait => {
                let stand_in = format_ident!("{name}StandIn");
                tokens.beside.extend(quote! {
                    impl #runtime::__private::StandIn for #module::#stand_in {
                        type For = #target;
                    }
                });
                tokens.inside.extend(quote! {
                    #[doc(hidden)]
                    #visibility enum #stand_in {}
                    type #name = <#stand_in as rt::StandIn>::For;
                });
            }
        }
    }
    tokens
}
