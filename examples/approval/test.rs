//! The workflow waits for the token, and for no longer than a week.

mod workflow;

use serde_json::json;
use tokio::sync::mpsc;
use workflow::{Approval, Expense, Office, approval};

fn expense(euros: u32) -> Expense {
    Expense { employee: "Ada".into(), euros, purpose: "a conference".into() }
}

#[tokio::test(start_paused = true)]
async fn an_approved_expense_goes_on() {
    let (questions, mut asked) = mpsc::unbounded_channel();
    let workflow = approval::workflow(Office { questions });
    let execution = workflow.start(expense(480)).expect("it starts");
    let question = asked.recv().await.expect("the manager is asked");
    assert_eq!(question.text, "May Ada spend 480 euros on a conference?");
    workflow.tokens().send_task_success(&question.token, json!({ "by": "Bob" })).expect("the token is valid");
    assert!(workflow.tokens().send_task_success(&question.token, json!({})).is_err(), "a token is used once");
    let output = execution.wait().await.expect("it succeeds");
    assert_eq!(output, Approval { approved: true, employee: "Ada".into(), euros: 480 });
}

#[tokio::test(start_paused = true)]
async fn a_rejected_expense_fails_with_the_reason() {
    let (questions, mut asked) = mpsc::unbounded_channel();
    let workflow = approval::workflow(Office { questions });
    let execution = workflow.start(expense(480)).expect("it starts");
    let question = asked.recv().await.expect("the manager is asked");
    workflow
        .tokens()
        .send_task_failure(&question.token, Some("Rejected"), Some("too dear"))
        .expect("it is valid");
    let error = execution.wait().await.expect_err("it is rejected");
    assert_eq!((error.error(), error.cause()), (Some("ExpenseRejected"), Some("too dear")));
}

#[tokio::test(start_paused = true)]
async fn nobody_answers_within_a_week() {
    let (questions, _asked) = mpsc::unbounded_channel();
    let error = approval::workflow(Office { questions }).run(expense(480)).await.expect_err("it times out");
    assert_eq!(error.error(), Some("ApprovalTimedOut"));
}

#[tokio::test]
async fn a_small_expense_asks_nobody() {
    let (questions, mut asked) = mpsc::unbounded_channel();
    let output = approval::workflow(Office { questions }).run(expense(20)).await.expect("it succeeds");
    assert!(output.approved);
    assert!(asked.recv().await.is_none());
}
