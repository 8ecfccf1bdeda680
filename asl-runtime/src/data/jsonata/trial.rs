//! Evaluations outside of an execution.

use std::cell::RefCell;
use std::sync::Arc;

use serde_json::Value;

use super::{Problem, Query, Scope};
use crate::program::{ExecutionContext, Holding, Probe, Step, Variables};
use crate::time::Timestamp;

/// Surroundings for expressions, so that tools can hold one evaluation against another: always the same time and the
/// same random numbers.
#[derive(Debug)]
pub struct Trial {
    input: Value,
    result: Option<Value>,
    error_output: Option<Value>,
    execution: ExecutionContext,
    variables: Variables,
}

impl Trial {
    /// A state with an input.
    pub fn new(input: Value) -> Self {
        let execution = ExecutionContext {
            id: "arn:aws:states:us-east-1:111111111111:execution:Trial:Run".to_owned(),
            name: "Run".to_owned(),
            input: Arc::new(input.clone()),
            start_time: Timestamp::new(1_735_689_600, 0),
            role_arn: "arn:aws:iam::111111111111:role/Role".to_owned(),
            redrive_count: Some(0),
            redrive_time: None,
            state_machine_id: "arn:aws:states:us-east-1:111111111111:stateMachine:Trial".to_owned(),
            state_machine_name: "Trial".to_owned(),
            substitutions: Vec::new(),
        };
        Self { input, result: None, error_output: None, execution, variables: Variables::default() }
    }

    /// With `$states.result` and `$states.errorOutput`.
    #[must_use]
    pub fn with_outcomes(self, result: Value, error_output: Value) -> Self {
        Self { result: Some(result), error_output: Some(error_output), ..self }
    }

    /// With a workflow variable.
    #[must_use]
    pub fn with_variable(mut self, name: &'static str, value: Value) -> Self {
        self.variables.assign(&mut crate::program::assigned([(name, value)]));
        self
    }

    /// The value of an expression; `None` is undefined.
    ///
    /// # Errors
    ///
    /// What the evaluation fails with.
    pub fn evaluate(&mut self, query: &impl Query) -> Result<Option<Value>, Problem> {
        self.evaluate_repeatedly(query, 1)
    }

    /// The same, so often that its time can be measured.
    ///
    /// # Errors
    ///
    /// What the last evaluation fails with.
    pub fn evaluate_repeatedly(&mut self, query: &impl Query, times: u32) -> Result<Option<Value>, Problem> {
        let random = RefCell::new(fastrand::Rng::with_seed(7));
        let now = Timestamp::new(1_735_689_600, 123_456_789);
        let mut input = self.input.clone().into();
        let step = Step {
            input: &mut input,
            effective_input: None,
            execution: &self.execution,
            state_name: "State",
            entered_time: now,
            retry_count: None,
            retry_counters: &[],
            task_token: None,
            item: None,
            holding: Holding::Nothing,
            variables: &self.variables,
            now,
            random: &random,
            probe: Probe::default(),
        };
        let mut scope = Scope::new(&step);
        if let Some(result) = &self.result {
            scope = scope.with_result(result);
        }
        if let Some(error_output) = &self.error_output {
            scope = scope.with_error_output(error_output);
        }
        // The last evaluation counts; they are all alike but for random numbers.
        let mut found = query.evaluate(&scope);
        for _ in 1..times {
            found = std::hint::black_box(query.evaluate(&scope));
        }
        found
    }
}
