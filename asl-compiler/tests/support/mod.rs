//! What the tests share: finding the data, and reading a definition as the compiler does.

#![allow(dead_code, reason = "not every test uses everything")]

use std::path::PathBuf;

use asl_compiler::diagnostic::{Code, Diagnostic, Findings, Level, LintLevels, Resolved};
use asl_compiler::model::{StateMachine, WorkflowKind};
use asl_compiler::read::{ReadOptions, read};
use asl_compiler::source::{Format, Source};
use asl_compiler::substitution::{Substitutions, UnknownNames, apply};
use asl_compiler::syntax::{Document, parse_json};

/// The folder beside the workspace that holds the corpus and the recordings, where it is there.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder);
    path.is_dir().then_some(path)
}

/// A definition that was read.
pub(crate) struct Checked {
    /// Its text.
    pub(crate) source: Source,
    /// Its syntax.
    pub(crate) document: Document,
    /// Its model, if any state could be read.
    pub(crate) machine: Option<StateMachine>,
    /// What was found.
    pub(crate) found: Resolved,
}

impl Checked {
    /// Errors that the service raises too, or a lint that denies.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.errors.iter().filter(|finding| finding.code != Code::NotYetSupported)
    }

    /// Errors proper: no lint.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.refusals().filter(|finding| finding.code.kind() == asl_compiler::diagnostic::Kind::Error)
    }

    /// Lints of any level.
    pub(crate) fn lints(&self) -> impl Iterator<Item = &Diagnostic> {
        let lint = |finding: &&Diagnostic| finding.code.kind() != asl_compiler::diagnostic::Kind::Error;
        self.found.errors.iter().filter(lint).chain(&self.found.warnings)
    }

    /// Code, pointer and message of a finding.
    pub(crate) fn line(&self, finding: &Diagnostic) -> String {
        let pointer = self.document.pointer(finding.place.node);
        format!("{} {pointer}: {}", finding.code.name(), finding.message)
    }
}

/// Reads and checks a text; substitutions without a value are assumed.
pub(crate) fn check(name: &str, text: &str, kind: WorkflowKind) -> Result<Checked, String> {
    check_with(name, text, kind, UnknownNames::Assumed)
}

/// Reads and checks a text.
pub(crate) fn check_with(
    name: &str,
    text: &str,
    kind: WorkflowKind,
    unknown_names: UnknownNames,
) -> Result<Checked, String> {
    let source = Source::new(name, text, Format::Json);
    let mut document = parse_json(text).map_err(|error| error.message)?;
    let mut findings = Findings::new(unknown_names);
    let values = Substitutions::new([], unknown_names).map_err(|errors| format!("{errors:?}"))?;
    apply(&mut document, &values, &mut findings);
    let machine = read(&document, &source, &ReadOptions { kind }, &mut findings);
    asl_compiler::check::structure(&document, &source, &mut findings);
    let found = findings.resolve(&LintLevels::default());
    Ok(Checked { source, document, machine, found })
}

/// The level that a code has by default.
pub(crate) fn level(code: Code) -> Level {
    LintLevels::default().level(code)
}
