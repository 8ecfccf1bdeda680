//! Executions of a store: what survives, what fails, what waits.

mod activities;
mod aside;
mod basics;
mod bounds;
mod clock;
mod crash;
mod data;
mod handler_races;
mod history;
mod kept;
mod late;
mod limits;
mod map_redrive;
mod map_runs;
mod map_versions;
mod maps;
mod nested;
mod panics;
mod races;
mod redrive;
mod retention;
mod shutdown;
mod support;
mod time;
mod tokens;
mod versions;
