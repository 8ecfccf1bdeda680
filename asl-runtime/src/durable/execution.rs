//! An execution in a store.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::client::Client;
use super::error::DurableError;
use super::shared::Shared;
use super::token::SealedTokens;
use crate::engine::Outcome;
use crate::program::Failure;
use crate::store::{Description, Redriven, Status, StoreError};
use crate::time::Timestamp;
use crate::workflow::{Definition, from_json, outcome_to_output};

/// An execution in a store. It goes on if this is dropped, and after the end of the process.
pub struct DurableExecution<D> {
    pub(super) shared: Arc<Shared>,
    pub(super) client: Client,
    pub(super) arn: String,
    pub(super) definition: PhantomData<fn() -> D>,
}

impl<D> DurableExecution<D> {
    /// The ARN.
    pub fn id(&self) -> &str {
        &self.arn
    }

    /// See [`Client::stop`].
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn stop(&self, error: Option<&str>, cause: Option<&str>) -> Result<(), DurableError> {
        self.client.stop(&self.arn, error, cause).await
    }

    /// See [`Client::redrive`].
    ///
    /// # Errors
    ///
    /// It can't be redriven, the store fails.
    pub async fn redrive(&self) -> Result<Redriven, DurableError> {
        self.client.redrive(&self.arn, None).await
    }

    /// See [`Client::describe`].
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn describe(&self) -> Result<Description, DurableError> {
        self.client.describe(&self.arn).await
    }

    /// Waits for the output as JSON.
    ///
    /// # Errors
    ///
    /// The execution did not succeed, the store fails.
    pub async fn wait_json(&self) -> Result<Value, DurableError> {
        let ended = ended(&self.shared, &self.arn).await?;
        Ok(outcome_to_output(outcome(&self.shared.setup.tokens, &ended)?.0)?)
    }
}

impl<D: Definition> DurableExecution<D> {
    /// Waits for the output.
    ///
    /// # Errors
    ///
    /// The execution did not succeed, or its output does not fit the type, or the store fails.
    pub async fn wait(&self) -> Result<D::Output, DurableError> {
        let output = self.wait_json().await?;
        from_json(output).map_err(|source| crate::workflow::ExecutionError::InvalidOutput { source }.into())
    }
}

impl<D> fmt::Debug for DurableExecution<D> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DurableExecution").field("id", &self.arn).finish_non_exhaustive()
    }
}

/// Waits until an execution has ended, wherever it runs.
pub(super) async fn ended(shared: &Shared, arn: &str) -> Result<Description, StoreError> {
    /// How often the store is asked at the least: the end may come in another process.
    const LONGEST: Duration = Duration::from_secs(5);
    let mut interval = Duration::from_millis(20);
    loop {
        let told = shared.ended(arn);
        let description = shared.setup.store.describe(arn).await?;
        if description.status != Status::Running {
            return Ok(description);
        }
        if let Some(error) = shared.aside.reason(description.key) {
            return Err(error);
        }
        // Whether it was told or time went by: the store knows.
        let _ = tokio::time::timeout(interval, told).await;
        interval = LONGEST.min(interval * 2);
    }
}

/// How an execution ended, and when.
pub(super) fn outcome(
    tokens: &SealedTokens,
    ended: &Description,
) -> Result<(Outcome, Timestamp), StoreError> {
    let owned = |text: &Option<String>| text.clone();
    let outcome = match ended.status {
        Status::Succeeded => {
            let output = tokens.reveal(ended.output.clone().unwrap_or_default());
            let output = crate::json::read(&output);
            Outcome::Succeeded(
                output.map_err(|error| StoreError::Corrupt(format!("the output is no JSON: {error}")))?,
            )
        }
        Status::Aborted => Outcome::Aborted { error: owned(&ended.error), cause: owned(&ended.cause) },
        Status::TimedOut => Outcome::TimedOut,
        Status::Failed | Status::Running => Outcome::Failed(Failure::reported(
            ended.error.clone().map(Cow::Owned),
            ended.cause.clone().map(|cause| Cow::Owned(tokens.reveal(cause))),
        )),
    };
    Ok((outcome, ended.stop_time.unwrap_or(ended.start_time)))
}
