//! Findings as text, for definitions that show one check each: `diagnostics/CODE/NAME.json` with what is
//! found in `NAME.txt`, and `NAME.good.json`, where nothing is. `NAME.express.json` is an express workflow.
//!
//! `BLESS=1 cargo test -p asl-compiler --test diagnostics` writes the texts anew; read them before you commit.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use asl_compiler::diagnostic::{Code, Kind, Level, LintLevels, Renderer, Resolved, Severity};
use asl_compiler::model::WorkflowKind;
use asl_compiler::substitution::UnknownNames;
use support::{Checked, check_at};

/// Codes of other parts, which have tests of their own.
const ELSEWHERE: &[Code] = &[
    Code::Syntax,
    Code::MissingFile,
    Code::InvalidSubstitution,
    Code::NameCollision,
    Code::HandlerCollision,
    Code::UnusedSubstitution,
    // That is a matter of types.
    Code::UncaughtError,
    // These take more data than is good to read.
    Code::LiteralTooLarge,
    Code::MapHistory,
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// All definitions, each with the code that its folder is named after.
fn fixtures() -> Vec<(String, PathBuf)> {
    let entries = |path: &Path| {
        let entries = std::fs::read_dir(path).expect("the folder can be read");
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.expect("the folder can be read").path()).collect();
        paths.sort();
        paths
    };
    let codes = entries(&folder()).into_iter().filter(|path| path.is_dir());
    codes
        .flat_map(|folder| {
            let code = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
            entries(&folder).into_iter().filter(json).map(move |path| (code.clone(), path))
        })
        .collect()
}

/// Reads a definition of a code's folder; where the code is allowed by default, it warns here.
fn read(code: &str, path: &Path) -> Checked {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let kind = if name.contains(".express.") { WorkflowKind::Express } else { WorkflowKind::Standard };
    let text = std::fs::read_to_string(path).expect("the fixture can be read");
    let mut levels = LintLevels::default();
    if Code::of_name(code).map(Code::kind) == Some(Kind::Lint(Level::Allow)) {
        levels.set(code, Level::Warn).expect("it is a lint");
    }
    // What is assigned to be seen is no matter of the other codes.
    let unused = Code::UnusedVariable.name();
    if code != unused {
        levels.set(unused, Level::Allow).expect("it is a lint");
    }
    check_at(&name, &text, kind, UnknownNames::Required, &levels)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_good(path: &Path) -> bool {
    path.to_string_lossy().contains(".good.")
}

fn render(checked: &Checked) -> String {
    let renderer = Renderer::new(&checked.source, Some(&checked.document));
    let Resolved { errors, warnings } = &checked.found;
    let frames = errors.iter().map(|finding| renderer.frame(finding, Severity::Error));
    let frames = frames.chain(warnings.iter().map(|finding| renderer.frame(finding, Severity::Warning)));
    frames.map(|frame| frame + "\n").collect::<Vec<_>>().join("\n")
}

#[test]
fn findings_read_as_they_should() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for (code, path) in fixtures() {
        let rendered = render(&read(&code, &path));
        let name = path.display();
        if is_good(&path) {
            if !rendered.is_empty() {
                wrong.push(format!("{name} should have no finding:\n{rendered}"));
            }
            continue;
        }
        if !rendered.contains(&format!("[{code}]")) {
            wrong.push(format!("{name} should have a finding `{code}`:\n{rendered}"));
        }
        let expected = path.with_extension("txt");
        if bless {
            std::fs::write(&expected, &rendered).expect("the text can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != rendered {
            wrong.push(format!("{name} now gives:\n{rendered}"));
        }
    }
    assert!(wrong.is_empty(), "{} fixtures differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_a_fixture_both_ways() {
    let of = |good: bool| -> BTreeSet<String> {
        fixtures().into_iter().filter(|(_, path)| is_good(path) == good).map(|(code, _)| code).collect()
    };
    let (good, bad) = (of(true), of(false));
    for code in Code::ALL.iter().filter(|code| !ELSEWHERE.contains(code)) {
        assert!(bad.contains(code.name()), "{} has no bad fixture", code.name());
        assert!(good.contains(code.name()), "{} has no good fixture", code.name());
    }
    for code in &bad {
        assert!(Code::of_name(code).is_some(), "{code} is no code");
    }
}

/// A definition with a mistake still has its states, so that the generated items can be emitted.
#[test]
fn a_mistake_leaves_the_states() {
    for (code, path) in fixtures() {
        let checked = read(&code, &path);
        let machine = checked.machine.as_ref();
        let states = machine.map_or(0, |machine| machine.scope.states.len());
        let none = path.to_string_lossy().contains(".stateless.");
        assert_eq!(states == 0, none, "{}: {states} states", path.display());
    }
}
