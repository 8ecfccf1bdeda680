//! The loop in JSONata beside JavaScript: a workflow that evaluates the very expressions of the definition with the
//! reference implementation of JSONata, the package `jsonata`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::markdown::{decimal, head, row, time};
use super::part::{Outcome, Part};
use super::programs::{Programs, output};
use super::turns::{Player, quantile};
use crate::definitions::workspace;

/// What is run, and how the two are named.
const DEFINITION: &str = "benchmarks/workflows/variables.asl.json";
const CASE: &str = "variables/generated";
const NAMES: [&str; 2] = ["jsonata in JavaScript", "generated"];

/// As `variables/generated` has it.
const ROUNDS: u64 = 1_000;

/// How often each has its turn.
const TURNS: usize = 41;

/// So many times as fast as JavaScript the generated workflow must be.
const MUST: f64 = 30.0;

/// The package, as it is installed.
const PACKAGE: [&str; 3] = ["package.json", "package-lock.json", "workflow.mjs"];

/// Measures both by turns.
pub(super) fn measure(programs: &Programs) -> Result<Outcome, String> {
    let Some(node) = version("node").filter(|_| version("npm").is_some()) else {
        let why = "without `node` and `npm` there is no JavaScript to compare with: install Node 20 or later";
        return Ok(Outcome::Skipped(why.into()));
    };
    let root = workspace()?;
    let folder = install(&root)?;
    let input = json!({ "n": 0, "limit": ROUNDS });
    let mut javascript = Command::new("node");
    javascript.arg(folder.join("workflow.mjs")).arg(root.join(DEFINITION)).arg(input.to_string());
    let mut players = [Player::start(javascript)?, Player::start(programs.turns(CASE))?];
    let right = json!({ "n": ROUNDS, "limit": ROUNDS });
    for (player, name) in players.iter().zip(NAMES) {
        if player.output != right {
            return Err(format!("`{name}` gives {} where {right} is right", player.output));
        }
    }
    for _ in 0..TURNS {
        players.iter_mut().try_for_each(Player::play)?;
    }
    let package = format!("Node {node}, jsonata {}", installed(&folder)?);
    let [javascript, generated] = &players;
    Ok(Outcome::Measured(part(&package, &javascript.samples, &generated.samples)))
}

/// What a program of Node's says of its version.
fn version(program: &str) -> Option<String> {
    let output =
        Command::new(program).arg("--version").output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned())
}

/// Installs the package beside what cargo builds, if it is not there yet as it is now.
fn install(root: &Path) -> Result<PathBuf, String> {
    let (source, folder) = (root.join("benchmarks/javascript"), root.join("target/javascript"));
    let is_same = |name: &&str| {
        let [wanted, found] = [&source, &folder].map(|folder| std::fs::read(folder.join(name)).ok());
        wanted == found
    };
    let is_installed = folder.join("node_modules/jsonata").is_dir() && PACKAGE[..2].iter().all(is_same);
    std::fs::create_dir_all(&folder)
        .and_then(|()| {
            PACKAGE.iter().try_for_each(|name| std::fs::copy(source.join(name), folder.join(name)).map(drop))
        })
        .map_err(|error| format!("`{}` can't be filled: {error}", folder.display()))?;
    if !is_installed {
        output(Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    Ok(folder)
}

/// The version of the package that is there.
fn installed(folder: &Path) -> Result<String, String> {
    let file = folder.join("node_modules/jsonata/package.json");
    let package =
        std::fs::read(&file).map_err(|error| format!("`{}` can't be read: {error}", file.display()))?;
    let package: Value =
        serde_json::from_slice(&package).map_err(|error| format!("`{}`: {error}", file.display()))?;
    Ok(package["version"].as_str().unwrap_or_default().to_owned())
}

/// The figures of both, and whether the generated workflow is fast enough.
fn part(package: &str, javascript: &[f64], generated: &[f64]) -> Part {
    let ratios: Vec<f64> = javascript.iter().zip(generated).map(|(one, other)| one / other).collect();
    let of = |samples: &[f64]| [quantile(samples, 0.1), quantile(samples, 0.5)];
    let [[javascript, javascript_median], [generated, generated_median]] = [of(javascript), of(generated)];
    let ratio = |one: Option<f64>, other: Option<f64>| Some(one? / other?);
    let (ratio_quiet, ratio_median) =
        (ratio(javascript, generated), ratio(javascript_median, generated_median));
    let mut text = format!("{package}\n\n");
    head(&mut text, ["variables", "time", "median", "× as fast", "of medians", "from", "to"]);
    row(&mut text, [NAMES[0], &time(javascript), &time(javascript_median), "1.00", "1.00", "1.00", "1.00"]);
    row(
        &mut text,
        [
            NAMES[1],
            &time(generated),
            &time(generated_median),
            &decimal(ratio_quiet),
            &decimal(ratio_median),
            &decimal(quantile(&ratios, 0.1)),
            &decimal(quantile(&ratios, 0.9)),
        ],
    );
    let is_too_slow = !ratio_quiet.is_some_and(|ratio| ratio >= MUST);
    let fault =
        format!("`variables` is {} × as fast as {package}, {MUST} × it must be", decimal(ratio_quiet));
    Part {
        figures: json!({
            "package": package,
            "javascript_ns": javascript, "javascript_ns_median": javascript_median,
            "generated_ns": generated, "generated_ns_median": generated_median,
            "times_as_fast": ratio_quiet, "times_as_fast_median": ratio_median,
            "times_as_fast_low": quantile(&ratios, 0.1), "times_as_fast_high": quantile(&ratios, 0.9),
        }),
        text,
        faults: is_too_slow.then_some(fault).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quiet_tenths_are_compared() {
        // One turn of eleven was quiet for JavaScript.
        let javascript = [[3_000.0].as_slice(), &[4_000.0; 10]].concat();
        let generated = [100.0; 11];
        let Part { figures, text, faults } = part("p", &javascript, &generated);
        assert_eq!(figures["times_as_fast"], 40.0);
        assert!(text.contains("| generated | 100 ns | 100 ns | 40.00 | 40.00 | 40.00 | 40.00 |\n"), "{text}");
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn less_than_thirty_times_is_a_fault() {
        for (javascript, expected) in
            [(3_000.0, None), (2_999.0, Some("`variables` is 29.99 × as fast as p, 30 × it must be"))]
        {
            let part = part("p", &[javascript], &[100.0]);
            assert_eq!(part.faults.first().map(String::as_str), expected);
        }
        assert_eq!(part("p", &[], &[]).faults, ["`variables` is – × as fast as p, 30 × it must be"]);
    }

    #[test]
    fn the_version_is_pinned() {
        let root = workspace().expect("it is known");
        let read = |name: &str| -> Value {
            let text = std::fs::read(root.join("benchmarks/javascript").join(name)).expect("it is there");
            serde_json::from_slice(&text).expect("it is JSON")
        };
        let [package, lock] = ["package.json", "package-lock.json"].map(read);
        let wanted = &package["dependencies"]["jsonata"];
        let version = wanted.as_str().unwrap_or_default();
        assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{wanted}");
        assert_eq!(&lock["packages"]["node_modules/jsonata"]["version"], wanted);
        assert!(lock["packages"]["node_modules/jsonata"]["integrity"].is_string());
    }
}
