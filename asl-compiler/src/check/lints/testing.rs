//! Lints of small definitions, for the tests.

use crate::check::{meaning, structure};
use crate::diagnostic::{Code, Findings, Kind, Level, LintLevels, Resolved};
use crate::model::WorkflowKind;
use crate::read::{ReadOptions, read};
use crate::source::{Format, Source};
use crate::substitution::UnknownNames;
use crate::syntax::parse_json;

/// What a text holds, allowed lints too.
pub(in crate::check) fn all(text: &str, kind: WorkflowKind) -> Vec<(Code, String)> {
    let source = Source::new("test.asl.json", text, Format::Json);
    let document = parse_json(text).unwrap_or_else(|error| panic!("{}: {text}", error.message));
    let mut findings = Findings::new(UnknownNames::Assumed);
    let machine = read(&document, &source, &ReadOptions { kind }, &mut findings);
    structure(&document, &source, &mut findings);
    if let Some(machine) = &machine {
        meaning(machine, &document, &source, kind, &mut findings);
    }
    let mut levels = LintLevels::default();
    for code in Code::ALL.iter().filter(|code| code.kind() != Kind::Error) {
        levels.set(code.name(), Level::Warn).expect("it is a lint");
    }
    let Resolved { errors, warnings } = findings.resolve(&levels);
    let found = errors.iter().chain(&warnings);
    found.map(|finding| (finding.code, document.pointer(finding.place.node))).collect()
}

/// Where a definition with these states has a lint; the first of them is where it starts, and where
/// one leads to `End`, that is there too. Any error is a mistake of the test.
pub(in crate::check) fn found(code: Code, states: &str) -> Vec<String> {
    found_in(code, &machine(states), WorkflowKind::Standard)
}

/// Where a definition has a lint.
pub(in crate::check) fn found_in(code: Code, text: &str, kind: WorkflowKind) -> Vec<String> {
    let all = all(text, kind);
    let errors: Vec<_> = all.iter().filter(|(code, _)| code.kind() == Kind::Error).collect();
    assert!(errors.is_empty(), "{errors:?} in {text}");
    all.into_iter().filter(|(other, _)| *other == code).map(|(_, pointer)| pointer).collect()
}

/// A definition with these states, and `End` where one leads there.
pub(in crate::check) fn machine(states: &str) -> String {
    let first = states.split('"').nth(1).unwrap_or_default();
    let end = if states.contains(r#": "End""#) { r#", "End": {"Type": "Succeed"}"# } else { "" };
    format!(r#"{{"StartAt": "{first}", "States": {{{states}{end}}}}}"#)
}

/// Checks a table: states, and where the lint is raised in them.
pub(in crate::check) fn check_table(code: Code, table: &[(&str, &[&str])]) {
    for (states, expected) in table {
        assert_eq!(found(code, states), *expected, "{code:?} in {states}");
    }
}
