//! The expressions of the reference implementation's test suite: each parses, or fails with the code that its
//! case names. Where the suite is absent there is nothing to do.

use std::path::{Path, PathBuf};

use asl_compiler::expression::jsonata::parse;
use serde_json::Value;

/// Cases of release 2.2 that 2.0.6, which the service has, does not know: the operators `??` and `?:` (JNA-5).
const LATER: [&str; 2] = ["coalescing-operator", "default-operator"];

fn suite() -> Option<PathBuf> {
    let groups = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/jsonata-suite/groups");
    groups.is_dir().then_some(groups)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths
}

/// A case: its name, its expression, the code it fails with.
struct Case {
    name: String,
    expression: String,
    code: Option<String>,
}

fn cases(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("the case can be read");
    let list = match serde_json::from_str(&text) {
        Ok(Value::Array(list)) => list,
        Ok(one) => vec![one],
        // Half of a surrogate pair is no text in Rust; no definition can hold it either.
        Err(error) => {
            assert!(error.to_string().contains("hex escape"), "{}: {error}", file.display());
            return Vec::new();
        }
    };
    let folder = file.parent().expect("a file has a folder");
    let group = folder.file_name().unwrap_or_default().to_string_lossy();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    list.iter()
        .enumerate()
        .map(|(index, case)| {
            let expression = match case["expr-file"].as_str() {
                Some(beside) => std::fs::read_to_string(folder.join(beside)).expect("the file is there"),
                None => case["expr"].as_str().expect("a case has an expression").to_owned(),
            };
            let code = case["code"].as_str().or(case["error"]["code"].as_str());
            Case { name: format!("{group}/{stem}[{index}]"), expression, code: code.map(str::to_owned) }
        })
        .collect()
}

#[test]
fn every_expression_parses_or_fails_with_its_code() {
    let Some(suite) = suite() else { return };
    let (mut seen, mut wrong) = (0, Vec::new());
    for group in entries(&suite) {
        let later = LATER.iter().any(|name| group.ends_with(name));
        for file in entries(&group).iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
            for case in cases(file) {
                seen += 1;
                let found = parse(&case.expression).err();
                let found_code = found.as_ref().map(|error| error.code.unwrap_or("none"));
                let syntax = case.code.as_deref().filter(|code| code.starts_with('S'));
                let right = if later {
                    found_code.is_some() == case.expression.contains('?')
                } else {
                    found_code == syntax
                };
                if !right {
                    wrong.push(format!(
                        "{}: {:?} expects {syntax:?}, found {found:?}",
                        case.name, case.expression
                    ));
                }
            }
        }
    }
    assert!(seen > 1000, "{seen} cases");
    assert!(wrong.is_empty(), "{} of {seen} differ:\n{}", wrong.len(), wrong.join("\n"));
}
