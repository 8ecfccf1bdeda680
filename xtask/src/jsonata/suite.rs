//! The reference implementation's suite, as far as it compiles.

use std::path::{Path, PathBuf};

use asl_compiler::expression::jsonata::parse;
use serde_json::{Value, json};

use super::Compiled;
use super::rewrite::rooted;

/// A case whose expression compiles.
pub(super) struct Case {
    /// `array-constructor/case001[0]`
    name: String,
    pub(super) compiled: Compiled,
    input: Value,
    variables: Value,
}

/// What the suite holds.
#[derive(Default)]
pub(super) struct Suite {
    pub(super) cases: Vec<Case>,
    /// How many expressions are left to the evaluator.
    pub(super) left: usize,
}

impl Case {
    /// As the comparing program reads it.
    pub(super) fn json(&self) -> Value {
        json!({ "name": self.name, "surroundings": { "input": self.input, "variables": self.variables } })
    }
}

/// The cases below a folder; none where it is absent.
///
/// # Errors
///
/// Files that can't be read.
pub(super) fn cases(folder: &Path) -> Result<Suite, String> {
    let mut suite = Suite::default();
    if !folder.is_dir() {
        return Ok(suite);
    }
    for group in entries(&folder.join("groups"))? {
        for file in entries(&group)? {
            if file.extension().is_some_and(|extension| extension == "json") {
                read(folder, &group, &file, &mut suite)?;
            }
        }
    }
    Ok(suite)
}

fn read(folder: &Path, group: &Path, file: &Path, suite: &mut Suite) -> Result<(), String> {
    // Half of a surrogate pair is no text; no definition can hold it either.
    let Ok(cases) = serde_json::from_str::<Value>(&text(file)?) else { return Ok(()) };
    let cases = if let Value::Array(cases) = cases { cases } else { vec![cases] };
    for (index, case) in cases.iter().enumerate() {
        let expression = match (&case["expr"], &case["expr-file"]) {
            (Value::String(expression), _) => expression.clone(),
            (_, Value::String(beside)) => text(&group.join(beside))?,
            _ => continue,
        };
        let input = match (case.get("data"), &case["dataset"]) {
            (Some(data), _) => Some(data.clone()),
            (None, Value::String(name)) => {
                serde_json::from_str(&text(&folder.join("datasets").join(format!("{name}.json")))?).ok()
            }
            _ => None,
        };
        // Without an input a path is undefined, which a state's input never is.
        let rewritten = parse(&expression).ok().and_then(|root| rooted(root, input.is_some()));
        match rewritten.map(|root| root.to_string()).and_then(Compiled::new) {
            Some(compiled) => suite.cases.push(Case {
                name: format!("{}/{}[{index}]", stem(group), stem(file)),
                compiled,
                input: input.unwrap_or_default(),
                variables: case.get("bindings").cloned().unwrap_or_else(|| json!({})),
            }),
            None => suite.left += 1,
        }
    }
    Ok(())
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("`{}` can't be read: {error}", path.display()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("`{}` can't be read: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}
