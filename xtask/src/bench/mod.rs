//! `cargo xtask bench`: what workflows cost, beside the same work by hand.
//!
//! Times are of this machine and this minute; ratios within one run, allocations and instructions hold still.

mod programs;
mod table;

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use programs::Programs;

/// Measures everything, prints the tables, and writes the figures down if a file is given.
pub(crate) fn run(file: Option<&str>) -> Result<ExitCode, String> {
    let programs = Programs::build()?;
    let mut cases = programs.times()?;
    for counted in programs.allocations()? {
        let of_case = |case: &&mut Map<String, Value>| {
            ["workload", "variant"].iter().all(|name| case.get(*name) == counted.get(*name))
        };
        if let Some(case) = cases.iter_mut().find(of_case) {
            case.extend(counted);
        }
    }
    if programs::has_valgrind() {
        for case in &mut cases {
            let instructions = programs.instructions(case)?;
            case.insert("instructions".into(), instructions.into());
        }
    } else {
        eprintln!("without valgrind there are no counts of instructions");
    }
    print!("{}", table::all(&cases));
    if let Some(file) = file {
        let figures = json!({ "machine": machine(), "cases": cases });
        let text = format!("{figures:#}\n");
        std::fs::write(file, text).map_err(|error| format!("`{file}` can't be written: {error}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the figures are from.
fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("", |line| line.trim_start_matches([' ', '\t', ':']));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    json!({ "processor": model, "cores": cores, "seconds_since_1970": now.as_secs() })
}
