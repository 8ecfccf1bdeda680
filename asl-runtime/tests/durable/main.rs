//! Executions of a store: what survives, what fails, what waits.

mod basics;
mod crash;
mod data;
mod history;
mod kept;
mod limits;
mod maps;
mod nested;
mod redrive;
mod support;
mod time;
mod tokens;
mod versions;
