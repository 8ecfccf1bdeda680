//! What definitions mean, end to end: compiled by the real macro, run in process, rule by rule of the reference.
//! How hosts run them (cancellation, timeouts, tokens, concurrency) is tested with the runtime.
#![allow(deprecated, reason = "it is how the macro warns, and the tables hold what lints warn of")]

mod choice;
mod compiled;
mod context;
mod endings;
mod errors;
mod flow;
mod handlers;
mod handover;
mod in_function;
mod intrinsics;
mod jsonata;
mod paths;
mod scale;
mod scopes;
mod table;
mod templates;
mod twins;
mod variables;
mod waits;
