//! Finds the cases in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_json::value::RawValue;

use super::options::Options;
use super::test_state;
use super::validation::Expected;
use crate::definitions;

/// The cases of a folder, and their definitions.
pub(super) struct Cases {
    pub(super) cases: Vec<Case>,
    /// Each text once.
    pub(super) definitions: Vec<Definition>,
}

/// A case, as far as it matters here.
pub(super) struct Case {
    /// Where it is.
    pub(super) path: PathBuf,
    /// The same below the folder of all cases: what people see.
    pub(super) name: String,
    pub(super) tags: Vec<String>,
    /// What it is a recording of.
    pub(super) form: Form,
    /// Its index among the definitions.
    pub(super) definition: usize,
}

/// What a case is a recording of.
pub(super) enum Form {
    /// An execution.
    Execution,
    /// One state by itself; its name.
    TestState(String),
    /// Whether the service takes a definition, and what it says of it.
    Validation(Expected),
    /// Nothing that is run here; why.
    NotRun(String),
}

impl Form {
    fn of(members: &BTreeMap<String, Box<RawValue>>) -> Self {
        if member(members, "runnable") == Some(false) {
            return Self::NotRun(member(members, "why_not").unwrap_or_else(|| "it says so".to_owned()));
        }
        let expect: Value = member(members, "expect").unwrap_or_default();
        if let Some(request) = member(members, "request") {
            let definition = member(members, "definition").unwrap_or_default();
            return test_state::form(&request, &definition, &expect);
        }
        if let Some(result) = expect["result"].as_str() {
            let diagnostics = expect["diagnostics"].as_array().cloned().unwrap_or_default();
            return Self::Validation(Expected { is_accepted: result == "OK", diagnostics });
        }
        match expect["status"].is_string() {
            true => Self::Execution,
            false => Self::NotRun("neither an execution nor a validation".into()),
        }
    }
}

/// The text of a definition, as it stands in a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// The kind of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Standard,
    Express,
}

impl Cases {
    pub(super) fn find(options: &Options<'_>) -> Result<Self, String> {
        let folder = Path::new(options.cases);
        let mut found = Self { cases: Vec::new(), definitions: Vec::new() };
        let mut known = BTreeMap::new();
        for path in definitions::find(&[options.cases])? {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("`{}` can't be read: {error}", path.display()))?;
            let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(&text)
                .map_err(|error| format!("`{}` is no case: {error}", path.display()))?;
            let tags: Vec<String> = member(&members, "tags").unwrap_or_default();
            let name = path.strip_prefix(folder).unwrap_or(&path).with_extension("").display().to_string();
            if options.filter.is_some_and(|text| !name.contains(text) && !tags.iter().any(|tag| tag == text))
            {
                continue;
            }
            let definition = Definition::of(&members)
                .ok_or_else(|| format!("`{}` is no case: it has no definition", path.display()))?;
            let next = found.definitions.len();
            let index = *known.entry(definition.clone()).or_insert(next);
            if index == next {
                found.definitions.push(definition);
            }
            let path = path.canonicalize().map_err(|error| error.to_string())?;
            found.cases.push(Case { path, name, tags, form: Form::of(&members), definition: index });
        }
        Ok(found)
    }
}

impl Case {
    /// Whether it needs its definition compiled.
    pub(super) fn runs(&self) -> bool {
        matches!(self.form, Form::Execution | Form::TestState(_))
    }
}

impl Definition {
    /// The definition is an object, whose text is taken as it is (numbers, order), or a text.
    fn of(members: &BTreeMap<String, Box<RawValue>>) -> Option<Self> {
        let text = match members.get("definition") {
            Some(object) => object.get().to_owned(),
            None => member(members, "definition_text")?,
        };
        // A TestState call has a state that stands by itself, unless it names one of a machine.
        let request: Option<Value> = member(members, "request");
        let text = match request {
            Some(request) if request.get("stateName").is_none() => {
                let state = member(members, "definition").unwrap_or_default();
                test_state::machine_around(&text, &state)
            }
            _ => text,
        };
        let kind = match member::<String>(members, "type").as_deref() {
            Some("EXPRESS") => Kind::Express,
            _ => Kind::Standard,
        };
        Some(Self { kind, text })
    }
}

fn member<T: serde::de::DeserializeOwned>(
    members: &BTreeMap<String, Box<RawValue>>,
    name: &str,
) -> Option<T> {
    serde_json::from_str(members.get(name)?.get()).ok()
}
