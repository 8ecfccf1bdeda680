//! Between the user's types and JSON. A [`Value`] stays what it is.

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::program::StateData;

/// A value of the user's as JSON.
pub(crate) fn to_json<T: Serialize + 'static>(value: T) -> serde_json::Result<Value> {
    let mut slot = Some(value);
    if let Some(json) = (&mut slot as &mut dyn Any).downcast_mut::<Option<Value>>() {
        return Ok(json.take().unwrap_or_default());
    }
    serde_json::to_value(slot)
}

/// JSON as a value of the user's.
pub(crate) fn from_json<T: DeserializeOwned + 'static>(json: Value) -> serde_json::Result<T> {
    let mut json = Some(json);
    if let Some(value) = (&mut json as &mut dyn Any).downcast_mut::<Option<T>>()
        && let Some(value) = value.take()
    {
        return Ok(value);
    }
    serde_json::from_value(json.unwrap_or_default())
}

/// What an execution ended with as a value of the user's: as it is if it never became JSON.
pub(crate) fn from_data<T: DeserializeOwned + 'static>(data: StateData) -> serde_json::Result<T> {
    match data {
        data @ StateData::Typed(_) => data.into_typed(),
        data => from_json(data.into_json()),
    }
}

/// Whether JSON fits a type of the user's.
pub(crate) fn check<T: DeserializeOwned + 'static>(json: &Value) -> serde_json::Result<()> {
    if (&None::<T> as &dyn Any).is::<Option<Value>>() {
        return Ok(());
    }
    T::deserialize(json).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn converts_both_ways() {
        assert_eq!(to_json(json!({"a": 1})).ok(), Some(json!({"a": 1})));
        assert_eq!(to_json(Some(1)).ok(), Some(json!(1)));
        assert_eq!(from_json::<Value>(json!([1])).ok(), Some(json!([1])));
        assert_eq!(from_json::<Vec<i32>>(json!([1])).ok(), Some(vec![1]));
        assert_eq!(from_json::<Option<i32>>(json!(null)).ok(), Some(None));
        assert!(from_json::<i32>(json!("x")).is_err());
        assert!(check::<Value>(&json!("x")).is_ok() && check::<String>(&json!("x")).is_ok());
        assert!(check::<i32>(&json!("x")).is_err());
    }
}
