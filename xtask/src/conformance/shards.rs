//! The generated crates: written, built, run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::cases::{Cases, Form};
use super::generate::Modules;
use super::options::Options;
use crate::definitions::workspace;

/// How many modules a crate gets.
const SHARD: usize = 200;

/// The crates.
pub(super) struct Shards {
    /// Their workspace.
    folder: PathBuf,
    /// Where they are built: what they depend on is the same for all runs.
    target: PathBuf,
    /// How many.
    count: usize,
}

/// By the path of the case: a line of the crate that ran it.
pub(super) type Verdicts = BTreeMap<PathBuf, Value>;

/// Writes the crates. Files that would not change are left alone, so that nothing is compiled twice.
pub(super) fn write(modules: &Modules, options: &Options<'_>) -> Result<Shards, String> {
    let root = workspace()?;
    // A selection has crates of its own: those of all cases need not be compiled again afterwards.
    let name = if options.filter.is_some() { "selection" } else { "all" };
    let folder = root.join("target/conformance").join(name);
    let texts: Vec<&str> = modules.compiled().map(|(_, text)| text).collect();
    let count = texts.len().div_ceil(SHARD);
    let members: Vec<_> = (0..count).map(|number| format!("\"shard{number}\"")).collect();
    // Line tables and incremental builds cost more than they give here.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    put(&folder.join("Cargo.toml"), &manifest)?;
    let lock = root.join("Cargo.lock");
    // The same versions of everything as the workspace's own.
    let lock =
        std::fs::read_to_string(&lock).map_err(|error| format!("`Cargo.lock` can't be read: {error}"))?;
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), &lock)?;
    }
    for (number, texts) in texts.chunks(SHARD).enumerate() {
        let folder = folder.join(format!("shard{number}"));
        let dependency = |name: &str, folder: &str, rest: &str| {
            format!("{name} = {{ path = {:?}{rest} }}\n", root.join(folder))
        };
        let manifest = format!(
            "[package]\nname = \"shard{number}\"\nedition = \"2024\"\n\n[dependencies]\n{}{}",
            dependency("asl-conformance", "conformance", ""),
            dependency("asl-runtime", "asl-runtime", ", default-features = false, features = [\"jsonata\"]"),
        );
        put(&folder.join("Cargo.toml"), &manifest)?;
        let mut main = String::from("//! Generated from recorded executions.\n\n");
        let mut entries = String::new();
        for (index, text) in texts.iter().enumerate() {
            // Writing to a string can't fail.
            _ = writeln!(main, "mod m{index};");
            _ = writeln!(entries, "        Entry::of(m{index}::workflow::dynamic),");
            put(
                &folder.join(format!("src/m{index}.rs")),
                &format!("#![allow(warnings, reason = \"generated\")]\n{text}"),
            )?;
        }
        _ = write!(
            main,
            "\nuse asl_conformance::{{Entry, main as run}};\n\nfn main() -> std::process::ExitCode {{\n    run(&[\n{entries}    ])\n}}\n"
        );
        put(&folder.join("src/main.rs"), &main)?;
    }
    Ok(Shards { folder, target: root.join("target/conformance/build"), count })
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("`{}` can't be written: {error}", path.display()))
}

pub(super) fn build(shards: &Shards) -> Result<(), String> {
    if shards.count == 0 {
        return Ok(());
    }
    let status = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
        .args(["build", "--quiet", "--target-dir"])
        .arg(&shards.target)
        .current_dir(&shards.folder)
        .status()
        .map_err(|error| format!("cargo can't be started: {error}"))?;
    if status.success() { Ok(()) } else { Err("the generated crates do not compile".into()) }
}

/// Runs the cases, each crate its own.
pub(super) fn run(
    shards: &Shards,
    cases: &Cases,
    modules: &Modules,
    host: Option<&str>,
) -> Result<Verdicts, String> {
    let places: BTreeMap<usize, usize> =
        modules.compiled().enumerate().map(|(place, (definition, _))| (definition, place)).collect();
    let mut verdicts = Verdicts::new();
    for number in 0..shards.count {
        let mut list = String::new();
        for case in cases.cases.iter().filter(|case| case.runs()) {
            if let Some(place) = places.get(&case.definition).filter(|place| *place / SHARD == number) {
                let state = match &case.form {
                    Form::TestState(state) => Some(state),
                    Form::Execution | Form::Validation(_) | Form::NotRun(_) => None,
                };
                let asked = json!({ "workflow": place % SHARD, "path": case.path, "state": state });
                _ = writeln!(list, "{asked}");
            }
        }
        let file = shards.folder.join(format!("shard{number}/cases"));
        put(&file, &list)?;
        let program = shards.target.join(format!("debug/shard{number}"));
        let output = Command::new(&program)
            .arg(&file)
            .args(host)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("`{}` can't be started: {error}", program.display()))?;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let verdict: Value =
                serde_json::from_str(line).map_err(|error| format!("no verdict: `{line}`: {error}"))?;
            let path = verdict["path"].as_str().unwrap_or_default();
            verdicts.insert(PathBuf::from(path), verdict);
        }
        if !output.status.success() {
            return Err(format!("`{}` ended with {}", program.display(), output.status));
        }
    }
    Ok(verdicts)
}
