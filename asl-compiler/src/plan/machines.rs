//! Scopes become machines, states become variants.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;

use super::{Handing, PlanFindings, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::code;
use crate::model::{Scope, State, StateId, StateKind, StateMachine};

/// A machine by its index in [`super::Plan::machines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MachineId(pub u16);

/// What a Task state calls, by its index in [`super::Plan::tasks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaskId(pub u16);

/// A scope of states with its enum.
pub struct Machine<'m> {
    /// Its index.
    pub id: MachineId,
    /// The modules that lead from the workflow's module to the machine's: `["notify_0"]`; none for the
    /// outermost.
    pub path: Vec<Ident>,
    /// What it is, for docs: ``branch 0 of `Notify` ``.
    pub title: String,
    /// The scope.
    pub scope: &'m Scope,
    /// The first state.
    pub start: StateId,
    /// The states.
    pub states: Vec<PlannedState<'m>>,
}

/// A state with its names.
pub struct PlannedState<'m> {
    /// The state.
    pub state: &'m State,
    /// Its variant: `ShipOrder`.
    pub variant: Ident,
    /// What its functions' names end with: `ship_order`.
    pub stem: String,
    /// What it calls, for a Task.
    pub task: Option<TaskId>,
    /// As what its handler's output goes on, and a Choice gets what its rules read.
    pub handing: Handing,
    /// The machines of its branches, or of its item processor.
    pub children: Vec<MachineId>,
}

impl Machine<'_> {
    /// The variant of a state.
    pub fn variant(&self, id: StateId) -> &Ident {
        &self.states[id.0 as usize].variant
    }
}

pub(super) fn machines<'m>(model: &'m StateMachine, findings: &mut PlanFindings) -> Vec<Machine<'m>> {
    let mut machines = Vec::new();
    add(&model.scope, Vec::new(), "the workflow".into(), &mut machines, findings);
    machines
}

fn add<'m>(
    scope: &'m Scope,
    path: Vec<Ident>,
    title: String,
    machines: &mut Vec<Machine<'m>>,
    findings: &mut PlanFindings,
) -> MachineId {
    // A definition of 1 MiB (DOC-1) cannot hold 65,536 scopes.
    let id = MachineId(machines.len() as u16);
    machines.push(Machine {
        id,
        path: path.clone(),
        title,
        scope,
        start: scope.start_at,
        states: Vec::new(),
    });
    let mut taken: HashMap<String, &'m State> = HashMap::new();
    // `rt` is what the generated modules call the runtime's support.
    let mut modules: HashSet<String> = HashSet::from(["rt".into()]);
    let mut states = Vec::with_capacity(scope.states.len());
    for state in &scope.states {
        let name = state.name.value.as_str();
        let mut stem = names::value_name(name);
        let mut variant = names::type_name(name);
        if let Some(first) = taken.insert(variant.clone(), state) {
            findings.diagnostics.push(
                Diagnostic::new(
                    Code::NameCollision,
                    state.name.place,
                    format!(
                        "the states `{}` and `{name}` have the same name in Rust, `{variant}`",
                        first.name.value
                    ),
                )
                .related(first.name.place, "the first one is here")
                .help("rename one of them"),
            );
            variant = format!("{variant}{}", states.len());
            stem = format!("{stem}_{}", states.len());
        }
        let children = children(state)
            .map(|(mut module, title, scope)| {
                let mut path = path.clone();
                while !modules.insert(module.clone()) {
                    module.push('_');
                }
                path.push(names::identifier(&module));
                add(scope, path, title, machines, findings)
            })
            .collect();
        states.push(PlannedState {
            state,
            variant: names::identifier(&variant),
            stem,
            task: None,
            handing: Handing::AsJson,
            children,
        });
    }
    machines[usize::from(id.0)].states = states;
    id
}

/// The scopes inside a state, each with the name of its module and its title.
fn children(state: &State) -> impl Iterator<Item = (String, String, &Scope)> {
    let name = &state.name.value;
    let stem = names::value_name(name);
    let (branches, processor) = match &state.kind {
        StateKind::Parallel(parallel) => (parallel.branches.as_slice(), None),
        StateKind::Map(map) => (&[][..], Some(&map.processor)),
        _ => (&[][..], None),
    };
    let module = stem.clone();
    branches
        .iter()
        .enumerate()
        .map(move |(index, scope)| {
            (format!("{stem}_{index}"), format!("branch {index} of {}", code(name)), scope)
        })
        .chain(processor.map(|scope| (module, format!("the item processor of {}", code(name)), scope)))
}
