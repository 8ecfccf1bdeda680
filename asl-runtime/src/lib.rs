//! Runs workflows that [`include_workflow!`](https://docs.rs/asl-runtime) compiles from Amazon States Language.

mod context;
mod data;
mod error;
mod program;
mod time;

pub use context::TaskContext;
pub use error::{AslError, TaskError};
pub use time::Timestamp;

/// What generated code calls, by full path. No part of the public API: it changes with every version.
#[doc(hidden)]
pub mod __private {
    pub use ::serde_json::{Map, Number, Value};
    pub use ::std::sync::Arc;

    pub use crate::data::*;
    pub use crate::error::{AslError, TaskError};
    pub use crate::program::*;
}
