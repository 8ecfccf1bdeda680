//! One state by itself, as by TestState (TEST-1 to TEST-6).

mod drive;
mod result;

use std::fmt;

use serde_json::Value;

use super::answer::Answer;
use super::error::TestError;
use super::near::advice;
use crate::program::{Position, Program, StateInfo};
use crate::workflow::{Definition, DynamicHandlers, Workflow};

pub use result::{StateRun, StateStatus};

/// One state by itself: what it makes of an input, with an answer in the place of what it calls (TEST-1, TEST-5).
///
/// The functions that run are those of the workflow; no machine is entered, and a retry is told instead of waited
/// for.
///
/// ```
/// use asl_runtime::include_workflow;
/// use asl_runtime::testing::{Answer, StateStatus, StateTest};
/// use serde_json::json;
///
/// include_workflow! {
///     name: order,
///     inline = r#"{
///         "StartAt": "Charge card",
///         "States": {
///             "Charge card": {
///                 "Type": "Task",
///                 "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
///                 "Parameters": { "cents.$": "$.total" },
///                 "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 2 }],
///                 "ResultPath": "$.payment",
///                 "Next": "Done"
///             },
///             "Done": { "Type": "Succeed" }
///         }
///     }"#,
/// }
///
/// # fn main() -> Result<(), asl_runtime::testing::TestError> {
/// let test = StateTest::of(order::dynamic, "Charge card")?;
///
/// let run = test.mock(Answer::returns(json!({ "id": 1 }))).run(json!({ "total": 450 }))?;
/// assert_eq!(run.payload, Some(json!({ "cents": 450 })));
/// assert_eq!(run.output, Some(json!({ "total": 450, "payment": { "id": 1 } })));
/// assert_eq!((run.status, run.next_state), (StateStatus::Succeeded, Some("Done")));
///
/// let run = test.mock(Answer::throws("Busy", "later")).run(json!({ "total": 450 }))?;
/// assert_eq!(run.status, StateStatus::Retriable);
/// let run = test.mock(Answer::throws("Busy", "later")).retried(2).run(json!({ "total": 450 }))?;
/// assert_eq!(run.status, StateStatus::Failed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct StateTest {
    program: &'static dyn Program,
    at: Position,
    state: &'static StateInfo,
    mock: Option<Answer>,
    context: Option<Value>,
    variables: Vec<(String, Value)>,
    retried: u32,
    failed_items: u64,
    substitutions: Vec<(String, String)>,
}

impl StateTest {
    /// A state of a workflow, at any depth: `StateTest::of(order::dynamic, "Ship")`.
    ///
    /// # Errors
    ///
    /// The workflow has no such state.
    pub fn of<D: Definition>(
        dynamic: impl FnOnce(DynamicHandlers) -> Workflow<D>,
        state: &str,
    ) -> Result<Self, TestError> {
        let workflow = dynamic(DynamicHandlers::new(|_| std::future::pending()));
        let test = Self::in_program(D::program(), state)?;
        Ok(Self { substitutions: workflow.blueprint().substitutions.clone(), ..test })
    }

    #[doc(hidden)]
    pub fn in_program(program: &'static dyn Program, state: &str) -> Result<Self, TestError> {
        let machines = program.info().machines;
        let states = || {
            machines.iter().zip(0..).flat_map(|(machine, number)| {
                machine.states.iter().zip(0..).map(move |(state, index)| {
                    let at = Position {
                        machine: crate::program::MachineId(number),
                        state: crate::program::StateId(index),
                    };
                    (at, state)
                })
            })
        };
        let Some((at, state)) = states().find(|(_, info)| info.name == state) else {
            let names: Vec<&str> = states().map(|(_, info)| info.name).collect();
            return Err(TestError::NoSuchState {
                state: state.to_owned(),
                advice: advice(state, names.iter().copied()),
            });
        };
        Ok(Self {
            program,
            at,
            state,
            mock: None,
            context: None,
            variables: Vec::new(),
            retried: 0,
            failed_items: 0,
            substitutions: Vec::new(),
        })
    }

    /// What is answered in the place of a task, of branches or of items. A delay counts for nothing here.
    #[must_use]
    pub fn mock(&self, answer: Answer) -> Self {
        Self { mock: Some(answer), ..self.clone() }
    }

    /// What stands for the context object, as a whole.
    #[must_use]
    pub fn context(&self, context: Value) -> Self {
        Self { context: Some(context), ..self.clone() }
    }

    /// Gives a variable its value.
    #[must_use]
    pub fn variable(&self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let mut test = self.clone();
        test.variables.push((name.into(), value.into()));
        test
    }

    /// How many retries each retrier has granted before (TEST-6).
    #[must_use]
    pub fn retried(&self, times: u32) -> Self {
        Self { retried: times, ..self.clone() }
    }

    /// How many items of a Map have failed. More than it tolerates fail the Map; one that does not say what it
    /// tolerates is not judged (TEST-6).
    #[must_use]
    pub fn failed_items(&self, items: u64) -> Self {
        Self { failed_items: items, ..self.clone() }
    }

    /// Runs the state with an input.
    ///
    /// # Errors
    ///
    /// A Task, Parallel or Map has no mock. That the state fails is a result.
    pub fn run(&self, input: Value) -> Result<StateRun, TestError> {
        drive::drive(self, input)
    }
}

impl fmt::Debug for StateTest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StateTest").field("state", &self.state.name).finish_non_exhaustive()
    }
}
