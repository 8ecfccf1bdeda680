//! Surroundings for tests of what a state does.

use std::cell::RefCell;
use std::sync::Arc;

use serde_json::Value;

use super::{ExecutionContext, Holding, ItemContext, ItemOf, Probe, StateData, Step, Variables};
use crate::time::Timestamp;

/// Everything that a [`Step`] borrows, with values that a test can change before it makes one.
pub(crate) struct Fixture {
    pub(crate) input: StateData,
    pub(crate) execution: ExecutionContext,
    pub(crate) item: Option<ItemContext>,
    pub(crate) task_token: Option<&'static str>,
    pub(crate) retry_count: Option<u32>,
    pub(crate) now: Timestamp,
    pub(crate) variables: Variables,
    random: RefCell<fastrand::Rng>,
}

impl Fixture {
    /// A state with an input, in an execution that started at 2025-01-01T00:00:00Z with that input.
    pub(crate) fn new(input: Value) -> Self {
        let start = Timestamp::new(1_735_689_600, 0);
        let execution = ExecutionContext {
            id: "arn:aws:states:us-east-1:111111111111:execution:Machine:Run".to_owned(),
            name: "Run".to_owned(),
            input: Arc::new(input.clone()),
            start_time: start,
            role_arn: "arn:aws:iam::111111111111:role/Role".to_owned(),
            redrive_count: Some(0),
            redrive_time: None,
            state_machine_id: "arn:aws:states:us-east-1:111111111111:stateMachine:Machine".to_owned(),
            state_machine_name: "Machine".to_owned(),
            substitutions: Vec::new(),
        };
        let random = RefCell::new(fastrand::Rng::with_seed(7));
        let variables = Variables::default();
        Self {
            input: input.into(),
            execution,
            item: None,
            task_token: None,
            retry_count: None,
            now: start,
            variables,
            random,
        }
    }

    pub(crate) fn step(&mut self) -> Step<'_> {
        Step {
            input: &mut self.input,
            effective_input: None,
            execution: &self.execution,
            state_name: "State",
            entered_time: self.now,
            retry_count: self.retry_count,
            retry_counters: &[],
            task_token: self.task_token,
            item: self.item.as_ref().map(ItemOf::Shared),
            holding: Holding::Nothing,
            variables: &self.variables,
            now: self.now,
            probe: Probe::default(),
            random: &self.random,
        }
    }
}
