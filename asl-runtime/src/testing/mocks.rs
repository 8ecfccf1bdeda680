//! Mocked states.

use super::answer::MockedResponse;
use super::error::TestError;
use super::near::advice;
use super::place::Place;
use crate::program::{StateInfo, StateKind, WorkflowInfo};

/// Which states are mocked, and what they answer: a test case of Step Functions Local (TEST-7).
///
/// Calls of a state are counted over the whole execution: retries, loops, and the items of a Map.
///
/// ```
/// use asl_runtime::testing::{Answer, Mocks};
/// use serde_json::json;
///
/// let mocks = Mocks::new()
///     .state("Charge card", Answer::returns(json!({ "id": "payment-1" })))
///     .state("Ship", [
///         Answer::throws("NoCourier", "all are busy"),
///         Answer::returns(json!({ "tracking": "T-1" })),
///     ]);
/// # drop(mocks);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Mocks {
    states: Vec<MockedState>,
}

#[derive(Debug, Clone)]
struct MockedState {
    name: String,
    response: MockedResponse,
    /// Where a file says so.
    place: Option<Place>,
}

impl Mocks {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Mocks a Task state: one answer, or several in the order of its calls. Replaces what was said of the state
    /// before, so that a test can change a part of a test case.
    #[must_use]
    pub fn state(self, name: impl Into<String>, response: impl Into<MockedResponse>) -> Self {
        self.at(name.into(), response.into(), None)
    }

    pub(super) fn at(mut self, name: String, response: MockedResponse, place: Option<Place>) -> Self {
        self.states.retain(|state| state.name != name);
        self.states.push(MockedState { name, response, place });
        self
    }

    /// What a state answers, and where that is said; `None` where it is not mocked.
    pub(super) fn response(&self, state: &str) -> Option<(&MockedResponse, Option<&Place>)> {
        let mocked = self.states.iter().find(|mocked| mocked.name == state)?;
        Some((&mocked.response, mocked.place.as_ref()))
    }

    /// Whether all are Task states of the workflow.
    pub(super) fn check(&self, workflow: &WorkflowInfo) -> Result<(), TestError> {
        for MockedState { name, place, .. } in &self.states {
            let place = || place.clone();
            match states(workflow).find(|state| state.name == name) {
                Some(state) if state.kind == StateKind::Task => {}
                Some(state) => {
                    return Err(TestError::NotATask {
                        state: name.clone(),
                        kind: format!("{:?}", state.kind),
                        place: place(),
                    });
                }
                None => {
                    let tasks: Vec<&str> = states(workflow)
                        .filter(|state| state.kind == StateKind::Task)
                        .map(|state| state.name)
                        .collect();
                    return Err(TestError::UnknownState {
                        state: name.clone(),
                        advice: advice(name, tasks.iter().copied()),
                        place: place(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// All states, those of branches and item processors too.
pub(super) fn states(workflow: &WorkflowInfo) -> impl Iterator<Item = &'static StateInfo> {
    workflow.machines.iter().flat_map(|machine| machine.states)
}
