//! Map (MAP, DMAP).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{RawInput, complete_with_result};
use crate::emit::literal::{float, integer};
use crate::emit::{data, jsonata, path, reader, writer};
use crate::model::{
    ExecutionType, Expression, Filter, Flow, ItemBatcher, Map, MapItems, ProcessorMode, Quantity, Template,
};
use crate::plan::PlannedState;

pub(super) fn prepare(map: &Map, state: &PlannedState<'_>, input: RawInput) -> TokenStream {
    let processor = integer(state.children.first().map_or(0, |child| child.0));
    let input_path = map.flow.json_path().map_or(&Filter::Whole, |work| &work.input_path);
    let document = data::effective_input(input_path);
    let reference = &document.reference;
    let items = if takes_items(map, input) { taken_items(map) } else { items(map, reference) };
    // The raw input stays where it is; any other effective input is kept for ItemSelector.
    let effective_input = match input_path {
        Filter::Whole => quote!(rt::Payload::Input),
        Filter::Nothing => quote!(rt::Payload::own(input)),
        Filter::Path(_) => quote!(rt::Payload::own(input.into_owned())),
    };
    let max_concurrency = match &map.max_concurrency {
        None => quote!(0),
        Some(Quantity::Literal(number)) => {
            let number = integer(number.value);
            quote!(#number)
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(rt::map::max_concurrency(step, #reference, #path)?)
        }
        Some(Quantity::Expression(expression)) => jsonata::own_field("max_concurrency", &expression.value),
    };
    let mode = mode(map, reference);
    let selection = if map.item_selector.is_some() { quote!(Selector) } else { quote!(Item) };
    let binding = document.binding;
    let body = quote! {
        #binding
        let items = #items;
        let max_concurrency = #max_concurrency;
        let mode = #mode;
        let effective_input = #effective_input;
        let processor = rt::MachineId(#processor);
        let selection = rt::Selection::#selection;
        Ok(rt::Effect::Map(rt::Box::new(rt::Iterations {
            processor, items, effective_input, selection, max_concurrency, mode
        })))
    };
    let scope = jsonata::scope_for(&body, quote!());
    quote!(#scope #body)
}

/// Whether nothing but its items is read of the raw input of a Map.
fn takes_items(map: &Map, input: RawInput) -> bool {
    input == RawInput::Spent
        && map.mode == ProcessorMode::Inline
        && map.item_selector.is_none()
        && matches!(map.items, MapItems::Path(_) | MapItems::Input)
        && !matches!(map.max_concurrency, Some(Quantity::Path(_)))
        && map.flow.json_path().is_some_and(|work| work.input_path == Filter::Whole)
}

fn taken_items(map: &Map) -> TokenStream {
    let path = items_path(map);
    quote!(rt::map::take_items(step, #path)?)
}

/// `ItemsPath`, or the whole effective input.
fn items_path(map: &Map) -> TokenStream {
    match &map.items {
        MapItems::Path(selected) => path::path(&selected.value),
        _ => quote!(&rt::Path::document("$", &[])),
    }
}

fn items(map: &Map, reference: &TokenStream) -> TokenStream {
    // The members of an object are items of a distributed Map only (MAP-3).
    let function = match map.mode {
        ProcessorMode::Inline => "items",
        ProcessorMode::Distributed(_) => "items_or_members",
    };
    let name = format_ident!("{function}");
    match (&map.items, &map.flow) {
        (MapItems::Path(_) | MapItems::Input, Flow::JsonPath(_)) if map.mode == ProcessorMode::Inline => {
            let path = items_path(map);
            quote!(rt::map::items_within(step, #reference, #path)?)
        }
        (MapItems::Path(selected), _) => {
            let (path, text) = (path::path(&selected.value), &selected.value.text);
            quote!(rt::map::#name(step, rt::map::items_path(step, #reference, #path)?, #text)?)
        }
        (MapItems::Items(Template::Expression(expression)), _) => match &expression.value {
            Expression::Jsonata(expression) => jsonata::own_field(function, expression),
            // The reader puts no paths into a state of JSONata.
            Expression::Path(_) | Expression::Intrinsic(_) => quote!(rt::jsonata::map_input(step)?),
        },
        (MapItems::Items(template), _) => {
            let items = jsonata::template(template, "Items");
            quote!(rt::jsonata::literal_items(#items))
        }
        (MapItems::Reader(reader), flow) => reader::items(reader, reference, flow),
        (MapItems::Input, Flow::Jsonata(_)) => quote!(rt::jsonata::map_input(step)?),
        (MapItems::Input, Flow::JsonPath(_)) => {
            quote!(rt::map::#name(step, rt::Cow::Borrowed(#reference), "$")?)
        }
    }
}

fn mode(map: &Map, reference: &TokenStream) -> TokenStream {
    let ProcessorMode::Distributed(execution_type) = map.mode else { return quote!(Ok(rt::MapMode::Inline)) };
    let execution_type = match execution_type {
        ExecutionType::Standard => quote!(rt::ExecutionType::Standard),
        ExecutionType::Express => quote!(rt::ExecutionType::Express),
    };
    let count = match &map.tolerance.count {
        None => quote!(None),
        Some(Quantity::Literal(count)) => {
            let count = integer(count.value);
            quote!(Some(#count))
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(Some(rt::map::tolerated_failure_count(step, #reference, #path)?))
        }
        Some(Quantity::Expression(expression)) => {
            let count = jsonata::own_field("tolerated_failure_count", &expression.value);
            quote!(Some(#count))
        }
    };
    let percentage = match &map.tolerance.percentage {
        None => quote!(None),
        Some(Quantity::Literal(percentage)) => {
            let percentage = float(percentage.value);
            quote!(Some(#percentage))
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(Some(rt::map::tolerated_failure_percentage(step, #reference, #path)?))
        }
        Some(Quantity::Expression(expression)) => {
            let percentage = jsonata::own_field("tolerated_failure_percentage", &expression.value);
            quote!(Some(#percentage))
        }
    };
    let batch = path::option(&map.item_batcher.as_ref().map(|batcher| batch(map, batcher, reference)));
    let label = path::option(&map.label.as_ref().map(|label| label.value.as_str()));
    let language = match map.flow {
        Flow::JsonPath(_) => quote!(JsonPath),
        Flow::Jsonata(_) => quote!(Jsonata),
    };
    let writer =
        path::option(&map.result_writer.as_ref().map(|writer| writer::writer(writer, reference, &map.flow)));
    let mode = quote! {
        Ok(rt::MapMode::distributed(rt::Distribution {
            execution_type: #execution_type,
            tolerance: rt::Tolerance { count: #count, percentage: #percentage },
            batch: #batch,
            label: #label,
            language: rt::QueryLanguage::#language,
            writer: #writer,
        }))
    };
    // A failure of these is one of the Map that has started, not of its input.
    if can_fail(map) { quote!((|| #mode)()) } else { mode }
}

/// `ItemBatcher` (DMAP-13).
fn batch(map: &Map, batcher: &ItemBatcher, reference: &TokenStream) -> TokenStream {
    let number = |quantity: &Option<Quantity<u32>>, field: &str| match quantity {
        None => quote!(None),
        Some(Quantity::Literal(number)) => {
            let number = integer(number.value);
            quote!(Some(#number))
        }
        Some(Quantity::Path(selected)) => {
            let (path, field) = (path::path(&selected.value.0), format!("{field}Path"));
            quote!(Some(rt::map::count(step, #reference, #field, #path)?))
        }
        Some(Quantity::Expression(expression)) => {
            let number = jsonata::field("count", &format!("ItemBatcher/{field}"), &expression.value);
            quote!(Some(#number))
        }
    };
    let max_items = number(&batcher.max_items_per_batch, "MaxItemsPerBatch");
    let max_bytes = number(&batcher.max_input_bytes_per_batch, "MaxInputBytesPerBatch");
    let input = path::option(&batcher.batch_input.as_ref().map(|input| match &map.flow {
        Flow::JsonPath(_) => data::template(input, reference),
        Flow::Jsonata(_) => jsonata::template(input, "ItemBatcher/BatchInput"),
    }));
    quote!(rt::Batch { max_items: #max_items, max_bytes: #max_bytes, input: #input })
}

/// Whether something of the mode is known only when the Map runs.
fn can_fail(map: &Map) -> bool {
    fn is_computed<T>(quantity: &Option<Quantity<T>>) -> bool {
        matches!(quantity, Some(Quantity::Path(_) | Quantity::Expression(_)))
    }
    let batcher = map.item_batcher.as_ref();
    let writer = map.result_writer.as_ref();
    is_computed(&map.tolerance.count)
        || is_computed(&map.tolerance.percentage)
        || batcher.is_some_and(|batcher| {
            batcher.batch_input.is_some()
                || is_computed(&batcher.max_items_per_batch)
                || is_computed(&batcher.max_input_bytes_per_batch)
        })
        || writer.is_some_and(|writer| writer.parameters.is_some())
}

pub(super) fn select_item(map: &Map) -> TokenStream {
    match (&map.item_selector, &map.flow) {
        (None, _) => quote!(Ok(step.item_value())),
        (Some(selector), Flow::JsonPath(_)) => {
            let item = data::template(selector, &quote!(step.effective_input()));
            quote!(Ok(#item))
        }
        (Some(selector), Flow::Jsonata(_)) => {
            let item = jsonata::template(selector, "ItemSelector");
            let scope = jsonata::scope_for(&item, quote!());
            quote!(#scope Ok(#item))
        }
    }
}

pub(super) fn complete(map: &Map, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    complete_with_result(map.flow.result(), &map.assign, next)
}
