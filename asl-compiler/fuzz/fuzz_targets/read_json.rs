//! Any text as a definition in JSON: `cargo +nightly fuzz run read_json fuzz/corpus fuzz/seeds/read_json`.
#![no_main]

use asl_compiler::source::Format;
use libfuzzer_sys::fuzz_target;

#[path = "../src/exercise.rs"]
mod exercise;

fuzz_target!(|text: &str| exercise::exercise(text, Format::Json));
