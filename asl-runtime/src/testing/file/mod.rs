//! Mock files: the JSON of Step Functions Local's `MockConfigFile.json` (TEST-7).

mod attempts;
mod error;
mod node;
mod read;

use std::path::Path;

use super::mocks::Mocks;
use super::near::advice;
use super::place::Place;

pub use error::{MockFileError, Problem};

use super::answer::MockedResponse;

/// A mock file, as Step Functions Local and other tools read it (TEST-7): test cases that say which response each
/// Task state gives, and the responses, with an answer for each attempt.
///
/// Every mistake in the file is found when it is read, with its line and what would mend it.
///
/// ```
/// use asl_runtime::testing::MockFile;
///
/// let text = r#"{
///     "StateMachines": {
///         "Order": { "TestCases": { "Paid at last": { "Charge card": "Retried" } } }
///     },
///     "MockedResponses": {
///         "Retried": {
///             "0-1": { "Throw": { "Error": "Bank.Unavailable", "Cause": "it is night" } },
///             "2": { "Return": { "id": "payment-1" } }
///         }
///     }
/// }"#;
/// let file = MockFile::parse("mocks.json", text)?;
/// let mocks = file.test_case("Order", "Paid at last")?;
///
/// let error = file.test_case("Order", "Payed at last").err().map(|error| error.to_string());
/// assert_eq!(error.as_deref(), Some(
///     "mocks.json:3 (/StateMachines/Order/TestCases): there is no test case `Payed at last`; \
///      did you mean `Paid at last`?"
/// ));
/// # drop(mocks);
/// # Ok::<(), asl_runtime::testing::MockFileError>(())
/// ```
#[derive(Debug, Clone)]
pub struct MockFile {
    machines: Vec<Machine>,
    place: Place,
}

#[derive(Debug, Clone)]
struct Machine {
    name: String,
    cases: Vec<TestCase>,
    place: Place,
}

#[derive(Debug, Clone)]
struct TestCase {
    name: String,
    states: Vec<(String, MockedResponse, Place)>,
}

impl MockFile {
    /// Reads a file. A test that names it from its crate's root (`"tests/mocks.json"`) works with `cargo test`.
    ///
    /// # Errors
    ///
    /// It can't be read, or see [`parse`](Self::parse).
    pub fn read(path: impl AsRef<Path>) -> Result<Self, MockFileError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&name, &text),
            Err(error) => Err(MockFileError::Unreadable { file: name, error }),
        }
    }

    /// Reads a text; `name` is what errors call it.
    ///
    /// # Errors
    ///
    /// All mistakes in it, each with its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, MockFileError> {
        read::file(name, text)
    }

    /// A test case of a state machine, as `ARN#CASE` chooses it in Step Functions Local.
    ///
    /// # Errors
    ///
    /// There is no such machine, or no such test case of it.
    pub fn test_case(&self, state_machine: &str, test_case: &str) -> Result<Mocks, MockFileError> {
        let missing = |what: &str, name: &str, names: Vec<&str>, place: &Place| {
            let advice = advice(name, names.iter().copied());
            MockFileError::from(Problem {
                place: place.clone(),
                message: format!("there is no {what} `{name}`{advice}"),
            })
        };
        let machine =
            self.machines.iter().find(|machine| machine.name == state_machine).ok_or_else(|| {
                let names = self.machines.iter().map(|machine| machine.name.as_str()).collect();
                missing("state machine", state_machine, names, &self.place)
            })?;
        let case = machine.cases.iter().find(|case| case.name == test_case).ok_or_else(|| {
            let names = machine.cases.iter().map(|case| case.name.as_str()).collect();
            missing("test case", test_case, names, &machine.place)
        })?;
        Ok(case.states.iter().fold(Mocks::new(), |mocks, (state, response, place)| {
            mocks.at(state.clone(), response.clone(), Some(place.clone()))
        }))
    }
}
