//! Activity workers: they poll for tasks, from any process, and answer with the task's token (TASK-13, API-20).

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::client::Client;
use super::error::DurableError;

/// How long a poll waits for a task.
const LONGEST_POLL: Duration = Duration::from_secs(60);

/// A task of an activity, for the worker that has taken it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ActivityTask {
    /// What it is answered with: [`Client::send_task_success`] and its kin.
    pub token: String,
    /// Its input.
    pub input: Value,
}

impl Client {
    /// Takes a task of an activity, the one that has waited longest (API-20). If there is none it waits for one, up to
    /// 60 seconds; nothing came if it gives `None`, and it can be called again. Its `HeartbeatSeconds` count from then on,
    /// its `TimeoutSeconds` since it was offered (TIME-2).
    ///
    /// Any number of workers may poll, in any process: a task is given to one of them. Those in the process of the engine,
    /// with its client or with clones of its store, are woken when it offers one; those in other processes look ten times a
    /// second.
    ///
    /// ```
    /// use asl_runtime::durable::Engine;
    /// use asl_runtime::store::MemoryStore;
    /// use asl_runtime::{DynamicHandlers, include_workflow};
    /// use serde_json::json;
    ///
    /// include_workflow! {
    ///     name: print,
    ///     inline: r#"{
    ///         "StartAt": "Print",
    ///         "States": { "Print": {
    ///             "Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:printer",
    ///             "TimeoutSeconds": 3600, "HeartbeatSeconds": 60, "End": true
    ///         } }
    ///     }"#,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// const PRINTER: &str = "arn:aws:states:eu-west-1:123456789012:activity:printer";
    ///
    /// let workflow = print::dynamic(DynamicHandlers::new(|_| std::future::pending()));
    /// let store = MemoryStore::new()?;
    /// let engine = Engine::builder().store(store).register(&workflow).activity(PRINTER).build().await?;
    /// let execution = engine.start(&workflow, None, json!({ "pages": 3 })).await?;
    ///
    /// // A worker, here or in another process:
    /// let client = engine.client();
    /// let task = client.get_activity_task(PRINTER, Some("ground floor")).await?.ok_or("nothing to print")?;
    /// client.send_task_heartbeat(&task.token).await?;
    /// client.send_task_success(&task.token, json!({ "printed": task.input["pages"] })).await?;
    ///
    /// assert_eq!(execution.wait().await?, json!({ "printed": 3 }));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// No engine has the activity, the store fails.
    pub async fn get_activity_task(
        &self,
        activity: &str,
        worker_name: Option<&str>,
    ) -> Result<Option<ActivityTask>, DurableError> {
        if !self.store.served().await?.activities.iter().any(|known| known == activity) {
            return Err(DurableError::ActivityDoesNotExist(activity.to_owned()));
        }
        let until = Instant::now() + LONGEST_POLL;
        loop {
            // What is offered after this is told, even while the store is asked.
            let offered = self.store.offered(activity);
            if let Some(offered) = self.store.take(activity, worker_name).await? {
                let input = self.tokens.reveal(offered.input);
                let input = serde_json::from_str(&input)
                    .map_err(|error| DurableError::corrupt("the input of a task", &error))?;
                return Ok(Some(ActivityTask { token: self.tokens.token_of(offered.locator), input }));
            }
            match tokio::time::timeout_at(until, offered).await {
                Ok(told) => told?,
                Err(_) => return Ok(None),
            }
        }
    }
}
