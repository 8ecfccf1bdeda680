//! What a store in a file of SQLite costs: `cargo bench -p asl-runtime --features sqlite --bench store`.
//!
//! `-- transitions`, `-- engine [EXECUTIONS]`, `-- transactional`, `-- sleepers [COUNT]`, `-- dormant [COUNT]`, `-- watching`, `-- map ROWS express|standard|batches` run one
//! part; the file is made in the folder for temporary files, or in the one that `ASL_BENCH_FOLDER` names, since disks
//! differ.

mod bare;
mod dormant;
mod engine;
mod map;
mod process;
mod sleepers;
mod step;
mod transactional;
mod transitions;
mod watching;

use std::error::Error;

use map::{Children, Reading};

/// What goes wrong in a benchmark is printed.
type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments.as_slice() {
        [] => {
            runtime.block_on(transitions::run())?;
            runtime.block_on(engine::run(&[1, 16, 256]))?;
            runtime.block_on(transactional::run())?;
            runtime.block_on(dormant::run(1_000_000))?;
            runtime.block_on(watching::run())?;
            runtime.block_on(sleepers::run(1_000_000))
        }
        ["transitions"] => runtime.block_on(transitions::run()),
        ["engine"] => runtime.block_on(engine::run(&[1, 16, 256])),
        ["engine", together] => runtime.block_on(engine::run(&[together.parse()?])),
        ["transactional"] => runtime.block_on(transactional::run()),
        ["dormant"] => runtime.block_on(dormant::run(1_000_000)),
        ["dormant", count] => runtime.block_on(dormant::run(count.parse()?)),
        ["wake", path] => runtime.block_on(dormant::wake(path.as_ref())),
        ["watching"] => runtime.block_on(watching::run()),
        ["sleepers"] => runtime.block_on(sleepers::run(1_000_000)),
        ["sleepers", count] => runtime.block_on(sleepers::run(count.parse()?)),
        ["map", rows, children] => {
            runtime.block_on(map::run(rows.parse()?, Children::named(children)?, Reading::Sought))
        }
        ["map", rows, children, "skipped"] => {
            runtime.block_on(map::run(rows.parse()?, Children::named(children)?, Reading::Skipped))
        }
        ["open", path] => runtime.block_on(sleepers::open(path.as_ref())),
        _ => Err(concat!(
            "the parts are `transitions`, `engine [EXECUTIONS]`, `transactional`, `watching`, `sleepers [COUNT]`, `dormant [COUNT]` and ",
            "`map ROWS express|standard|batches [skipped]`"
        )
        .into()),
    }
}
