//! `cargo xtask bench`: what workflows cost, beside the same work by hand.
//!
//! Times are of this machine and this minute; ratios within one run, allocations and instructions hold still.

mod callgrind;
mod growth;
mod guard;
mod javascript;
pub(crate) mod markdown;
pub(crate) mod part;
mod process;
mod programs;
mod table;
mod targets;
mod turns;
mod workloads;

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::compile_cost;
use part::Outcome;
use programs::Programs;

/// What there is to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Workloads,
    Growth,
    Process,
    JavaScript,
    Compile,
}

impl Subject {
    const ALL: [Self; 5] = [Self::Workloads, Self::Growth, Self::Process, Self::JavaScript, Self::Compile];

    fn name(self) -> &'static str {
        match self {
            Self::Workloads => "workloads",
            Self::Growth => "growth",
            Self::Process => "process",
            Self::JavaScript => "javascript",
            Self::Compile => "compile",
        }
    }

    fn measure(self) -> Result<Outcome, String> {
        let part = match self {
            Self::Workloads => workloads::measure(&Programs::build()?),
            Self::Growth => growth::measure(&Programs::build()?),
            Self::Process => process::measure(&Programs::build()?),
            Self::JavaScript => return javascript::measure(&Programs::build()?),
            Self::Compile => compile_cost::measure(),
        };
        part.map(Outcome::Measured)
    }
}

/// What is wanted.
#[derive(Debug, PartialEq, Eq)]
struct Options<'a> {
    subjects: Vec<Subject>,
    /// Where the figures are written to.
    file: Option<&'a str>,
}

impl<'a> Options<'a> {
    fn parse(arguments: &[&'a str]) -> Result<Self, String> {
        let mut options = Self { subjects: Vec::new(), file: None };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if *argument == "--json" {
                options.file = Some(arguments.next().ok_or("`--json` needs a file behind it")?);
            } else if let Some(subject) = Subject::ALL.into_iter().find(|of| of.name() == *argument) {
                options.subjects.push(subject);
            } else {
                let names = Subject::ALL.map(|subject| format!("`{}`", subject.name())).join(", ");
                return Err(format!(
                    "`{argument}` can't be measured: there are {names}, `guard`, and `--json FILE`"
                ));
            }
        }
        if options.subjects.is_empty() {
            options.subjects = Subject::ALL.into();
        }
        Ok(options)
    }
}

/// Measures what is asked for, or everything; prints the tables, and writes the figures down if a file is given.
/// Fails where something is not as it must be; tells so by its exit code where something could not be measured.
pub(crate) fn run(arguments: &[&str]) -> Result<ExitCode, String> {
    match arguments {
        ["guard"] => return guard::run(guard::Committed::Compare),
        ["guard", "--bless"] => return guard::run(guard::Committed::Write),
        _ => {}
    }
    let options = Options::parse(arguments)?;
    let (mut figures, mut faults, mut skipped) = (Map::new(), Vec::new(), Vec::new());
    figures.insert("machine".into(), machine());
    for subject in options.subjects {
        match subject.measure()? {
            Outcome::Measured(part) => {
                println!("## {}\n\n{}", subject.name(), part.text);
                figures.insert(subject.name().into(), part.figures);
                faults.extend(part.faults);
            }
            Outcome::Skipped(why) => {
                figures.insert(subject.name().into(), json!({ "skipped": why }));
                skipped.push(format!("`{}` was not measured: {why}", subject.name()));
            }
        }
        if let Some(file) = options.file {
            // After each part: the last takes minutes.
            let text = format!("{:#}\n", Value::Object(figures.clone()));
            std::fs::write(file, text).map_err(|error| format!("`{file}` can't be written: {error}"))?;
        }
    }
    faults.iter().chain(&skipped).for_each(|line| eprintln!("{line}"));
    Ok(match (faults.is_empty(), skipped.is_empty()) {
        (false, _) => ExitCode::FAILURE,
        (true, false) => ExitCode::from(SKIPPED),
        (true, true) => ExitCode::SUCCESS,
    })
}

/// What other tools take for a test that was skipped: nothing is wrong, but not everything was measured.
const SKIPPED: u8 = 77;

/// Where the figures are from.
fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("", |line| line.trim_start_matches([' ', '\t', ':']));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    json!({ "processor": model, "cores": cores, "seconds_since_1970": now.as_secs() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_chosen() {
        let parse = |arguments: &[&'static str]| Options::parse(arguments);
        let all = Options { subjects: Subject::ALL.into(), file: None };
        assert_eq!(parse(&[]), Ok(all));
        let some = Options { subjects: vec![Subject::Growth, Subject::Process], file: Some("x.json") };
        assert_eq!(parse(&["growth", "--json", "x.json", "process"]), Ok(some));
        assert_eq!(parse(&["--json"]), Err("`--json` needs a file behind it".into()));
        let refused = "`speed` can't be measured: there are `workloads`, `growth`, `process`, `javascript`, `compile`, \
                       `guard`, and `--json FILE`";
        assert_eq!(parse(&["speed"]), Err(refused.into()));
    }
}
