//! `cargo xtask bench guard`: instructions and allocations of all workloads beside those that are committed. Seconds
//! are not compared: they depend on the machine.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::callgrind;
use super::markdown::whole;
use super::programs::{Programs, number, text};
use super::workloads::name;
use crate::definitions::workspace;

/// What is to become of the committed figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Committed {
    /// What grew is a fault.
    Compare,
    /// They become those of today.
    Write,
}

/// What may be added before it is a fault, and taken away before it is worth a hint.
const TOLERANCE: f64 = 0.05;

/// Variants whose allocations are compared.
const VARIANTS: [&str; 4] = [BY_HAND, "generated", "observed", "history-kept"];

/// Variants whose instructions are compared too: callgrind takes a second for each.
const COUNTED: [&str; 3] = [BY_HAND, "generated", "history-kept"];

/// Tells whether this machine counts instructions as the one did that the figures are from: another rustc or libc needs
/// more or fewer for the same work. What those by hand need more, the others may too.
const BY_HAND: &str = "by-hand";

/// Executions that are counted of each case.
const EXECUTIONS: u64 = 2;

/// What is committed, and where it is from.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Figures {
    /// Instructions are compared on the same only.
    architecture: String,
    cases: BTreeMap<String, Counts>,
}

/// Of one execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Counts {
    allocations: u64,
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instructions: Option<u64>,
}

/// Compares, or writes.
pub(super) fn run(committed: Committed) -> Result<ExitCode, String> {
    let file = workspace()?.join("benchmarks/figures.json");
    let before = match (committed, read(&file)) {
        (Committed::Compare, Err(message)) => return Err(message),
        (_, before) => before.ok(),
    };
    let has_instructions = callgrind::is_there();
    if committed == Committed::Write && !has_instructions {
        return Err("figures without instructions are not worth committing: install valgrind".into());
    }
    if !has_instructions {
        eprintln!("without valgrind only allocations are compared");
    }
    let now = measure()?;
    if committed == Committed::Write {
        let text = serde_json::to_string_pretty(&now).map_err(|error| error.to_string())?;
        std::fs::write(&file, text + "\n")
            .map_err(|error| format!("`{}` can't be written: {error}", file.display()))?;
    }
    let Comparison { faults, hints } = match &before {
        Some(before) => compare(before, &now),
        None => Comparison::default(),
    };
    hints.iter().chain(&faults).for_each(|line| println!("{line}"));
    if committed == Committed::Write {
        println!("`{}` holds these figures now", file.display());
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} cases, {} faults", now.cases.len(), faults.len());
    if faults.is_empty() {
        if !hints.is_empty() {
            println!("`cargo xtask bench guard --bless` keeps what was won");
        }
        return Ok(ExitCode::SUCCESS);
    }
    println!("mend what grew; if it is worth its cost, `cargo xtask bench guard --bless` accepts it");
    Ok(ExitCode::FAILURE)
}

fn read(file: &PathBuf) -> Result<Figures, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("`{}` can't be read: {error}; `--bless` writes it", file.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("`{}` holds no figures: {error}; `--bless` writes it", file.display()))
}

fn measure() -> Result<Figures, String> {
    let programs = Programs::build()?;
    let (mut cases, has_instructions) = (BTreeMap::new(), callgrind::is_there());
    for case in programs.allocations()? {
        let (name, variant) = (name(&case), text(&case, "variant"));
        if !VARIANTS.contains(&variant) {
            continue;
        }
        let count = |member: &str| {
            let number =
                number(&case, member).ok_or_else(|| format!("`{member}` of `{name}` was not counted"));
            number.map(|number| number as u64)
        };
        let instructions = match has_instructions && COUNTED.contains(&variant) {
            true => Some(programs.instructions(&name, EXECUTIONS)?),
            false => None,
        };
        let counts = Counts { allocations: count("allocations")?, bytes: count("bytes")?, instructions };
        cases.insert(name, counts);
    }
    Ok(Figures { architecture: std::env::consts::ARCH.into(), cases })
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Comparison {
    /// What grew, and what can't be compared.
    faults: Vec<String>,
    /// What shrank.
    hints: Vec<String>,
}

impl Comparison {
    /// Compares a figure; `allowed` is what the machine makes of it.
    fn compare(&mut self, name: &str, what: &str, before: u64, now: u64, allowed: f64) {
        let (before, now) = (before as f64, now as f64);
        let told = |how: &str| {
            let percent = (now / before - 1.0) * 100.0;
            let (before, now) = (whole(Some(before)), whole(Some(now)));
            format!("`{name}` {how}: {what} from {before} to {now} ({percent:+.1} %)")
        };
        if now > before * allowed * (1.0 + TOLERANCE) {
            self.faults.push(told("grew"));
        } else if now < before * (1.0 - TOLERANCE) {
            self.hints.push(told("shrank"));
        }
    }
}

fn compare(before: &Figures, now: &Figures) -> Comparison {
    let mut comparison = Comparison::default();
    for (name, counts) in &now.cases {
        let Some(committed) = before.cases.get(name) else {
            comparison.faults.push(format!("`{name}` has no committed figures"));
            continue;
        };
        comparison.compare(name, "allocations", committed.allocations, counts.allocations, 1.0);
        comparison.compare(name, "bytes", committed.bytes, counts.bytes, 1.0);
        if let (Some(before_it), Some(now_it), true) =
            (committed.instructions, counts.instructions, before.architecture == now.architecture)
        {
            comparison.compare(name, "instructions", before_it, now_it, machine(name, before, now));
        }
    }
    for name in before.cases.keys().filter(|name| !now.cases.contains_key(*name)) {
        comparison.faults.push(format!("`{name}` has committed figures, but is measured no more"));
    }
    comparison
}

/// How many times the committed instructions this machine takes for the same work by hand, if more.
fn machine(name: &str, before: &Figures, now: &Figures) -> f64 {
    let by_hand = |figures: &Figures| {
        let (workload, _) = name.split_once('/')?;
        figures.cases.get(&format!("{workload}/{BY_HAND}"))?.instructions
    };
    match (by_hand(before), by_hand(now)) {
        (Some(before), Some(now)) => (now as f64 / before as f64).max(1.0),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(cases: &[(&str, u64, u64, Option<u64>)]) -> Figures {
        let case = |&(name, allocations, bytes, instructions): &(&str, u64, u64, Option<u64>)| {
            (name.to_owned(), Counts { allocations, bytes, instructions })
        };
        Figures { architecture: "x86_64".into(), cases: cases.iter().map(case).collect() }
    }

    #[test]
    fn only_what_grows_is_a_fault() {
        let before = figures(&[("a/generated", 100, 1_000, Some(10_000))]);
        for (now, faults, hints) in [
            ((100, 1_000, Some(10_000)), Vec::<&str>::new(), Vec::<&str>::new()),
            ((105, 1_050, Some(10_500)), vec![], vec![]),
            ((106, 1_000, None), vec!["`a/generated` grew: allocations from 100 to 106 (+6.0 %)"], vec![]),
            (
                (100, 1_100, Some(12_000)),
                vec![
                    "`a/generated` grew: bytes from 1,000 to 1,100 (+10.0 %)",
                    "`a/generated` grew: instructions from 10,000 to 12,000 (+20.0 %)",
                ],
                vec![],
            ),
            (
                (100, 1_000, Some(9_000)),
                vec![],
                vec!["`a/generated` shrank: instructions from 10,000 to 9,000 (-10.0 %)"],
            ),
        ] {
            let now = figures(&[("a/generated", now.0, now.1, now.2)]);
            let Comparison { faults: found, hints: hinted } = compare(&before, &now);
            assert_eq!(found, faults);
            assert_eq!(hinted, hints);
        }
    }

    #[test]
    fn cases_on_one_side_only_are_faults() {
        let (before, now) =
            (figures(&[("a/generated", 1, 1, None)]), figures(&[("b/generated", 1, 1, None)]));
        let expected = [
            "`b/generated` has no committed figures",
            "`a/generated` has committed figures, but is measured no more",
        ];
        assert_eq!(compare(&before, &now).faults, expected);
    }

    #[test]
    fn instructions_of_another_machine_are_left() {
        let before = figures(&[("a/generated", 1, 1, Some(100))]);
        let mut now = figures(&[("a/generated", 1, 1, Some(200))]);
        assert_eq!(compare(&before, &now).faults.len(), 1);
        now.architecture = "aarch64".into();
        assert_eq!(compare(&before, &now), Comparison::default());
    }

    #[test]
    fn what_costs_more_by_hand_may_cost_more() {
        let before = figures(&[("a/by-hand", 1, 1, Some(100)), ("a/generated", 1, 1, Some(200))]);
        for (by_hand, generated, faults) in [(100, 220, 1), (110, 220, 0), (110, 240, 1), (90, 220, 1)] {
            let now = figures(&[("a/by-hand", 1, 1, Some(by_hand)), ("a/generated", 1, 1, Some(generated))]);
            assert_eq!(compare(&before, &now).faults.len(), faults, "{by_hand} {generated}");
        }
    }

    #[test]
    fn figures_are_read_as_they_are_written() {
        let figures = figures(&[("a/generated", 1, 2, Some(3)), ("a/observed", 1, 2, None)]);
        let text = serde_json::to_string(&figures).expect("they are JSON");
        assert_eq!(serde_json::from_str::<Figures>(&text).expect("they can be read"), figures);
    }
}
