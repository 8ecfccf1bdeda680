//! What the compiler says to the user: findings with code, place, advice.

mod code;
mod findings;
mod json;
mod levels;
mod render;
mod resolved;
mod snippet;

pub use code::{Code, Kind, Level};
pub use findings::Findings;
pub use levels::{LevelError, LintLevels};
pub use render::{Renderer, Severity};
pub use resolved::{Messages, Resolved};

use crate::source::{Format, Source};
use crate::syntax::{Place, SyntaxError};

/// A finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// What is wrong: lower case, no final stop, names in backticks.
    pub message: String,
    /// Where, for line, column, pointer and caret.
    pub place: Place,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// How to mend it, with a near name where there is one.
    pub help: Option<String>,
    /// What the service says of it when the definition is created (DIAG-4), where that is known.
    pub service: Option<ServiceDiagnostic>,
}

/// A diagnostic as the service words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceDiagnostic {
    /// `SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET` … (DIAG-1)
    pub code: &'static str,
    /// Its message.
    pub message: String,
    /// Its location, as in DIAG-2; `None` where the service gives none.
    pub location: Option<String>,
}

impl From<SyntaxError> for Diagnostic {
    fn from(error: SyntaxError) -> Self {
        let place = Place { span: error.span, ..Place::START };
        Self { help: error.help, ..Self::new(Code::Syntax, place, error.message) }
    }
}

impl Diagnostic {
    /// A mistake of the syntax, for JSON with the service's own words where they are known.
    pub fn of_syntax(error: SyntaxError, source: &Source) -> Self {
        let service = match source.format() {
            Format::Json => json::service(source.text(), error.span),
            // The service takes no YAML.
            Format::Yaml => None,
        };
        Self { service, ..Self::from(error) }
    }

    /// A finding at a place.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            service: None,
        }
    }

    /// With a few words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    /// With the service's own words.
    #[must_use]
    pub fn service(
        mut self,
        code: &'static str,
        message: impl Into<String>,
        location: Option<String>,
    ) -> Self {
        self.service = Some(ServiceDiagnostic { code, message: message.into(), location });
        self
    }
}
