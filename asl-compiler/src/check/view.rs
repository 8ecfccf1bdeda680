//! A definition as the lints look at it: the model, and the syntax it was read from.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{
    ExecutionType, ProcessorMode, QueryLanguage, Scope, State, StateKind, StateMachine, WorkflowKind,
};
use crate::source::Source;
use crate::substitution::holds_name;
use crate::syntax::{Document, Kind, Member, Node, NodeId, Place};

/// A definition: its model, its syntax, its scopes.
pub(in crate::check) struct View<'a> {
    pub(in crate::check) machine: &'a StateMachine,
    /// The outermost scope first; a scope stands after the one that holds it.
    pub(in crate::check) scopes: Vec<ScopeView<'a>>,
    pub(in crate::check) document: &'a Document,
    source: &'a Source,
    nodes: HashMap<NodeId, &'a Node>,
}

/// A scope with what is around it.
pub(in crate::check) struct ScopeView<'a> {
    pub(in crate::check) scope: &'a Scope,
    /// The Parallel or Map that holds it, and the scope in which that stands.
    pub(in crate::check) holder: Option<Holder<'a>>,
    /// The kind of the executions that its states run in.
    pub(in crate::check) kind: WorkflowKind,
}

/// The Parallel or Map that holds a scope.
#[derive(Clone, Copy)]
pub(in crate::check) struct Holder<'a> {
    pub(in crate::check) state: &'a State,
    /// The index of its scope in [`View::scopes`].
    pub(in crate::check) scope: usize,
    /// Its position in that scope.
    pub(in crate::check) position: usize,
}

impl<'a> View<'a> {
    pub(in crate::check) fn new(
        machine: &'a StateMachine,
        document: &'a Document,
        source: &'a Source,
        kind: WorkflowKind,
    ) -> Self {
        let mut nodes = HashMap::new();
        index(&document.root, &mut nodes);
        let mut scopes = vec![ScopeView { scope: &machine.scope, holder: None, kind }];
        let mut at = 0;
        while let Some(ScopeView { scope, kind, .. }) = scopes.get(at) {
            let states = scope.states.iter().enumerate();
            let inner =
                states.flat_map(|(position, state)| nested(Holder { state, scope: at, position }, *kind));
            let inner = inner.collect::<Vec<_>>();
            scopes.extend(inner);
            at += 1;
        }
        Self { machine, scopes, document, source, nodes }
    }

    /// All states of all scopes.
    pub(in crate::check) fn states(&self) -> impl Iterator<Item = &'a State> {
        self.scopes.iter().flat_map(|view| &view.scope.states)
    }

    /// The value that a place is in.
    pub(in crate::check) fn node(&self, place: Place) -> Option<&'a Node> {
        self.nodes.get(&place.node).copied()
    }

    /// A field of the object that stands at a place.
    pub(in crate::check) fn field(&self, place: Place, name: &str) -> Option<&'a Member> {
        self.node(place)?.as_object()?.member(name)
    }

    /// The place of a part of the string that stands at a place.
    pub(in crate::check) fn part(&self, place: Place, range: Range<usize>) -> Place {
        self.node(place).map_or(place, |node| self.document.place_in(self.source, node, range))
    }

    /// The Parallels and Maps around a scope, the innermost first.
    pub(in crate::check) fn holders(&self, scope: &ScopeView<'a>) -> Vec<Holder<'a>> {
        let mut holders = Vec::new();
        let mut next = scope.holder;
        while let Some(holder) = next {
            holders.push(holder);
            next = self.scopes.get(holder.scope).and_then(|outer| outer.holder);
        }
        holders
    }

    /// Whether some transition of a scope is not in the model: it waits for a substitution, or is a rule or catcher
    /// that is wrong.
    pub(in crate::check) fn has_open_target(&self, scope: &Scope) -> bool {
        let text = |place, field| self.field(place, field).and_then(|member| member.value.as_str());
        let open = |place, field| text(place, field).is_some_and(holds_name);
        let entries = |state: &State, list: &str| {
            let list = self.field(state.place, list).and_then(|member| member.value.as_array());
            list.map_or(0, <[Node]>::len)
        };
        open(scope.place, "StartAt")
            || scope.states.iter().any(|state| {
                let (rules, catchers) = match &state.kind {
                    StateKind::Choice(choice) => (choice.choices.len(), 0),
                    StateKind::Task(task) => (0, task.catch.len()),
                    StateKind::Parallel(parallel) => (0, parallel.catch.len()),
                    StateKind::Map(map) => (0, map.catch.len()),
                    _ => (0, 0),
                };
                open(state.place, "Next")
                    || open(state.place, "Default")
                    || entries(state, "Choices") != rules
                    || entries(state, "Catch") != catchers
            })
    }

    /// The keys of every `Assign`, as they are written.
    pub(in crate::check) fn assigned(&self) -> Vec<&'a str> {
        let objects = self.nodes.values().filter_map(|node| node.as_object()?.get("Assign")?.as_object());
        objects.flat_map(|object| &object.members).map(|member| member.key.as_str()).collect()
    }

    /// The states of all scopes whose language is JSONPath.
    pub(in crate::check) fn jsonpath_states(&self) -> impl Iterator<Item = &'a State> {
        self.states().filter(|state| state.language == QueryLanguage::JsonPath)
    }
}

fn index<'a>(node: &'a Node, nodes: &mut HashMap<NodeId, &'a Node>) {
    nodes.insert(node.id, node);
    match &node.kind {
        Kind::Array(elements) => elements.iter().for_each(|element| index(element, nodes)),
        Kind::Object(object) => object.members.iter().for_each(|member| index(&member.value, nodes)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Substitution(_) => {}
    }
}

fn nested(holder: Holder<'_>, kind: WorkflowKind) -> Vec<ScopeView<'_>> {
    let state = holder.state;
    let holder = Some(holder);
    match &state.kind {
        StateKind::Parallel(parallel) => {
            parallel.branches.iter().map(|scope| ScopeView { scope, holder, kind }).collect()
        }
        StateKind::Map(map) => {
            let kind = match map.mode {
                ProcessorMode::Inline => kind,
                ProcessorMode::Distributed(ExecutionType::Standard) => WorkflowKind::Standard,
                ProcessorMode::Distributed(ExecutionType::Express) => WorkflowKind::Express,
            };
            vec![ScopeView { scope: &map.processor, holder, kind }]
        }
        _ => Vec::new(),
    }
}

/// How messages name a state: ``the state `A` ``.
pub(in crate::check) fn words(state: &State) -> String {
    format!("the state `{}`", state.name.value)
}
