//! What the tests share: finding the data, and reading a definition as the compiler does.

#![allow(dead_code, reason = "not every test uses everything")]

use std::path::PathBuf;

use asl_compiler::compile::{self, Settings};
use asl_compiler::diagnostic::{Diagnostic, Kind, LintLevels, Resolved};
use asl_compiler::model::{StateMachine, WorkflowKind};
use asl_compiler::source::{Format, Source};
use asl_compiler::substitution::{Substitutions, UnknownNames};
use asl_compiler::syntax::Document;

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
        self.found.errors.iter()
    }

    /// Errors proper: no lint.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.refusals().filter(|finding| finding.code.kind() == Kind::Error)
    }

    /// Lints of any level.
    pub(crate) fn lints(&self) -> impl Iterator<Item = &Diagnostic> {
        let lint = |finding: &&Diagnostic| finding.code.kind() != Kind::Error;
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
    check_at(name, text, kind, unknown_names, &LintLevels::default())
}

/// Reads and checks a text, with lints at these levels.
pub(crate) fn check_at(
    name: &str,
    text: &str,
    kind: WorkflowKind,
    unknown_names: UnknownNames,
    levels: &LintLevels,
) -> Result<Checked, String> {
    let source = Source::new(name, text, Format::of_path(name));
    let substitutions = Substitutions::new([], unknown_names).map_err(|errors| format!("{errors:?}"))?;
    let checked = compile::check(&source, &Settings { kind, substitutions, levels: levels.clone() });
    let found = checked.findings.resolve(levels);
    let Some(document) = checked.document else {
        return Err(found.errors.iter().map(|error| error.message.clone()).collect());
    };
    Ok(Checked { source, document, machine: checked.model, found })
}
