//! The `ItemReader` of a Map: what is to be read, and how (DMAP-5).

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{data, jsonata, literal, path};
use crate::model::{Flow, ItemReader, MapFlow, Quantity};

/// An expression of type `Items`.
pub(super) fn items(reader: &ItemReader, reference: &TokenStream, flow: &MapFlow) -> TokenStream {
    let resource =
        if reader.resource.value.text.ends_with(":listObjectsV2") { quote!(Listing) } else { quote!(Object) };
    let parameters = match &reader.parameters {
        Some(parameters) => match flow {
            Flow::JsonPath(_) => data::template(parameters, reference),
            Flow::Jsonata(_) => jsonata::template(parameters, "ItemReader/Arguments"),
        },
        None => literal::value(&Value::Null),
    };
    let config = literal::value(reader.config.as_ref().map_or(&Value::Null, |config| &config.value));
    let max_items = match &reader.max_items {
        None => quote!(None),
        Some(Quantity::Literal(number)) => {
            let number = literal::integer(number.value);
            quote!(Some(#number))
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(Some(rt::map::max_items(step, #reference, #path)?))
        }
        Some(Quantity::Expression(expression)) => {
            let max_items = jsonata::own_field("max_items", &expression.value);
            quote!(Some(#max_items))
        }
    };
    quote! {
        rt::Items::Read(rt::Box::new(rt::ItemReader {
            resource: rt::ReaderResource::#resource,
            parameters: #parameters,
            config: #config,
            max_items: #max_items,
        }))
    }
}
