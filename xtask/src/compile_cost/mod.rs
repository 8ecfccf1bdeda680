//! `cargo xtask compile-cost`: what a workflow costs `cargo check`, beside the serde derives of as many structs.
//!
//! Every Task has a generated input of three fields, two retriers and a catcher; the handlers are implemented. The
//! figure is the processor time of cargo and rustc for the crate alone, the least of several runs: machines are
//! noisy, so only the ratio within one run counts.

mod typed;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use serde_json::json;

use crate::definitions::workspace;

/// Runs of each crate; the least counts.
const RUNS: usize = 5;

/// Sizes of workflows, and of the yardstick.
const SIZES: [usize; 4] = [1, 25, 100, 300];

/// Prints the table.
pub(crate) fn run() -> Result<ExitCode, String> {
    let root = workspace()?;
    let target = root.join("target/compile-cost");
    let mut members = Vec::new();
    for size in SIZES {
        write_crate(
            &target,
            &root,
            &format!("workflow{size}"),
            &workflow_library(size),
            Some(&definition(size)),
        )?;
        write_crate(&target, &root, &format!("serde{size}"), &serde_library(size), None)?;
        members.extend([format!("\"workflow{size}\""), format!("\"serde{size}\"")]);
    }
    members.extend(typed::write(&target, &root)?.map(|name| format!("\"{name}\"")));
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    write(&target.join("Cargo.toml"), &manifest)?;
    std::fs::copy(root.join("Cargo.lock"), target.join("Cargo.lock")).map_err(|error| error.to_string())?;
    check(&target, None)?;

    println!("| states | workflow, s | serde derives of as many structs, s | ratio |");
    println!("| --- | --- | --- | --- |");
    let mut ratio_at_100 = None;
    for size in SIZES {
        let workflow = least(&target, &format!("workflow{size}"))?;
        let serde = least(&target, &format!("serde{size}"))?;
        let ratio = workflow / serde;
        println!("| {size} | {workflow:.2} | {serde:.2} | {ratio:.2} |");
        if size == 100 {
            ratio_at_100 = Some(ratio);
        }
    }
    let within = ratio_at_100.is_some_and(|ratio| ratio <= 1.0);
    println!("\n100 states cost {} than their serde derives", if within { "no more" } else { "more" });
    let within = typed::report(&target)? && within;
    Ok(if within { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The least time of several checks of one crate.
fn least(target: &Path, package: &str) -> Result<f64, String> {
    let library = target.join(package).join("src/lib.rs");
    let text = std::fs::read_to_string(&library).map_err(|error| error.to_string())?;
    let mut least = f64::INFINITY;
    for _ in 0..RUNS {
        // A new time of change makes cargo check the crate again.
        write(&library, &text)?;
        let before = children_seconds()?;
        check(target, Some(package))?;
        least = least.min(children_seconds()? - before);
    }
    Ok(least)
}

fn check(target: &Path, package: Option<&str>) -> Result<(), String> {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(["check", "--quiet"]).current_dir(target);
    if let Some(package) = package {
        command.args(["--package", package]);
    }
    let status = command.status().map_err(|error| format!("cargo can't be started: {error}"))?;
    if status.success() { Ok(()) } else { Err("the generated crates do not compile".into()) }
}

/// Processor time of all processes that this one started and that have ended.
fn children_seconds() -> Result<f64, String> {
    let text =
        std::fs::read_to_string("/proc/self/stat").map_err(|error| format!("this needs Linux: {error}"))?;
    // The name in parentheses may hold blanks; cutime and cstime are the 14th and 15th field after it, in
    // hundredths of a second.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok());
    match (ticks(13), ticks(14)) {
        (Some(user), Some(system)) => Ok((user + system) / 100.0),
        _ => Err("/proc/self/stat has another form than expected".into()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("`{}` can't be written: {error}", path.display()))
}

fn write_crate(
    target: &Path,
    root: &Path,
    name: &str,
    library: &str,
    definition: Option<&str>,
) -> Result<(), String> {
    let folder = target.join(name);
    let runtime = root.join("asl-runtime");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\nasl-runtime = {{ path = {runtime:?} }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/lib.rs"), library)?;
    match definition {
        Some(definition) => write(&folder.join("workflow.asl.json"), definition),
        None => Ok(()),
    }
}

/// A chain of tasks.
fn definition(size: usize) -> String {
    let mut states = serde_json::Map::new();
    for number in 0..size {
        let state = json!({
            "Type": "Task",
            "Resource": format!("arn:aws:lambda:eu-west-1:123456789012:function:task-{number}"),
            "Parameters": { "order.$": "$.order", "kind": "card", "reference.$": "$$.Execution.Name" },
            "ResultPath": "$.result",
            "TimeoutSeconds": 60,
            "Retry": [
                { "ErrorEquals": ["Lambda.ServiceException", "Lambda.TooManyRequestsException"], "MaxAttempts": 6 },
                { "ErrorEquals": ["States.Timeout"], "MaxAttempts": 2 }
            ],
            "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Failed" }],
            "Next": if number + 1 == size { "Done".to_owned() } else { format!("Task {}", number + 1) },
        });
        states.insert(format!("Task {number}"), state);
    }
    states.insert("Done".into(), json!({ "Type": "Succeed" }));
    states.insert("Failed".into(), json!({ "Type": "Fail", "ErrorPath": "$.error.Error" }));
    json!({ "StartAt": "Task 0", "States": states }).to_string()
}

fn workflow_library(size: usize) -> String {
    let mut library = String::from(
        "//! A workflow.\nasl_runtime::include_workflow!(\"workflow.asl.json\");\n/// Its handlers.\npub struct Handlers;\n\
         impl workflow::Handlers for Handlers {\n",
    );
    for number in 0..size {
        // Writing to a String cannot fail.
        _ = writeln!(
            library,
            "    async fn task_{number}(&self, input: workflow::Task{number}Input, _: &asl_runtime::TaskContext) \
             -> Result<serde_json::Value, asl_runtime::TaskError> {{ Ok(input.order) }}"
        );
    }
    library.push_str("}\n");
    library
}

fn serde_library(size: usize) -> String {
    let mut library = String::from("//! Structs.\nuse serde::{Deserialize, Serialize};\n");
    for number in 0..size {
        _ = writeln!(
            library,
            "/// An input.\n#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\npub struct Task{number}Input {{\n    \
             /// Order.\n    pub order: serde_json::Value,\n    /// Kind.\n    pub kind: String,\n    /// Reference.\n    \
             pub reference: String,\n}}"
        );
    }
    library
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_accepted() {
        let settings = crate::check::assumed();
        let source = asl_compiler::source::Source::new(
            "x.asl.json",
            definition(3),
            asl_compiler::source::Format::Json,
        );
        let resolved = asl_compiler::compile::check(&source, &settings).findings.resolve(&settings.levels);
        assert_eq!((resolved.errors.len(), resolved.warnings.len()), (0, 0), "{resolved:?}");
    }

    #[test]
    fn counts_the_time_of_children() {
        let before = children_seconds().expect("this is Linux");
        Command::new("true").status().expect("it can be started");
        assert!(children_seconds().expect("this is Linux") >= before);
    }
}
