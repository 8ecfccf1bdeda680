//! The reference implementation's own test suite, through the same door as the expressions of states.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jsonata_core::value::JValue;
use serde_json::Value;

use super::Expression;
use super::convert::plain;
use crate::data::jsonata::{Problem, Scope, evaluate};
use crate::program::Fixture;

/// How a case ended.
enum Verdict {
    Passed,
    Failed(String),
    /// The case is about something that AWS does not have.
    NotApplicable(&'static str),
}

struct Case {
    name: String,
    text: String,
    case: Value,
    data: Option<Value>,
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("../shared/jsonata-suite");
    folder.is_dir().then_some(folder)
}

/// The JSON of a file; `None` where it holds half of a surrogate pair, which is no text here and none on AWS.
fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match serde_json::from_str(&text) {
        Ok(value) => Some(value),
        Err(_) if text.to_lowercase().contains(r"\ud8") => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for group in sorted(&folder.join("groups")) {
        for file in sorted(&group) {
            if file.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = format!("{}/{}", stem(&group), stem(&file));
            let list = match read(&file) {
                Some(Value::Array(list)) => list,
                Some(one) => vec![one],
                None => {
                    let text = String::new();
                    cases.push(Case { name: format!("{name}[0]"), text, case: Value::Null, data: None });
                    continue;
                }
            };
            for (index, case) in list.into_iter().enumerate() {
                let text = match (&case["expr"], &case["expr-file"]) {
                    (Value::String(text), _) => text.clone(),
                    (_, Value::String(file)) => {
                        fs::read_to_string(group.join(file)).expect("the suite holds the file")
                    }
                    _ => panic!("{name}: no expression"),
                };
                let data = match (case.get("data"), &case["dataset"]) {
                    (Some(data), _) => Some(data.clone()),
                    (None, Value::String(name)) => {
                        read(&folder.join("datasets").join(format!("{name}.json")))
                    }
                    _ => None,
                };
                cases.push(Case { name: format!("{name}[{index}]"), text, case, data });
            }
        }
    }
    cases
}

/// What AWS does not have, as the suite's README lists it.
fn not_applicable(case: &Case) -> Option<&'static str> {
    if case.case.is_null() {
        return Some("half of a surrogate pair");
    }
    if case.case.get("depth").is_some() {
        return Some("sets a limit of its own");
    }
    if case.case["code"] == "D2014" {
        return Some("AWS's limit of memory comes before the language's own");
    }
    if case.text.contains("$eval") {
        return Some("$eval was removed");
    }
    None
}

fn run(case: &Case) -> Verdict {
    if let Some(reason) = not_applicable(case) {
        return Verdict::NotApplicable(reason);
    }
    let mut fixture = Fixture::new(Value::Null);
    if let Value::Object(bindings) = &case.case["bindings"] {
        for (name, value) in bindings {
            fixture.variables.assign(&mut crate::program::assigned([(&*name.clone().leak(), value.clone())]));
        }
    }
    let step = fixture.step();
    let expression = Expression::new(case.text.clone().leak());
    let focus = case.data.as_ref().map_or(JValue::Undefined, plain);
    let found = expression.evaluate_with(&Scope::new(&step), &focus);
    judge(case, found)
}

/// The case through the function that generated code calls, as far as it can be written for a state: states have no
/// `$`, so the data of a case are the state's input, and the expression is the last step of a path that leads there.
/// `None` where that is another expression: `$$` and `%` look back, steps go through arrays one by one, and what a step
/// gives is no array of its own. What can't be parsed is refused by the compiler.
fn run_as_a_state(case: &Case) -> Option<Verdict> {
    let is_refused = case.case["code"].as_str().is_some_and(|code| code.starts_with('S'));
    if is_refused
        || not_applicable(case).is_some()
        || case.case["bindings"].as_object().is_some_and(|names| !names.is_empty())
    {
        return None;
    }
    let text = match &case.data {
        None => case.text.clone(),
        Some(Value::Object(_)) if !case.text.contains("$$") && !case.text.contains('%') => {
            if case.case["result"].is_array() {
                return None;
            }
            format!("$states.input.({})", case.text)
        }
        Some(_) => return None,
    };
    let mut fixture = Fixture::new(case.data.clone().unwrap_or_default());
    let step = fixture.step();
    let found = evaluate(&Scope::new(&step), "Output", &Expression::new(text.leak()));
    let found = match found {
        Ok(value) => Ok(Some(value)),
        Err(failure) => {
            let cause = failure.cause().unwrap_or_default();
            match cause.split_once("threw an error during evaluation. ") {
                Some((_, problem)) => {
                    let (code, text) = problem.split_once(": ").unwrap_or((problem, ""));
                    Err(Problem::error(code.to_owned(), text))
                }
                None if cause.ends_with("returned nothing (undefined).") => Ok(None),
                None => Err(Problem::Unsupported),
            }
        }
    };
    Some(judge(case, found))
}

fn judge(case: &Case, found: Result<Option<Value>, Problem>) -> Verdict {
    let expected = &case.case;
    let code = expected.get("code").or_else(|| expected.get("error").and_then(|error| error.get("code")));
    let passed = match (&found, code) {
        (Err(Problem::Error { code: found, .. }), Some(code)) => Some(found.as_ref()) == code.as_str(),
        (Ok(None), None) => expected.get("undefinedResult").is_some(),
        (Ok(Some(found)), None) => {
            expected.get("result").is_some_and(|result| same(found, result, expected["unordered"] == true))
        }
        _ => false,
    };
    if passed {
        return Verdict::Passed;
    }
    let mut text = format!("{}\n", case.text.trim());
    for field in ["result", "undefinedResult", "code", "error"] {
        if let Some(expected) = expected.get(field) {
            let _ = writeln!(text, "    expected {field}: {expected}");
        }
    }
    let _ = write!(text, "    found: {found:?}");
    Verdict::Failed(text)
}

fn same(found: &Value, expected: &Value, unordered: bool) -> bool {
    match (found, expected) {
        (Value::Array(found), Value::Array(expected)) if unordered => {
            let mut rest: Vec<_> = found.iter().collect();
            found.len() == expected.len()
                && expected.iter().all(|element| {
                    let place = rest.iter().position(|found| same(found, element, false));
                    place.map(|place| rest.swap_remove(place)).is_some()
                })
        }
        (Value::Array(found), Value::Array(expected)) => {
            let mut pairs = found.iter().zip(expected);
            found.len() == expected.len() && pairs.all(|(found, expected)| same(found, expected, false))
        }
        (Value::Object(found), Value::Object(expected)) => {
            found.len() == expected.len()
                && expected
                    .iter()
                    .all(|(name, expected)| found.get(name).is_some_and(|found| same(found, expected, false)))
        }
        // The suite writes sums with fewer digits than they have.
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64(), expected.as_f64());
            found.zip(expected).is_some_and(|(found, expected)| {
                (found - expected).abs() <= expected.abs() * 4.0 * f64::EPSILON
            })
        }
        _ => found == expected,
    }
}

#[test]
fn the_reference_suite() {
    let Some(folder) = folder() else { return };
    let (mut passed, mut failed) = (0, Vec::new());
    let mut not_applicable: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let cases = cases(&folder);
    for case in &cases {
        match run(case) {
            Verdict::Passed => passed += 1,
            Verdict::Failed(text) => failed.push(format!("{}: {text}", case.name)),
            Verdict::NotApplicable(reason) => not_applicable.entry(reason).or_default().push(&case.name),
        }
    }
    for (reason, names) in &not_applicable {
        println!("not applicable, {reason}: {}\n    {}", names.len(), names.join(" "));
    }
    let skipped: usize = not_applicable.values().map(Vec::len).sum();
    println!("{passed} passed, {} failed, {skipped} not applicable", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_reference_suite_as_states_evaluate_it() {
    let Some(folder) = folder() else { return };
    let (mut passed, mut failed, mut not_written) = (0, Vec::new(), 0);
    for case in &cases(&folder) {
        match run_as_a_state(case) {
            Some(Verdict::Passed) => passed += 1,
            Some(Verdict::Failed(text)) => failed.push(format!("{}: {text}", case.name)),
            Some(Verdict::NotApplicable(_)) | None => not_written += 1,
        }
    }
    println!("{passed} passed, {} failed, {not_written} can't be written for a state", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
