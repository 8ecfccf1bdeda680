//! The readers over definitions that people have written. Skipped where the corpus is not at hand.

use std::path::{Path, PathBuf};

mod support;

use asl_compiler::diagnostic::{Findings, LintLevels};
use asl_compiler::substitution::{Substitutions, UnknownNames, apply};
use asl_compiler::syntax::{parse_json, parse_yaml};
use serde_json::Value;

/// The files below a folder; none if it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.to_string_lossy().ends_with(".asl.json") {
            files.push(path);
        }
    }
    files
}

fn corpus() -> Vec<(PathBuf, String)> {
    let files = support::shared("corpus").map(|corpus| files(&corpus)).unwrap_or_default();
    files
        .into_iter()
        .map(|path| (path.clone(), std::fs::read_to_string(path).expect("the file can be read")))
        .collect()
}

#[test]
fn both_readers_agree_with_serde_json() {
    for (path, text) in corpus() {
        let path = path.display();
        let expected: Value = serde_json::from_str(&text).expect("the corpus is JSON");
        let json = parse_json(&text).unwrap_or_else(|error| panic!("{path}: {error:?}"));
        assert_eq!(json.root.to_json(), expected, "{path}");
        let yaml = parse_yaml(&text).unwrap_or_else(|error| panic!("{path}: {error:?}"));
        assert_eq!(yaml.root.to_json(), expected, "{path}");
    }
}

#[test]
fn no_substitution_is_refused_where_values_are_assumed() {
    let substitutions = Substitutions::new([], UnknownNames::Assumed).expect("there is no value");
    let (mut files, mut names) = (0, 0);
    for (path, text) in corpus() {
        let mut document = parse_json(&text).expect("the corpus is JSON");
        let mut findings = Findings::new(UnknownNames::Assumed);
        names += apply(&mut document, &substitutions, &mut findings).len();
        let resolved = findings.resolve(&LintLevels::default());
        assert!(resolved.errors.is_empty() && resolved.warnings.is_empty(), "{}", path.display());
        files += 1;
    }
    assert!(files == 0 || names > 400, "{names} names in {files} files");
}
