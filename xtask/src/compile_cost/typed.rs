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

/// What the checks may cost beside all else that rustc does for the workflow, on whatever machine.
const RATIO: f64 = 1.25;

/// The crates of the workflow.
pub(super) const PAIR: [&str; 2] = ["untyped", "typed"];

const NAMES: [&str; 4] = ["untyped", "typed", "derives", "shapes"];

/// Writes the crates; gives their names.
pub(super) fn write(target: &Path, root: &Path) -> Result<[&'static str; 4], String> {
    for name in NAMES {
        match name {
            "untyped" | "typed" => write_crate(target, root, name, &library(name), Some(&definition(SIZE)))?,
            _ => write_crate(target, root, name, &structs(name), None)?,
        }
    }
    Ok(NAMES)
}

/// What is wrong if the checks cost more than they may beside all else.
pub(super) fn guard(crates: &Crates) -> Result<Option<String>, String> {
    let [untyped, typed] = crates.least_by_turns(PAIR, Mode::Check)?;
    println!("{SIZE} states: {untyped:.2} s without checks of types, {typed:.2} s with them");
    Ok(excess(untyped, typed))
}

fn excess(untyped: f64, typed: f64) -> Option<String> {
    let ratio = typed / untyped;
    (ratio > RATIO).then(|| {
        format!(
            "with checks of types a workflow takes {ratio:.2} times as long, at most {RATIO:.2} is allowed"
        )
    })
}

/// What the checks cost.
pub(super) fn measure(crates: &Crates) -> Result<Part, String> {
    let [untyped, typed] = crates.least_by_turns(PAIR, Mode::Check)?;
    let [derives, shapes] = crates.least_by_turns(["derives", "shapes"], Mode::Check)?;
    let each = (typed - untyped) * 1_000.0 / SIZE as f64;
    let share = (shapes - derives) * 100.0 / derives;
    let text = format!(
        "{SIZE} states: {untyped:.2} s without checks of types, {typed:.2} s with them: {each:.2} ms a state\n\
         {SIZE} structs: {derives:.2} s with serde's derives, {shapes:.2} s with `Shape` too: {share:.0} % more\n"
    );
    let mut faults = Vec::new();
    if each > BOUND {
        faults
            .push(format!("the checks of types take {each:.2} ms a state, at most {BOUND:.1} ms is allowed"));
    }
    Ok(Part {
        figures: json!({
            "untyped_seconds": untyped,
            "typed_seconds": typed,
            "derives_seconds": derives,
            "shapes_seconds": shapes,
        }),
        text,
        faults,
    })
}

/// Structs with serde's derives, and in one of the crates with `Shape` as well.
fn structs(name: &str) -> String {
    let shape = if name == "shapes" { ", asl_runtime::Shape" } else { "" };
    let mut library = String::from("//! Structs.\nuse serde::{Deserialize, Serialize};\n");
    for number in 0..SIZE {
        // Writing to a String cannot fail.
        _ = writeln!(
            library,
            "/// A type.\n#[derive(Serialize, Deserialize{shape})]\npub struct Order{number} {{\n    /// A field.\n    \
             pub order_id: String,\n    /// A field.\n    pub customer: Option<String>,\n    /// A field.\n    \
             pub skus: Vec<String>,\n    /// A field.\n    pub cents: u64,\n    /// A field.\n    pub paid: bool,\n}}"
        );
    }
    library
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

#[cfg(test)]
mod tests {
    use super::excess;

    #[test]
    fn what_the_checks_cost_is_bounded() {
        assert_eq!(excess(2.0, 2.4), None);
        let expected = "with checks of types a workflow takes 1.50 times as long, at most 1.25 is allowed";
        assert_eq!(excess(2.0, 3.0).as_deref(), Some(expected));
    }
}
