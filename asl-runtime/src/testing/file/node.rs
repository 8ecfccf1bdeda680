//! JSON whose parts know their place.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::Problem;
use crate::testing::near::advice;
use crate::testing::place::Place;

/// A value in a file.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    raw: &'a RawValue,
    file: File<'a>,
    pointer: String,
}

/// The file around it.
#[derive(Debug, Clone)]
struct File<'a> {
    name: Arc<str>,
    text: &'a str,
}

/// Mistakes, as they are found.
pub(super) type Problems = Vec<Problem>;

impl<'a> Node<'a> {
    /// The whole of a file.
    pub(super) fn whole(name: &str, text: &'a str) -> Result<Self, Problem> {
        let file = File { name: name.into(), text };
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => Ok(Self { raw, file, pointer: String::new() }),
            Err(error) => Err(Problem {
                place: Place { file: file.name, line: error.line().max(1), pointer: String::new() },
                message: format!("it is no JSON: {error}"),
            }),
        }
    }

    /// Where it is.
    pub(super) fn place(&self) -> Place {
        // The value is a part of the text, so its address tells where.
        let offset = self.raw.get().as_ptr() as usize - self.file.text.as_ptr() as usize;
        let before = self.file.text.as_bytes().get(..offset).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Place { file: Arc::clone(&self.file.name), line, pointer: self.pointer.clone() }
    }

    pub(super) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { place: self.place(), message: message.into() }
    }

    /// Its members with their names; each name once. `None`: it is no object.
    pub(super) fn members(&self, what: &str, problems: &mut Problems) -> Option<Vec<(String, Self)>> {
        let Ok(Members(members)) = serde_json::from_str(self.raw.get()) else {
            problems.push(self.problem(format!("{what} must be an object")));
            return None;
        };
        let mut nodes: Vec<(String, Self)> = Vec::new();
        for (name, raw) in members {
            let step = name.replace('~', "~0").replace('/', "~1");
            let node = Self { raw, file: self.file.clone(), pointer: format!("{}/{step}", self.pointer) };
            if nodes.iter().any(|(known, _)| *known == name) {
                problems.push(node.problem(format!("`{name}` is given twice; remove one of them")));
                continue;
            }
            nodes.push((name, node));
        }
        Some(nodes)
    }

    /// Its members, which must be among the named ones. `None`: it is no object.
    pub(super) fn fields<const N: usize>(
        &self,
        what: &str,
        names: [&str; N],
        problems: &mut Problems,
    ) -> Option<[Option<Self>; N]> {
        let mut fields = [const { None }; N];
        for (name, node) in self.members(what, problems)? {
            match names.iter().position(|known| *known == name) {
                Some(index) => fields[index] = Some(node),
                None => {
                    let advice = advice(&name, names);
                    problems.push(node.problem(format!("{what} has no field `{name}`{advice}")));
                }
            }
        }
        Some(fields)
    }

    /// Its text, if it is one.
    pub(super) fn text(&self, what: &str, problems: &mut Problems) -> Option<String> {
        let text = serde_json::from_str(self.raw.get()).ok();
        if text.is_none() {
            problems.push(self.problem(format!("{what} must be a string")));
        }
        text
    }

    /// Its value.
    pub(super) fn value(&self, problems: &mut Problems) -> Value {
        serde_json::from_str(self.raw.get()).unwrap_or_else(|error| {
            problems.push(self.problem(format!("it can't be read: {error}")));
            Value::Null
        })
    }
}

/// The members of an object, duplicates kept.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
