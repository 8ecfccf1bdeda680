//! One runnable program for each workflow pattern; run one with `cargo run -p asl-examples --example order`.
//!
//! Each has a folder with its definition (`*.asl.json`), its types and handlers (`workflow.rs`), a program (`main.rs`)
//! and a test (`test.rs`). All are `typed`: their paths and payloads are held against the types while compiling.
