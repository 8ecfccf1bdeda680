//! `cargo xtask conformance`: runs executions that AWS recorded against compiled workflows, and compares.
//!
//! Cases with the same definition share a module; about two hundred modules make a crate. What runs in there is
//! the crate `asl-conformance`.

mod cases;
mod generate;
mod options;
mod report;
mod shards;
mod test_state;
mod validation;

use std::process::ExitCode;
use std::time::Instant;

use cases::Cases;
use options::Options;
use report::Report;

/// Runs the cases that the arguments name.
pub(crate) fn run(arguments: &[&str]) -> Result<ExitCode, String> {
    let options = Options::parse(arguments)?;
    let started = Instant::now();
    let cases = Cases::find(&options)?;
    let modules = generate::modules(&cases)?;
    let generated = Instant::now();
    let shards = shards::write(&modules, &options)?;
    shards::build(&shards)?;
    let compiled = Instant::now();
    let verdicts = shards::run(&shards, &cases, &modules, options.host)?;
    let ran = Instant::now();
    let report = Report::new(&cases, &modules, &verdicts);
    if let Some(path) = options.json {
        std::fs::write(path, format!("{:#}\n", report.to_json()))
            .map_err(|error| format!("`{path}` can't be written: {error}"))?;
    }
    print!("{report}");
    println!(
        "{} modules: generated in {:.1} s, compiled in {:.1} s; {} cases ran in {:.1} s",
        modules.compiled().count(),
        (generated - started).as_secs_f64(),
        (compiled - generated).as_secs_f64(),
        verdicts.len(),
        (ran - compiled).as_secs_f64(),
    );
    println!("{}", report.closing());
    Ok(if report.failed() > options.at_most_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
