//! What cases run on.

use asl_runtime::TaskTokens;
use asl_runtime::durable::Client;
use serde_json::Value;

/// What cases run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// This process: nothing is stored.
    InProcess,
    /// A durable engine, which loads each execution again after every step.
    Durable,
}

/// Where tokens are answered.
#[derive(Debug)]
pub(crate) enum Tokens {
    InProcess(TaskTokens),
    Durable(Box<Client>),
}

impl Tokens {
    pub(crate) async fn succeed(&self, token: &str, output: Value) -> Result<(), String> {
        match self {
            Self::InProcess(tokens) => {
                tokens.send_task_success(token, output).map_err(|error| error.to_string())
            }
            Self::Durable(client) => {
                client.send_task_success(token, output).await.map_err(|error| error.to_string())
            }
        }
    }

    pub(crate) async fn fail(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), String> {
        match self {
            Self::InProcess(tokens) => {
                tokens.send_task_failure(token, error, cause).map_err(|error| error.to_string())
            }
            Self::Durable(client) => {
                client.send_task_failure(token, error, cause).await.map_err(|error| error.to_string())
            }
        }
    }
}
