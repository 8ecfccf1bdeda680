//! Human approval that survives the process: kill it at the prompt, start it again, and answer then.
//!
//! `cargo run -p asl-examples --example durable -- approvals.db`

mod workflow;

use std::io::Write as _;

use workflow::{answer, approval, ask, engine};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "approvals.db".to_owned());
    let (engine, workflow) = engine(&path).await?;
    let mut waiting = engine.waiting_tasks(1).await?;
    let id = match waiting.pop() {
        Some(question) => {
            println!("{} has waited since {}", question.execution, question.since);
            question.execution
        }
        None => {
            let id = ask(&engine, &workflow, &format!("expense-{}", std::process::id()), 480).await?;
            println!("{id} was started");
            id
        }
    };
    print!("May Ada spend 480 euros on a conference? [y/n] (or kill this process, and start it again) ");
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    while !answer(&path, line.trim() != "n").await? {
        // The question is about to be asked.
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    match engine.execution::<approval::Definition>(id).wait().await {
        Ok(approval) => println!("{approval:#?}"),
        Err(error) => println!("{error}"),
    }
    engine.shut_down().await?;
    Ok(())
}
