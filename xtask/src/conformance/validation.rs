//! What the service says of a definition, against what the compiler says.

use asl_compiler::compile::check;
use asl_compiler::source::{Format, Source};
use serde_json::Value;

use super::cases::Definition;
use super::generate::settings;

/// What the service said.
pub(super) struct Expected {
    pub(super) is_accepted: bool,
    /// `code`, `location` and `message` of each, as far as they were kept.
    pub(super) diagnostics: Vec<Value>,
}

/// What the comparison came to.
pub(super) enum Judgement {
    Equal,
    /// The verdict, or else what is said.
    Different {
        verdict: Option<String>,
        diagnostics: String,
    },
}

/// A diagnostic in the service's words.
struct Said {
    code: String,
    location: String,
    message: String,
}

/// Judges a definition as the service does: by errors and by lints at their usual levels.
pub(super) fn judge(definition: &Definition, expected: &Expected) -> Judgement {
    let source = Source::inline(definition.text.as_str(), Format::Json);
    let settings = settings(definition.kind);
    let checked = check(&source, &settings);
    let resolved = checked.findings.resolve(&settings.levels);
    let errors = &resolved.errors;
    let said: Vec<Said> = errors
        .iter()
        .map(|finding| match &finding.service {
            Some(service) => Said {
                code: service.code.to_owned(),
                location: service.location.clone().unwrap_or_default(),
                message: service.message.clone(),
            },
            // The service has other words for it, or none.
            None => Said {
                code: finding.code.name().to_owned(),
                location: String::new(),
                message: finding.message.clone(),
            },
        })
        .collect();
    let verdict = (errors.is_empty() != expected.is_accepted).then(|| {
        let word = |is_accepted| if is_accepted { "accepted" } else { "refused" };
        format!("expected to be {}, is {}", word(expected.is_accepted), word(errors.is_empty()))
    });
    match (verdict, difference(&expected.diagnostics, &said)) {
        (None, None) => Judgement::Equal,
        (verdict, diagnostics) => {
            Judgement::Different { verdict, diagnostics: diagnostics.unwrap_or_default() }
        }
    }
}

/// The first diagnostic that only one side has.
fn difference(expected: &[Value], said: &[Said]) -> Option<String> {
    let mut left: Vec<&Said> = said.iter().collect();
    for diagnostic in expected {
        match left.iter().position(|said| is_equal(diagnostic, said)) {
            Some(place) => {
                left.remove(place);
            }
            None => {
                let said: Vec<String> = left.iter().map(|said| shown(said)).collect();
                return Some(format!("expected {diagnostic}, found {}", said.join(" and ")));
            }
        }
    }
    left.first().map(|said| format!("one more than expected: {}", shown(said)))
}

/// What was not kept can't differ.
fn is_equal(expected: &Value, said: &Said) -> bool {
    [("code", &said.code), ("location", &said.location), ("message", &said.message)].iter().all(
        |(name, said)| match &expected[name] {
            Value::String(text) => text.trim() == said.trim(),
            _ => true,
        },
    )
}

fn shown(said: &Said) -> String {
    format!("{} at `{}`: {}", said.code, said.location, said.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::cases::Kind;
    use serde_json::json;

    fn judged(text: &str, is_accepted: bool, diagnostics: &[Value]) -> Judgement {
        let definition = Definition { kind: Kind::Standard, text: text.into() };
        judge(&definition, &Expected { is_accepted, diagnostics: diagnostics.to_vec() })
    }

    #[test]
    fn verdict_and_words_are_compared() {
        let good = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
        let bad = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Nxt": 1}}}"#;
        let said = json!({"code": "SCHEMA_VALIDATION_FAILED", "message": "Field 'Nxt' is not supported",
            "location": "/States/A/Nxt"});
        assert!(matches!(judged(good, true, &[]), Judgement::Equal));
        assert!(matches!(judged(bad, false, std::slice::from_ref(&said)), Judgement::Equal));
        assert!(matches!(judged(bad, false, &[json!({"message": said["message"]})]), Judgement::Equal));
        assert!(matches!(
            judged(good, false, std::slice::from_ref(&said)),
            Judgement::Different { verdict: Some(_), .. }
        ));
        assert!(matches!(judged(bad, true, &[]), Judgement::Different { verdict: Some(_), .. }));
        let nothing =
            json!({"code": "SCHEMA_VALIDATION_FAILED", "message": "Definition must be a valid JSON object"});
        assert!(matches!(judged(" ", false, &[nothing]), Judgement::Equal));
        for wrong in [vec![], vec![json!({"message": "other"})], vec![said.clone(), said]] {
            assert!(matches!(judged(bad, false, &wrong), Judgement::Different { verdict: None, .. }));
        }
    }
}
