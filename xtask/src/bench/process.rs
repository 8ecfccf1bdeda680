//! One order as all that a process does: from its start to its end, and what it holds in memory.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use serde_json::{Value, json};

use super::callgrind::{self, Scope};
use super::markdown::{head, row, time, whole};
use super::part::Part;
use super::programs::{Figures, Programs, number, output, program, text};

/// How often each program is started, by turns; the quickest counts.
const STARTS: usize = 200;

/// What the generated one may take.
const MOST_NANOSECONDS: f64 = 3_000_000.0;
const MOST_KIB: f64 = 5.0 * 1_024.0;

/// Measures both programs.
pub(super) fn measure(programs: &Programs) -> Result<Part, String> {
    let paths = [("by-hand", &programs.process_by_hand), ("generated", &programs.process_generated)];
    let mut samples = [const { Vec::new() }; 2];
    for _ in 0..STARTS {
        for ((_, path), samples) in paths.iter().zip(&mut samples) {
            samples.push(start_to_end(path)?);
        }
    }
    let mut all = Vec::new();
    for ((variant, path), mut samples) in paths.into_iter().zip(samples) {
        samples.sort_by(f64::total_cmp);
        let mut figures = memory(path)?;
        figures.insert("variant".into(), variant.into());
        figures.insert("file_kib".into(), file_kib(path)?.into());
        figures.insert("ns".into(), samples[0].into());
        figures.insert("ns_median".into(), samples[STARTS / 2].into());
        if callgrind::is_there() {
            let instructions = callgrind::instructions(path, &[], Scope::Program)?;
            figures.insert("instructions".into(), instructions.into());
        }
        all.push(figures);
    }
    Ok(Part { text: table(&all), faults: faults(&all), figures: json!(all) })
}

/// Nanoseconds from the start of a program to its end, as who starts it sees them.
fn start_to_end(path: &Path) -> Result<f64, String> {
    let start = Instant::now();
    let status = program(path).stdout(Stdio::null()).status();
    let nanoseconds = start.elapsed().as_nanos() as f64;
    match status {
        Ok(status) if status.success() => Ok(nanoseconds),
        Ok(status) => Err(format!("`{}` failed: {status}", path.display())),
        Err(error) => Err(format!("`{}` can't be started: {error}", path.display())),
    }
}

/// What the process says of its memory, once it has done its work.
fn memory(path: &Path) -> Result<Figures, String> {
    let output = output(program(path).arg("memory"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let figures = match said.lines().collect::<Vec<_>>().as_slice() {
        ["\"charged\"", figures] => serde_json::from_str::<Value>(figures).ok(),
        _ => None,
    };
    let figures = figures.and_then(|figures| figures.as_object().cloned());
    figures.ok_or_else(|| format!("`{}` has charged nothing, but said {said}", path.display()))
}

/// The size of a program's file, with its symbols.
fn file_kib(path: &Path) -> Result<u64, String> {
    let file = std::fs::metadata(path);
    file.map(|file| file.len() / 1_024)
        .map_err(|error| format!("`{}` can't be looked at: {error}", path.display()))
}

fn table(programs: &[Figures]) -> String {
    let mut out = String::new();
    head(
        &mut out,
        [
            "one order",
            "start to end, least",
            "median",
            "instructions",
            "resident, KiB",
            "at most, KiB",
            "file, KiB",
        ],
    );
    for figures in programs {
        row(
            &mut out,
            [
                text(figures, "variant"),
                &time(number(figures, "ns")),
                &time(number(figures, "ns_median")),
                &whole(number(figures, "instructions")),
                &whole(number(figures, "resident_kib")),
                &whole(number(figures, "peak_kib")),
                &whole(number(figures, "file_kib")),
            ],
        );
    }
    out
}

fn faults(programs: &[Figures]) -> Vec<String> {
    let mut faults = Vec::new();
    for figures in programs.iter().filter(|figures| text(figures, "variant") == "generated") {
        let (ns, kib) = (number(figures, "ns"), number(figures, "peak_kib"));
        if ns.is_some_and(|ns| ns > MOST_NANOSECONDS) {
            let most = time(Some(MOST_NANOSECONDS));
            faults.push(format!("a process with one order takes {}, at most {most} is allowed", time(ns)));
        }
        if kib.is_some_and(|kib| kib > MOST_KIB) {
            let most = whole(Some(MOST_KIB));
            faults.push(format!(
                "a process with one order holds {} KiB, at most {most} is allowed",
                whole(kib)
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_generated_one() {
        let program = |variant: &str, ns: u64, kib: u64| {
            let figures = json!({ "variant": variant, "ns": ns, "ns_median": ns, "resident_kib": kib, "peak_kib": kib, "file_kib": 2_000 });
            figures.as_object().cloned().unwrap_or_default()
        };
        let within = [program("by-hand", 9_000_000, 9_000), program("generated", 3_000_000, 5_120)];
        assert!(faults(&within).is_empty());
        let beyond = [program("generated", 3_100_000, 5_121)];
        let expected = [
            "a process with one order takes 3.10 ms, at most 3.00 ms is allowed",
            "a process with one order holds 5,121 KiB, at most 5,120 is allowed",
        ];
        assert_eq!(faults(&beyond), expected);
        assert!(table(&beyond).contains("| generated | 3.10 ms | 3.10 ms | – | 5,121 | 5,121 | 2,000 |\n"));
    }
}
