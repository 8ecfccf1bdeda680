//! The approval of the example beside it, on a store in a file.

use std::sync::Arc;

use asl_runtime::durable::{Client, DurableError, Engine};
use asl_runtime::store::Sqlite;
use asl_runtime::{Shape, TaskContext, TaskError, Workflow, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::json;

include_workflow! {
    "approval/approval.asl.json",
    typed,
    input: Expense,
    output: Approval,
    handlers: { "Ask manager" => ask_manager: fn(_) -> Result<(), TaskError> },
    // To put the same question there again changes nothing.
    idempotent: [ask_manager],
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

/// Asks by putting the question where the manager looks. Here that is the store itself: it knows who waits.
#[derive(Debug)]
pub struct Office;

impl approval::Handlers for Office {
    /// Returns when the question is handed over. The state goes on when somebody answers with the token, in this
    /// process or in another one.
    async fn ask_manager(&self, _: approval::AskManagerInput, _: &TaskContext) -> Result<(), TaskError> {
        Ok(())
    }
}

/// An engine on the file, with the executions that are in it.
pub async fn engine(path: &str) -> Result<(Engine, Workflow<approval::Definition>), DurableError> {
    let workflow = approval::workflow(Office);
    let engine = Engine::builder().store(Sqlite::open(path)?).register(&workflow).build().await?;
    Ok((engine, workflow))
}

/// Asks for an expense. Asking again under the same name while it is open changes nothing.
pub async fn ask(
    engine: &Engine,
    workflow: &Workflow<approval::Definition>,
    name: Option<&str>,
    euros: u32,
) -> Result<String, DurableError> {
    let expense = Expense { employee: "Ada".into(), euros, purpose: "a conference".into() };
    Ok(engine.start(workflow, name, expense).await?.id().to_owned())
}

/// Answers the question that has waited longest, from any process that can open the file.
pub async fn answer(path: &str, yes: bool) -> Result<bool, DurableError> {
    let client = Client::new(Arc::new(Sqlite::open(path)?)).await?;
    let Some(question) = client.waiting_tasks(1).await?.pop() else { return Ok(false) };
    if yes {
        client.send_task_success(&question.token, json!({ "by": "the manager" })).await?;
    } else {
        client.send_task_failure(&question.token, Some("Rejected"), Some("the manager said no")).await?;
    }
    Ok(true)
}
