//! Puts values into a definition.

use std::collections::BTreeSet;

use super::{Substitutions, UnknownNames, names_in, whole};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::source::Format;
use crate::suggest::nearest;
use crate::syntax::{Document, Kind, Node, Parents, Place, parse_json, plain};

/// A `${Name}` that is left in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutValue {
    /// The name between the braces.
    pub name: String,
    /// The value or the key that holds it.
    pub place: Place,
}

/// Replaces every `${Name}` that has a value: within strings and keys by the value's text, elsewhere by the
/// value as JSON, or as a plain scalar in YAML (SUB-1, SUB-2).
///
/// What has no value stays as text in strings and keys. Where it is a whole JSON value, it must have one, or
/// is assumed to be of the right type ([`Kind::Substitution`]). Gives what is left, in the order of the text.
pub fn apply(
    document: &mut Document,
    substitutions: &Substitutions,
    findings: &mut Findings,
) -> Vec<WithoutValue> {
    let mut application = Application {
        substitutions,
        findings,
        parents: &mut document.parents,
        format: document.format,
        used: BTreeSet::new(),
        left: Vec::new(),
    };
    application.visit(&mut document.root);
    let Application { used, left, findings, .. } = application;
    findings.extend(unused(substitutions, &used, &left));
    left
}

struct Application<'a> {
    substitutions: &'a Substitutions,
    findings: &'a mut Findings,
    parents: &'a mut Parents,
    format: Format,
    used: BTreeSet<String>,
    left: Vec<WithoutValue>,
}

impl Application<'_> {
    fn visit(&mut self, node: &mut Node) {
        let place = node.place();
        if let Kind::Substitution(text) = &node.kind {
            let text = text.clone();
            node.kind = self.value(place, text);
            // What came out of a value has its values in it already, but may hold names without one.
        }
        match &mut node.kind {
            Kind::String(text) => self.replace(text, place),
            Kind::Array(elements) => elements.iter_mut().for_each(|element| self.visit(element)),
            Kind::Object(object) => {
                for member in &mut object.members {
                    let place = member.key_place();
                    self.replace(&mut member.key, place);
                    self.visit(&mut member.value);
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Substitution(_) => {}
        }
    }

    /// Replaces names in a string or a key.
    fn replace(&mut self, text: &mut String, place: Place) {
        if let Some(replaced) = self.substitutions.replace(text) {
            self.used.extend(names_in(text).map(|(_, name)| name.to_owned()));
            *text = replaced;
        }
        for (_, name) in names_in(text) {
            self.left.push(WithoutValue { name: name.into(), place });
        }
    }

    /// What a substitution stands for that is no part of a string.
    fn value(&mut self, place: Place, text: String) -> Kind {
        let Some(name) = whole(&text) else { return Kind::String(text) };
        let Some(value) = self.substitutions.get(name) else {
            return self.without_value(place, name.to_owned(), text);
        };
        self.used.insert(name.to_owned());
        let parsed = match self.format {
            Format::Json => {
                parse_json(value).map(|parsed| parsed.root.to_json()).map_err(|error| error.message)
            }
            Format::Yaml => match plain(value) {
                Ok(kind) => return kind,
                Err(message) => Err(message),
            },
        };
        match parsed {
            Ok(json) => self.parents.graft(place, &json),
            Err(message) => {
                let message = format!("the value of `{name}` is not JSON: {message}");
                let diagnostic = Diagnostic::new(Code::InvalidSubstitution, place, message);
                self.findings.push(diagnostic.help(format!("for text, write `\"{text}\"`")));
                Kind::Substitution(text)
            }
        }
    }

    fn without_value(&mut self, place: Place, name: String, text: String) -> Kind {
        let kind = match (self.substitutions.unknown_names(), self.format) {
            // YAML does not tell a name from a text, and most stand for a text: as if it had quotes.
            (UnknownNames::Required, Format::Yaml) => return Kind::String(text),
            (UnknownNames::Required, Format::Json) => {
                self.findings.needs_value(&name, place);
                Kind::Substitution(text)
            }
            (UnknownNames::Assumed, _) => Kind::Substitution(text),
        };
        self.left.push(WithoutValue { name, place });
        kind
    }
}

/// A finding for each value that is given and occurs nowhere.
fn unused(substitutions: &Substitutions, used: &BTreeSet<String>, left: &[WithoutValue]) -> Vec<Diagnostic> {
    let given = || substitutions.given().filter(|(name, _)| used.contains(*name));
    let through: BTreeSet<_> = given().flat_map(|(_, through)| through).collect();
    let unused = substitutions.given().map(|(name, _)| name.to_owned());
    unused
        .filter(|name| !used.contains(name) && !through.contains(name))
        .map(|name| {
            let message = format!("`{name}` has a value, but the definition holds no `${{{name}}}`");
            let diagnostic = Diagnostic::new(Code::UnusedSubstitution, Place::START, message);
            match nearest(&name, left.iter().map(|left| left.name.as_str())) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::diagnostic::LintLevels;
    use crate::syntax::parse_yaml;

    struct Applied {
        json: Value,
        left: Vec<(String, String)>,
        errors: Vec<String>,
        warnings: Vec<(String, Option<String>)>,
        document: Document,
    }

    fn apply_to(text: &str, given: &[(&str, Value)], unknown_names: UnknownNames) -> Applied {
        apply_to_document(parse_json(text).expect("it is JSON"), given, unknown_names)
    }

    fn apply_to_document(
        mut document: Document,
        given: &[(&str, Value)],
        unknown_names: UnknownNames,
    ) -> Applied {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let substitutions = Substitutions::new(given, unknown_names).expect("they are values");
        let mut findings = Findings::new(unknown_names);
        let left = apply(&mut document, &substitutions, &mut findings);
        let resolved = findings.resolve(&LintLevels::default());
        Applied {
            json: document.root.to_json(),
            left: left.into_iter().map(|left| (left.name, document.pointer(left.place.node))).collect(),
            errors: resolved.errors.into_iter().map(|error| error.message).collect(),
            warnings: resolved.warnings.into_iter().map(|warning| (warning.message, warning.help)).collect(),
            document,
        }
    }

    #[test]
    fn replaces_in_strings_keys_and_as_values() {
        let text =
            r#"{"${Key}.$": "$.a", "arn": "arn:${AWS::Partition}:x:${Name}", "n": ${N}, "all": ${All}}"#;
        let given = [
            ("Key", json!("table")),
            ("Name", json!("q\"${N}")),
            ("N", json!(5)),
            ("All", json!("[1, {\"a\": \"${Left}\"}]")),
        ];
        let applied = apply_to(text, &given, UnknownNames::Required);
        let expected = json!({
            "table.$": "$.a", "arn": "arn:aws:x:q\"5", "n": 5, "all": [1, {"a": "${Left}"}]
        });
        assert_eq!(applied.json, expected);
        assert_eq!(applied.left, [("Left".into(), "/all/1/a".into())]);
        assert_eq!((applied.errors, applied.warnings), (vec![], vec![]));
        let all = applied.document.root.as_object().and_then(|root| root.get("all")).expect("it is there");
        let inner = &all.as_array().expect("it is an array")[1];
        assert_eq!(&text[inner.span.range()], "${All}");
    }

    #[test]
    fn lists_what_is_left_with_its_place() {
        let text = r#"{"Resource": "${Function.Arn}", "${Key}": {"a": ["x ${B} ${B}"]}, "c": "${!A} ${}"}"#;
        let applied = apply_to(text, &[], UnknownNames::Required);
        let expected =
            [("Function.Arn", "/Resource"), ("Key", "/${Key}"), ("B", "/${Key}/a/0"), ("B", "/${Key}/a/0")];
        assert_eq!(applied.left, expected.map(|(name, at)| (name.to_owned(), at.to_owned())));
        assert_eq!(applied.json, serde_json::from_str::<Value>(text).expect("it is JSON"));
        assert_eq!(applied.errors, Vec::<String>::new());
    }

    #[test]
    fn a_whole_value_must_be_given_or_is_assumed() {
        let text = r#"{"a": ${A}, "b": [${B}, ${A}]}"#;
        let applied = apply_to(text, &[], UnknownNames::Required);
        assert_eq!(applied.errors, ["`A` and `B` have no value, and compiling needs one"]);
        let applied = apply_to(text, &[], UnknownNames::Assumed);
        assert_eq!(applied.errors, Vec::<String>::new());
        let root = applied.document.root.as_object().expect("it is an object");
        assert!(root.get("a").is_some_and(Node::is_substitution));
        assert_eq!(applied.left.len(), 3);
    }

    #[test]
    fn a_whole_value_must_be_json() {
        let applied = apply_to("[${A}]", &[("A", json!("eu-west-1"))], UnknownNames::Required);
        assert_eq!(applied.errors, ["the value of `A` is not JSON: `eu` is no value of JSON"]);
        let applied = apply_to("[${A}]", &[("A", json!("\"eu\""))], UnknownNames::Required);
        assert_eq!((applied.json, applied.errors), (json!(["eu"]), vec![]));
    }

    #[test]
    fn in_yaml_a_whole_value_is_a_plain_scalar() {
        let text = "a: ${A}\nb: ${B}\nc: '${A}'\nd: ${D}";
        let given = [("A", json!(5)), ("B", json!("arn:aws:x"))];
        let read = || parse_yaml(text).expect("it is YAML");
        let applied = apply_to_document(read(), &given, UnknownNames::Required);
        assert_eq!(applied.json, json!({"a": 5, "b": "arn:aws:x", "c": "5", "d": "${D}"}));
        assert_eq!((applied.left, applied.errors), (vec![("D".into(), "/d".into())], vec![]));
        let d = |document: &Document| {
            document.root.as_object().and_then(|root| root.get("d")).is_some_and(Node::is_substitution)
        };
        assert!(!d(&applied.document), "it may be filled in as text at run time");
        let applied = apply_to_document(read(), &given, UnknownNames::Assumed);
        assert!(d(&applied.document), "it may be of any type");
        let applied = apply_to_document(read(), &[("A", json!(".inf"))], UnknownNames::Assumed);
        assert_eq!(applied.errors, ["the value of `A` is not JSON: `.inf` is no number of JSON"]);
    }

    #[test]
    fn tells_of_values_that_nothing_uses() {
        let given = [
            ("TableNam", json!("x")),
            ("Used", json!("${Inner}")),
            ("Inner", json!("y")),
            ("AWS::Region", json!("eu-west-1")),
        ];
        let applied = apply_to(r#"["${TableName}", "${Used}"]"#, &given, UnknownNames::Required);
        let unused = |name: &str, help: Option<&str>| {
            let message = format!("`{name}` has a value, but the definition holds no `${{{name}}}`");
            (message, help.map(str::to_owned))
        };
        let expected = [unused("AWS::Region", None), unused("TableNam", Some("did you mean `TableName`?"))];
        assert_eq!(applied.warnings, expected);
        assert_eq!(applied.json, json!(["${TableName}", "y"]));
    }
}
