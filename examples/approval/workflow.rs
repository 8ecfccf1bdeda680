//! Human approval by task token.

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

include_workflow! {
    "approval/approval.asl.json",
    typed,
    input: Expense,
    output: Approval,
    handlers: { "Ask manager" => ask_manager: fn(Message) -> Result<(), OfficeError> },
}

/// What the workflow starts with.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Expense {
    pub employee: String,
    pub euros: u32,
    pub purpose: String,
}

/// What the workflow ends with, unless somebody refuses or nobody answers.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Approval {
    pub approved: bool,
    pub employee: String,
    pub euros: u32,
}

/// What `Parameters` make: the address of the queue is of no use here.
#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Message {
    pub message_body: Question,
}

/// A question to a person, with the token that the answer takes.
#[derive(Debug, Deserialize, Shape)]
pub struct Question {
    #[serde(rename = "question")]
    pub text: String,
    pub token: String,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum OfficeError {
    #[error("nobody takes questions any more")]
    OfficeClosed,
}

/// Hands questions over; whoever holds the other end shows them to a person.
#[derive(Debug)]
pub struct Office {
    pub questions: mpsc::UnboundedSender<Question>,
}

impl approval::Handlers for Office {
    /// Returns when the question is handed over. The state goes on when somebody answers with the token.
    async fn ask_manager(&self, message: Message, _: &TaskContext) -> Result<(), OfficeError> {
        self.questions.send(message.message_body).map_err(|_| OfficeError::OfficeClosed)
    }
}
