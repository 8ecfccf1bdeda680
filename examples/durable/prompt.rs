//! A conversation with a person, which survives the process that leads it.

use std::convert::Infallible;
use std::error::Error;
use std::io::Write as _;

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{ExecutionQuery, Status};

use crate::workflow::{answer, approval, ask, engine};

/// Asks at the prompt whether an expense is approved, or goes on with the one that was asked for before. The process
/// may be killed at any time.
pub async fn ask_at_prompt(path: &str) -> Result<(), Box<dyn Error>> {
    let (engine, workflow) = engine(path).await?;
    let id = match running(&engine).await? {
        Some(id) => {
            println!("{id} goes on");
            id
        }
        None => {
            let id = ask(&engine, &workflow, None, 480).await?;
            println!("{id} was started");
            id
        }
    };
    print!("May Ada spend 480 euros on a conference? [y/n] (or kill this process, and start it again) ");
    std::io::stdout().flush()?;
    let execution = engine.execution::<approval::Definition>(id);
    let ended = tokio::select! {
        // Whoever has answered: this process, one before, or another one.
        ended = execution.wait() => ended,
        failed = answer_from_prompt(path) => match failed? {},
    };
    println!();
    match ended {
        Ok(approval) => println!("{approval:#?}"),
        Err(error) => println!("{error}"),
    }
    engine.shut_down().await?;
    Ok(())
}

/// Answers for a person elsewhere: a process without an engine.
pub async fn answer_elsewhere(path: &str, decision: &str) -> Result<(), Box<dyn Error>> {
    let decision = Decision::of(decision).ok_or("say `y` or `n`")?;
    match answer(path, decision == Decision::Yes).await? {
        true => println!("the answer was accepted"),
        false => println!("nobody waits for an answer"),
    }
    Ok(())
}

/// An execution that was started before, and has not ended.
async fn running(engine: &Engine) -> Result<Option<String>, DurableError> {
    let query = ExecutionQuery { status: Some(Status::Running), most: 1, ..ExecutionQuery::default() };
    Ok(engine.list(query).await?.executions.pop().map(|execution| execution.arn))
}

async fn answer_from_prompt(path: &str) -> Result<Infallible, DurableError> {
    let decision = decision().await;
    while !answer(path, decision == Decision::Yes).await? {
        // The question is about to be asked.
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    std::future::pending().await
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Yes,
    No,
}

impl Decision {
    fn of(text: &str) -> Option<Self> {
        match text.trim() {
            "y" => Some(Self::Yes),
            "n" => Some(Self::No),
            _ => None,
        }
    }
}

/// What the person at the prompt says. If nobody is there, it never comes.
async fn decision() -> Decision {
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread of its own: the process must be able to end while it reads.
    std::thread::spawn(move || {
        let decision = std::io::stdin().lines().map_while(Result::ok).find_map(|line| Decision::of(&line));
        decision.map(|decision| tell.send(decision))
    });
    match told.await {
        Ok(decision) => decision,
        Err(_) => std::future::pending().await,
    }
}
