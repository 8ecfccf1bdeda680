//! What all pictures show: nodes and edges by scope, with ids and labels.

use super::condition::{Paths, test};
use super::summary::summary;
use crate::model::{self, Catcher, ErrorName, Next, State, StateKind, StateMachine, Task};

/// A scope: the machine, a branch, an item processor.
#[derive(Debug)]
pub(super) struct Scope<'m> {
    /// Unique in the picture: empty for the machine, `s2b1` for the first branch of the third state.
    pub(super) id: String,
    /// The first state.
    pub(super) start: usize,
    /// The states in the order of the definition.
    pub(super) nodes: Vec<Node<'m>>,
    /// From each state in turn: `Next` or the rules in order, then the catchers.
    pub(super) edges: Vec<Edge>,
}

/// A state.
#[derive(Debug)]
pub(super) struct Node<'m> {
    /// Unique in the picture: `s0`, in a branch `s2b1s0`.
    pub(super) id: String,
    /// The state's name.
    pub(super) name: &'m str,
    /// The state's Comment.
    pub(super) comment: Option<&'m str>,
    /// Its type.
    pub(super) shape: Shape,
    /// What it does in a few words, without its type: `dynamodb:putItem`. May be empty.
    pub(super) summary: String,
    /// The branches of a Parallel, the processor of a Map.
    pub(super) inner: Vec<Scope<'m>>,
}

/// A state's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Task,
    Pass,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// A transition.
#[derive(Debug)]
pub(super) struct Edge {
    /// The state that is left.
    pub(super) from: usize,
    /// Where it leads.
    pub(super) to: Target,
    /// Why it is taken.
    pub(super) line: Line,
    /// The rule, with long paths cut short, or the error names; empty where there is nothing to say.
    pub(super) label: String,
    /// The label with everything.
    pub(super) title: String,
}

/// Where a transition leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// To a state of the same scope.
    Node(usize),
    /// Out of the scope.
    End,
}

/// How a transition is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Line {
    /// `Next`, `End`, a rule, `Default`.
    Solid,
    /// A catcher.
    Dotted,
}

impl Shape {
    /// The type as the definition calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Pass => "Pass",
            Self::Choice => "Choice",
            Self::Wait => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
        }
    }
}

impl Scope<'_> {
    /// Whether some state has `End: true`.
    pub(super) fn ends(&self) -> bool {
        self.edges.iter().any(|edge| edge.to == Target::End)
    }
}

impl Node<'_> {
    /// The type and what it does: `Wait · 30 s`.
    pub(super) fn caption(&self) -> String {
        let shape = self.shape.name();
        if self.summary.is_empty() { shape.into() } else { format!("{shape} · {}", self.summary) }
    }
}

/// The view of a machine.
pub(super) fn view(machine: &StateMachine) -> Scope<'_> {
    scope(String::new(), &machine.scope)
}

fn scope(id: String, scope: &model::Scope) -> Scope<'_> {
    let mut nodes = Vec::with_capacity(scope.states.len());
    let mut edges = Vec::new();
    for (index, state) in scope.states.iter().enumerate() {
        nodes.push(node(format!("{id}s{index}"), state));
        edges_of(index, state, &mut edges);
    }
    Scope { id, start: index(scope.start_at), nodes, edges }
}

fn index(id: model::StateId) -> usize {
    id.0 as usize
}

fn node(id: String, state: &State) -> Node<'_> {
    let (shape, scopes) = match &state.kind {
        StateKind::Task(_) => (Shape::Task, &[][..]),
        StateKind::Pass(_) => (Shape::Pass, &[][..]),
        StateKind::Choice(_) => (Shape::Choice, &[][..]),
        StateKind::Wait(_) => (Shape::Wait, &[][..]),
        StateKind::Succeed(_) => (Shape::Succeed, &[][..]),
        StateKind::Fail(_) => (Shape::Fail, &[][..]),
        StateKind::Parallel(parallel) => (Shape::Parallel, parallel.branches.as_slice()),
        StateKind::Map(map) => (Shape::Map, std::slice::from_ref(&map.processor)),
    };
    let inner = scopes.iter().enumerate().map(|(index, inner)| scope(format!("{id}b{index}"), inner));
    Node {
        inner: inner.collect(),
        id,
        name: &state.name.value,
        comment: state.comment.as_deref(),
        shape,
        summary: summary(&state.kind),
    }
}

fn edges_of(from: usize, state: &State, edges: &mut Vec<Edge>) {
    let mut push = |next: Next, line, label: String, title: Option<String>| {
        let to = match next {
            Next::State(id) => Target::Node(index(id)),
            Next::End => Target::End,
        };
        edges.push(Edge { from, to, line, title: title.unwrap_or_else(|| label.clone()), label });
    };
    let (next, catchers): (_, &[Catcher]) = match &state.kind {
        StateKind::Task(task) => {
            let Task { next, catch, .. } = &**task;
            (*next, catch)
        }
        StateKind::Parallel(parallel) => (parallel.next, &parallel.catch),
        StateKind::Map(map) => (map.next, &map.catch),
        StateKind::Pass(pass) => (pass.next, &[]),
        StateKind::Wait(wait) => (wait.next, &[]),
        StateKind::Succeed(_) | StateKind::Fail(_) => return,
        StateKind::Choice(choice) => {
            for rule in &choice.choices {
                let [short, full] = [Paths::Short, Paths::Full].map(|paths| test(&rule.test, paths));
                push(rule.next, Line::Solid, short, Some(full));
            }
            if let Some(next) = choice.default {
                push(next, Line::Solid, "default".into(), None);
            }
            return;
        }
    };
    push(next, Line::Solid, String::new(), None);
    for catcher in catchers {
        push(catcher.next, Line::Dotted, error_names(catcher), None);
    }
}

fn error_names(catcher: &Catcher) -> String {
    let names = catcher.error_equals.iter().map(|name| match &name.value {
        ErrorName::All => "States.ALL",
        ErrorName::TaskFailed => "States.TaskFailed",
        ErrorName::HeartbeatTimeout => "States.HeartbeatTimeout",
        ErrorName::Named(name) => name,
    });
    names.collect::<Vec<_>>().join(", ")
}
