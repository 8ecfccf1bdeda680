//! Executions of a store: what survives, what fails, what waits.

mod basics;
mod crash;
mod limits;
mod support;
mod tokens;
