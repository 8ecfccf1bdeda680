//! A value of the user's on its way.

use std::any::{Any, type_name};
use std::fmt;
use std::sync::OnceLock;

use serde::Serialize;
use serde_json::Value;

use crate::data::PathStep;
use crate::shape::Shape;

/// A value of the user's whose JSON is made when somebody asks for it.
pub trait Carried: Any + Send + Sync + fmt::Debug {
    /// Its JSON.
    fn json(&self) -> &Value;

    /// What the steps of a path find in it, if that can be told without its JSON.
    fn select(&self, steps: &[PathStep]) -> Option<Value>;

    /// Its JSON, to be written to: from then on there is nothing else of it.
    fn json_mut(&mut self) -> &mut Value;

    /// Its JSON, for good.
    fn into_json(self: Box<Self>) -> Value;

    /// Puts it into an `Option` of its type, or gives its JSON if that is one of another type.
    fn give(self: Box<Self>, place: &mut dyn Any) -> Option<Value>;
}

/// A value, and its JSON once it was asked for.
struct Carrier<T> {
    /// Nothing once its JSON was written to.
    value: Option<T>,
    json: OnceLock<Value>,
    /// The JSON since it was written to.
    written: Option<Box<Value>>,
    copy: fn(&T) -> T,
}

impl<T: Serialize + Send + Sync + 'static> Carried for Carrier<T> {
    fn json(&self) -> &Value {
        match &self.written {
            Some(json) => json,
            None => self.json.get_or_init(|| json_of(self.value.as_ref())),
        }
    }

    fn select(&self, steps: &[PathStep]) -> Option<Value> {
        // Out of JSON that is there already nothing need be made.
        let value = self.value.as_ref().filter(|_| self.json.get().is_none())?;
        super::select::select(value, steps)
    }

    fn json_mut(&mut self) -> &mut Value {
        let (value, json) = (self.value.take(), self.json.take());
        self.written.get_or_insert_with(|| Box::new(json.unwrap_or_else(|| json_of(value.as_ref()))))
    }

    fn into_json(self: Box<Self>) -> Value {
        let Self { value, json, written, .. } = *self;
        let written = written.map(|json| *json).or_else(|| json.into_inner());
        written.unwrap_or_else(|| json_of(value.as_ref()))
    }

    fn give(mut self: Box<Self>, place: &mut dyn Any) -> Option<Value> {
        if self.value.is_some()
            && let Some(place) = place.downcast_mut::<Option<T>>()
        {
            *place = self.value.take();
            return None;
        }
        Some(self.into_json())
    }
}

impl<T> fmt::Debug for Carrier<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Carrier<{}>", type_name::<T>())
    }
}

/// The JSON of a value that was tried: serde writes it.
fn json_of(value: Option<&impl Serialize>) -> Value {
    value.and_then(|value| serde_json::to_value(value).ok()).unwrap_or_default()
}

/// The value, to go on as it is; itself if it can only go on as JSON.
pub(crate) fn carry<T: Shape + Serialize + Clone + Send + Sync + 'static>(
    value: T,
) -> Result<Box<dyn Carried>, T> {
    if super::is_exact(&value) {
        Ok(Box::new(Carrier { value: Some(value), json: OnceLock::new(), written: None, copy: T::clone }))
    } else {
        Err(value)
    }
}

/// The value, for whoever takes its type; its JSON if that is another one.
pub(crate) fn moved<T: 'static>(carried: Box<dyn Carried>) -> Result<T, Value> {
    let mut place = None::<T>;
    let json = carried.give(&mut place);
    place.ok_or_else(|| json.unwrap_or_default())
}

/// A copy of the value, for whoever takes its type while others may look at it later.
pub(crate) fn copied<T: 'static>(carried: &dyn Carried) -> Option<T> {
    let carrier = (carried as &dyn Any).downcast_ref::<Carrier<T>>()?;
    carrier.value.as_ref().map(carrier.copy)
}
