//! `cargo xtask check`: the compiler's front end on files and folders.

use std::io::Write as _;
use std::process::ExitCode;

use asl_compiler::compile::{Settings, check};
use asl_compiler::diagnostic::{Code, LintLevels, Renderer};
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
        files += 1;
        let source = match definitions::read(&path) {
            Ok(source) => source,
            Err(message) => {
                refused += 1;
                let line = match form {
                    Form::Json => unreadable(&path.display().to_string(), &message).to_string(),
                    Form::Text => format!("error[{}]: {message}\n", Code::MissingFile.name()),
                };
                writeln!(out, "{line}").map_err(closed)?;
                continue;
            }
        };
        let checked = check(&source, &settings);
        let resolved = checked.findings.resolve(&settings.levels);
        let renderer = Renderer::new(&source, checked.document.as_ref());
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

/// The line of a file that can't be read: a finding like any other, so that the files after it are checked too.
fn unreadable(file: &str, message: &str) -> serde_json::Value {
    let error = json!({
        "code": Code::MissingFile.name(), "pointer": "", "line": 1, "column": 1, "message": message,
    });
    json!({ "file": file, "errors": [error], "lints": [] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_a_finding() {
        let line = unreadable("a.json", "it is not UTF-8 text");
        assert_eq!(line["errors"][0]["code"], "missing-file");
        assert_eq!(line["lints"], json!([]));
    }
}
