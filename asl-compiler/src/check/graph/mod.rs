//! Where states lead: targets, reachability, terminal states, names (DOC-10 to DOC-12, NAME-1).
//!
//! The checks go over the syntax, not the model: the model of a definition with mistakes has harmless
//! values where these checks must see what was written.

mod extract;
mod names;
mod reachability;
mod targets;
mod terminal;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Findings};
use crate::read::service_location;
use crate::suggest::nearest;
use crate::syntax::{Document, Member, Node, NodeId, Place};

/// The most states whose names are compared to find one that is near.
const COMPARED: usize = 1000;

/// The service's code for targets and reachability.
const TARGET: &str = "MISSING_TRANSITION_TARGET";

pub(super) use extract::graph as extract;

/// Checks the graph of every scope.
pub(super) fn check(graph: &Graph<'_>, document: &Document, findings: &mut Findings) {
    let mut report = Report { document, findings };
    names::check(graph, &mut report);
    targets::check(graph, &mut report);
    terminal::check(graph, &mut report);
    reachability::check(graph, &mut report);
}

/// The scopes of a definition, the outermost first.
pub(super) struct Graph<'a> {
    scopes: Vec<Scope<'a>>,
}

impl Graph<'_> {
    /// The objects whose keys are names of states.
    pub(super) fn states_objects(&self) -> HashSet<NodeId> {
        self.scopes.iter().map(|scope| scope.states_object).collect()
    }
}

/// A `States` object with its `StartAt`.
struct Scope<'a> {
    /// What to point at for the scope as a whole.
    place: Place,
    /// How messages name it: `the definition`, ``branch 1 of `A` ``.
    words: String,
    /// The state that runs the scope; the outermost has none.
    owner: Option<&'a str>,
    /// The value of `States`.
    states_object: NodeId,
    /// `StartAt`; `None` where it is missing or no string.
    start: Option<Target<'a>>,
    states: Vec<State<'a>>,
    /// Where the first state of each name is.
    positions: HashMap<&'a str, usize>,
}

/// A state, as far as the graph goes.
struct State<'a> {
    member: &'a Member,
    /// Whether the scope may end there, as the service sees it (DOC-12).
    terminal: bool,
    targets: Vec<Target<'a>>,
}

/// A name that leads to a state.
#[derive(Clone, Copy)]
struct Target<'a> {
    name: &'a str,
    node: &'a Node,
    place: Place,
    kind: TargetKind,
}

/// How far a target counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TargetKind {
    /// It must lead to a state.
    Checked,
    /// The field does not belong there and is reported for that; its target counts as reached all the same.
    Misplaced,
    /// Where it leads is known when a substitution has its value.
    Unknown,
}

impl<'a> Scope<'a> {
    /// The first state of this name.
    fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// The state that a target most likely means: a misspelt name counts as the one that it is near to, so
    /// that one slip gives one finding.
    fn meant(&self, name: &str) -> Option<usize> {
        self.position(name).or_else(|| self.near(name).and_then(|near| self.position(near)))
    }

    /// The name that is near to this one.
    fn near(&self, name: &str) -> Option<&'a str> {
        // Names are compared one by one; a scope of this size was made by a program, which does not misspell.
        let few = self.states.len() <= COMPARED;
        if few { nearest(name, self.names()) } else { None }
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.states.iter().map(|state| state.member.key.as_str())
    }

    fn targets(&self) -> impl Iterator<Item = Target<'a>> {
        self.start.into_iter().chain(self.states.iter().flat_map(|state| state.targets.iter().copied()))
    }
}

struct Report<'r> {
    document: &'r Document,
    findings: &'r mut Findings,
}

impl Report<'_> {
    fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// With the service's words, located at a value.
    fn push_service(&mut self, finding: Diagnostic, code: &'static str, words: String, at: NodeId) {
        let location = service_location(self.document, at);
        self.push(finding.service(code, words, Some(location)));
    }
}
