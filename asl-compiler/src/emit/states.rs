//! What each state type does: its `prepare`, and its `complete` where it has an effect.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::data::{self, Output};
use super::literal::{float, integer};
use super::{choice, literal, parameter, path, reader, timestamp::timestamp};
use crate::markdown::code;
use crate::model::{
    self, ExecutionType, Expression, FailText, Flow, Map, MapItems, Next, Parallel, ProcessorMode, Quantity,
    ResultFields, ResultPath, StateKind, Task, Template, Wait, WaitUntil,
};
use crate::plan::{Machine, PlannedState};

/// The functions of one state.
pub(super) struct StateFunctions {
    /// Their items.
    pub items: TokenStream,
    /// The name of `prepare`.
    pub prepare: Ident,
    /// The name of `complete`, for states with an effect.
    pub complete: Option<Ident>,
    /// The name of `item`, for Maps.
    pub item: Option<Ident>,
}

/// The functions of a state.
pub(super) fn functions(machine: &Machine<'_>, state: &PlannedState<'_>) -> StateFunctions {
    let stem = state.stem.trim_start_matches('_');
    let prepare = format_ident!("prepare_{stem}");
    let complete = format_ident!("complete_{stem}");
    let item = format_ident!("item_{stem}");
    let next = Transition { machine };
    let name = code(&state.state.name.value);
    let prepare_body = match &state.state.kind {
        StateKind::Task(task) => prepare_task(task, state),
        StateKind::Pass(pass) => prepare_pass(pass, &next),
        StateKind::Choice(choice) => prepare_choice(choice, machine),
        StateKind::Wait(wait) => prepare_wait(wait),
        StateKind::Succeed(succeed) => {
            let flow = json_path(&succeed.flow);
            let output = data::output(&flow.output_path, data::owned_input(&flow.input_path));
            transition(output, |output| quote!(rt::Transition::End(#output)))
        }
        StateKind::Fail(fail) => prepare_fail(fail),
        StateKind::Parallel(parallel) => prepare_parallel(parallel, state),
        StateKind::Map(map) => prepare_map(map, state),
    };
    let complete_body = match &state.state.kind {
        StateKind::Task(task) => {
            Some(complete_with_result(&json_path(&task.flow).result, next.to(task.next)))
        }
        StateKind::Parallel(parallel) => {
            Some(complete_with_result(&json_path(&parallel.flow).result, next.to(parallel.next)))
        }
        StateKind::Map(map) => Some(complete_with_result(&json_path(&map.flow).result, next.to(map.next))),
        StateKind::Wait(wait) => Some(complete_wait(wait, next.to(wait.next))),
        StateKind::Pass(_) | StateKind::Choice(_) | StateKind::Succeed(_) | StateKind::Fail(_) => None,
    };
    let item_body = match &state.state.kind {
        StateKind::Map(map) => Some(select_item(map)),
        _ => None,
    };
    let prepare_doc = format!(" {name}: what it wants.");
    let complete_doc = format!(" {name}: where its result leads.");
    let item_doc = format!(" {name}: what an iteration gets.");
    let complete_item = complete_body.as_ref().map(|body| {
        let (step, result) = (parameter("step", body), parameter("result", body));
        quote! {
            #[doc = #complete_doc]
            fn #complete(#step: &mut rt::Step<'_>, #result: rt::Value) -> rt::Completed {
                #body
            }
        }
    });
    let item_item = item_body.as_ref().map(|body| {
        let step = parameter("step", body);
        quote! {
            #[doc = #item_doc]
            fn #item(#step: &mut rt::Step<'_>) -> rt::Selected {
                #body
            }
        }
    });
    let step = parameter("step", &prepare_body);
    StateFunctions {
        items: quote! {
            #[doc = #prepare_doc]
            fn #prepare(#step: &mut rt::Step<'_>) -> rt::Prepared {
                #prepare_body
            }
            #complete_item
            #item_item
        },
        prepare,
        complete: complete_body.map(|_| complete),
        item: item_body.map(|_| item),
    }
}

/// The fields of JSONPath. A state in JSONata has an error, and what it does is never run.
fn json_path<P: Clone + Default, J>(flow: &Flow<P, J>) -> P {
    flow.json_path().cloned().unwrap_or_default()
}

/// Prints where a state leads.
pub(super) struct Transition<'p, 'm> {
    /// The machine of the state.
    pub machine: &'p Machine<'m>,
}

impl Transition<'_, '_> {
    /// A function from the state's output to an expression of type `Transition`.
    pub(super) fn to(&self, next: Next) -> impl Fn(TokenStream) -> TokenStream + use<> {
        let variant = match next {
            Next::State(id) => Some(self.machine.variant(id).clone()),
            Next::End => None,
        };
        move |output| match &variant {
            Some(variant) => quote!(State::#variant.enter(#output)),
            None => quote!(rt::Transition::End(#output)),
        }
    }
}

/// The end of a `prepare` without an effect.
fn transition(output: Output, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let Output { statements, value } = output;
    let transition = next(value);
    quote! {
        #statements
        Ok(rt::Effect::Transition(#transition))
    }
}

/// The end of a `complete`.
fn completed(output: Output, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let Output { statements, value } = output;
    let transition = next(value);
    quote! {
        #statements
        Ok(#transition)
    }
}

/// `payload` of a task or of branches: the raw input as it is, or a value of its own.
fn payload(input_path: &model::InputPath, parameters: &Option<Template>) -> (TokenStream, TokenStream) {
    if parameters.is_none() && *input_path == model::Filter::Whole {
        return (quote!(), quote!(rt::Payload::Input));
    }
    match parameters {
        None => {
            let input = data::owned_input(input_path);
            (quote!(), quote!(rt::Payload::Value(#input)))
        }
        Some(parameters) => {
            let document = data::effective_input(input_path);
            let (binding, value) = (document.binding, data::template(parameters, &document.reference));
            (binding, quote!(rt::Payload::Value(#value)))
        }
    }
}

fn prepare_task(task: &Task, state: &PlannedState<'_>) -> TokenStream {
    let id = integer(state.task.map_or(0, |task| task.0));
    let flow = json_path(&task.flow);
    let (binding, payload) = payload(&flow.input_path, &flow.parameters);
    let needs_input =
        [&task.timeout, &task.heartbeat].iter().any(|limit| matches!(limit, Some(Quantity::Path(_))))
            || task
                .credentials
                .as_ref()
                .is_some_and(|credentials| !matches!(credentials.role_arn, Template::Literal(_)));
    let document = data::effective_input(&flow.input_path);
    let binding = if needs_input && binding.is_empty() { document.binding } else { binding };
    let limit = |limit: &Option<Quantity<u32>>, field: &str, method: Ident| match limit {
        None | Some(Quantity::Expression(_)) => quote!(),
        Some(Quantity::Literal(seconds)) => {
            let seconds = integer(seconds.value);
            quote!(.#method(Some(rt::Duration::from_secs(#seconds))))
        }
        Some(Quantity::Path(selected)) => {
            let (path, reference) = (path::path(&selected.value.0), &document.reference);
            quote!(.#method(rt::task::seconds(step, #reference, #field, #path)?))
        }
    };
    let timeout = limit(&task.timeout, "TimeoutSecondsPath", format_ident!("timeout"));
    let heartbeat = limit(&task.heartbeat, "HeartbeatSecondsPath", format_ident!("heartbeat"));
    let role_arn = task.credentials.as_ref().map(|credentials| {
        let role_arn = match &credentials.role_arn {
            Template::Expression(expression) => {
                data::expression(&expression.value, "RoleArn.$", &document.reference)
            }
            template => data::template(template, &document.reference),
        };
        quote!(.role_arn(rt::task::role_arn(step, #role_arn)?))
    });
    quote! {
        #binding
        let payload = #payload;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(#id), payload)#timeout #heartbeat #role_arn))
    }
}

fn prepare_pass(pass: &model::Pass, next: &Transition<'_, '_>) -> TokenStream {
    let flow = json_path(&pass.flow);
    let (binding, result) = match (&flow.result, &flow.parameters) {
        (Some(result), _) => (quote!(), literal::value(&result.value)),
        (None, Some(parameters)) => {
            let document = data::effective_input(&flow.input_path);
            (document.binding, data::template(parameters, &document.reference))
        }
        // Without ResultPath the input just goes on; with one it is placed into a copy of itself.
        (None, None) => match (&flow.result_path, &flow.input_path) {
            (ResultPath::Insert(_), model::Filter::Whole) => {
                (quote!(), quote!(rt::Clone::clone(step.input())))
            }
            _ => (quote!(), data::owned_input(&flow.input_path)),
        },
    };
    let output = data::placed_output(&flow.result_path, result, &flow.output_path);
    let transition = transition(output, next.to(pass.next));
    quote!(#binding #transition)
}

fn prepare_choice(choice: &model::Choice, machine: &Machine<'_>) -> TokenStream {
    let flow = json_path(&choice.flow);
    let document = data::effective_input(&flow.input_path);
    let target = |next: Next| match next {
        Next::State(id) => {
            let variant = machine.variant(id);
            quote!(State::#variant)
        }
        // The reader lets no rule end its scope.
        Next::End => quote!(return Err(rt::choice::no_match())),
    };
    let rules = choice.choices.iter().map(|rule| {
        let condition = match &rule.test {
            Flow::JsonPath(condition) => choice::condition(condition, &document.reference),
            Flow::Jsonata(_) => quote!(false),
        };
        let target = target(rule.next);
        quote!(if #condition { #target } else)
    });
    let default = choice.default.map_or_else(|| quote!(return Err(rt::choice::no_match())), target);
    let output = match &flow.input_path {
        model::Filter::Whole => quote!(step.take_input()),
        model::Filter::Nothing => quote!(input),
        model::Filter::Path(_) => quote!(input.into_owned()),
    };
    let binding = document.binding;
    let transition =
        transition(data::output(&flow.output_path, output), |output| quote!(next.enter(#output)));
    quote! {
        #binding
        let next = #(#rules)* { #default };
        #transition
    }
}

fn prepare_wait(wait: &Wait) -> TokenStream {
    let document = data::effective_input(&json_path(&wait.flow).input_path);
    let (binding, reference) = (document.binding, document.reference);
    match &wait.until {
        WaitUntil::Seconds(seconds) => {
            let seconds = integer(seconds.value);
            quote! {
                let delay = rt::wait::check(step, rt::Delay::For(rt::Duration::from_secs(#seconds)))?;
                Ok(rt::Effect::Wait(delay))
            }
        }
        WaitUntil::Timestamp(instant) => {
            let timestamp = timestamp(&instant.value);
            quote! {
                let delay = rt::wait::check(step, rt::Delay::Until(#timestamp))?;
                Ok(rt::Effect::Wait(delay))
            }
        }
        WaitUntil::SecondsPath(selected) => {
            let path = path::path(&selected.value.0);
            quote! {
                #binding
                let delay = rt::wait::seconds(step, #reference, #path)?;
                Ok(rt::Effect::Wait(delay))
            }
        }
        WaitUntil::TimestampPath(selected) => {
            let path = path::path(&selected.value.0);
            quote! {
                #binding
                let delay = rt::wait::timestamp(step, #reference, #path)?;
                Ok(rt::Effect::Wait(delay))
            }
        }
        WaitUntil::SecondsExpression(_) | WaitUntil::TimestampExpression(_) => {
            quote!(Ok(rt::Effect::Wait(rt::Delay::For(rt::Duration::ZERO))))
        }
    }
}

fn complete_wait(wait: &Wait, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let flow = json_path(&wait.flow);
    completed(data::output(&flow.output_path, data::owned_input(&flow.input_path)), next)
}

fn prepare_fail(fail: &model::Fail) -> TokenStream {
    let text = |text: &Option<FailText>, field: &str| match text {
        None => quote!(None),
        Some(FailText::Literal(text)) => {
            let text = literal::text(&text.value);
            quote!(Some(#text))
        }
        Some(FailText::Expression(expression)) => match &expression.value {
            Expression::Path(selected) => {
                let path = path::path(selected);
                quote!(Some(rt::Cow::Owned(rt::fail::path(step, #field, #path)?)))
            }
            call @ Expression::Intrinsic(_) => {
                let value = data::expression(call, field, &quote!(step.input()));
                quote!(Some(rt::Cow::Owned(rt::fail::string(step, #field, #value)?)))
            }
            Expression::Jsonata(_) => quote!(None),
        },
    };
    let error = text(&fail.error, "ErrorPath");
    let cause = text(&fail.cause, "CausePath");
    quote! {
        let error = #error;
        let cause = #cause;
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
}

fn prepare_parallel(parallel: &Parallel, state: &PlannedState<'_>) -> TokenStream {
    let flow = json_path(&parallel.flow);
    let (binding, payload) = payload(&flow.input_path, &flow.parameters);
    let machines = state.children.iter().map(|child| integer(child.0));
    quote! {
        #binding
        let payload = #payload;
        Ok(rt::Effect::Parallel(rt::Branches { machines: &[#(rt::MachineId(#machines)),*], payload }))
    }
}

fn prepare_map(map: &Map, state: &PlannedState<'_>) -> TokenStream {
    let processor = integer(state.children.first().map_or(0, |child| child.0));
    if map.result_writer.is_some() {
        return quote!(Err(rt::no_result_writer()));
    }
    let input_path = json_path(&map.flow).input_path;
    let document = data::effective_input(&input_path);
    let reference = &document.reference;
    let items = match &map.items {
        MapItems::Path(selected) => {
            let (path, text) = (path::path(&selected.value), &selected.value.text);
            quote!(rt::map::items(step, rt::map::items_path(step, #reference, #path)?, #text)?)
        }
        MapItems::Reader(reader) => reader::items(reader, reference),
        MapItems::Input | MapItems::Items(_) => {
            quote!(rt::map::items(step, rt::Cow::Borrowed(#reference), "$")?)
        }
    };
    // The raw input stays where it is; any other effective input is kept for ItemSelector.
    let effective_input = match input_path {
        model::Filter::Whole => quote!(rt::Payload::Input),
        model::Filter::Nothing => quote!(rt::Payload::Value(input)),
        model::Filter::Path(_) => quote!(rt::Payload::Value(input.into_owned())),
    };
    let max_concurrency = match &map.max_concurrency {
        None | Some(Quantity::Expression(_)) => quote!(0),
        Some(Quantity::Literal(number)) => {
            let number = integer(number.value);
            quote!(#number)
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(rt::map::max_concurrency(step, #reference, #path)?)
        }
    };
    let mode = map_mode(map, reference);
    let binding = document.binding;
    quote! {
        #binding
        let items = #items;
        let max_concurrency = #max_concurrency;
        let mode = #mode;
        let effective_input = #effective_input;
        let processor = rt::MachineId(#processor);
        Ok(rt::Effect::Map(rt::Box::new(rt::Iterations { processor, items, effective_input, max_concurrency, mode })))
    }
}

fn map_mode(map: &Map, reference: &TokenStream) -> TokenStream {
    let ProcessorMode::Distributed(execution_type) = map.mode else { return quote!(Ok(rt::MapMode::Inline)) };
    let execution_type = match execution_type {
        ExecutionType::Standard => quote!(rt::ExecutionType::Standard),
        ExecutionType::Express => quote!(rt::ExecutionType::Express),
    };
    let count = match &map.tolerance.count {
        None | Some(Quantity::Expression(_)) => quote!(None),
        Some(Quantity::Literal(count)) => {
            let count = integer(count.value);
            quote!(Some(#count))
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(Some(rt::map::tolerated_failure_count(step, #reference, #path)?))
        }
    };
    let percentage = match &map.tolerance.percentage {
        None | Some(Quantity::Expression(_)) => quote!(None),
        Some(Quantity::Literal(percentage)) => {
            let percentage = float(percentage.value);
            quote!(Some(#percentage))
        }
        Some(Quantity::Path(selected)) => {
            let path = path::path(&selected.value.0);
            quote!(Some(rt::map::tolerated_failure_percentage(step, #reference, #path)?))
        }
    };
    let batch = map.item_batcher.as_ref().map(|batcher| {
        let number = |quantity: &Option<Quantity<u32>>, field: &str| match quantity {
            None | Some(Quantity::Expression(_)) => quote!(None),
            Some(Quantity::Literal(number)) => {
                let number = integer(number.value);
                quote!(Some(#number))
            }
            Some(Quantity::Path(selected)) => {
                let path = path::path(&selected.value.0);
                quote!(Some(rt::map::count(step, #reference, #field, #path)?))
            }
        };
        let max_items = number(&batcher.max_items_per_batch, "MaxItemsPerBatchPath");
        let max_bytes = number(&batcher.max_input_bytes_per_batch, "MaxInputBytesPerBatchPath");
        let input = path::option(&batcher.batch_input.as_ref().map(|input| data::template(input, reference)));
        quote!(rt::Batch { max_items: #max_items, max_bytes: #max_bytes, input: #input })
    });
    let batch = path::option(&batch);
    let label = path::option(&map.label.as_ref().map(|label| label.value.as_str()));
    let mode = quote! {
        Ok(rt::MapMode::Distributed {
            execution_type: #execution_type,
            tolerance: rt::Tolerance { count: #count, percentage: #percentage },
            batch: #batch,
            label: #label,
        })
    };
    // A failure of these is one of the Map that has started, not of its input.
    if can_fail(map) { quote!((|| #mode)()) } else { mode }
}

/// Whether something of the mode is known only when the Map runs.
fn can_fail(map: &Map) -> bool {
    let is_path = |quantity: &Option<Quantity<u32>>| matches!(quantity, Some(Quantity::Path(_)));
    let batcher = map.item_batcher.as_ref();
    is_path(&map.tolerance.count)
        || matches!(map.tolerance.percentage, Some(Quantity::Path(_)))
        || batcher.is_some_and(|batcher| {
            batcher.batch_input.is_some()
                || is_path(&batcher.max_items_per_batch)
                || is_path(&batcher.max_input_bytes_per_batch)
        })
}

fn select_item(map: &Map) -> TokenStream {
    match &map.item_selector {
        None => quote!(Ok(step.item_value())),
        Some(selector) => {
            let item = data::template(selector, &quote!(step.effective_input()));
            quote!(Ok(#item))
        }
    }
}

/// `complete` of Task, Parallel and Map.
fn complete_with_result(fields: &ResultFields, next: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let selected = match &fields.selector {
        Some(selector) => data::template(selector, &quote!(&result)),
        None => quote!(result),
    };
    completed(data::placed_output(&fields.path, selected, &fields.output_path), next)
}
