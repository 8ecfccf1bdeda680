//! A machine: its enum, the functions of its states, and the machines inside it as modules.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::literal::integer;
use super::states::{self, Completion};
use crate::model::{ProcessorMode, StateKind};
use crate::plan::{Machine, MachineId, Plan, PlannedState, Repeats};

/// The outermost machine, with the implementation of `Program` that joins all of them.
pub(super) fn outermost(plan: &Plan<'_>) -> TokenStream {
    let machine = machine(plan, MachineId(0));
    let tables = plan.machines.iter().map(|machine| {
        let path = &machine.path;
        quote!(rt::Machine { start: #(#path::)*START, states: #(#path::)*STATES })
    });
    let arms = |function: &str| {
        let function = crate::plan::names::identifier(function);
        plan.machines
            .iter()
            .map(|machine| {
                let (id, path) = (integer(machine.id.0), &machine.path);
                quote!(#id => #(#path::)*State::at(at.state)?.#function)
            })
            .collect::<Vec<_>>()
    };
    let (prepare, complete, recover, item) =
        (arms("prepare"), arms("complete"), arms("recover"), arms("item"));
    let repeats = repeats(plan);
    quote! {
        #machine

        static MACHINES: &[rt::Machine] = &[#(#tables),*];

        impl rt::Program for Definition {
            fn info(&self) -> &'static rt::WorkflowInfo {
                &INFO
            }

            fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
                match at.machine.0 {
                    #(#prepare(step),)*
                    _ => Err(rt::no_such_state()),
                }
            }

            fn complete(&self, at: rt::Position, step: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
                match at.machine.0 {
                    #(#complete(step, result),)*
                    _ => Err(rt::no_such_state()),
                }
            }

            fn recover(&self, at: rt::Position, step: &mut rt::Step<'_>, failure: &rt::Failure) -> rt::Recovered {
                match at.machine.0 {
                    #(#recover(step, failure),)*
                    _ => Err(rt::no_such_state()),
                }
            }

            fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
                match at.machine.0 {
                    #(#item(step),)*
                    _ => Err(rt::no_such_state()),
                }
            }

            #repeats
        }
    }
}

/// Says which handlers are idempotent, if any are.
fn repeats(plan: &Plan<'_>) -> TokenStream {
    let tasks = plan.tasks.iter().enumerate();
    let idempotent: Vec<_> = tasks
        .filter(|(_, task)| task.repeats == Repeats::CalledAgain)
        .map(|(id, _)| integer(id as u16))
        .collect();
    if idempotent.is_empty() {
        return quote!();
    }
    quote! {
        fn is_idempotent(&self, task: rt::TaskId) -> rt::bool {
            rt::matches!(task.0, #(#idempotent)|*)
        }
    }
}

/// A machine's items.
fn machine(plan: &Plan<'_>, id: MachineId) -> TokenStream {
    let machine = &plan.machines[usize::from(id.0)];
    let mut items = TokenStream::new();
    let (mut prepare, mut complete, mut recover, mut item) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for state in &machine.states {
        let variant = &state.variant;
        let functions = states::functions(machine, state);
        items.extend(functions.items);
        let name = functions.prepare;
        prepare.push(quote!(Self::#variant => #name(step)));
        complete.extend(functions.complete.map(|Completion { name, result }| {
            let result = result.argument();
            quote!(Self::#variant => #name(step, #result))
        }));
        item.extend(functions.item.map(|name| quote!(Self::#variant => #name(step))));
        recover.extend(functions.recover.map(|name| quote!(Self::#variant => #name(step, failure))));
    }
    let all = machine.states.len();
    let complete = dispatcher(
        complete,
        all,
        quote!(complete),
        quote!(result: rt::StateData),
        quote!(rt::Completed),
        quote!(Err(rt::no_effect())),
    );
    let recover = dispatcher(
        recover,
        all,
        quote!(recover),
        quote!(failure: &rt::Failure),
        quote!(rt::Recovered),
        quote!(Ok(rt::Recovery::Uncaught)),
    );
    let item =
        dispatcher(item, all, quote!(item), quote!(), quote!(rt::Selected), quote!(Err(rt::no_effect())));
    let state_enum = state_enum(machine);
    let enter = super::mentions(&items, "enter").then(enter);
    let modules = machine.states.iter().flat_map(|state| &state.children).map(|child| {
        let machine_of_child = &plan.machines[usize::from(child.0)];
        let (name, doc) =
            (machine_of_child.path.last(), format!(" The states of {}.", machine_of_child.title));
        let child = self::machine(plan, *child);
        quote! {
            #[doc = #doc]
            pub mod #name {
                use super::rt::{self, prelude::*};
                #child
            }
        }
    });
    let start = integer(machine.start.0);
    let table = machine.states.iter().map(state_info);
    let visibility = if machine.path.is_empty() { quote!() } else { quote!(pub(super)) };
    // Modules deeper than one level hand the tables of their children on by path.
    let visibility = if machine.path.len() > 1 { quote!(pub(crate)) } else { visibility };
    quote! {
        #state_enum

        impl State {
            #enter
            #visibility fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    #(#prepare,)*
                }
            }
            #visibility #complete
            #visibility #recover
            #visibility #item
        }

        #visibility const START: rt::StateId = rt::StateId(#start);
        #visibility static STATES: &[rt::StateInfo] = &[#(#table),*];

        #items
        #(#modules)*
    }
}

/// A method of the enum that calls the function of each state that has one.
fn dispatcher(
    arms: Vec<TokenStream>,
    states: usize,
    name: TokenStream,
    parameter: TokenStream,
    result: TokenStream,
    otherwise: TokenStream,
) -> TokenStream {
    if arms.is_empty() {
        let ignored = (!parameter.is_empty()).then(|| {
            let parameter = parameter.into_iter().skip(1);
            quote!(_ #(#parameter)*)
        });
        return quote! {
            fn #name(self, _: &mut rt::Step<'_>, #ignored) -> #result {
                #otherwise
            }
        };
    }
    let otherwise = (arms.len() < states).then(|| quote!(_ => #otherwise,));
    quote! {
        fn #name(self, step: &mut rt::Step<'_>, #parameter) -> #result {
            match self {
                #(#arms,)*
                #otherwise
            }
        }
    }
}

fn state_enum(machine: &Machine<'_>) -> TokenStream {
    let doc = format!(" The states of {}.", machine.title);
    let variants = machine.states.iter().map(|state| {
        let variant = &state.variant;
        let docs = super::docs::state(state);
        quote!(#(#[doc = #docs])* #variant)
    });
    let names: Vec<&Ident> = machine.states.iter().map(|state| &state.variant).collect();
    let id = integer(machine.id.0);
    quote! {
        #[doc = #doc]
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            #(#variants,)*
        }

        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// The name in the definition.
            pub const fn name(self) -> &'static str {
                STATES[self as usize].name
            }
        }

        impl rt::States for State {
            const ALL: &'static [Self] = Self::ALL;
            const MACHINE: rt::MachineId = rt::MachineId(#id);
            const TABLE: &'static [rt::StateInfo] = STATES;
        }
    }
}

/// Where each machine belongs: the states of one version are known by their places to those of another.
pub(super) fn places(plan: &Plan<'_>) -> TokenStream {
    let mut places = vec![quote!(rt::Place::Outermost); plan.machines.len()];
    for machine in &plan.machines {
        for (at, state) in machine.states.iter().enumerate() {
            let (machine, at) = (integer(machine.id.0), integer(at as u16));
            let state_of = quote!(machine: rt::MachineId(#machine), state: rt::StateId(#at));
            for (branch, child) in state.children.iter().enumerate() {
                let branch = integer(branch as u16);
                places[usize::from(child.0)] = match &state.state.kind {
                    StateKind::Map(map) => match map.mode {
                        ProcessorMode::Inline => quote!(rt::Place::Item { #state_of }),
                        ProcessorMode::Distributed(_) => quote!(rt::Place::Execution { #state_of }),
                    },
                    _ => quote!(rt::Place::Branch { #state_of, branch: #branch }),
                };
            }
        }
    }
    quote!(&[#(#places),*])
}

/// The method by which states lead to each other, where one does.
fn enter() -> TokenStream {
    quote! {
        fn enter(self, input: impl rt::Into<rt::StateOutput>) -> rt::Transition {
            rt::Transition::next(rt::StateId(self as u16), input)
        }
    }
}

fn state_info(state: &PlannedState<'_>) -> TokenStream {
    let name = &state.state.name.value;
    let (kind, retriers) = match &state.state.kind {
        StateKind::Task(task) => (quote!(Task), task.retry.len()),
        StateKind::Pass(_) => (quote!(Pass), 0),
        StateKind::Choice(_) => (quote!(Choice), 0),
        StateKind::Wait(_) => (quote!(Wait), 0),
        StateKind::Succeed(_) => (quote!(Succeed), 0),
        StateKind::Fail(_) => (quote!(Fail), 0),
        StateKind::Parallel(parallel) => (quote!(Parallel), parallel.retry.len()),
        StateKind::Map(map) => (quote!(Map), map.retry.len()),
    };
    let retriers = integer(retriers as u16);
    let task = super::path::option(&state.task.map(|task| {
        let id = integer(task.0);
        quote!(rt::TaskId(#id))
    }));
    quote!(rt::StateInfo { name: #name, kind: rt::StateKind::#kind, task: #task, retriers: #retriers })
}
