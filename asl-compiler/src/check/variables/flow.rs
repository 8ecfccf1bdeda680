//! Which variables have a value where, along every way through the states, loops included (VAR-10 to VAR-15).

use std::collections::{BTreeSet, VecDeque};

use super::assignments::{Transition, Via, transitions};
use super::reads::{Missing, Read, Ways, tested};
use super::set::{Set, VariableId, Variables};
use crate::check::jsonata::{Role, Site, Wants};
use crate::check::view::{Holder, View};
use crate::model::{ProcessorMode, StateKind};
use crate::substitution::holds_name;

/// What is known of every state.
pub(super) struct Flow {
    pub(super) scopes: Vec<ScopeFlow>,
}

/// What is known of the states of a scope.
pub(super) struct ScopeFlow {
    /// Where each state leads.
    pub(super) transitions: Vec<Vec<Transition>>,
    /// What each state finds; `None` for one that is not reached.
    pub(super) states: Vec<Option<Assigned>>,
    /// What the scope finds around it.
    pub(super) around: Option<Assigned>,
    pub(super) start: usize,
    /// Whether all transitions and names are known; else nothing is said of what may be missing.
    pub(super) known: bool,
}

/// The variables that have a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Assigned {
    /// On every way.
    pub(super) always: Set,
    /// On some way.
    pub(super) sometimes: Set,
}

impl Flow {
    pub(super) fn of(
        view: &View<'_>,
        sites: &[Site<'_>],
        variables: &Variables<'_>,
        reads: &[Vec<Vec<Read<'_>>>],
    ) -> Self {
        let asked = asked(view, sites, variables);
        let named = !variables.names().iter().any(|name| holds_name(name));
        let mut flow = Self { scopes: Vec::with_capacity(view.scopes.len()) };
        for (index, of) in view.scopes.iter().enumerate() {
            let states = &of.scope.states;
            let mut own: Vec<Vec<Transition>> =
                states.iter().map(|state| transitions(state, variables)).collect();
            // Past a Choice that asks for a variable its rules have sorted out where there is none.
            for (transitions, asked) in own.iter_mut().zip(&asked[index]) {
                transitions.iter_mut().for_each(|transition| _ = transition.needs.add(asked));
            }
            for (transitions, reads) in own.iter_mut().zip(&reads[index]) {
                let needed = needed(reads, variables);
                let on = transitions.iter_mut().filter(|transition| !matches!(transition.via, Via::Catch(_)));
                on.for_each(|transition| _ = transition.needs.add(&needed));
            }
            let around = match of.holder {
                None => Some(Assigned::default()),
                Some(holder) if is_distributed(holder) => Some(Assigned::default()),
                Some(holder) => flow.found(holder),
            };
            let known = of.holder.is_none_or(|holder| flow.scopes[holder.scope].known);
            let mut scope = ScopeFlow {
                transitions: own,
                states: vec![None; states.len()],
                around,
                start: of.scope.start_at.0 as usize,
                known: known && !view.has_open_target(of.scope),
            };
            scope.known &= named;
            scope.solve();
            flow.scopes.push(scope);
        }
        flow
    }

    /// What the state that holds a scope finds.
    fn found(&self, holder: Holder<'_>) -> Option<Assigned> {
        self.scopes.get(holder.scope)?.states.get(holder.position)?.clone()
    }
}

impl ScopeFlow {
    fn solve(&mut self) {
        let (Some(around), start) = (self.around.clone(), self.start) else { return };
        if self.states.get(start).is_none() {
            return;
        }
        self.states[start] = Some(around);
        // In the order of the text: most definitions are written forwards.
        let mut queue = BTreeSet::from([start]);
        while let Some(position) = queue.pop_first() {
            let Some(found) = self.states[position].clone() else { continue };
            for transition in &self.transitions[position] {
                let mut arriving = found.clone();
                arriving.always.add(&transition.assigns);
                arriving.always.add(&transition.needs);
                arriving.sometimes.add(&transition.assigns);
                let Some(target) = self.states.get_mut(transition.to) else { continue };
                let changed = match target {
                    None => {
                        *target = Some(arriving);
                        true
                    }
                    // Both must be done.
                    Some(known) => {
                        let fewer = known.always.keep(&arriving.always);
                        known.sometimes.add(&arriving.sometimes) || fewer
                    }
                };
                if changed {
                    queue.insert(transition.to);
                }
            }
        }
    }

    /// A shortest way from the start to a state on which nothing assigns a variable.
    pub(super) fn way_without(&self, variable: VariableId, to: usize) -> Option<Vec<(usize, &Transition)>> {
        let mut came: Vec<Option<(usize, &Transition)>> = vec![None; self.states.len()];
        let mut queue = VecDeque::from([self.start]);
        let mut seen = vec![false; self.states.len()];
        *seen.get_mut(self.start)? = true;
        while let Some(position) = queue.pop_front() {
            if position == to {
                let mut way = Vec::new();
                let mut at = to;
                while let Some((from, transition)) = came[at].filter(|_| at != self.start) {
                    way.push((from, transition));
                    at = from;
                }
                way.reverse();
                return Some(way);
            }
            for transition in &self.transitions[position] {
                let free = !transition.assigns.contains(variable) && !transition.needs.contains(variable);
                if free && seen.get(transition.to) == Some(&false) {
                    seen[transition.to] = true;
                    came[transition.to] = Some((position, transition));
                    queue.push_back(transition.to);
                }
            }
        }
        None
    }
}

/// What a state fails without: a variable that is missing is told of where it is first read.
fn needed(reads: &[Read<'_>], variables: &Variables<'_>) -> Set {
    let mut needed = Set::default();
    let read = reads.iter().filter(|read| read.missing == Missing::Matters && read.ways == Ways::Every);
    read.filter_map(|read| variables.id(read.name)).for_each(|id| needed.insert(id));
    needed
}

/// The variables that each state asks for before it chooses.
fn asked(view: &View<'_>, sites: &[Site<'_>], variables: &Variables<'_>) -> Vec<Vec<Set>> {
    let scopes = view.scopes.iter();
    let mut asked: Vec<Vec<Set>> = scopes
        .map(|scope| {
            let states = scope.scope.states.iter();
            states
                .map(|state| {
                    let mut set = Set::default();
                    tested(state).iter().filter_map(|name| variables.id(name)).for_each(|id| set.insert(id));
                    set
                })
                .collect()
        })
        .collect();
    for site in sites.iter().filter(|site| site.wants == Wants::Boolean) {
        let tested = site.names.variables.iter().filter(|used| used.role == Role::Tested);
        for id in tested.filter_map(|used| variables.id(used.name)) {
            asked[site.scope][site.position].insert(id);
        }
    }
    asked
}

/// Whether the state is a distributed Map, whose items see no variables around it (VAR-14).
pub(super) fn is_distributed(holder: Holder<'_>) -> bool {
    match &holder.state.kind {
        StateKind::Map(map) => matches!(map.mode, ProcessorMode::Distributed(_)),
        _ => false,
    }
}
