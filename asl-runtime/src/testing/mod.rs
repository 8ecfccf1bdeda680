//! Tests of workflows: mocked services, virtual time, readable differences. Behind the feature `testing`.
//!
//! A [`WorkflowTest`] runs a workflow to its end. States that are mocked answer by attempt, as in Step Functions
//! Local (TEST-7); all others call the application's handlers. Time is virtual, so that hours take no time, and
//! ids, jitter and tokens are the same in every run.
//!
//! ```
//! use std::time::Duration;
//!
//! use asl_runtime::include_workflow;
//! use asl_runtime::testing::{Answer, Mocks, WorkflowTest};
//! use serde_json::json;
//!
//! include_workflow! {
//!     name: rates,
//!     inline = r#"{
//!         "StartAt": "Get rate",
//!         "States": {
//!             "Get rate": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:get-rate",
//!                 "Retry": [{ "ErrorEquals": ["ServiceDown"], "IntervalSeconds": 3600, "MaxAttempts": 2 }],
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! }
//!
//! # fn main() -> Result<(), asl_runtime::testing::TestError> {
//! let mocks = Mocks::new().state("Get rate", [
//!     Answer::throws("ServiceDown", "it is night").times(2),
//!     Answer::returns(json!({ "rate": 1.17 })),
//! ]);
//! let run = WorkflowTest::of(rates::dynamic).mocks(mocks).run(json!({ "currency": "USD" }))?;
//!
//! run.assert_output(json!({ "rate": 1.17 }));
//! run.assert_calls([
//!     ("Get rate", json!({ "currency": "USD" })),
//!     ("Get rate", json!({ "currency": "USD" })),
//!     ("Get rate", json!({ "currency": "USD" })),
//! ]);
//! assert_eq!(run.elapsed(), Duration::from_secs(3 * 3600));
//! # Ok(())
//! # }
//! ```
//!
//! A [`MockFile`] holds the same in the JSON of Step Functions Local's `MockConfigFile.json`, and many test cases.
//! A [`StateTest`] runs one state by itself, as the service's TestState does.
//!
//! What differs from an expectation is shown as a whole: every place of a value by its path, histories side by
//! side.

mod answer;
mod assertion;
mod call;
mod difference;
mod dispatch;
mod error;
mod event;
mod file;
mod mocks;
mod near;
mod place;
mod run;
mod state;
mod workflow_test;

pub use answer::{Answer, MockedResponse};
pub use call::Call;
pub use error::TestError;
pub use event::comparable;
pub use file::{MockFile, MockFileError, Problem};
pub use mocks::Mocks;
pub use place::Place;
pub use run::{Status, TestRun};
pub use state::{StateRun, StateStatus, StateTest};
pub use workflow_test::WorkflowTest;
