//! The crate that evaluates both ways.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use quote::quote;
use serde_json::{Value, json};

use super::Compiled;
use super::suite::Case;

const COMPARE: &str = include_str!("compare.rs.txt");
const BENCH: &str = include_str!("bench.rs.txt");

/// Builds and runs the comparison.
pub(super) fn differential(
    root: &Path,
    expressions: &[Compiled],
    inputs: &[Value],
    cases: &[Case],
) -> Result<ExitCode, String> {
    let folder = root.join("target/jsonata-differential");
    let suite: Vec<_> = cases.iter().map(|case| &case.compiled).collect();
    let tables = format!(
        "{}{}",
        table("EXPRESSIONS", &expressions.iter().collect::<Vec<_>>()),
        table("SUITE", &suite)
    );
    let data = json!({ "inputs": inputs, "suite": cases.iter().map(Case::json).collect::<Vec<_>>() });
    write_package(root, &folder, &format!("{COMPARE}\n{tables}"), &[("data.json", &data.to_string())])?;
    run(root, &folder, &[])
}

/// Builds and runs the measurement.
pub(super) fn bench(root: &Path, expressions: &[Compiled]) -> Result<ExitCode, String> {
    let folder = root.join("target/jsonata-bench");
    let table = table("EXPRESSIONS", &expressions.iter().collect::<Vec<_>>());
    write_package(root, &folder, &format!("{BENCH}\n{table}"), &[])?;
    run(root, &folder, &["--release"])
}

/// A table of compiled expressions.
fn table(name: &str, expressions: &[&Compiled]) -> String {
    let name = quote::format_ident!("{name}");
    let rows =
        expressions.iter().map(|Compiled { text, closure }| quote!(rt::jsonata::compiled(#text, #closure)));
    let tokens = quote!(static #name: &[rt::jsonata::Compiled] = &[#(#rows),*];);
    // Nobody reads this; a line for each row is enough for messages of rustc.
    tokens.to_string().replace("rt :: jsonata :: compiled", "\nrt::jsonata::compiled") + "\n"
}

fn write_package(root: &Path, folder: &Path, program: &str, files: &[(&str, &str)]) -> Result<(), String> {
    let runtime = root.join("asl-runtime");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"jsonata-trial\"\nedition = \"2024\"\n\n[dependencies]\nasl-runtime = {{ path \
         = {runtime:?} }}\nserde_json = {{ version = \"1\", features = [\"preserve_order\"] }}\n\n[profile.dev]\ndebug = \
         \"line-tables-only\"\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    // The versions that everything else is built with.
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(|error| format!("`Cargo.lock` can't be copied: {error}"))?;
    write(&folder.join("src/main.rs"), program)?;
    files.iter().try_for_each(|(name, text)| write(&folder.join(name), text))
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("`{}` can't be written: {error}", path.display()))
}

fn run(root: &Path, folder: &Path, profile: &[&str]) -> Result<ExitCode, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    // What the project itself is built of is built already.
    let status = Command::new(cargo)
        .args(["run", "--quiet"])
        .args(profile)
        .arg("--target-dir")
        .arg(root.join("target"))
        .current_dir(folder)
        .status()
        .map_err(|error| format!("cargo can't be started: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
