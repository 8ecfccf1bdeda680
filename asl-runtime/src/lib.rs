//! Runs workflows that [`include_workflow!`](https://docs.rs/asl-runtime) compiles from Amazon States Language.

#[cfg(test)]
extern crate self as asl_runtime;

mod clock;
mod context;
mod data;
mod engine;
mod error;
mod generated;
pub mod history;
mod host;
mod names;
mod program;
mod time;
mod tokens;
mod workflow;

#[cfg(feature = "macros")]
pub use asl_macros::{AslError, include_workflow};
pub use clock::{Clock, TokioClock};
pub use context::TaskContext;
pub use engine::{FrameStatus, Phase};
pub use error::{
    AslError, HANDLER_PANICKED, INVALID_HANDLER_INPUT, INVALID_HANDLER_OUTPUT, NO_HANDLER, TaskError,
};
pub use generated::Graph;
pub use time::Timestamp;
pub use tokens::{TaskTokens, TokenError};
pub use workflow::{
    AfterEnd, Definition, DynamicCall, DynamicHandlers, Execution, ExecutionError, ExecutionStatus, Workflow,
};

/// What generated code calls, by full path. No part of the public API: it changes with every version.
#[doc(hidden)]
pub mod __private {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, PartialEq};
    pub use core::fmt::Debug;
    pub use core::marker::Copy;
    pub use core::primitive::{bool, f64, i64, str};
    pub use core::time::Duration;
    pub use std::borrow::Cow;
    pub use std::boxed::Box;
    pub use std::string::{String, ToString};
    pub use std::sync::Arc;

    pub use serde_json::{Map, Number, Value};

    pub use crate::context::TaskContext;
    pub use crate::data::*;
    pub use crate::error::{AslError, TaskError};
    pub use crate::generated::*;
    pub use crate::program::*;
    pub use crate::time::Timestamp;
    pub use crate::workflow::{Definition, DynamicHandlers, Workflow, no_handler};
}
