//! What each state type does: its `prepare`, and its `complete` where it has an effect.

mod choice;
mod ends;
mod leave;
mod map;
mod pass;
mod wait;
mod work;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{data, parameter, recover};
use crate::expression::path::{Root, Step};
use crate::markdown::code;
use crate::model::{Assign, Filter, Flow, Next, Output, ResultFields, ResultPath, StateKind};
use crate::plan::{Machine, PlannedState};
pub(super) use leave::Leaving;

/// The functions of one state.
pub(super) struct StateFunctions {
    /// Their items.
    pub items: TokenStream,
    /// The name of `prepare`.
    pub prepare: Ident,
    /// `complete`, for states with an effect.
    pub complete: Option<Completion>,
    /// The name of `item`, for Maps.
    pub item: Option<Ident>,
    /// The name of `recover`, for states with Retry or Catch.
    pub recover: Option<Ident>,
}

/// The function that leaves a state whose effect has ended.
pub(super) struct Completion {
    /// Its name.
    pub name: Ident,
    /// What it gets.
    pub result: CompletionResult,
}

/// As what the result of an effect reaches the function of its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CompletionResult {
    /// As it came: the function hands it on whole, or does not look at it.
    Data,
    /// As JSON of its own.
    Json,
}

impl CompletionResult {
    fn of(kind: &StateKind) -> Self {
        let is_data = match kind {
            StateKind::Task(task) => task.flow.result().is_whole() && task.assign.is_none(),
            StateKind::Parallel(parallel) => parallel.flow.result().is_whole() && parallel.assign.is_none(),
            StateKind::Map(map) => map.flow.result().is_whole() && map.assign.is_none(),
            // A Wait has none.
            _ => true,
        };
        if is_data { Self::Data } else { Self::Json }
    }

    fn parameter_type(self) -> TokenStream {
        match self {
            Self::Data => quote!(rt::StateData),
            Self::Json => quote!(rt::Value),
        }
    }

    /// The argument for it, made of data that is called `result`.
    pub(super) fn argument(self) -> TokenStream {
        match self {
            Self::Data => quote!(result),
            Self::Json => quote!(result.into_json()),
        }
    }
}

/// What functions of a state read of its raw input once its effect has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RawInput {
    /// Any part of it.
    Read,
    /// Whether it is an object: its members may be moved into the effect.
    Form,
    /// Nothing: it may be moved into the effect.
    Spent,
}

impl RawInput {
    /// Whoever reads it needs the step for that.
    fn of(kind: &StateKind, complete: Option<&TokenStream>, recover: Option<&TokenStream>) -> Self {
        let needs_step =
            |function: Option<&TokenStream>| function.is_some_and(|body| super::mentions(body, "step"));
        let result = match kind {
            StateKind::Task(task) => task.flow.json_path().map(|work| &work.result),
            StateKind::Parallel(parallel) => parallel.flow.json_path().map(|work| &work.result),
            _ => None,
        };
        match (needs_step(complete), needs_step(recover)) {
            (false, false) => Self::Spent,
            (true, false) if result.is_some_and(takes_result_out) => Self::Form,
            _ => Self::Read,
        }
    }
}

/// Whether OutputPath takes nothing but the result out of what ResultPath makes.
fn takes_result_out(result: &ResultFields) -> bool {
    let (ResultPath::Insert(place), Filter::Path(output)) = (&result.path, &result.output_path) else {
        return false;
    };
    let output = &output.value;
    match (&*place.value.0.steps, &*output.steps) {
        ([Step::Name(place)], [Step::Name(first), ..]) => output.root == Root::Document && place == first,
        _ => false,
    }
}

/// The functions of a state.
pub(super) fn functions(machine: &Machine<'_>, state: &PlannedState<'_>) -> StateFunctions {
    let stem = state.stem.trim_start_matches('_');
    let prepare = format_ident!("prepare_{stem}");
    let complete = format_ident!("complete_{stem}");
    let item = format_ident!("item_{stem}");
    let next = Transition { machine };
    let name = code(&state.state.name.value);
    let complete_body = match &state.state.kind {
        StateKind::Task(task) => Some(work::complete(&task.flow, &task.assign, next.to(task.next))),
        StateKind::Parallel(parallel) => {
            Some(work::complete(&parallel.flow, &parallel.assign, next.to(parallel.next)))
        }
        StateKind::Map(map) => Some(map::complete(map, next.to(map.next))),
        StateKind::Wait(wait) => Some(wait::complete(wait, next.to(wait.next))),
        StateKind::Pass(_) | StateKind::Choice(_) | StateKind::Succeed(_) | StateKind::Fail(_) => None,
    };
    let recover = recover::function(machine, state);
    let recover_body = recover.as_ref().map(|(function, _)| function);
    let input = RawInput::of(&state.state.kind, complete_body.as_ref(), recover_body);
    let prepare_body = match &state.state.kind {
        StateKind::Task(task) => work::prepare_task(task, state, input),
        StateKind::Pass(pass) => pass::prepare(pass, next.to(pass.next)),
        StateKind::Choice(choice) => choice::prepare(choice, state.handing, &next),
        StateKind::Wait(wait) => wait::prepare(wait),
        StateKind::Succeed(succeed) => ends::prepare_succeed(succeed, next.to(Next::End)),
        StateKind::Fail(fail) => ends::prepare_fail(fail),
        StateKind::Parallel(parallel) => work::prepare_parallel(parallel, state, input),
        StateKind::Map(map) => map::prepare(map, state, input),
    };
    let item_body = match &state.state.kind {
        StateKind::Map(map) => Some(map::select_item(map)),
        _ => None,
    };
    let prepare_doc = format!(" {name}: what it wants.");
    let complete_doc = format!(" {name}: where its result leads.");
    let item_doc = format!(" {name}: what an iteration gets.");
    let result_kind = CompletionResult::of(&state.state.kind);
    let result_type = result_kind.parameter_type();
    let complete_item = complete_body.as_ref().map(|body| {
        let (step, result) = (parameter("step", body), parameter("result", body));
        quote! {
            #[doc = #complete_doc]
            fn #complete(#step: &mut rt::Step<'_>, #result: #result_type) -> rt::Completed {
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
    let (recover_item, recover_name) = recover.unzip();
    let step = parameter("step", &prepare_body);
    StateFunctions {
        items: quote! {
            #[doc = #prepare_doc]
            fn #prepare(#step: &mut rt::Step<'_>) -> rt::Prepared {
                #prepare_body
            }
            #complete_item
            #item_item
            #recover_item
        },
        prepare,
        complete: complete_body.map(|_| Completion { name: complete, result: result_kind }),
        item: item_body.map(|_| item),
        recover: recover_name,
    }
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
        move |output| {
            let output = data::left_with(output);
            match &variant {
                Some(variant) => quote!(State::#variant.enter(#output)),
                None => quote!(rt::Transition::end(#output)),
            }
        }
    }
}

/// `complete` of Task, Parallel and Map.
fn complete_with_result(
    flow: Flow<&ResultFields, &Output>,
    assign: &Option<Assign>,
    next: impl Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let leaving = match flow {
        Flow::JsonPath(fields) => {
            let selected = match &fields.selector {
                Some(selector) => data::template(selector, &quote!(&result)),
                None => quote!(result),
            };
            let output = data::placed_output(&fields.path, selected, &fields.output_path);
            Leaving::json_path(output, assign, &quote!(&result), next)
        }
        Flow::Jsonata(output) => {
            Leaving::jsonata(output, assign, "", quote!(.with_result(&result)), quote!(result), next)
        }
    };
    leaving.completed()
}
