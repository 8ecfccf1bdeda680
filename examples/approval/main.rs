//! Human approval: answer the question with `y` or `n`.

mod workflow;

use std::io::Write as _;

use serde_json::json;
use tokio::sync::mpsc;
use workflow::{Expense, Office, approval};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (questions, mut asked) = mpsc::unbounded_channel();
    let workflow = approval::workflow(Office { questions });
    let tokens = workflow.tokens();
    let expense = Expense { employee: "Ada".into(), euros: 480, purpose: "a conference".into() };
    let execution = workflow.start(expense)?;

    if let Some(question) = asked.recv().await {
        print!("{} [y/n] ", question.text);
        std::io::stdout().flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if answer.trim() == "n" {
            tokens.send_task_failure(&question.token, Some("Rejected"), Some("the manager said no"))?;
        } else {
            tokens.send_task_success(&question.token, json!({ "by": "the manager" }))?;
        }
    }
    match execution.wait().await {
        Ok(approval) => println!("{approval:#?}"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
