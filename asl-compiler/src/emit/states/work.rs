//! Task and Parallel (TASK, PAR).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{RawInput, complete_with_result};
use crate::emit::literal::integer;
use crate::emit::{data, jsonata, path};
use crate::model::{
    Arguments, Assign, Credentials, Expression, Filter, Flow, Parallel, Quantity, Task, Template, Work,
    WorkFlow,
};
use crate::plan::{Handing, PlannedState};

pub(super) fn prepare_task(task: &Task, state: &PlannedState<'_>, input: RawInput) -> TokenStream {
    match &task.flow {
        Flow::JsonPath(work) => json_path_task(task, work, state, input),
        Flow::Jsonata(arguments) => jsonata_task(task, arguments, state),
    }
}

fn json_path_task(task: &Task, flow: &Work, state: &PlannedState<'_>, input: RawInput) -> TokenStream {
    let id = integer(state.task.map_or(0, |task| task.0));
    let needs_input =
        [&task.timeout, &task.heartbeat].iter().any(|limit| matches!(limit, Some(Quantity::Path(_))))
            || task
                .credentials
                .as_ref()
                .is_some_and(|credentials| !matches!(credentials.role_arn, Template::Literal(_)));
    // Numbers and roles are read after the payload.
    let input = if needs_input { RawInput::Read } else { input };
    let (binding, payload) = json_path_payload(flow, input);
    let document = data::effective_input(&flow.input_path);
    let binding = if needs_input && binding.is_empty() { document.binding } else { binding };
    let timeout = limit(&task.timeout, "timeout", "TimeoutSeconds", &document.reference);
    let heartbeat = limit(&task.heartbeat, "heartbeat", "HeartbeatSeconds", &document.reference);
    let handing = handing(state);
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
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(#id), payload)#timeout #heartbeat #role_arn #handing))
    }
}

fn jsonata_task(task: &Task, flow: &Arguments, state: &PlannedState<'_>) -> TokenStream {
    let id = integer(state.task.map_or(0, |task| task.0));
    let payload = jsonata_payload(flow);
    let handing = handing(state);
    let document = quote!(step.input());
    let timeout = limit(&task.timeout, "timeout", "TimeoutSeconds", &document);
    let heartbeat = limit(&task.heartbeat, "heartbeat", "HeartbeatSeconds", &document);
    let role_arn = task.credentials.as_ref().map(jsonata_role);
    let body = quote! {
        let payload = #payload;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(#id), payload)#timeout #heartbeat #role_arn #handing))
    };
    let scope = jsonata::scope_for(&body, quote!());
    quote!(#scope #body)
}

/// `.handing(…)`, where the handler's output goes on as it is.
fn handing(state: &PlannedState<'_>) -> Option<TokenStream> {
    match state.handing {
        Handing::AsJson => None,
        Handing::AsItIs => Some(quote!(.handing(rt::Handing::AsItIs))),
    }
}

/// `.timeout(…)`, `.heartbeat(…)`
fn limit(limit: &Option<Quantity<u32>>, method: &str, field: &str, document: &TokenStream) -> TokenStream {
    let method = format_ident!("{method}");
    match limit {
        None => quote!(),
        Some(Quantity::Literal(seconds)) => {
            let seconds = integer(seconds.value);
            quote!(.#method(Some(rt::Duration::from_secs(#seconds))))
        }
        Some(Quantity::Path(selected)) => {
            let (path, field) = (path::path(&selected.value.0), format!("{field}Path"));
            quote!(.#method(rt::task::seconds(step, #document, #field, #path)?))
        }
        Some(Quantity::Expression(expression)) => {
            let seconds = jsonata::field("seconds", field, &expression.value);
            quote!(.#method(Some(#seconds)))
        }
    }
}

fn jsonata_role(credentials: &Credentials) -> TokenStream {
    const FIELD: &str = "Credentials/RoleArn";
    if let Template::Expression(expression) = &credentials.role_arn
        && let Expression::Jsonata(expression) = &expression.value
    {
        let role_arn = jsonata::field("text", FIELD, expression);
        return quote!(.role_arn(#role_arn));
    }
    let role_arn = jsonata::template(&credentials.role_arn, FIELD);
    quote!(.role_arn(rt::task::role_arn(step, #role_arn)?))
}

pub(super) fn prepare_parallel(
    parallel: &Parallel,
    state: &PlannedState<'_>,
    input: RawInput,
) -> TokenStream {
    let (binding, payload) = match &parallel.flow {
        Flow::JsonPath(work) => json_path_payload(work, input),
        Flow::Jsonata(arguments) => {
            let payload = jsonata_payload(arguments);
            (jsonata::scope_for(&payload, quote!()), payload)
        }
    };
    let machines = state.children.iter().map(|child| integer(child.0));
    quote! {
        #binding
        let payload = #payload;
        Ok(rt::Effect::Parallel(rt::Branches { machines: &[#(rt::MachineId(#machines)),*], payload }))
    }
}

/// `payload` of a task or of branches: the raw input as it is, or a value of its own.
fn json_path_payload(flow: &Work, input: RawInput) -> (TokenStream, TokenStream) {
    let Work { input_path, parameters, .. } = flow;
    match parameters {
        None if *input_path == Filter::Whole => {
            let payload = match input {
                RawInput::Spent => quote!(step.hand_over()),
                RawInput::Form => quote!(step.hand_over_members()),
                RawInput::Read => quote!(rt::Payload::Input),
            };
            (quote!(), payload)
        }
        None => {
            let input = data::owned_input(input_path);
            (quote!(), quote!(rt::Payload::own(#input)))
        }
        Some(parameters) => {
            let document = data::effective_input(input_path);
            let (binding, value) = (document.binding, data::template(parameters, &document.reference));
            (binding, quote!(rt::Payload::own(#value)))
        }
    }
}

fn jsonata_payload(flow: &Arguments) -> TokenStream {
    match &flow.arguments {
        None => quote!(rt::Payload::Input),
        Some(arguments) => {
            let arguments = jsonata::template(arguments, "Arguments");
            quote!(rt::Payload::own(#arguments))
        }
    }
}

/// `complete` of Task and Parallel.
pub(super) fn complete(
    flow: &WorkFlow,
    assign: &Option<Assign>,
    next: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    complete_with_result(flow.result(), assign, next)
}
