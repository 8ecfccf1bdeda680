//! What `include_workflow!` expands to: `workflows/NAME.asl.json` or `.asl.yaml`, with further arguments of the
//! macro in `NAME.arguments`, is expected to become `NAME.rs`.
//!
//! `BLESS=1 cargo test -p asl-tests --test expansion` writes the expected code anew. It is a public face: read it
//! before you commit.

mod definitions;
mod fixture;
mod handing;
mod jsonata;
mod properties;
mod size;

use std::collections::BTreeSet;
use std::path::Path;

use fixture::{Fixture, fixtures, folder, print};
use serde_json::json;

/// Writes what a test expects, instead of comparing it.
fn blesses() -> bool {
    std::env::var_os("BLESS").is_some()
}

#[test]
fn every_workflow_expands_as_expected() {
    let mut different = Vec::new();
    for fixture in fixtures() {
        let expansion = fixture.expansion();
        let path = folder().join(format!("{}.rs", fixture.name));
        if blesses() {
            std::fs::write(&path, &expansion).expect("the expected code can be written");
        } else if let Some(difference) = difference(&path, &expansion) {
            different.push(format!("{}: {difference}", fixture.name));
        }
    }
    assert!(
        different.is_empty(),
        "{}\n\nif that is meant: BLESS=1 cargo test -p asl-tests --test expansion",
        different.join("\n")
    );
}

#[test]
fn nothing_is_wrong_with_the_workflows() {
    for fixture in fixtures() {
        let expansion = fixture.expansion();
        for finding in ["compile_error!", "#[deprecated"] {
            assert!(!expansion.contains(finding), "{}: {expansion}", fixture.name);
        }
    }
}

/// The first line in which the code is not the expected one.
fn difference(path: &Path, expansion: &str) -> Option<String> {
    let Ok(expected) = std::fs::read_to_string(path) else {
        return Some(format!("`{}` can't be read", path.display()));
    };
    if expected == expansion {
        return None;
    }
    let mut lines = expected.lines().zip(expansion.lines()).enumerate();
    let (number, (expected, found)) =
        lines.find(|(_, (expected, found))| expected != found).unwrap_or((0, ("", "the lengths differ")));
    Some(format!("line {}\n  expected {expected}\n  found    {found}", number + 1))
}

/// One that is not would be dead code.
#[test]
fn every_constant_of_a_shape_is_looked_at() {
    let mut constants = 0;
    for fixture in fixtures() {
        let expansion = fixture.expansion();
        let names = expansion.lines().filter_map(|line| {
            let name = line.trim().strip_prefix("const ")?.split_once(": ShapeRef")?.0;
            (name != "_").then_some(name)
        });
        for name in names {
            constants += 1;
            let uses = expansion.matches(&format!("{name},")).count();
            assert!(uses > 0, "{}: {name}", fixture.name);
        }
    }
    assert!(constants > 0);
}

#[test]
fn retriers_are_told_apart_however_many_there_are() {
    let retriers: Vec<_> = (0..300).map(|number| json!({ "ErrorEquals": [format!("E{number}")] })).collect();
    let definition = json!({ "StartAt": "T", "States": { "T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true, "Retry": retriers
    } } });
    let tokens = fixture::expand("retriers", &definition.to_string());
    let file = syn::parse2(tokens).expect("it is Rust");
    let expansion = print(&file);
    assert!(expansion.contains("\"E299\" => Some(299)"), "{expansion}");
    assert!(expansion.contains("retriers: 300"), "{expansion}");
}

#[test]
fn every_expected_expansion_has_its_workflow() {
    let names: BTreeSet<_> = fixtures().iter().map(|fixture| fixture.name.clone()).collect();
    let entries = std::fs::read_dir(folder()).expect("the folder can be read");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = file.split('.').next().unwrap_or_default();
        assert!(names.contains(name), "`{file}` belongs to no workflow");
    }
}

#[test]
fn an_expansion_is_the_same_twice() {
    for fixture in fixtures() {
        assert_eq!(fixture.expansion(), fixture.expansion(), "{}", fixture.name);
    }
}

#[test]
fn expansions_name_no_folder_of_this_machine() {
    let folder = env!("CARGO_MANIFEST_DIR");
    for Fixture { name, .. } in fixtures() {
        let text = std::fs::read_to_string(self::folder().join(format!("{name}.rs"))).unwrap_or_default();
        assert!(!text.contains(folder), "{name}");
    }
}
