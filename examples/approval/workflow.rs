//! Human approval by task token.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;
use tokio::sync::mpsc;

include_workflow! {
    "approval/approval.asl.json",
    handlers: { "Ask manager" => ask_manager },
}

/// A question to a person, with the token that the answer takes.
#[derive(Debug)]
pub struct Question {
    pub text: String,
    pub token: String,
}

/// Hands questions over; whoever holds the other end shows them to a person.
#[derive(Debug)]
pub struct Office {
    pub questions: mpsc::UnboundedSender<Question>,
}

impl approval::Handlers for Office {
    /// Returns when the question is handed over. The state goes on when somebody answers with the token.
    async fn ask_manager(
        &self,
        request: approval::AskManagerInput,
        task: &TaskContext,
    ) -> Result<Value, TaskError> {
        let text = request.message_body["question"].as_str().unwrap_or_default().to_owned();
        let token = task.token().unwrap_or_default().to_owned();
        self.questions
            .send(Question { text, token })
            .map_err(|_| TaskError::new("OfficeClosed", "nobody takes questions any more"))?;
        Ok(Value::Null)
    }
}
