//! Findings as the user gets them.

use super::{Diagnostic, Kind, Level, Renderer, Severity};

/// How many errors, and how many warnings, are shown; who has more mends these first.
const SHOWN: usize = 40;

/// Findings in the order of the text, parted by what they do; what is allowed is gone.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Errors, and lints at [`Level::Deny`].
    pub errors: Vec<Diagnostic>,
    /// Lints at [`Level::Warn`].
    pub warnings: Vec<Diagnostic>,
}

/// Findings as texts for the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    /// One text for each error.
    pub errors: Vec<String>,
    /// One text for each warning.
    pub warnings: Vec<String>,
}

impl Resolved {
    /// Every finding as a text for the user, by the renderer's frame. Beyond a few dozen it says only how
    /// many more there are.
    pub fn messages(&self, renderer: &Renderer<'_>) -> Messages {
        Messages {
            errors: shown(&self.errors, |diagnostic| renderer.frame(diagnostic, Severity::Error), "errors"),
            warnings: shown(
                &self.warnings,
                |diagnostic| renderer.frame(diagnostic, Severity::Warning),
                "warnings",
            ),
        }
    }

    /// The same for places that show the severity themselves.
    pub fn messages_without_severity(&self, renderer: &Renderer<'_>) -> Messages {
        let frame = |diagnostic: &Diagnostic| renderer.frame_without_severity(diagnostic);
        Messages {
            errors: shown(&self.errors, frame, "errors"),
            warnings: shown(&self.warnings, frame, "warnings"),
        }
    }

    /// `{"errors": […], "lints": […]}`; lints have their level.
    pub fn to_json(&self, renderer: &Renderer<'_>) -> serde_json::Value {
        let (errors, denied): (Vec<_>, Vec<_>) =
            self.errors.iter().partition(|diagnostic| diagnostic.code.kind() == Kind::Error);
        let errors: Vec<_> = errors.into_iter().map(|error| renderer.json(error, None)).collect();
        let mut lints: Vec<_> = denied.into_iter().map(|lint| (lint, Level::Deny)).collect();
        lints.extend(self.warnings.iter().map(|lint| (lint, Level::Warn)));
        lints.sort_by_key(|(lint, _)| (lint.place.span, lint.code));
        let lints: Vec<_> = lints.into_iter().map(|(lint, level)| renderer.json(lint, Some(level))).collect();
        serde_json::json!({ "errors": errors, "lints": lints })
    }
}

/// The first texts, and how many more there are.
fn shown(diagnostics: &[Diagnostic], render: impl Fn(&Diagnostic) -> String, what: &str) -> Vec<String> {
    let mut texts: Vec<_> = diagnostics.iter().take(SHOWN).map(render).collect();
    if diagnostics.len() > SHOWN {
        texts.push(format!("{} more {what} are not shown", diagnostics.len() - SHOWN));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Findings, LintLevels};
    use crate::source::{Format, Source};
    use crate::syntax::Place;

    fn resolve(codes: impl IntoIterator<Item = Code>, levels: &LintLevels) -> Resolved {
        let mut findings = Findings::default();
        findings.extend(
            codes.into_iter().enumerate().map(|(n, code)| Diagnostic::new(code, Place::START, n.to_string())),
        );
        findings.resolve(levels)
    }

    #[test]
    fn says_how_many_are_not_shown() {
        let source = Source::new("x", "{}", Format::Json);
        let renderer = Renderer::new(&source, None);
        let levels = LintLevels::default();
        let messages = resolve(vec![Code::Syntax; SHOWN], &levels).messages(&renderer);
        assert_eq!((messages.errors.len(), messages.warnings.len()), (SHOWN, 0));
        let messages = resolve(vec![Code::Syntax; SHOWN + 2], &levels).messages(&renderer);
        assert_eq!(messages.errors.len(), SHOWN + 1);
        assert_eq!(messages.errors.last().map(String::as_str), Some("2 more errors are not shown"));
    }

    #[test]
    fn parts_errors_from_lints_for_programs() {
        let source = Source::new("x", "{}", Format::Json);
        let mut levels = LintLevels::default();
        levels.set("unused-substitution", Level::Deny).expect("it is a lint");
        let resolved = resolve([Code::Syntax, Code::UnusedSubstitution], &levels);
        assert_eq!(resolved.errors.len(), 2);
        assert_eq!(
            resolved.to_json(&Renderer::new(&source, None)),
            serde_json::json!({
                "errors": [{"code": "syntax", "pointer": "", "line": 1, "column": 1, "message": "0"}],
                "lints": [{
                    "level": "deny",
                    "code": "unused-substitution",
                    "pointer": "",
                    "line": 1,
                    "column": 1,
                    "message": "1"
                }],
            })
        );
    }
}
