//! The values that substitutions get.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::{UnknownNames, is_name, names_in};

/// Values that need not be given. They are those of an execution that no account owns.
const DEFAULTS: [(&str, &str); 4] = [
    ("AWS::Partition", "aws"),
    ("AWS::Region", "us-east-1"),
    ("AWS::AccountId", "123456789012"),
    ("AWS::URLSuffix", "amazonaws.com"),
];

/// How long a value may grow when other values are put into it: as long as a definition may be (DOC-1).
const LONGEST: usize = 1 << 20;

/// How many values may stand in one another.
const DEEPEST: usize = 32;

/// Values by name, as `DefinitionSubstitutions` has them (SUB-1).
#[derive(Debug, Clone)]
pub struct Substitutions {
    values: BTreeMap<String, Substitution>,
    unknown_names: UnknownNames,
}

#[derive(Debug, Clone)]
struct Substitution {
    text: String,
    /// Names of other values that were put into this one.
    through: BTreeSet<String>,
    is_given: bool,
}

/// A value that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    /// Whose value.
    pub name: String,
    /// What is wrong with it.
    pub message: String,
}

impl Substitutions {
    /// The given values, over the defaults for `AWS::Partition`, `AWS::Region`, `AWS::AccountId` and
    /// `AWS::URLSuffix`. A value may hold `${Other}` in its turn.
    ///
    /// # Errors
    ///
    /// Every value that is no string, number or boolean, whose name can never occur or occurs twice, or
    /// that holds itself.
    pub fn new(
        given: impl IntoIterator<Item = (String, Value)>,
        unknown_names: UnknownNames,
    ) -> Result<Self, Vec<ValueError>> {
        let mut raw: BTreeMap<_, _> =
            DEFAULTS.iter().map(|(name, value)| ((*name).to_owned(), ((*value).to_owned(), false))).collect();
        let mut errors = Vec::new();
        for (name, value) in given {
            match text_of(&name, value) {
                Err(message) => errors.push(ValueError { name, message }),
                Ok(text) => {
                    if let Some((_, true)) = raw.insert(name.clone(), (text, true)) {
                        errors.push(ValueError { name, message: "it is given twice".into() });
                    }
                }
            }
        }
        let mut expansion = Expansion { raw: &raw, done: BTreeMap::new(), trail: Vec::new() };
        for name in raw.keys() {
            if let Err(message) = expansion.expand(name) {
                errors.push(ValueError { name: name.clone(), message });
            }
        }
        let values = expansion.done;
        if errors.is_empty() { Ok(Self { values, unknown_names }) } else { Err(errors) }
    }

    /// The defaults alone; every other name is taken to be right.
    pub fn assumed() -> Self {
        Self { unknown_names: UnknownNames::Assumed, ..Self::default() }
    }

    /// What becomes of names that have no value.
    pub fn unknown_names(&self) -> UnknownNames {
        self.unknown_names
    }

    /// The value of this name, as text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|value| value.text.as_str())
    }

    /// The names that were given, with those that stand in their values.
    pub(super) fn given(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        let given = self.values.iter().filter(|(_, value)| value.is_given);
        given.map(|(name, value)| (name.as_str(), &value.through))
    }

    /// Puts the values into a text; a name without one stays. `None` if nothing changes.
    pub(super) fn replace(&self, text: &str) -> Option<String> {
        let mut replaced = String::new();
        let mut end = 0;
        for (range, name) in names_in(text) {
            let Some(value) = self.get(name) else { continue };
            replaced.push_str(&text[end..range.start]);
            replaced.push_str(value);
            end = range.end;
        }
        (end > 0).then(|| replaced + &text[end..])
    }
}

impl Default for Substitutions {
    fn default() -> Self {
        let values = DEFAULTS.iter().map(|(name, value)| {
            let value = Substitution { text: (*value).into(), through: BTreeSet::new(), is_given: false };
            ((*name).to_owned(), value)
        });
        Self { values: values.collect(), unknown_names: UnknownNames::default() }
    }
}

fn text_of(name: &str, value: Value) -> Result<String, String> {
    if !is_name(name) {
        return Err("a name is of letters, digits, `_`, `.`, `:` and `-`".into());
    }
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(value) => Ok(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err("the value must be a string, a number or a boolean".into())
        }
    }
}

/// Puts values into values, as the service's deployment does again and again until nothing changes.
struct Expansion<'a> {
    raw: &'a BTreeMap<String, (String, bool)>,
    done: BTreeMap<String, Substitution>,
    trail: Vec<&'a str>,
}

impl<'a> Expansion<'a> {
    fn expand(&mut self, name: &'a str) -> Result<(), String> {
        if self.done.contains_key(name) {
            return Ok(());
        }
        let Some((raw, is_given)) = self.raw.get(name) else { return Ok(()) };
        if self.trail.contains(&name) {
            return Err(format!("its value holds `${{{name}}}` again"));
        }
        if self.trail.len() == DEEPEST {
            return Err("its value goes through too many others".into());
        }
        self.trail.push(name);
        let expanded = self.put_together(raw);
        self.trail.pop();
        let (text, through) = expanded?;
        self.done.insert(name.to_owned(), Substitution { text, through, is_given: *is_given });
        Ok(())
    }

    fn put_together(&mut self, raw: &'a str) -> Result<(String, BTreeSet<String>), String> {
        let mut text = String::new();
        let mut through = BTreeSet::new();
        let mut end = 0;
        for (range, other) in names_in(raw) {
            self.expand(other)?;
            let Some(value) = self.done.get(other) else { continue };
            text.push_str(&raw[end..range.start]);
            text.push_str(&value.text);
            through.insert(other.to_owned());
            through.extend(value.through.iter().cloned());
            end = range.end;
            if text.len() > LONGEST {
                return Err("its value grows too long".into());
            }
        }
        text.push_str(&raw[end..]);
        Ok((text, through))
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "substitution `{}`: {}", self.name, self.message)
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn substitutions(given: &[(&str, Value)]) -> Result<Substitutions, Vec<ValueError>> {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Substitutions::new(given, UnknownNames::Required)
    }

    #[test]
    fn values_are_text_over_defaults_and_stand_in_one_another() {
        let substitutions = substitutions(&[
            ("N", json!(5)),
            ("F", json!(1.5)),
            ("B", json!(true)),
            ("AWS::Region", json!("eu-west-1")),
            ("Queue", json!("https://sqs.${AWS::Region}.${AWS::URLSuffix}/${Name}-${N}/${Unknown}")),
            ("Name", json!("x${B}")),
        ])
        .expect("they are values");
        for (name, value) in [
            ("N", Some("5")),
            ("F", Some("1.5")),
            ("B", Some("true")),
            ("AWS::Partition", Some("aws")),
            ("AWS::AccountId", Some("123456789012")),
            ("Queue", Some("https://sqs.eu-west-1.amazonaws.com/xtrue-5/${Unknown}")),
            ("Unknown", None),
        ] {
            assert_eq!(substitutions.get(name), value, "{name}");
        }
        assert_eq!(substitutions.replace("a ${N}${Name} ${X} b"), Some("a 5xtrue ${X} b".into()));
        assert_eq!(substitutions.replace("a ${X} b"), None);
        assert_eq!(Substitutions::default().get("AWS::Region"), Some("us-east-1"));
    }

    #[test]
    fn refuses_what_is_no_value() {
        let chain: Vec<_> =
            (0..100).map(|n| (format!("n{n:03}"), json!(format!("${{n{:03}}}", n + 1)))).collect();
        let errors = Substitutions::new(chain, UnknownNames::Required).expect_err("it is deep");
        assert_eq!(errors[0].message, "its value goes through too many others");
        for (given, message) in [
            (vec![("A", json!(null))], "substitution `A`: the value must be a string, a number or a boolean"),
            (
                vec![("A", json!(["x"]))],
                "substitution `A`: the value must be a string, a number or a boolean",
            ),
            (
                vec![("a b", json!(1))],
                "substitution `a b`: a name is of letters, digits, `_`, `.`, `:` and `-`",
            ),
            (vec![("A", json!(1)), ("A", json!(1))], "substitution `A`: it is given twice"),
            (vec![("A", json!("x${A}"))], "substitution `A`: its value holds `${A}` again"),
            (
                vec![("A", json!("${B}")), ("B", json!("${A}"))],
                "substitution `A`: its value holds `${A}` again",
            ),
        ] {
            let errors = substitutions(&given).expect_err(message);
            assert_eq!(errors[0].to_string(), message);
        }
    }

    #[test]
    fn a_chain_of_doubled_values_stays_bounded() {
        let doubled = |n| (format!("n{n:02}"), json!(format!("${{n{:02}}}${{n{:02}}}", n + 1, n + 1)));
        let mut given: Vec<_> = (0..30).map(doubled).collect();
        given.push(("n30".into(), json!("x")));
        let errors = Substitutions::new(given.clone(), UnknownNames::Required).expect_err("2^30 letters");
        assert_eq!(errors[0].message, "its value grows too long");
        given[30].1 = json!("");
        assert_eq!(
            Substitutions::new(given, UnknownNames::Required).expect("it is empty").get("n00"),
            Some("")
        );
    }
}
