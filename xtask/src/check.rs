//! `cargo xtask check`: the compiler's front end on files and folders.

use std::io::Write as _;
use std::process::ExitCode;

use asl_compiler::compile::{Settings, check};
use asl_compiler::diagnostic::{LintLevels, Renderer};
use asl_compiler::model::WorkflowKind;
use asl_compiler::substitution::Substitutions;
use serde_json::json;

use crate::definitions;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As the compiler shows them.
    Text,
    /// One line of JSON for each file.
    Json,
}

/// Settings for definitions whose substitutions are not at hand.
pub(crate) fn assumed() -> Settings {
    Settings {
        kind: WorkflowKind::Standard,
        substitutions: Substitutions::assumed(),
        levels: LintLevels::default(),
    }
}

/// Checks definitions; the exit code tells whether one has an error.
pub(crate) fn run(paths: &[&str], form: Form) -> Result<ExitCode, String> {
    let settings = assumed();
    let (mut files, mut refused) = (0, 0);
    // A closed pipe (`… | head`) ends the command; it is no reason to panic.
    let mut out = std::io::stdout().lock();
    let closed = |error: std::io::Error| format!("the output can't be written: {error}");
    for path in definitions::find(paths)? {
        let source = definitions::read(&path)?;
        let checked = check(&source, &settings);
        let resolved = checked.findings.resolve(&settings.levels);
        let renderer = Renderer::new(&source, checked.document.as_ref());
        files += 1;
        refused += usize::from(!resolved.errors.is_empty());
        match form {
            Form::Json => {
                let mut line = json!({ "file": source.name() });
                if let (Some(line), Some(findings)) =
                    (line.as_object_mut(), resolved.to_json(&renderer).as_object())
                {
                    line.extend(findings.clone());
                }
                writeln!(out, "{line}").map_err(closed)?;
            }
            Form::Text => {
                let messages = resolved.messages(&renderer);
                for message in messages.errors.iter().chain(&messages.warnings) {
                    writeln!(out, "{message}\n").map_err(closed)?;
                }
            }
        }
    }
    if form == Form::Text {
        writeln!(out, "{files} files, {refused} of them refused").map_err(closed)?;
    }
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
