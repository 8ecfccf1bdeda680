//! A handler's output on its way to a handler of the same type.

use std::marker::PhantomData;

use serde::Serialize;

use super::output;
use crate::context::TaskContext;
use crate::error::{AslError, TaskError};
use crate::handover;
use crate::program::{Handing, StateData};
use crate::shape::Shape;
use crate::workflow::to_json;

/// A value of a type that goes on as it is, if it may: if the type is `Clone`, `Send` and `Sync`. For every other there is
/// [`ThroughJson`], whose functions have the same names.
#[derive(Debug)]
pub struct HandedOver<T>(PhantomData<T>);

impl<T: Shape + Serialize + Clone + Send + Sync + 'static> HandedOver<T> {
    /// A handler's output: as it is where that is wanted, and makes no difference.
    ///
    /// # Errors
    ///
    /// The handler's, or that its output has no JSON.
    pub fn output<E: AslError>(result: Result<T, E>, context: &TaskContext) -> Result<StateData, TaskError> {
        match result {
            Ok(value) if context.handing() == Handing::AsItIs => match handover::carry(value) {
                Ok(carried) => Ok(StateData::Typed(carried)),
                Err(value) => output::typed::<T, E>(Ok(value)),
            },
            result => output::typed(result),
        }
    }

    /// The workflow's input.
    ///
    /// # Errors
    ///
    /// It has no JSON.
    pub fn input(value: T) -> serde_json::Result<StateData> {
        handover::carry(value).map(StateData::Typed).or_else(|value| to_json(value).map(StateData::Own))
    }
}

/// What becomes of values that can't go on as they are: they become JSON.
pub trait ThroughJson<T> {
    /// A handler's output.
    ///
    /// # Errors
    ///
    /// The handler's, or that its output has no JSON.
    fn output<E: AslError>(result: Result<T, E>, _: &TaskContext) -> Result<StateData, TaskError>
    where
        T: Serialize + 'static,
    {
        output::typed(result)
    }

    /// The workflow's input.
    ///
    /// # Errors
    ///
    /// It has no JSON.
    fn input(value: T) -> serde_json::Result<StateData>
    where
        T: Serialize + 'static,
    {
        to_json(value).map(StateData::Own)
    }
}

impl<T> ThroughJson<T> for HandedOver<T> {}
