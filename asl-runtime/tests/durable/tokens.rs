//! Tokens: answered from anywhere, once.

use asl_runtime::durable::{Client, DurableError};
use asl_runtime::store::{MemoryStore, Order};
use asl_runtime::{TokenError, include_workflow};
use serde_json::json;
use std::sync::Arc;

use crate::support::{Calls, approval, called, engine, handlers, until};

fn asking(calls: &Calls) -> asl_runtime::Workflow<approval::Definition> {
    approval::dynamic(handlers(calls, |_| Some(Ok(json!({ "MessageId": "1" })))))
}

async fn token(client: &Client) -> String {
    for _ in 0..10_000 {
        if let Some(task) = client.waiting_tasks(10).await.expect("there is a list").pop() {
            assert_eq!(
                (task.state.as_str(), task.resource.as_str()),
                ("Ask", "arn:aws:states:::sqs:sendMessage.waitForTaskToken")
            );
            return task.token;
        }
        tokio::task::yield_now().await;
    }
    panic!("nothing waits");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_answer_ends_the_task_once() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let asking = asking(&calls);
    let engine = engine(&store).register(&asking).build().await.expect("it starts");
    let execution = engine.start(&asking, None, json!({})).await.expect("it starts");
    until(|| called(&calls).len() == 1).await;
    let client = Client::new(Arc::new(store.clone())).await.expect("there is a store");
    let token = token(&client).await;
    assert!(called(&calls)[0].contains(&token), "the handler gets the token itself");
    client.send_task_heartbeat(&token).await.expect("it waits");
    client.send_task_success(&token, json!({ "approved": true })).await.expect("it waits");
    assert_eq!(execution.wait_json().await.expect("it succeeds"), json!({ "approved": true }));
    let again = client.send_task_success(&token, json!(1)).await;
    assert!(matches!(again, Err(DurableError::Token(TokenError::TaskTimedOut))), "{again:?}");
    for (wrong, error) in
        [("x", TokenError::InvalidToken), (&*token.replace('-', "_"), TokenError::InvalidToken)]
    {
        let answered = client.send_task_failure(wrong, None, None).await;
        assert!(matches!(answered, Err(DurableError::Token(found)) if found == error), "{answered:?}");
    }
    let page = engine.history(execution.id(), Order::Forward, 100, None).await.expect("there is one");
    let json = serde_json::to_string(&page.events).expect("it is JSON");
    assert!(json.contains(&token), "those who may read see it");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_answer_waits_for_the_engine() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let asking = asking(&calls);
    let first = engine(&store).register(&asking).build().await.expect("it starts");
    let id = first.start(&asking, None, json!({})).await.expect("it starts").id().to_owned();
    let client = first.client();
    let token = token(&client).await;
    until(|| called(&calls).len() == 1).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let store = store.reopened();
    drop(first);
    client.send_task_success(&token, json!("yes")).await.expect("it waits");
    // Its time is up before the engine is there again: the answer was first.
    tokio::time::sleep(std::time::Duration::from_secs(100_000)).await;
    let second = engine(&store).register(&asking).build().await.expect("it starts");
    assert_eq!(
        second.execution::<approval::Definition>(id).wait_json().await.expect("it succeeds"),
        json!("yes")
    );
    assert_eq!(called(&calls).len(), 1);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_timeout_closes_the_token() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let asking = asking(&calls);
    let engine = engine(&store).register(&asking).build().await.expect("it starts");
    let execution = engine.start(&asking, None, json!({})).await.expect("it starts");
    let token = token(&engine).await;
    let output = execution.wait_json().await.expect("it is caught");
    assert_eq!(output["Error"], "States.Timeout");
    let late = engine.send_task_success(&token, json!(1)).await;
    assert!(matches!(late, Err(DurableError::Token(TokenError::TaskTimedOut))), "{late:?}");
    assert!(engine.waiting_tasks(10).await.expect("there is a list").is_empty());
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_answer_counts_though_its_handler_was_interrupted() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let silent = approval::dynamic(handlers(&calls, |_| None));
    let first = engine(&store).register(&silent).build().await.expect("it starts");
    let id = first.start(&silent, None, json!({})).await.expect("it starts").id().to_owned();
    let token = token(&first).await;
    until(|| called(&calls).len() == 1).await;
    first.send_task_success(&token, json!("yes")).await.expect("it waits");
    // The answer is taken note of while the handler is still at work.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    let store = store.reopened();
    drop(first);
    let second = engine(&store).register(&silent).build().await.expect("it starts");
    let output = second.execution::<approval::Definition>(id).wait_json().await;
    assert_eq!(output.expect("it succeeds"), json!("yes"));
    assert_eq!(called(&calls).len(), 1);
}

/// What was told while nobody was there counts as well, and whatever a handler would have said.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_answer_counts_that_came_after_its_handler_was_interrupted() {
    for answer in [Ok(json!("yes")), Err("No")] {
        let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
        let silent = approval::dynamic(handlers(&calls, |_| None));
        let first = engine(&store).register(&silent).build().await.expect("it starts");
        let id = first.start(&silent, None, json!({})).await.expect("it starts").id().to_owned();
        let token = token(&first).await;
        until(|| called(&calls).len() == 1).await;
        let store = store.reopened();
        drop(first);
        let client = Client::new(Arc::new(store.clone())).await.expect("there is a store");
        let expected = match answer {
            Ok(output) => {
                client.send_task_success(&token, output.clone()).await.expect("it waits");
                output
            }
            Err(error) => {
                client.send_task_failure(&token, Some(error), None).await.expect("it waits");
                json!({ "Error": error, "Cause": null })
            }
        };
        let second = engine(&store).register(&silent).build().await.expect("it starts");
        let output = second.execution::<approval::Definition>(id).wait_json().await;
        assert_eq!(output.expect("it succeeds"), expected);
        assert_eq!(called(&calls).len(), 1);
    }
}

/// TASK-8: a token of another store, and one whose execution was deleted.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn what_nobody_knows_does_not_exist() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let asking = asking(&calls);
    let engine = engine(&store).register(&asking).build().await.expect("it starts");
    let execution = engine.start(&asking, None, json!({})).await.expect("it starts");
    let token = token(&engine).await;
    let elsewhere = Client::new(Arc::new(MemoryStore::new().expect("there is randomness"))).await;
    let elsewhere = elsewhere.expect("there is a store");
    engine.send_task_success(&token, json!("yes")).await.expect("it waits");
    execution.wait_json().await.expect("it succeeds");
    engine.delete(execution.id()).await.expect("it has ended");
    for client in [&elsewhere, &engine.client()] {
        for answered in [
            client.send_task_success(&token, json!(1)).await,
            client.send_task_failure(&token, None, None).await,
            client.send_task_heartbeat(&token).await,
        ] {
            let does_not_exist = matches!(answered, Err(DurableError::Token(TokenError::TaskDoesNotExist)));
            assert!(does_not_exist, "{answered:?}");
        }
    }
}

include_workflow! {
    name: broken,
    inline = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"MessageBody.$": "$$.Task.Token"}}}},
        {"StartAt": "Sleep", "States": {
            "Sleep": {"Type": "Wait", "Seconds": 5, "Next": "Break"},
            "Break": {"Type": "Pass", "InputPath": "$.missing", "End": true}}}
    ]}}}"#,
    allow = ["token-without-timeout"],
}

/// An error of the interpreter's ends everything, whatever somebody still waits for (ERR-20).
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_error_of_the_interpreter_closes_tokens() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let broken = broken::dynamic(handlers(&calls, |_| Some(Ok(json!({})))));
    let engine = engine(&store).register(&broken).build().await.expect("it starts");
    let execution = engine.start(&broken, None, json!({})).await.expect("it starts");
    let token = token(&engine).await;
    let error = execution.wait_json().await.expect_err("it fails");
    assert!(error.to_string().contains("States.Runtime"), "{error}");
    assert!(engine.waiting_tasks(10).await.expect("there is a list").is_empty());
    let late = engine.send_task_success(&token, json!(1)).await;
    assert!(matches!(late, Err(DurableError::Token(TokenError::TaskTimedOut))), "{late:?}");
}

/// Whoever reads the file, or a copy of it, can't answer: it has a placeholder for each token's proof.
#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_file_does_not_tell_tokens() {
    use crate::kept::{InFile, Kept as _, eventually};
    let (kept, calls) = (InFile::new(), Calls::default());
    let asking = asking(&calls);
    let engine = kept.engine().register(&asking).build().await.expect("it starts");
    let execution = engine.start(&asking, None, json!({})).await.expect("it starts");
    eventually(async || !engine.waiting_tasks(1).await.expect("there is a list").is_empty()).await;
    let token = token(&engine).await;
    eventually(async || called(&calls).len() == 1).await;
    engine.send_task_success(&token, json!({ "answered": token })).await.expect("it waits");
    let output = execution.wait_json().await.expect("it succeeds");
    assert_eq!(output["answered"], token, "who asks for it gets it");
    engine.shut_down().await.expect("it ends");
    let (locator, proof) = token.rsplit_once('-').expect("a token has parts");
    let has = |text: &str| kept.bytes().windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(has(locator), "the file is the right one");
    assert!(!has(proof));
}
