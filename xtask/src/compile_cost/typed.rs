//! What the checks of types cost: the same workflow with `typed` and without, its types with shapes in both.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::cargo::{Crates, Mode};
use super::workflow::definition;
use super::write_crate;
use crate::bench::part::Part;

/// The states of the workflow.
const SIZE: usize = 300;

/// What the checks of a state may cost, in milliseconds.
const BOUND: f64 = 1.0;

const NAMES: [&str; 2] = ["untyped", "typed"];

/// Writes the crates; gives their names.
pub(super) fn write(target: &Path, root: &Path) -> Result<[&'static str; 2], String> {
    for name in NAMES {
        write_crate(target, root, name, &library(name), Some(&definition(SIZE)))?;
    }
    Ok(NAMES)
}

/// What the checks cost.
pub(super) fn measure(crates: &Crates) -> Result<Part, String> {
    let untyped = crates.least(NAMES[0], Mode::Check)?;
    let typed = crates.least(NAMES[1], Mode::Check)?;
    let each = (typed - untyped) * 1_000.0 / SIZE as f64;
    let text = format!(
        "{SIZE} states: {untyped:.2} s without checks of types, {typed:.2} s with them: {each:.2} ms a state\n"
    );
    let mut faults = Vec::new();
    if each > BOUND {
        faults
            .push(format!("the checks of types take {each:.2} ms a state, at most {BOUND:.1} ms is allowed"));
    }
    Ok(Part { figures: json!({ "untyped_seconds": untyped, "typed_seconds": typed }), text, faults })
}

/// Every task gets a payload with a part of the input, and answers with a struct of 20 fields, which replaces nothing.
fn library(name: &str) -> String {
    let typed = if name == "typed" { "typed," } else { "" };
    let mut library = String::from(
        "//! A workflow with types.\nuse asl_runtime::{Shape, include_workflow};\nuse serde::{Deserialize, Serialize};\n",
    );
    // Writing to a String cannot fail.
    _ = writeln!(library, "include_workflow! {{ \"workflow.asl.json\", input: Input, {typed} handlers: {{");
    for number in 0..SIZE {
        _ = writeln!(library, "    \"Task {number}\" => task_{number}: fn(Call) -> Result<Answer>,");
    }
    library.push_str("} }\n");
    for (name, fields) in [
        ("Input", vec!["order: Answer".to_owned()]),
        ("Call", vec!["order: Answer".into(), "kind: String".into(), "reference: String".into()]),
        ("Answer", (0..20).map(|number| format!("field_{number}: String")).collect()),
    ] {
        let fields: String =
            fields.iter().map(|field| format!("    /// A field.\n    pub {field},\n")).collect();
        _ = writeln!(
            library,
            "/// A type.\n#[derive(Serialize, Deserialize, Shape)]\npub struct {name} {{\n{fields}}}"
        );
    }
    library
}
