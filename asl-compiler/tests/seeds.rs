//! The fuzzer's seeds, run as plain tests.

use std::path::Path;

use asl_compiler::source::Format;

#[path = "../fuzz/src/exercise.rs"]
mod exercise;

#[test]
fn no_seed_panics() {
    let mut seeds = 0;
    for (folder, format) in [("read_json", Format::Json), ("read_yaml", Format::Yaml)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(folder);
        for entry in std::fs::read_dir(&folder).expect("the seeds are committed") {
            let path = entry.expect("the folder can be read").path();
            let text = std::fs::read(&path).expect("the seed can be read");
            exercise::exercise(&String::from_utf8_lossy(&text), format);
            seeds += 1;
        }
    }
    assert!(seeds > 20, "only {seeds} seeds");
}
