//! Any text as a definition in YAML: `cargo +nightly fuzz run read_yaml fuzz/corpus fuzz/seeds/read_yaml`.
#![no_main]

use asl_compiler::source::Format;
use libfuzzer_sys::fuzz_target;

#[path = "../src/exercise.rs"]
mod exercise;

fuzz_target!(|text: &str| exercise::exercise(text, Format::Yaml));
