//! The `Handlers` trait and the structs of its inputs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Visibility;

use super::docs;
use crate::markdown::code;
use crate::plan::{Answers, Field, FieldType, GeneratedInput, HandlerInput, Method, Plan};

pub(super) fn handlers(plan: &Plan<'_>) -> TokenStream {
    let docs = docs::handlers(plan);
    let visibility = &plan.visibility_inside;
    let methods = plan.methods.iter().map(method);
    let inputs = plan.methods.iter().filter_map(|method| match &method.input {
        HandlerInput::Generated(input) => Some(generated(method, input, visibility)),
        HandlerInput::Json | HandlerInput::Given(_) => None,
    });
    quote! {
        #(#[doc = #docs])*
        #visibility trait Handlers: Send + Sync + 'static {
            #(#methods)*
        }
        #(#inputs)*
    }
}

fn method(method: &Method) -> TokenStream {
    let name = &method.name;
    let docs = docs::method(method);
    let (input, output, error) = (input_type(method), output_type(method), error_type(method));
    let output = match method.answers {
        Answers::AtItsEnd => output,
        Answers::InTransaction => quote!(rt::InTransaction<#output, #error>),
    };
    quote! {
        #(#[doc = #docs])*
        fn #name(
            &self,
            input: #input,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<#output, #error>> + Send;
    }
}

/// The type of a method's input.
fn input_type(method: &Method) -> TokenStream {
    match &method.input {
        HandlerInput::Json => quote!(&rt::Value),
        HandlerInput::Given(given) => given.inside.clone(),
        HandlerInput::Generated(input) => {
            let name = &input.name;
            quote!(#name)
        }
    }
}

fn output_type(method: &Method) -> TokenStream {
    method.output.as_ref().map_or_else(|| quote!(rt::Value), |output| output.inside.clone())
}

pub(super) fn error_type(method: &Method) -> TokenStream {
    method.error.as_ref().map_or_else(|| quote!(rt::TaskError), |error| error.inside.clone())
}

fn generated(method: &Method, input: &GeneratedInput, visibility: &Visibility) -> TokenStream {
    let name = &input.name;
    let doc = format!(" What [`Handlers::{}`] gets.", method.name);
    let fields = input.fields.iter().map(|Field { name, key, kind }| {
        let doc = format!(" {}", code(key));
        let kind = field_type(*kind);
        quote!(#[doc = #doc] pub #name: #kind)
    });
    let read = input.fields.iter().map(|Field { name, key, kind }| {
        let read = match kind {
            FieldType::Json => quote!(json),
            FieldType::String => quote!(string),
            FieldType::Integer => quote!(integer),
            FieldType::Float => quote!(float),
            FieldType::Boolean => quote!(boolean),
        };
        quote!(#name: fields.#read(#key)?)
    });
    quote! {
        #[doc = #doc]
        #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
        #visibility struct #name {
            #(#fields,)*
        }

        impl rt::FromPayload for #name {
            fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
                let fields = rt::Fields::of(payload)?;
                Ok(Self { #(#read,)* })
            }
        }
    }
}

fn field_type(kind: FieldType) -> TokenStream {
    match kind {
        FieldType::Json => quote!(rt::Value),
        FieldType::String => quote!(rt::String),
        FieldType::Integer => quote!(rt::i64),
        FieldType::Float => quote!(rt::f64),
        FieldType::Boolean => quote!(rt::bool),
    }
}
