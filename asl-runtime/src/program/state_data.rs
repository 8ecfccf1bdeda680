//! The data of a state, on its way through the workflow.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::data::PathStep;
use crate::handover::{self, Carried};

/// The input or the output of a state. Who only reads it shares it: branches, and handlers that take `&Value`. It is
/// copied when somebody writes to it while others have it too.
#[derive(Debug)]
pub enum StateData {
    /// Nobody else has it.
    Own(Value),
    /// Others may have it.
    Shared(Arc<Value>),
    /// A value of a handler's, on its way to another that takes its type.
    Typed(Box<dyn Carried>),
}

impl StateData {
    /// The JSON.
    #[inline]
    pub fn json(&self) -> &Value {
        match self {
            Self::Own(value) => value,
            Self::Shared(value) => value,
            Self::Typed(carried) => carried.json(),
        }
    }

    /// What the steps of a path find, where that can be told without the JSON.
    pub(crate) fn select(&self, steps: &[PathStep]) -> Option<Value> {
        match self {
            Self::Typed(carried) => carried.select(steps),
            Self::Own(_) | Self::Shared(_) => None,
        }
    }

    /// The JSON, to be written to: nobody else sees that.
    #[inline]
    pub(crate) fn json_mut(&mut self) -> &mut Value {
        if let Self::Shared(_) = self {
            *self = Self::Own(self.take().into_json());
        }
        match self {
            Self::Own(value) => value,
            // It was made its own just now; a value of an `Arc` can be reached in any case.
            Self::Shared(value) => Arc::make_mut(value),
            Self::Typed(carried) => carried.json_mut(),
        }
    }

    /// The JSON, copied if others have it too.
    #[inline]
    pub fn into_json(self) -> Value {
        match self {
            Self::Own(value) => value,
            Self::Shared(value) => Arc::unwrap_or_clone(value),
            Self::Typed(carried) => carried.into_json(),
        }
    }

    /// Takes it out, and leaves `null`.
    #[inline]
    pub(crate) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Own(Value::Null))
    }

    /// The same data for somebody else, who has it for as long as they like.
    pub(crate) fn share(&mut self) -> Self {
        Self::Shared(self.shared())
    }

    fn shared(&mut self) -> Arc<Value> {
        match self {
            Self::Shared(value) => Arc::clone(value),
            Self::Own(_) | Self::Typed(_) => {
                let value = Arc::new(self.take().into_json());
                *self = Self::Shared(Arc::clone(&value));
                value
            }
        }
    }

    /// A value of a type: as it came where it came as one, and else out of the JSON.
    pub(crate) fn into_typed<T: DeserializeOwned + 'static>(self) -> serde_json::Result<T> {
        match self {
            Self::Typed(carried) => handover::moved(carried).or_else(serde_json::from_value),
            data => T::deserialize(data.json()),
        }
    }

    /// The same for somebody who leaves it where it is.
    pub(crate) fn to_typed<T: DeserializeOwned + 'static>(&self) -> serde_json::Result<T> {
        let copied = match self {
            Self::Typed(carried) => handover::copied(&**carried),
            Self::Own(_) | Self::Shared(_) => None,
        };
        copied.map_or_else(|| T::deserialize(self.json()), Ok)
    }
}

impl Clone for StateData {
    fn clone(&self) -> Self {
        match self {
            Self::Own(value) => Self::Own(value.clone()),
            Self::Shared(value) => Self::Shared(Arc::clone(value)),
            Self::Typed(carried) => Self::Own(carried.json().clone()),
        }
    }
}

impl PartialEq for StateData {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl Default for StateData {
    fn default() -> Self {
        Self::Own(Value::Null)
    }
}

impl From<Value> for StateData {
    #[inline]
    fn from(value: Value) -> Self {
        Self::Own(value)
    }
}

impl From<StateData> for Value {
    #[inline]
    fn from(data: StateData) -> Self {
        data.into_json()
    }
}

/// What a handler is called with.
#[derive(Debug)]
pub enum TaskInput<'a> {
    /// What nobody else reads.
    Own(StateData),
    /// The raw input of the state, which may be read again: for the next attempt, by ResultPath, in a history.
    Raw(&'a mut StateData),
}

impl TaskInput<'_> {
    /// The JSON.
    pub fn json(&self) -> &Value {
        match self {
            Self::Own(data) => data.json(),
            Self::Raw(data) => data.json(),
        }
    }

    /// The JSON, copied if anybody else has it too.
    pub fn into_json(self) -> Value {
        match self {
            Self::Own(data) => data.into_json(),
            Self::Raw(data) => data.json().clone(),
        }
    }

    /// A value of a type: as it came where it came as one, and else out of the JSON.
    pub(crate) fn into_typed<T: DeserializeOwned + 'static>(self) -> serde_json::Result<T> {
        match self {
            Self::Own(data) => data.into_typed(),
            Self::Raw(data) => data.to_typed(),
        }
    }

    /// The JSON for a handler that only reads it: nothing is copied.
    pub fn lend(self) -> StateData {
        match self {
            Self::Own(data) => data,
            Self::Raw(data) => data.share(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn is_no_larger_than_its_json() {
        assert_eq!(size_of::<StateData>(), size_of::<Value>());
    }

    #[test]
    fn what_is_shared_is_copied_when_it_is_written_to_and_not_before() {
        let mut data = StateData::from(json!({ "a": [1] }));
        let mut other = data.share();
        let place = |data: &StateData| std::ptr::from_ref(data.json());
        assert_eq!(place(&data), place(&other));
        other.json_mut()["b"] = json!(2);
        assert_eq!(*data.json(), json!({ "a": [1] }));
        assert_eq!(*other.json(), json!({ "a": [1], "b": 2 }));

        // Nobody else has either now.
        let elements = |value: &Value| value["a"].as_array().map(|elements| elements.as_ptr());
        for data in [data, other] {
            let before = elements(data.json());
            assert_eq!(elements(&data.into_json()), before);
        }
    }

    #[test]
    fn a_handler_that_reads_gets_what_the_state_has() {
        let mut raw = StateData::from(json!({ "a": 1 }));
        let lent = TaskInput::Raw(&mut raw).lend();
        assert!(std::ptr::eq(lent.json(), raw.json()));
        assert_eq!(TaskInput::Raw(&mut raw).into_json(), *lent.json());
        drop(lent);
        raw.json_mut()["a"] = json!(2);
        assert_eq!(TaskInput::Own(raw).lend().into_json(), json!({ "a": 2 }));
    }
}
