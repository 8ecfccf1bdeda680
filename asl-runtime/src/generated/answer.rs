//! From a payload to a handler's input, and from its result to JSON.

/// What a handler gets.
pub mod input {
    use std::any::{Any, TypeId};
    use std::future::ready;

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::super::{FromPayload, PayloadError};
    use crate::error::{INVALID_HANDLER_INPUT, TaskError};
    use crate::program::{HandlerFuture, TaskInput};

    /// A type of the user's.
    ///
    /// # Errors
    ///
    /// The payload does not fit the type.
    pub fn typed<T: DeserializeOwned + 'static>(payload: TaskInput<'_>) -> Result<T, PayloadError> {
        if TypeId::of::<T>() == TypeId::of::<Value>() {
            // JSON by a name of the user's: nothing is to be read.
            let mut json = Some(payload.into_json());
            let json: &mut dyn Any = &mut json;
            let json = json.downcast_mut::<Option<T>>().and_then(Option::take);
            return json.ok_or_else(|| PayloadError::new("it is no JSON"));
        }
        payload.into_typed().map_err(PayloadError::new)
    }

    /// A generated struct.
    ///
    /// # Errors
    ///
    /// The payload does not fit the struct.
    pub fn generated<T: FromPayload>(payload: TaskInput<'_>) -> Result<T, PayloadError> {
        T::from_payload(payload.json())
    }

    /// The answer when the payload does not fit: the handler is not called.
    pub fn refused(error: PayloadError) -> HandlerFuture {
        Box::pin(ready(Err(TaskError::new(INVALID_HANDLER_INPUT, error.to_string()))))
    }
}

/// What a handler answers.
pub mod output {
    use std::any::Any;

    use serde::Serialize;
    use serde_json::Value;

    use crate::context::TaskContext;
    use crate::error::{AslError, INVALID_HANDLER_OUTPUT, TaskError};
    use crate::program::StateData;
    use crate::transaction::InTransaction;

    /// The longest error name, in characters (ERR-1).
    const LONGEST_NAME: usize = 256;

    /// The longest cause, in characters (ERR-1).
    const LONGEST_CAUSE: usize = 32_768;

    /// JSON as it is.
    ///
    /// # Errors
    ///
    /// The handler's.
    pub fn json<E: AslError>(result: Result<Value, E>) -> Result<StateData, TaskError> {
        result.map(StateData::Own).map_err(task_error)
    }

    /// A type of the user's.
    ///
    /// # Errors
    ///
    /// The handler's, or that its output has no JSON.
    pub fn typed<T: Serialize + 'static, E: AslError>(result: Result<T, E>) -> Result<StateData, TaskError> {
        let mut output = Some(result.map_err(task_error)?);
        // JSON by a name of the user's: nothing is to be written.
        if let Some(json) = (&mut output as &mut dyn Any).downcast_mut::<Option<Value>>() {
            return Ok(json.take().unwrap_or_default().into());
        }
        serde_json::to_value(output)
            .map(StateData::Own)
            .map_err(|error| TaskError::new(INVALID_HANDLER_OUTPUT, error.to_string()))
    }

    /// What is to be written in the transaction that ends the state, and makes the output there.
    ///
    /// # Errors
    ///
    /// The handler's, or that there is no such transaction.
    pub fn transactional<T: 'static, E: AslError + 'static>(
        result: Result<InTransaction<T, E>, E>,
        context: &TaskContext,
        answer: fn(Result<T, E>) -> Result<StateData, TaskError>,
    ) -> Result<StateData, TaskError> {
        match result {
            Ok(writes) => context.leave(writes.erased(answer)).map(StateData::Own),
            Err(error) => Err(task_error(error)),
        }
    }

    /// An error of the user's as name and cause, within the service's limits.
    pub(in crate::generated) fn task_error<E: AslError>(error: E) -> TaskError {
        error.into_task_error().limited(LONGEST_NAME, LONGEST_CAUSE)
    }
}
