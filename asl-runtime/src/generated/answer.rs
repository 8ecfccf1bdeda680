//! From a payload to a handler's input, and from its result to JSON.

/// What a handler gets.
pub mod input {
    use std::borrow::Cow;
    use std::future::ready;

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::super::{FromPayload, PayloadError};
    use crate::error::{INVALID_HANDLER_INPUT, TaskError};
    use crate::program::HandlerFuture;

    /// JSON as it is.
    ///
    /// # Errors
    ///
    /// None: the signature is that of its siblings.
    pub fn json(payload: Cow<'_, Value>) -> Result<Value, PayloadError> {
        Ok(payload.into_owned())
    }

    /// A type of the user's.
    ///
    /// # Errors
    ///
    /// The payload does not fit the type.
    pub fn typed<T: DeserializeOwned>(payload: Cow<'_, Value>) -> Result<T, PayloadError> {
        T::deserialize(&*payload).map_err(PayloadError::new)
    }

    /// A generated struct.
    ///
    /// # Errors
    ///
    /// The payload does not fit the struct.
    pub fn generated<T: FromPayload>(payload: Cow<'_, Value>) -> Result<T, PayloadError> {
        T::from_payload(&payload)
    }

    /// The answer when the payload does not fit: the handler is not called.
    pub fn refused(error: PayloadError) -> HandlerFuture {
        Box::pin(ready(Err(TaskError::new(INVALID_HANDLER_INPUT, error.to_string()))))
    }
}

/// What a handler answers.
pub mod output {
    use serde::Serialize;
    use serde_json::Value;

    use crate::context::TaskContext;
    use crate::error::{AslError, INVALID_HANDLER_OUTPUT, TaskError};
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
    pub fn json<E: AslError>(result: Result<Value, E>) -> Result<Value, TaskError> {
        result.map_err(task_error)
    }

    /// A type of the user's.
    ///
    /// # Errors
    ///
    /// The handler's, or that its output has no JSON.
    pub fn typed<T: Serialize, E: AslError>(result: Result<T, E>) -> Result<Value, TaskError> {
        serde_json::to_value(result.map_err(task_error)?)
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
        answer: fn(Result<T, E>) -> Result<Value, TaskError>,
    ) -> Result<Value, TaskError> {
        match result {
            Ok(writes) => context.leave(writes.erased(answer)),
            Err(error) => Err(task_error(error)),
        }
    }

    /// An error of the user's as name and cause, within the service's limits.
    fn task_error<E: AslError>(error: E) -> TaskError {
        error.into_task_error().limited(LONGEST_NAME, LONGEST_CAUSE)
    }
}
