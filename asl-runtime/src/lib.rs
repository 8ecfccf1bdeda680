//! Runs workflows that [`include_workflow!`] compiles from the Amazon States Language (AWS Step Functions).
//!
//! ```
//! use asl_runtime::{TaskContext, TaskError, include_workflow};
//! use serde_json::{Value, json};
//!
//! include_workflow! {
//!     name: greeting,
//!     inline: r#"{
//!         "StartAt": "Greet",
//!         "States": {
//!             "Greet": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:greet",
//!                 "Parameters": { "name.$": "$.name" },
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! }
//!
//! struct Polite;
//!
//! impl greeting::Handlers for Polite {
//!     async fn greet(&self, input: greeting::GreetInput, _: &TaskContext) -> Result<Value, TaskError> {
//!         Ok(json!(format!("Good day, {}!", input.name.as_str().unwrap_or("stranger"))))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), asl_runtime::ExecutionError> {
//! let greeting = greeting::workflow(Polite).run(json!({ "name": "Ada" })).await?;
//! assert_eq!(greeting, "Good day, Ada!");
//! # Ok(())
//! # }
//! ```
//!
//! [`Workflow`] runs and starts executions, [`TaskTokens`] answers tasks that wait for somebody,
//! [`DynamicHandlers`] stand for all handlers in tests, for which there is the feature `testing`. What the macro takes and makes is said where it is
//! documented.
//!
//! # Tracing
//!
//! With the feature `tracing` an execution is a tree of spans of the crate `tracing`, with the target `asl_runtime`
//! and the level `INFO`:
//!
//! | span | lasts as long as | its own fields |
//! | --- | --- | --- |
//! | `execution` | the execution | `workflow`, `execution.id`, `execution.name` |
//! | `state` | a visit of a state, retries included | `state.name`, `state.type`, `index` of the branch or item |
//! | `attempt` | an attempt at a task, until its token is answered | `state.name`, `resource`, `attempt` from 1 |
//!
//! All have `outcome` (`succeeded`, `failed`, `caught`, `aborted`) and, with an error, `error`: its name. Causes and
//! data are not in spans. Branches and items are below their Parallel or Map, child executions below what waits for
//! them, and what a handler traces is below its attempt. [`Workflow::run`] is below the span of its caller;
//! [`Workflow::start`] begins a trace of its own, which follows from that span. `tracing-opentelemetry` exports all
//! this as it is, with names and status (`examples/tracing`).
//!
//! A durable execution is told so once for each stay in memory, since a store keeps no spans. When it leaves the memory
//! because it waits, or the engine shuts down, its open spans end with the `outcome` `suspended`; when it goes on, it
//! has them again with the same fields: that of the execution, those of the states it stands in, and of attempts that
//! are not over. What had ended is not told again. Nobody tells the ends of spans that were open in a process that
//! died; an attempt that it interrupted is told by the next one. Children are below what waits for them if both are in
//! memory. Functions of transactional handlers are below their attempts, and observers of events below their execution.

#[cfg(test)]
extern crate self as asl_runtime;

mod clock;
mod context;
mod data;
#[cfg(feature = "durable")]
pub mod durable;
mod engine;
mod error;
mod generated;
mod handover;
pub mod history;
mod host;
mod items;
#[cfg(feature = "durable")]
mod json;
mod limits;
pub mod map_runs;
mod names;
pub mod objects;
mod program;
mod results;
pub mod shape;
#[cfg(feature = "durable")]
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod tokens;
mod trace;
mod transaction;
mod workflow;

/// Makes an ASL error of an enum or a struct.
///
/// The error name is the name of the variant, or what `#[asl(rename = "…")]` says; the cause is the text that
/// `Display` gives. Retry and Catch of a definition match the name.
///
/// ```
/// use asl_runtime::AslError;
///
/// #[derive(Debug, AslError)]
/// enum ChargeError {
///     CardDeclined,
///     #[asl(rename = "Bank.Unavailable")]
///     Unavailable(String),
/// }
///
/// impl std::fmt::Display for ChargeError {
///     fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         out.write_str("the card was not charged")
///     }
/// }
///
/// assert_eq!(ChargeError::NAMES, ["CardDeclined", "Bank.Unavailable"]);
/// assert_eq!(ChargeError::Unavailable("maintenance".into()).name(), "Bank.Unavailable");
/// ```
#[cfg(feature = "macros")]
pub use asl_macros::AslError;
/// Describes the JSON that serde makes of a struct or an enum, for workflows that are checked against their types.
///
/// It reads serde's attributes, all that change the JSON: `rename`, `rename_all`, `rename_all_fields`, `alias`, `skip`
/// and its kin, `skip_serializing_if`, `default`, `flatten`, `deny_unknown_fields`, `transparent`, `tag`, `content`,
/// `untagged`, `other`, `from`, `try_from`, `into`. An attribute that it does not know is an error.
///
/// | attribute | what it says |
/// | --- | --- |
/// | `#[asl(opaque)]` on a field | nothing is known of the field's JSON; its type needs no `Shape` |
/// | `#[asl(shape = Type)]` on a field | its JSON is that of `Type`: for fields with `with` and its kin, which are opaque otherwise |
/// | `#[asl(crate = ::path)]` on the type | where this crate is, if it is renamed |
///
/// Types may contain themselves. Where they have type parameters too, the field that holds them is opaque; where two
/// such types contain each other, one of the fields must be marked so (E0391 otherwise).
///
/// ```
/// use asl_runtime::Shape;
/// use serde_json::json;
///
/// #[derive(Shape, serde::Serialize)]
/// #[serde(tag = "kind", rename_all = "snake_case")]
/// enum Payment {
///     Card { number: String },
///     Invoice { days: u8, #[serde(skip_serializing_if = "Option::is_none")] contact: Option<String> },
/// }
///
/// let shape = Payment::SHAPE.get();
/// assert!(shape.written(&json!({ "kind": "invoice", "days": 30 })));
/// assert!(!shape.written(&json!({ "kind": "cheque" })));
/// ```
#[cfg(feature = "macros")]
pub use asl_macros::Shape;
#[cfg(feature = "macros")]
#[doc = include_str!("../docs/include_workflow.md")]
pub use asl_macros::include_workflow;
pub use clock::{Clock, TokioClock};
pub use context::TaskContext;
pub use engine::{FrameStatus, Phase};
#[cfg(feature = "sqlite")]
pub use error::SQLITE_ERROR;
pub use error::{
    AslError, HANDLER_PANICKED, INVALID_HANDLER_INPUT, INVALID_HANDLER_OUTPUT, NO_HANDLER, NO_TRANSACTION,
    TaskError,
};
pub use generated::Graph;
pub use limits::{Limits, VariableLimits};
pub use program::WorkflowKind;
/// The crate whose types transactional handlers use, in the version that the store has.
#[cfg(feature = "sqlite")]
pub use rusqlite;
pub use shape::Shape;
pub use time::Timestamp;
pub use tokens::{TaskTokens, TokenError};
#[cfg(feature = "sqlite")]
pub use transaction::{HandlerWrites, InTransaction};
pub use workflow::{
    AfterEnd, Definition, DynamicCall, DynamicHandlers, ErrorOf, Execution, ExecutionError, ExecutionHandle,
    ExecutionStatus, HandlerThreads, Workflow,
};

/// What generated code calls, by full path. No part of the public API: it changes with every version.
#[doc(hidden)]
pub mod __private {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, PartialEq};
    pub use core::convert::{From, Into};
    pub use core::error::Error;
    pub use core::fmt::{self, Debug, Display, Formatter};
    pub use core::marker::Copy;
    pub use core::matches;
    pub use core::primitive::{bool, f64, i64, str};
    pub use core::time::Duration;
    pub use std::borrow::Cow;
    pub use std::boxed::Box;
    pub use std::string::{String, ToString};
    pub use std::sync::Arc;

    pub use serde_json::{Error as JsonError, Map, Number, Value};

    pub use crate::context::TaskContext;
    pub use crate::data::*;
    #[cfg(feature = "durable")]
    pub use crate::durable::migration;
    pub use crate::error::{AslError, TaskError};
    pub use crate::generated::*;
    pub use crate::handover::{Carried, is_exact};
    pub use crate::program::*;
    pub use crate::shape;
    pub use crate::time::Timestamp;
    pub use crate::transaction::{HandlerWrites, InTransaction, Transaction, transactional};
    pub use crate::workflow::{
        Definition, DynamicHandlers, ErrorOf, ExecutionError, Start, StartMode, Workflow, failed_with,
        no_handler,
    };
}
