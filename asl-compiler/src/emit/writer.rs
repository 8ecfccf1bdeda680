//! The `ResultWriter` of a Map (DMAP-18).

use proc_macro2::TokenStream;
use quote::quote;

use super::{data, jsonata, literal, path};
use crate::model::{Flow, MapFlow, OutputType, ResultWriter, Transformation};

/// An expression of type `ResultWriter`.
pub(super) fn writer(writer: &ResultWriter, reference: &TokenStream, flow: &MapFlow) -> TokenStream {
    let destination = path::option(&writer.resource.as_ref().map(|_| match (&writer.parameters, flow) {
        (None, _) => literal::value(&serde_json::Value::Null),
        (Some(parameters), Flow::JsonPath(_)) => data::template(parameters, reference),
        (Some(parameters), Flow::Jsonata(_)) => jsonata::template(parameters, "ResultWriter/Arguments"),
    }));
    // What goes into files is told in full, and a state's result in short, unless it is said otherwise.
    let default = if writer.resource.is_some() { Transformation::None } else { Transformation::Compact };
    let transformation = match writer.transformation.unwrap_or(default) {
        Transformation::None => quote!(None),
        Transformation::Compact => quote!(Compact),
        Transformation::Flatten => quote!(Flatten),
    };
    let output_type = match writer.output_type.unwrap_or(OutputType::Json) {
        OutputType::Json => quote!(Json),
        OutputType::JsonLines => quote!(JsonLines),
    };
    quote! {
        rt::ResultWriter {
            destination: #destination,
            transformation: rt::Transformation::#transformation,
            output_type: rt::OutputType::#output_type,
        }
    }
}
