//! The programs that measure, and what they say.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Map, Value};

use super::callgrind::{self, Scope};

/// What is known of a case.
pub(super) type Figures = Map<String, Value>;

/// The programs of the package `asl-benchmarks`.
pub(super) struct Programs {
    time: PathBuf,
    count: PathBuf,
    /// One order by hand as all that a process does.
    pub(super) process_by_hand: PathBuf,
    /// The same by the generated workflow.
    pub(super) process_generated: PathBuf,
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
        Ok(Self {
            time: executable("time")?,
            count: executable("count")?,
            process_by_hand: executable("process_by_hand")?,
            process_generated: executable("process_generated")?,
        })
    }

    /// Times and ratios of all cases.
    pub(super) fn times(&self) -> Result<Vec<Figures>, String> {
        lines(&output(&mut program(&self.time))?)
    }

    /// A case that takes turns, each when it is asked to.
    pub(super) fn turns(&self, case: &str) -> Command {
        let mut command = program(&self.time);
        command.args(["turns", case]);
        command
    }

    /// How often and how much all cases allocate.
    pub(super) fn allocations(&self) -> Result<Vec<Figures>, String> {
        lines(&output(&mut program(&self.count))?)
    }

    /// Times of all sizes of all series.
    pub(super) fn growth_times(&self) -> Result<Vec<Figures>, String> {
        lines(&output(program(&self.time).arg("growth"))?)
    }

    /// How often and how much all sizes of all series allocate.
    pub(super) fn growth_allocations(&self) -> Result<Vec<Figures>, String> {
        lines(&output(program(&self.count).arg("growth"))?)
    }

    /// Instructions of one execution of a case, `WORKLOAD[:SIZE]/VARIANT`, its input not counted: the mean of so many.
    pub(super) fn instructions(&self, case: &str, count: u64) -> Result<u64, String> {
        let arguments = ["loop", case, &count.to_string()];
        Ok(callgrind::instructions(&self.time, &arguments, Scope::Executions)? / count.max(1))
    }
}

/// A program as a user would start it: cargo's own libraries are not looked for.
pub(super) fn program(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// The text of a member.
pub(super) fn text<'a>(figures: &'a Figures, member: &str) -> &'a str {
    figures.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// The number of a member.
pub(super) fn number(figures: &Figures, member: &str) -> Option<f64> {
    figures.get(member).and_then(Value::as_f64)
}

/// Adds what further lines say to the figures that have the same members of some names.
pub(super) fn join(figures: &mut [Figures], further: Vec<Figures>, same: &[&str]) {
    for more in further {
        let is_same = |of: &&mut Figures| same.iter().all(|name| of.get(*name) == more.get(*name));
        if let Some(found) = figures.iter_mut().find(is_same) {
            found.extend(more);
        }
    }
}

/// What a program says; an error if it fails.
pub(super) fn output(command: &mut Command) -> Result<Output, String> {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn figures(value: &Value) -> Figures {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn figures_of_the_same_case_are_joined() {
        let case = |name: &str, member: &str| figures(&json!({ "case": name, member: 1 }));
        let mut all = vec![case("a", "time"), case("b", "time")];
        join(&mut all, vec![case("b", "count"), case("c", "count")], &["case"]);
        assert_eq!(all, [case("a", "time"), figures(&json!({ "case": "b", "time": 1, "count": 1 }))]);
    }
}
