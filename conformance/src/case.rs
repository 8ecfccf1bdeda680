//! A case: what is given, and what is expected.

use std::path::Path;

use serde_json::{Map, Value};

/// A recorded execution.
#[derive(Debug, Clone)]
pub struct Case {
    members: Map<String, Value>,
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    ///
    /// The file can't be read, or holds no JSON object.
    pub fn read(path: &Path) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("`{}` can't be read: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
        match serde_json::from_str(&text) {
            Ok(Value::Object(members)) => Ok(Self { members }),
            Ok(_) => Err(failed(&"it holds no object")),
            Err(error) => Err(failed(&error)),
        }
    }

    /// A case from its members.
    pub fn new(members: Map<String, Value>) -> Self {
        Self { members }
    }

    /// A member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// What is at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        let (first, rest) = pointer
            .strip_prefix('/')?
            .split_at_checked(pointer[1..].find('/').unwrap_or(pointer.len() - 1))?;
        self.get(first)?.pointer(rest)
    }

    /// A text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.at(pointer)?.as_str()
    }

    /// The input of the execution.
    pub fn input(&self) -> Value {
        self.get("input").cloned().unwrap_or_else(|| Value::Object(Map::new()))
    }

    /// What the tasks answered, in order of scheduling.
    pub fn tasks(&self) -> &[Value] {
        self.get("tasks").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Resources that do not exist.
    pub fn absent(&self) -> Vec<&str> {
        let absent = self.get("absent").and_then(Value::as_array);
        absent.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The recorded history, if there is one.
    pub fn events(&self) -> Option<&[Value]> {
        self.at("/expect/events")?.as_array().map(Vec::as_slice)
    }
}
