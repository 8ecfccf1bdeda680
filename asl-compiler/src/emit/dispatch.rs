//! From a task to the future of its handler.

use proc_macro2::TokenStream;
use quote::quote;

use super::handlers::error_type;
use super::literal::integer;
use super::parameter;
use crate::plan::{Answers, Handing, HandlerInput, Method, Plan};

/// The adapter that makes a `Dispatch` of a `Handlers` implementation.
pub(super) fn adapter(plan: &Plan<'_>) -> TokenStream {
    let arms = plan.methods.iter().enumerate().map(|(index, method)| {
        let handing = plan.handing_of(index);
        let tasks = plan
            .tasks
            .iter()
            .enumerate()
            .filter(|(_, task)| task.method == Some(index))
            .map(|(id, _)| integer(id as u16));
        let call = call(method, handing);
        quote!(#(#tasks)|* => #call,)
    });
    let arms: Vec<_> = arms.collect();
    let calls = quote!(#(#arms)*);
    let (input, context) = (parameter("input", &calls), parameter("context", &calls));
    let body = if arms.is_empty() {
        quote! {
            let _ = &self.0;
            rt::no_handler(&INFO, task)
        }
    } else {
        quote! {
            let handlers = rt::Clone::clone(&self.0);
            match task.0 {
                #calls
                _ => rt::no_handler(&INFO, task),
            }
        }
    };
    let transactional = transactional(plan);
    quote! {
        struct Adapter<H>(rt::Arc<H>);

        impl<H: Handlers> rt::Dispatch for Adapter<H> {
            fn call(
                &self,
                task: rt::TaskId,
                #input: rt::TaskInput<'_>,
                #context: rt::TaskContext,
            ) -> rt::HandlerFuture {
                #body
            }

            #transactional
        }
    }
}

/// Says which handlers are transactional, if any are. Without SQLite there are none, which is said where they are
/// named.
fn transactional(plan: &Plan<'_>) -> TokenStream {
    let mut methods = plan.methods.iter().filter(|method| method.answers == Answers::InTransaction);
    let names: Vec<_> = methods.by_ref().map(|method| method.name.to_string()).collect();
    if names.is_empty() {
        return quote!();
    }
    quote! {
        fn transactional(&self) -> &'static [&'static rt::str] {
            rt::transactional!(#(#names),*)
        }
    }
}

fn call(method: &Method, handing: Handing) -> TokenStream {
    let name = &method.name;
    // What is read may not fit; JSON always does.
    let (read, argument) = match &method.input {
        HandlerInput::Json => (None, quote!(input.json())),
        HandlerInput::Given(given) if given.is_json => (None, quote!(input)),
        HandlerInput::Given(given) => {
            let input = &given.inside;
            (Some(quote!(rt::input::typed::<#input>(input))), quote!(input))
        }
        HandlerInput::Generated(_) => (Some(quote!(rt::input::generated(input))), quote!(input)),
    };
    let answer = match &method.output {
        None => quote!(rt::output::json),
        Some(given) if given.is_json => quote!(rt::output::json),
        Some(given) => {
            let (output, error) = (&given.inside, error_type(method));
            quote!(rt::output::typed::<#output, #error>)
        }
    };
    // By the trait: as a method of an `Arc` it could be `clone`, or `into`.
    let called = quote!(H::#name(&handlers, #argument, &context).await);
    let answer = match method.answers {
        Answers::AtItsEnd => match (&method.output, handing) {
            (Some(given), Handing::AsItIs) => {
                let output = &given.inside;
                quote!(rt::HandedOver::<#output>::output(#called, &context))
            }
            _ => quote!(#answer(#called)),
        },
        Answers::InTransaction => quote!(rt::output::transactional(#called, &context, #answer)),
    };
    let handler = quote!(rt::Box::pin(async move { #answer }));
    match (read, &method.input) {
        (Some(read), _) => quote! {
            match #read {
                Ok(input) => #handler,
                Err(error) => rt::input::refused(error),
            }
        },
        (None, HandlerInput::Json) => quote!({ let input = input.lend(); #handler }),
        (None, _) => quote!({ let input = input.into_json(); #handler }),
    }
}
