//! The programs that measure, and what they say.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Map, Value};

/// What is known of a case.
pub(super) type Figures = Map<String, Value>;

/// The programs of the package `asl-benchmarks`.
pub(super) struct Programs {
    time: PathBuf,
    count: PathBuf,
}

impl Programs {
    /// Builds them, optimised.
    pub(super) fn build() -> Result<Self, String> {
        let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
        cargo.args(["build", "--release", "--package", "asl-benchmarks", "--bins"]);
        let built = output(cargo.args(["--message-format", "json-render-diagnostics"]))?;
        let messages = lines(&built)?;
        let executable = |name: &str| {
            let of_name =
                |message: &&Figures| message.get("target").is_some_and(|target| target["name"] == name);
            let found =
                messages.iter().filter(of_name).find_map(|message| message.get("executable")?.as_str());
            found.map(PathBuf::from).ok_or_else(|| format!("cargo built no program `{name}`"))
        };
        Ok(Self { time: executable("time")?, count: executable("count")? })
    }

    /// Times and ratios of all cases.
    pub(super) fn times(&self) -> Result<Vec<Figures>, String> {
        lines(&output(&mut Command::new(&self.time))?)
    }

    /// How often and how much all cases allocate.
    pub(super) fn allocations(&self) -> Result<Vec<Figures>, String> {
        lines(&output(&mut Command::new(&self.count))?)
    }

    /// Instructions of one execution, the copy of its input included: two runs of different length differ by
    /// executions only.
    pub(super) fn instructions(&self, case: &Figures) -> Result<u64, String> {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = format!("{}/{}", text("workload"), text("variant"));
        let nanoseconds = case.get("ns").and_then(Value::as_f64).unwrap_or_default();
        let count = (MEASURED_NANOSECONDS / nanoseconds.max(1.0)).clamp(1.0, 20.0) as u64;
        let (short, long) = (self.collected(&name, count)?, self.collected(&name, 3 * count)?);
        Ok(long.saturating_sub(short) / (2 * count))
    }

    /// The instructions of a whole program.
    fn collected(&self, case: &str, count: u64) -> Result<u64, String> {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.time);
        let output = output(valgrind.args(["loop", case, &count.to_string()]))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let collected = said.split("Collected :").nth(1).and_then(|rest| rest.split_whitespace().next());
        collected
            .and_then(|number| number.parse().ok())
            .ok_or_else(|| format!("callgrind counts nothing for {case}:\n{said}"))
    }
}

/// So long are executions watched: callgrind is some fifty times slower than the machine.
const MEASURED_NANOSECONDS: f64 = 2_000_000.0;

/// Whether instructions can be counted here.
pub(super) fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

fn output(command: &mut Command) -> Result<Output, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{program}` can't be started: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("`{program}` failed:\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// An object of JSON for each line.
fn lines(output: &Output) -> Result<Vec<Figures>, String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let figures =
        text.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{error} in {line}")));
    figures.collect()
}
