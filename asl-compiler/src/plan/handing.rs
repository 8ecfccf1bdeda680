//! Which values go from one handler to the next as they are: without their JSON, as long as nobody asks for that.

use std::collections::HashSet;

use super::{Answers, HandlerInput, Machine, MachineId, Method, PlannedState, Task, TaskKind, UserType};
use crate::model::{self, Filter, Filters, Flow, Next, Output, ResultPath, StateKind};

/// As what a value of the user's goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Handing {
    /// As JSON.
    #[default]
    AsJson,
    /// As it is: it reaches somebody who takes its type.
    AsItIs,
}

/// What is known of the handlers and the types around them.
pub(super) struct Handlers<'p> {
    pub(super) tasks: &'p [Task],
    pub(super) methods: &'p [Method],
    pub(super) output: Option<&'p UserType>,
}

/// Decides for each state whether its handler's output goes on as it is, and whether its rules read what does.
pub(super) fn of_states(machines: &mut [Machine<'_>], handlers: &Handlers<'_>) {
    for machine in machines.iter_mut() {
        let mut on_the_way = HashSet::new();
        for (at, state) in machine.states.iter().enumerate() {
            if let Some(reached) = of_state(machine, state, handlers) {
                on_the_way.insert(at);
                on_the_way.extend(reached.into_iter().filter(|at| reads_raw_input(&machine.states[*at])));
            }
        }
        for at in on_the_way {
            machine.states[at].handing = Handing::AsItIs;
        }
    }
}

/// Whether the workflow's input goes to its first handler as it is.
pub(super) fn of_input(
    machines: &mut [Machine<'_>],
    handlers: &Handlers<'_>,
    input: Option<&UserType>,
) -> Handing {
    let outermost = machines.first_mut().zip(input.filter(|input| input.has_shape));
    let Some((machine, input)) = outermost else { return Handing::AsJson };
    let Some(reached) = reached(machine, Next::State(machine.start), &input.shown, handlers) else {
        return Handing::AsJson;
    };
    for at in reached {
        if reads_raw_input(&machine.states[at]) {
            machine.states[at].handing = Handing::AsItIs;
        }
    }
    Handing::AsItIs
}

/// Whether the rules of a Choice read the raw input.
fn reads_raw_input(planned: &PlannedState<'_>) -> bool {
    matches!(&planned.state.kind, StateKind::Choice(choice) if lets_through(&choice.flow))
}

/// The states that see a handler's output as it is, if any of them takes it.
fn of_state(
    machine: &Machine<'_>,
    planned: &PlannedState<'_>,
    handlers: &Handlers<'_>,
) -> Option<HashSet<usize>> {
    let StateKind::Task(task) = &planned.state.kind else { return None };
    let output = output_type(planned, handlers)?;
    result_goes_on(task).then(|| reached(machine, task.next, &output.shown, handlers))?
}

fn reached(
    machine: &Machine<'_>,
    from: Next,
    wanted: &str,
    handlers: &Handlers<'_>,
) -> Option<HashSet<usize>> {
    let mut search = Search { machine, handlers, wanted, seen: HashSet::new() };
    search.is_taken_by(from).then_some(search.seen)
}

/// The type that a state's handler answers with, if that is the state's result.
fn output_type<'p>(planned: &PlannedState<'_>, handlers: &Handlers<'p>) -> Option<&'p UserType> {
    let task = handlers.tasks.get(usize::from(planned.task?.0))?;
    let is_result = matches!(task.kind, TaskKind::Lambda | TaskKind::Activity | TaskKind::Other);
    let method = &handlers.methods[task.method.filter(|_| is_result)?];
    let output = method.output.as_ref().filter(|output| output.has_shape)?;
    (method.answers == Answers::AtItsEnd).then_some(output)
}

/// Whether a task's result is its output, and nothing looks at it before.
fn result_goes_on(task: &model::Task) -> bool {
    task.assign.is_none() && task.flow.result().is_whole()
}

/// Looks for somebody who takes a type, along the ways of a value that goes on as it is.
struct Search<'p, 'm> {
    machine: &'p Machine<'m>,
    handlers: &'p Handlers<'p>,
    /// The type, as the user wrote it.
    wanted: &'p str,
    /// The states on the ways, by their places.
    seen: HashSet<usize>,
}

impl Search<'_, '_> {
    fn is_taken_by(&mut self, next: Next) -> bool {
        let Next::State(id) = next else {
            // The results of branches and items are parts of another value.
            let output = self.handlers.output.filter(|_| self.machine.id == MachineId(0));
            return output.is_some_and(|output| output.has_shape && output.shown == self.wanted);
        };
        if !self.seen.insert(id.0 as usize) {
            return false;
        }
        let planned = &self.machine.states[id.0 as usize];
        match &planned.state.kind {
            StateKind::Task(task) => {
                self.takes(planned, task)
                    || matches!(&task.flow, Flow::JsonPath(work) if work.result.path == ResultPath::Discard
                        && work.result.output_path == Filter::Whole)
                        && self.is_taken_by(task.next)
            }
            StateKind::Pass(pass) => lets_through_pass(pass) && self.is_taken_by(pass.next),
            StateKind::Wait(wait) => lets_through(&wait.flow) && self.is_taken_by(wait.next),
            StateKind::Succeed(succeed) => lets_through(&succeed.flow) && self.is_taken_by(Next::End),
            StateKind::Choice(choice) => {
                let rules = choice.choices.iter().filter(|rule| match &rule.test {
                    Flow::JsonPath(_) => lets_through(&choice.flow),
                    Flow::Jsonata(test) => test.output.is_none(),
                });
                let default = choice.default.filter(|_| lets_through(&choice.flow));
                let ways: Vec<_> = rules.map(|rule| rule.next).chain(default).collect();
                // All of them are gone: there may be other Choices.
                let mut is_taken = false;
                for way in ways {
                    is_taken |= self.is_taken_by(way);
                }
                is_taken
            }
            StateKind::Fail(_) | StateKind::Parallel(_) | StateKind::Map(_) => false,
        }
    }

    /// Whether a task's handler gets the raw input, as a value of the type.
    fn takes(&self, planned: &PlannedState<'_>, task: &model::Task) -> bool {
        let takes_input = match &task.flow {
            Flow::JsonPath(work) => work.parameters.is_none() && work.input_path == Filter::Whole,
            Flow::Jsonata(work) => work.arguments.is_none(),
        };
        let called = planned.task.and_then(|id| self.handlers.tasks.get(usize::from(id.0)));
        // What invokes a function by a service gets the service's parameters.
        let called = called.filter(|called| !matches!(called.kind, TaskKind::LambdaInvoke(_)));
        let method = called.and_then(|called| self.handlers.methods.get(called.method?));
        takes_input
            && method.is_some_and(|method| match &method.input {
                HandlerInput::Given(given) => given.has_shape && given.shown == self.wanted,
                HandlerInput::Json | HandlerInput::Generated(_) => false,
            })
    }
}

fn lets_through(flow: &Flow<Filters, Output>) -> bool {
    match flow {
        Flow::JsonPath(filters) => *filters == Filters::default(),
        Flow::Jsonata(output) => output.is_none(),
    }
}

fn lets_through_pass(pass: &model::Pass) -> bool {
    match &pass.flow {
        Flow::JsonPath(made) => {
            let whole = made.input_path == Filter::Whole && made.output_path == Filter::Whole;
            let goes_on = match made.result_path {
                ResultPath::Replace => {
                    made.result.is_none() && made.parameters.is_none() && pass.assign.is_none()
                }
                ResultPath::Discard => true,
                ResultPath::Insert(_) => false,
            };
            whole && goes_on
        }
        Flow::Jsonata(output) => output.is_none(),
    }
}
