//! What workflows do in process, rule by rule, through the public API and the real macro.

mod api;
mod cancel;
mod catch;
mod distributed;
mod evaluations;
mod history;
mod limits;
mod map;
mod nested;
mod pages;
mod parallel;
mod readers;
mod retry;
mod support;
mod threads;
mod timeouts;
mod tokens;
mod writers;
