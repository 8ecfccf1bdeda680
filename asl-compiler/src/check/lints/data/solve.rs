//! The data through the whole definition: what is known of the input of every state, whichever way it is
//! reached, loops included.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Around, Steps};
use super::merge::merge;
use super::shape::{Shape, Via, Way};
use super::typed::StateTypes;
use super::{choice, variables};
use crate::check::lints::errors::handlers;
use crate::check::lints::view::View;
use crate::model::{Next, ProcessorMode, State, StateId, StateKind};

/// How often a state is looked at before its input is given up as unknown: a loop may add to its data with
/// every turn.
const PATIENCE: u32 = 8;

/// What is known of every state.
pub(super) struct Solution<'a> {
    pub(super) view: &'a View<'a>,
    types: &'a StateTypes,
    pub(super) nodes: Vec<Node<'a>>,
    /// Of every scope what `$$.Map.Item.Value` is there, and what it ends with.
    scopes: Vec<ScopeData>,
}

/// A state in its scope.
pub(super) struct Node<'a> {
    pub(super) state: &'a State,
    /// The index of its scope in [`View::scopes`].
    pub(super) scope: usize,
    /// Its position in the scope.
    pub(super) position: usize,
    /// The scopes that it holds.
    inner: Vec<usize>,
    /// What comes by every way that leads here.
    pub(super) incoming: BTreeMap<Way, Arrival>,
    visits: u32,
    open: bool,
}

/// What comes by a way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrival {
    /// What the state gets.
    pub(super) input: Shape,
    /// The variables, as the members of an object.
    pub(super) variables: Shape,
}

struct ScopeData {
    /// The index of its first state among all nodes.
    first: usize,
    start: usize,
    /// The state that holds it.
    holder: Option<usize>,
    item: Shape,
    outputs: BTreeMap<Way, Shape>,
}

/// The states that are to be looked at, in the order of the text: most definitions are written forwards.
type Queue = BTreeSet<usize>;

/// Follows the data until nothing new is learnt.
pub(super) fn solve<'a>(view: &'a View<'a>, types: &'a StateTypes) -> Solution<'a> {
    let mut solution = Solution::new(view, types);
    let start = Way { from: usize::MAX, via: Via::Start };
    let mut queue = Queue::new();
    if let Some(first) = solution.scopes.first().map(|scope| scope.start) {
        let arrival = Arrival { input: types.input(), variables: variables::none() };
        solution.arrive(first, start, arrival, &mut queue);
    }
    while let Some(index) = queue.pop_first() {
        solution.visit(index, &mut queue);
    }
    solution
}

impl<'a> Solution<'a> {
    fn new(view: &'a View<'a>, types: &'a StateTypes) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut scopes = Vec::new();
        for (scope, of) in view.scopes.iter().enumerate() {
            let open = view.has_open_target(of.scope);
            let first = nodes.len();
            scopes.push(ScopeData {
                first,
                start: first + of.scope.start_at.0 as usize,
                holder: None,
                item: Shape::unknown(),
                outputs: BTreeMap::new(),
            });
            nodes.extend(of.scope.states.iter().enumerate().map(|(position, state)| Node {
                state,
                scope,
                position,
                inner: Vec::new(),
                incoming: BTreeMap::new(),
                visits: 0,
                open,
            }));
        }
        let mut solution = Self { view, types, nodes, scopes };
        for (scope, of) in view.scopes.iter().enumerate() {
            let holder = of.holder.and_then(|holder| solution.index_of(holder.scope, holder.state));
            solution.scopes[scope].holder = holder;
            if let Some(node) = holder.and_then(|index| solution.nodes.get_mut(index)) {
                node.inner.push(scope);
            }
        }
        solution
    }

    fn index_of(&self, scope: usize, state: &State) -> Option<usize> {
        let states = &self.view.scopes.get(scope)?.scope.states;
        let position = states.iter().position(|other| std::ptr::eq(other, state))?;
        Some(self.scopes.get(scope)?.first + position)
    }

    /// What is known of a state's input; `None` if it was not reached.
    pub(super) fn input(&self, index: usize) -> Option<Shape> {
        let node = self.nodes.get(index)?;
        if node.incoming.is_empty() {
            return None;
        }
        if node.open || node.visits >= PATIENCE {
            return Some(Shape::unknown());
        }
        let ways: Vec<_> = node.incoming.iter().map(|(way, arrival)| (*way, &arrival.input)).collect();
        Some(merge(&ways).bounded())
    }

    /// What is known of the variables where a state begins.
    fn variables(&self, node: Option<&Node<'_>>) -> Shape {
        match node {
            Some(node) if !node.open && node.visits < PATIENCE && !node.incoming.is_empty() => {
                let ways = node.incoming.iter().map(|(way, arrival)| (*way, &arrival.variables));
                merge(&ways.collect::<Vec<_>>())
            }
            _ => Shape::open_object(),
        }
    }

    /// What is around a state.
    pub(super) fn around(&self, index: usize) -> Around<'_> {
        let node = self.nodes.get(index);
        let item = node.and_then(|node| self.scopes.get(node.scope)).map(|scope| scope.item.clone());
        let inner = node.map(|node| node.inner.iter().map(|scope| self.output(*scope)).collect());
        Around {
            view: self.view,
            types: self.types,
            item: item.unwrap_or_else(Shape::unknown),
            execution: self.execution_input(node),
            variables: self.variables(node),
            inner: inner.unwrap_or_default(),
        }
    }

    /// `$$.Execution.Input`; executions of items have inputs of their own.
    fn execution_input(&self, node: Option<&Node<'_>>) -> Shape {
        let scope = node.and_then(|node| self.view.scopes.get(node.scope));
        let holders = scope.map(|scope| self.view.holders(scope)).unwrap_or_default();
        let is_apart = holders.iter().any(|holder| match &holder.state.kind {
            StateKind::Map(map) => map.mode != ProcessorMode::Inline,
            _ => false,
        });
        if is_apart { Shape::unknown() } else { self.types.input() }
    }

    /// What ends the execution, by the state that it comes from.
    pub(super) fn outputs(&self) -> impl Iterator<Item = (&Way, &Shape)> {
        self.scopes.first().into_iter().flat_map(|scope| &scope.outputs)
    }

    fn output(&self, scope: usize) -> Option<Shape> {
        let outputs = &self.scopes.get(scope)?.outputs;
        if outputs.is_empty() {
            return None;
        }
        // The ways of an inner scope mean nothing outside of it.
        let ways: Vec<_> = outputs.iter().map(|(way, shape)| (*way, shape)).collect();
        let mut merged = merge(&ways);
        merged.forget_ways();
        Some(merged.bounded())
    }

    fn visit(&mut self, index: usize, queue: &mut Queue) {
        let Some(input) = self.input(index) else { return };
        let Some(node) = self.nodes.get_mut(index) else { return };
        node.visits += 1;
        let (state, scope, inner) = (node.state, node.scope, node.inner.clone());
        let around = self.around(index);
        let steps = around.steps(state, &input);
        let (_, catchers) = handlers(state);
        let caught = catchers.iter().enumerate().map(|(at, one)| {
            let variables = around.left_by_catcher(state, &input, one);
            (one.next, Via::Catch(at), Arrival { input: around.caught(&input, &one.flow), variables })
        });
        let mut leaving = match &state.kind {
            StateKind::Choice(rules) => choice::leaving(rules, state.language, &input, &steps, &around),
            _ => Vec::new(),
        };
        leaving.extend(caught);
        if let (Some(next), Some(output)) = (next(state), steps.output.clone()) {
            let variables = around.left(state, &input, &steps);
            leaving.push((next, Via::Next, Arrival { input: output, variables }));
        }
        self.enter(index, state, &inner, &steps, &around.variables, queue);
        for (next, via, arrival) in leaving {
            let way = Way { from: index, via };
            match next {
                Next::State(StateId(target)) => {
                    let first = self.scopes.get(scope).map_or(0, |scope| scope.first);
                    self.arrive(first + target as usize, way, arrival, queue);
                }
                Next::End => self.end(scope, way, arrival.input, queue),
            }
        }
    }

    /// Hands the payload to the scopes that a state holds.
    fn enter(
        &mut self,
        index: usize,
        state: &State,
        inner: &[usize],
        steps: &Steps,
        variables: &Shape,
        queue: &mut Queue,
    ) {
        let way = Way { from: index, via: Via::Start };
        let mut payload = steps.payload.clone();
        // Which way the state was reached by is no matter of the scope inside.
        payload.forget_ways();
        let mut item = match &state.kind {
            StateKind::Map(_) => steps.item.clone(),
            _ => self.around(index).item.clone(),
        };
        item.forget_ways();
        let mut variables = match &state.kind {
            // Its items see no variables (VAR-14).
            StateKind::Map(map) if map.mode != ProcessorMode::Inline => variables::none(),
            _ => variables.clone(),
        };
        variables.forget_ways();
        for scope in inner {
            let Some(data) = self.scopes.get_mut(*scope) else { continue };
            if data.item != item {
                data.item = item.clone();
                let (first, states) = (data.first, self.view.scopes[*scope].scope.states.len());
                queue.extend((first..first + states).filter(|index| !self.nodes[*index].incoming.is_empty()));
            }
            let start = self.scopes[*scope].start;
            let arrival = Arrival { input: payload.clone(), variables: variables.clone() };
            self.arrive(start, way, arrival, queue);
        }
    }

    fn arrive(&mut self, index: usize, way: Way, arrival: Arrival, queue: &mut Queue) {
        let Some(node) = self.nodes.get_mut(index) else { return };
        if node.incoming.get(&way) == Some(&arrival) {
            return;
        }
        node.incoming.insert(way, arrival);
        // Nothing that arrives changes an input that has been given up.
        if node.visits <= PATIENCE {
            queue.insert(index);
        }
    }

    fn end(&mut self, scope: usize, way: Way, shape: Shape, queue: &mut Queue) {
        let Some(data) = self.scopes.get_mut(scope) else { return };
        if data.outputs.get(&way) == Some(&shape) {
            return;
        }
        data.outputs.insert(way, shape);
        queue.extend(data.holder);
    }
}

/// Where a state leads when it ends well, but for a Choice.
fn next(state: &State) -> Option<Next> {
    match &state.kind {
        StateKind::Task(task) => Some(task.next),
        StateKind::Pass(pass) => Some(pass.next),
        StateKind::Wait(wait) => Some(wait.next),
        StateKind::Parallel(parallel) => Some(parallel.next),
        StateKind::Map(map) => Some(map.next),
        StateKind::Succeed(_) => Some(Next::End),
        StateKind::Choice(_) | StateKind::Fail(_) => None,
    }
}
