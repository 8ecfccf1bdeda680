//! Tests of tests: mocks by kind of task, virtual time, mock files, and what is said when something differs.

mod counting;
mod files;
mod handlers;
mod kinds;
mod refused;
mod repeatable;
mod state;
mod texts;
mod time;
