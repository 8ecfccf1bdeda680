//! The levels of lints, as the macro's arguments set them.

use std::collections::BTreeMap;
use std::fmt;

use super::{Code, Kind, Level};
use crate::suggest::nearest;

/// The name of all lints that warn by default, in `allow`, `warn`, `deny`.
const WARNINGS: &str = "warnings";

/// What `allow`, `warn` and `deny` ask for.
#[derive(Debug, Clone, Default)]
pub struct LintLevels {
    lints: BTreeMap<Code, Level>,
    warnings: Option<Level>,
}

/// Why a level could not be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelError {
    /// There is no such lint.
    Unknown {
        /// The name that was given.
        name: String,
        /// A lint that may have been meant.
        near: Option<&'static str>,
    },
    /// The code is an error, whose level is fixed.
    NoLint {
        /// The name that was given.
        name: String,
    },
    /// The lint has another level already.
    Contradiction {
        /// The name that was given.
        name: String,
    },
}

impl LintLevels {
    /// Sets the level of a lint; `warnings` means all that warn unless they have a level of their own.
    ///
    /// # Errors
    ///
    /// If no lint has this name, or it has another level already.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), LevelError> {
        if name == WARNINGS {
            return match self.warnings.replace(level) {
                Some(other) if other != level => Err(LevelError::Contradiction { name: name.into() }),
                _ => Ok(()),
            };
        }
        match Code::of_name(name) {
            None => Err(LevelError::Unknown { name: name.into(), near: nearest(name, lint_names()) }),
            Some(code) if code.kind() == Kind::Error => Err(LevelError::NoLint { name: name.into() }),
            Some(code) => match self.lints.insert(code, level) {
                Some(other) if other != level => Err(LevelError::Contradiction { name: name.into() }),
                _ => Ok(()),
            },
        }
    }

    /// What a finding of this code does; an error is always at [`Level::Deny`].
    pub fn level(&self, code: Code) -> Level {
        match code.kind() {
            Kind::Error => Level::Deny,
            Kind::Lint(default) => match (self.lints.get(&code), self.warnings) {
                (Some(level), _) => *level,
                (None, Some(level)) if default == Level::Warn => level,
                (None, _) => default,
            },
        }
    }
}

/// Every name that `allow`, `warn` and `deny` take.
fn lint_names() -> impl Iterator<Item = &'static str> {
    let lints = Code::ALL.iter().filter(|code| code.kind() != Kind::Error);
    lints.map(|code| code.name()).chain([WARNINGS])
}

impl fmt::Display for LevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, near: Some(near) } => {
                write!(f, "`{name}` is not a lint; did you mean `{near}`?")
            }
            Self::Unknown { name, near: None } => write!(f, "`{name}` is not a lint"),
            Self::NoLint { name } => write!(f, "`{name}` is an error and no lint; its level is fixed"),
            Self::Contradiction { name } => write!(f, "`{name}` is given two levels"),
        }
    }
}

impl std::error::Error for LevelError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lint_has_the_level_that_is_nearest_to_it() {
        let lint = Code::UnusedSubstitution;
        let mut levels = LintLevels::default();
        assert_eq!(levels.level(lint), Level::Warn);
        levels.set("warnings", Level::Deny).expect("it is a group");
        assert_eq!(levels.level(lint), Level::Deny);
        levels.set(lint.name(), Level::Allow).expect("it is a lint");
        assert_eq!(levels.level(lint), Level::Allow);
        assert_eq!(levels.level(Code::Syntax), Level::Deny);
    }

    #[test]
    fn says_which_names_cannot_be_set() {
        let mut levels = LintLevels::default();
        levels.set("unused-substitution", Level::Warn).expect("it is a lint");
        levels.set("unused-substitution", Level::Warn).expect("the same again is harmless");
        for (name, message) in [
            (
                "unused-substitutions",
                "`unused-substitutions` is not a lint; did you mean `unused-substitution`?",
            ),
            ("warning", "`warning` is not a lint; did you mean `warnings`?"),
            ("foo", "`foo` is not a lint"),
            ("unknown-field", "`unknown-field` is an error and no lint; its level is fixed"),
            ("unused-substitution", "`unused-substitution` is given two levels"),
        ] {
            let error = levels.set(name, Level::Deny).expect_err(name);
            assert_eq!(error.to_string(), message);
        }
    }
}
