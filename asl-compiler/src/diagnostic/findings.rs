//! All findings of a definition.

use std::collections::BTreeSet;

use super::{Code, Diagnostic, Kind, Level, LintLevels, Resolved};
use crate::substitution::{UnknownNames, names_in};
use crate::syntax::Place;

/// Collects findings while a definition is read and checked.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    diagnostics: Vec<Diagnostic>,
    needs: Vec<(String, Place)>,
    unknown_names: UnknownNames,
}

impl Findings {
    /// No findings yet; `unknown_names` says whether [`needs_value`](Self::needs_value) is one.
    pub fn new(unknown_names: UnknownNames) -> Self {
        Self { unknown_names, ..Self::default() }
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says that the substitution of this name must have a value before the definition can be compiled.
    /// All such names become one error; where values are assumed there is none.
    pub fn needs_value(&mut self, name: &str, place: Place) {
        self.needs.push((name.into(), place));
    }

    /// Says so of every `${Name}` in a text that still holds some.
    pub fn needs_values(&mut self, text: &str, place: Place) {
        self.needs.extend(names_in(text).map(|(_, name)| (name.to_owned(), place)));
    }

    /// Whether the service refuses the definition.
    pub fn have_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code.kind() == Kind::Error)
    }

    /// What was found, in the order in which it was.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Applies the levels, sorts by place, and drops what is there twice.
    pub fn resolve(mut self, levels: &LintLevels) -> Resolved {
        if self.unknown_names == UnknownNames::Required {
            self.diagnostics.extend(missing_values(std::mem::take(&mut self.needs)));
        }
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.place.span, diagnostic.code));
        let mut resolved = Resolved::default();
        for diagnostic in self.diagnostics {
            let list = match levels.level(diagnostic.code) {
                Level::Allow => continue,
                Level::Warn => &mut resolved.warnings,
                Level::Deny => &mut resolved.errors,
            };
            // Equal findings have equal keys; they stand in a row of findings with one place.
            let row = list.iter().rev().take_while(|other| other.place.span == diagnostic.place.span);
            if !row.into_iter().any(|other| *other == diagnostic) {
                list.push(diagnostic);
            }
        }
        resolved
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.diagnostics.extend(diagnostics);
    }
}

/// One error for all names that need a value, each with the first place that needs it.
fn missing_values(mut needs: Vec<(String, Place)>) -> Option<Diagnostic> {
    needs.sort_by_key(|(_, place)| place.span);
    let mut seen = BTreeSet::new();
    needs.retain(|(name, _)| seen.insert(name.clone()));
    let (_, place) = needs.first()?;
    let quoted: Vec<_> = needs.iter().map(|(name, _)| format!("`{name}`")).collect();
    let (verb, given) = if needs.len() == 1 { ("has", "its value") } else { ("have", "their values") };
    let message = format!("{} {verb} no value, and compiling needs one", enumerate(&quoted));
    let arguments: Vec<_> = needs.iter().map(|(name, _)| format!("\"{name}\": \"...\"")).collect();
    let mut diagnostic =
        Diagnostic::new(Code::MissingSubstitution, *place, message).label("needed here").help(format!(
            "give {given} in the macro's arguments: `substitutions: {{ {} }}`",
            arguments.join(", ")
        ));
    for (_, place) in &needs[1..] {
        diagnostic = diagnostic.related(*place, "and here");
    }
    Some(diagnostic)
}

/// `a`, `a and b`, `a, b and c`.
fn enumerate(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn at(start: usize) -> Place {
        Place { span: Span::new(start..start + 1), ..Place::START }
    }

    #[test]
    fn sorts_by_place_drops_repetitions_and_parts_by_level() {
        let mut findings = Findings::default();
        let lint = Diagnostic::new(Code::UnusedSubstitution, at(0), "unused");
        let late = Diagnostic::new(Code::UnknownField, at(9), "late");
        let early = Diagnostic::new(Code::WrongType, at(3), "early");
        findings.extend([
            late.clone(),
            lint.clone(),
            early.clone(),
            late.clone(),
            early.clone().label("other"),
        ]);
        let resolved = findings.clone().resolve(&LintLevels::default());
        assert_eq!(resolved.errors, [early.clone(), early.label("other"), late]);
        assert_eq!(resolved.warnings, [lint]);

        let mut levels = LintLevels::default();
        levels.set("unused-substitution", Level::Allow).expect("it is a lint");
        assert!(findings.resolve(&levels).warnings.is_empty());
    }

    #[test]
    fn lists_all_names_that_need_a_value_in_one_error() {
        let needs = |unknown_names| {
            let mut findings = Findings::new(unknown_names);
            findings.needs_value("Late", at(8));
            findings.needs_values("$.${Early}.${Late}", at(5));
            findings.needs_value("Early", at(2));
            findings.resolve(&LintLevels::default()).errors
        };
        let [error] = needs(UnknownNames::Required).try_into().expect("there is one error");
        assert_eq!(error.message, "`Early` and `Late` have no value, and compiling needs one");
        assert_eq!((error.place, error.related), (at(2), vec![(at(5), "and here".into())]));
        let help = "give their values in the macro's arguments: `substitutions: { \"Early\": \"...\", \"Late\": \"...\" }`";
        assert_eq!(error.help.as_deref(), Some(help));
        assert_eq!(needs(UnknownNames::Assumed), []);
    }
}
