//! Runs the functions of a state one after the other.

use std::cell::RefCell;
use std::sync::Arc;

use serde_json::Value;

use super::StateTest;
use super::result::{StateRun, StateStatus};
use crate::program::{
    DataFlow, Effect, ExecutionContext, Failure, FailureKind, Holding, IntegrationPattern, ItemContext,
    ItemOf, Items, Iterations, MapMode, Onward, Payload, Position, Probe, Program, Recovery, Seen, StateData,
    StateKind, Step, Transition, Variables,
};
use crate::testing::answer::Outcome;
use crate::testing::call::Call;
use crate::testing::dispatch::pattern;
use crate::testing::error::TestError;
use crate::testing::workflow_test::NEW_YEAR;

/// Runs a state.
pub(super) fn drive(test: &StateTest, input: Value) -> Result<StateRun, TestError> {
    let mut variables = Variables::default();
    variables.set(test.variables.iter().cloned());
    let mut driver = Driver {
        test,
        execution: execution(test, &input),
        seen: Seen::with(test.context.clone()),
        raw_input: input.clone(),
        input: input.into(),
        variables,
        random: RefCell::new(fastrand::Rng::with_seed(0)),
        run: StateRun::new(),
    };
    driver.prepare()?;
    Ok(driver.finish())
}

/// A state at work.
struct Driver<'t> {
    test: &'t StateTest,
    execution: ExecutionContext,
    seen: Seen,
    /// The input as it came; the state's functions may use the other one up.
    raw_input: Value,
    input: StateData,
    variables: Variables,
    random: RefCell<fastrand::Rng>,
    run: StateRun,
}

impl Driver<'_> {
    /// Calls a function of the state.
    fn step<R>(
        &mut self,
        item: Option<ItemOf<'_>>,
        effective_input: Option<&Value>,
        function: impl FnOnce(&'static dyn Program, Position, &mut Step<'_>) -> R,
    ) -> R {
        let StateTest { program, at, state, retried, .. } = self.test;
        let counters = vec![*retried; usize::from(state.retriers)];
        let can_retry = matches!(state.kind, StateKind::Task | StateKind::Parallel | StateKind::Map);
        let mut step = Step {
            input: &mut self.input,
            effective_input,
            execution: &self.execution,
            state_name: state.name,
            entered_time: NEW_YEAR,
            retry_count: can_retry.then_some(*retried),
            retry_counters: &counters,
            task_token: test_token(self.test),
            item,
            // What the state does with its input is to be seen.
            holding: Holding::Input,
            variables: &self.variables,
            now: NEW_YEAR,
            probe: Probe::into(&self.seen),
            random: &self.random,
        };
        function(*program, *at, &mut step)
    }

    fn prepare(&mut self) -> Result<(), TestError> {
        let effect = self.step(None, None, |program, at, step| program.prepare(at, step));
        let effective_input = self.seen.value(DataFlow::EffectiveInput);
        self.run.effective_input = effective_input.or_else(|| Some(self.raw_input.clone()));
        match effect {
            Err(failure) => self.fail(failure),
            Ok(Effect::Transition(transition)) => self.leave(transition, StateStatus::Succeeded),
            Ok(Effect::Wait(_)) => self.complete(Value::Null),
            Ok(Effect::Task(call)) => {
                let payload = self.payload(call.payload);
                self.run.payload = Some(payload.clone());
                let result = self.answer(payload)?;
                self.settle(result);
            }
            Ok(Effect::Parallel(branches)) => {
                let payload = self.payload(branches.payload);
                self.run.payload = Some(payload.clone());
                let result = self.answer(payload)?;
                self.settle(result);
            }
            Ok(Effect::Map(iterations)) => self.map(*iterations)?,
        }
        Ok(())
    }

    fn map(&mut self, iterations: Iterations) -> Result<(), TestError> {
        let Iterations { items, effective_input, max_concurrency, mode, .. } = iterations;
        self.run.max_concurrency = Some(max_concurrency);
        self.run.items = match &items {
            Items::Array(elements) => Some(Value::Array(elements.clone())),
            Items::Object(members) => Some(Value::Object(members.clone())),
            // Where raw inputs are held, as they are here, items are not left in them.
            Items::Read(_) | Items::Within(..) => None,
        };
        match mode {
            Err(failure) => {
                self.fail(failure);
                return Ok(());
            }
            Ok(MapMode::Distributed(distribution)) => {
                let tolerance = distribution.tolerance;
                self.run.tolerated_failure_count = tolerance.count;
                self.run.tolerated_failure_percentage = tolerance.percentage;
            }
            Ok(MapMode::Inline) => {}
        }
        match self.selected_items(items, &effective_input) {
            Ok(selected) => self.run.selected_items = selected.map(Value::Array),
            Err(failure) => {
                self.fail(failure);
                return Ok(());
            }
        }
        let payload = self.payload(effective_input);
        let result = self.answer(payload)?;
        let result =
            result.and_then(|result| if self.is_exceeded(&result) { Err(exceeded()) } else { Ok(result) });
        self.settle(result);
        Ok(())
    }

    fn payload(&self, payload: Payload) -> Value {
        match payload {
            Payload::Input => self.raw_input.clone(),
            Payload::Own(data) => data.into_json(),
        }
    }

    /// What the iterations get, where the items are at hand.
    fn selected_items(
        &mut self,
        items: Items,
        effective_input: &Payload,
    ) -> Result<Option<Vec<Value>>, Failure> {
        let items: Vec<(Option<String>, Value)> = match items {
            Items::Array(elements) => elements.into_iter().map(|value| (None, value)).collect(),
            Items::Object(members) => members.into_iter().map(|(key, value)| (Some(key), value)).collect(),
            Items::Read(_) | Items::Within(..) => return Ok(None),
        };
        let effective_input = match effective_input {
            Payload::Input => None,
            Payload::Own(data) => Some(data.json()),
        };
        let select = |(index, (key, value))| {
            let item = ItemContext { index, value, key, source: None };
            self.step(Some(ItemOf::Shared(&item)), effective_input, |program, at, step| {
                program.item(at, step)
            })
        };
        (0..).zip(items).map(select).collect::<Result<_, _>>().map(Some)
    }

    /// Whether more items failed than the Map tolerates. One that does not say how many is not judged (TEST-6).
    fn is_exceeded(&self, result: &Value) -> bool {
        let failed = self.test.failed_items;
        let items = result.as_array().map_or(0, Vec::len);
        self.run.tolerated_failure_count.is_some_and(|count| failed > count)
            || self
                .run
                .tolerated_failure_percentage
                .is_some_and(|percentage| failed as f64 * 100.0 > percentage * items as f64)
    }

    /// What the mock says.
    fn answer(&self, payload: Value) -> Result<Result<Value, Failure>, TestError> {
        let StateTest { mock, program, state, .. } = self.test;
        let Some(mock) = mock else {
            return Err(TestError::NeedsMock { state: state.name, kind: format!("{:?}", state.kind) });
        };
        let task = state.task.and_then(|task| program.info().tasks.get(usize::from(task.0)));
        let resource = task.map_or("", |task| task.resource);
        Ok(match &mock.outcome {
            Outcome::Return(result) => Ok(result.clone()),
            Outcome::Throw(error) => Err(error.clone().into()),
            Outcome::With(function) => {
                function(&Call { state: state.name, resource, invocation: 0, input: payload })
                    .map_err(Failure::from)
            }
            Outcome::Never => Err(Failure::timeout(FailureKind::Timeout)),
        })
    }

    fn settle(&mut self, result: Result<Value, Failure>) {
        match result {
            Ok(result) => {
                self.run.result = Some(result.clone());
                self.complete(result);
            }
            Err(failure) => self.fail(failure),
        }
    }

    fn complete(&mut self, result: Value) {
        match self.step(None, None, |program, at, step| program.complete(at, step, result.into())) {
            Ok(transition) => self.leave(transition, StateStatus::Succeeded),
            Err(failure) => self.fail(failure),
        }
    }

    fn leave(&mut self, transition: Transition, status: StateStatus) {
        match transition {
            Transition::Next(next, mut output) => {
                let machine = self.test.program.info().machines.get(usize::from(self.test.at.machine.0));
                let state = machine.and_then(|machine| machine.states.get(usize::from(next.0)));
                self.run.next_state = state.map(|state| state.name);
                let output = output.take(&mut self.input).into_json();
                self.succeed(output, status);
            }
            Transition::End(mut output) => {
                let output = output.take(&mut self.input).into_json();
                self.succeed(output, status);
            }
            Transition::Fail(failure) => self.failed_with(&failure),
            Transition::Assign(mut assigned, onward) => {
                self.variables.assign(&mut assigned);
                let then = match onward {
                    Onward::Next(next, output) => Transition::Next(next, output),
                    Onward::End(output) => Transition::End(output),
                };
                self.leave(then, status);
            }
        }
    }

    fn succeed(&mut self, output: Value, status: StateStatus) {
        if status == StateStatus::Succeeded {
            // What no function was called for has changed nothing.
            let merged = self.seen.value(DataFlow::MergedOutput).unwrap_or_else(|| output.clone());
            let selected = self.seen.value(DataFlow::SelectedResult).unwrap_or_else(|| merged.clone());
            self.run.selected_result = Some(selected);
            self.run.merged_output = Some(merged);
        }
        self.run.output = Some(output);
        self.run.status = status;
    }

    /// What Retry and Catch say of a failure (TEST-2).
    fn fail(&mut self, failure: Failure) {
        self.failed_with(&failure);
        let can_recover =
            matches!(self.test.state.kind, StateKind::Task | StateKind::Parallel | StateKind::Map);
        if !failure.is_catchable() || !can_recover {
            return;
        }
        // The functions before may have used it up.
        self.input = self.raw_input.clone().into();
        let recovery = self.step(None, None, |program, at, step| program.recover(at, step, &failure));
        self.run.retrier = self.seen.retrier.get();
        match recovery {
            Ok(Recovery::Retry(retry)) => {
                self.run.status = StateStatus::Retriable;
                self.run.retry_delay = Some(retry.delay);
            }
            Ok(Recovery::Caught(transition)) => self.leave(transition, StateStatus::CaughtError),
            Ok(Recovery::Uncaught) => {}
            Err(failure) => self.failed_with(&failure),
        }
    }

    fn failed_with(&mut self, failure: &Failure) {
        let part = |text: Option<&str>| text.map(str::to_owned);
        self.run.status = StateStatus::Failed;
        (self.run.error, self.run.cause) = (part(failure.error()), part(failure.cause()));
    }

    fn finish(self) -> StateRun {
        let variables = self.variables.own().map(|(name, value)| (name.to_owned(), value.clone()));
        StateRun { variables: variables.collect(), ..self.run }
    }
}

/// A token, where the state's task has one (TASK-6).
fn test_token(test: &StateTest) -> Option<&'static str> {
    let task = test.program.info().tasks.get(usize::from(test.state.task?.0))?;
    (pattern(task.kind) != IntegrationPattern::RequestResponse).then_some("task-token")
}

fn exceeded() -> Failure {
    Failure::reported(
        Some("States.ExceedToleratedFailureThreshold".into()),
        Some("The specified tolerated failure threshold was exceeded".into()),
    )
}

/// The execution that the context object tells of, where none was given.
fn execution(test: &StateTest, input: &Value) -> ExecutionContext {
    let name = test.program.info().name;
    let prefix = "arn:aws:states:us-east-1:123456789012";
    ExecutionContext {
        id: format!("{prefix}:express:{name}:test"),
        name: "test".to_owned(),
        input: Arc::new(input.clone()),
        start_time: NEW_YEAR,
        role_arn: format!("arn:aws:iam::123456789012:role/{name}"),
        redrive_count: None,
        redrive_time: None,
        state_machine_id: format!("{prefix}:stateMachine:{name}"),
        state_machine_name: name.to_owned(),
        substitutions: test.substitutions.clone(),
    }
}
