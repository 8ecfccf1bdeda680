//! Task tokens (TASK-6 to TASK-10, API-17 to API-19).

use std::time::Duration;

use asl_runtime::{DynamicHandlers, ExecutionStatus, Phase, TaskTokens, TokenError, include_workflow};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::support::{Log, error, failure, seconds_since};

include_workflow! {
    name: approval,
    inline = r#"{"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"MessageBody": {"Token.$": "$$.Task.Token"}},
            "TimeoutSeconds": 100, "HeartbeatSeconds": 30,
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Nobody"], "Next": "C"}]},
        "C": {"Type": "Succeed"}
    }}"#,
    allow: ["unreachable-catcher"],
}

/// Handlers that hand the token over, with what they answer.
fn asking(answer: Value) -> (DynamicHandlers, mpsc::UnboundedReceiver<String>) {
    let (sender, tokens) = mpsc::unbounded_channel();
    let handlers = DynamicHandlers::new(move |call| {
        let token = call.context.token().expect("the pattern has one").to_owned();
        assert_eq!(call.input["MessageBody"]["Token"], json!(token), "CTX-2");
        drop(sender.send(token));
        std::future::ready(Ok(answer.clone()))
    });
    (handlers, tokens)
}

#[tokio::test(start_paused = true)]
async fn an_answer_ends_the_state_and_counts_once() {
    let (handlers, mut asked) = asking(json!("dropped"));
    let workflow = approval::dynamic(handlers);
    let (tokens, start) = (workflow.tokens(), Instant::now());
    let answering = tokio::spawn(async move {
        let token = asked.recv().await.expect("it asks");
        tokio::time::sleep(Duration::from_secs(20)).await;
        assert_eq!(tokens.send_task_heartbeat(&token), Ok(()));
        tokio::time::sleep(Duration::from_secs(20)).await;
        assert_eq!(tokens.send_task_success(&token, json!({"approved": true})), Ok(()));
        for again in [
            tokens.send_task_success(&token, Value::Null),
            tokens.send_task_failure(&token, None, None),
            tokens.send_task_heartbeat(&token),
        ] {
            assert_eq!(again, Err(TokenError::TaskTimedOut));
        }
    });
    assert_eq!(workflow.run(json!({})).await.ok(), Some(json!({"approved": true})));
    assert_eq!(seconds_since(start), 40);
    answering.await.expect("it does not panic");
}

/// TASK-7, TASK-9
#[tokio::test(start_paused = true)]
async fn failures_are_retried_with_a_new_token() {
    let (handlers, mut asked) = asking(Value::Null);
    let workflow = approval::dynamic(handlers);
    let tokens = workflow.tokens();
    let answering = tokio::spawn(async move {
        let first = asked.recv().await.expect("it asks");
        assert_eq!(tokens.send_task_failure(&first, Some("Again"), Some("c")), Ok(()));
        let second = asked.recv().await.expect("it asks again");
        assert_ne!(first, second);
        assert_eq!(tokens.send_task_failure(&second, None, None), Ok(()));
    });
    assert_eq!(failure(workflow.run(json!({})).await), ("(none)".into(), "(none)".into()));
    answering.await.expect("it does not panic");
}

#[tokio::test(start_paused = true)]
async fn silence_times_out_and_voids_the_token() {
    let (handlers, mut asked) = asking(Value::Null);
    let workflow = approval::dynamic(handlers);
    let start = Instant::now();
    assert_eq!(failure(workflow.run(json!({})).await), ("States.Timeout".into(), "(none)".into()));
    assert_eq!(seconds_since(start), 30);
    let token = asked.recv().await.expect("it asked");
    assert_eq!(workflow.tokens().send_task_success(&token, Value::Null), Err(TokenError::TaskTimedOut));
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_come_before_the_handler_returns() {
    let handlers = |tokens: TaskTokens, result: Result<Value, &'static str>| {
        DynamicHandlers::new(move |call| {
            let (tokens, result) = (tokens.clone(), result.clone());
            async move {
                let token = call.context.token().expect("the pattern has one");
                assert_eq!(tokens.send_task_success(token, json!("early")), Ok(()));
                tokio::time::sleep(Duration::from_secs(10)).await;
                result.map_err(error)
            }
        })
    };
    let tokens = approval::dynamic(DynamicHandlers::new(|_| std::future::pending())).tokens();
    let workflow = |result| approval::dynamic(handlers(tokens.clone(), result)).share_tokens(&tokens);
    let start = Instant::now();
    assert_eq!(workflow(Ok(Value::Null)).run(json!({})).await.ok(), Some(json!("early")));
    assert_eq!(seconds_since(start), 10);
    // The request was never handed over, so the state fails.
    assert_eq!(failure(workflow(Err("Unsent")).run(json!({})).await).0, "Unsent");
}

#[tokio::test]
async fn tokens_of_an_execution_that_was_stopped_are_void() {
    let (handlers, mut asked) = asking(Value::Null);
    let workflow = approval::dynamic(handlers);
    let execution = workflow.start(json!({})).expect("it starts");
    let token = asked.recv().await.expect("it asks");
    loop {
        let ExecutionStatus::Running { frames, .. } = execution.status().await else {
            panic!("it has ended")
        };
        assert_eq!((frames.len(), frames[0].state), (1, "Ask"));
        if frames[0].phase == Phase::AwaitingToken {
            break;
        }
        tokio::task::yield_now().await;
    }
    execution.stop(None, None);
    assert!(execution.wait().await.is_err());
    assert_eq!(workflow.tokens().send_task_success(&token, Value::Null), Err(TokenError::TaskTimedOut));
}

/// The handler works until the task times out, but the answer is there.
#[tokio::test(start_paused = true)]
async fn an_answer_that_was_accepted_counts_even_if_the_handler_never_returns() {
    let tokens = approval::dynamic(DynamicHandlers::new(|_| std::future::pending())).tokens();
    let workflow = approval::dynamic(DynamicHandlers::new({
        let tokens = tokens.clone();
        move |call| {
            let token = call.context.token().expect("the pattern has one");
            assert_eq!(tokens.send_task_success(token, json!("early")), Ok(()));
            std::future::pending()
        }
    }))
    .share_tokens(&tokens);
    let start = Instant::now();
    assert_eq!(workflow.run(json!({})).await.ok(), Some(json!("early")));
    assert_eq!(seconds_since(start), 30);
}

include_workflow! {
    name: race,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "W", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "W"}], "Branches": [
            {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true, "TimeoutSeconds": 1000,
                "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": {"MessageBody": {"Token.$": "$$.Task.Token"}}}}},
            {"StartAt": "Sleep", "States": {
                "Sleep": {"Type": "Wait", "Seconds": 1, "Next": "Failed"}, "Failed": {"Type": "Fail"}}}]},
        "W": {"Type": "Wait", "Seconds": 10, "End": true}
    }}"#,
}

/// PAR-7
#[tokio::test(start_paused = true)]
async fn the_token_of_a_stopped_branch_is_void_while_the_execution_goes_on() {
    let (handlers, mut asked) = asking(Value::Null);
    let workflow = race::dynamic(handlers);
    let execution = workflow.start(json!({})).expect("it starts");
    let token = asked.recv().await.expect("it asks");
    assert!(format!("{:?}", workflow.tokens()).contains("open: 1"));
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert!(matches!(execution.status().await, ExecutionStatus::Running { .. }));
    assert_eq!(workflow.tokens().send_task_success(&token, Value::Null), Err(TokenError::TaskTimedOut));
    assert!(format!("{:?}", workflow.tokens()).contains("open: 0"));
    assert!(execution.wait().await.is_ok());
}

include_workflow! {
    name: job,
    inline = r#"{"StartAt": "Run", "States": {
        "Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true,
            "Parameters": {"Overrides": {"Token.$": "$$.Task.Token"}}}
    }}"#,
    allow: ["context-field"],
}

/// As recorded: a job that is waited for has a token too, and its answer is the result.
#[tokio::test(start_paused = true)]
async fn a_job_may_answer_its_token() {
    let stopped = Log::default();
    let tokens = job::dynamic(DynamicHandlers::new(|_| std::future::pending())).tokens();
    let workflow = job::dynamic(DynamicHandlers::new({
        let (tokens, stopped) = (tokens.clone(), stopped.clone());
        move |call| {
            let (tokens, stopped) = (tokens.clone(), stopped.clone());
            async move {
                let token = call.input["Overrides"]["Token"].as_str().expect("it is there");
                assert_eq!(tokens.send_task_success(token, json!("by token")), Ok(()));
                call.context.cancelled().await;
                stopped.add(());
                Ok(Value::Null)
            }
        }
    }))
    .share_tokens(&tokens);
    assert_eq!(workflow.run(json!({})).await.ok(), Some(json!("by token")));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(stopped.all().len(), 1);
}

/// A handler may leave its context to someone who works on: it learns when the answer is wanted no more.
#[tokio::test(start_paused = true)]
async fn a_context_outlives_its_handler() {
    let (log, start) = (Log::default(), Instant::now());
    let workflow = approval::dynamic(DynamicHandlers::new({
        let log = log.clone();
        move |call| {
            let log = log.clone();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_secs(20)).await;
                assert!(!call.context.is_cancelled());
                call.context.heartbeat();
                call.context.cancelled().await;
                log.add(seconds_since(start));
            });
            std::future::ready(Ok(Value::Null))
        }
    }));
    assert_eq!(failure(workflow.run(json!({})).await).0, "States.Timeout");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(log.all(), [50]);
}

include_workflow! {
    name: many,
    inline = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 100, "End": true,
        "ItemProcessor": {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true, "HeartbeatSeconds": 60,
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"n.$": "$", "token.$": "$$.Task.Token"}}}}}}}"#,
}

/// Tokens are answered from any thread, before or after the handler returns.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn answers_come_from_many_threads() {
    let tokens = many::dynamic(DynamicHandlers::new(|_| std::future::pending())).tokens();
    let workflow = many::dynamic(DynamicHandlers::new({
        let tokens = tokens.clone();
        move |call| {
            let tokens = tokens.clone();
            tokio::spawn(async move {
                let token = call.input["token"].as_str().expect("it is there");
                call.context.heartbeat();
                tokio::task::yield_now().await;
                // Only one of the two is accepted.
                let answers = [
                    tokens.send_task_success(token, call.input["n"].clone()),
                    tokens.send_task_success(token, Value::Null),
                ];
                assert_eq!(answers, [Ok(()), Err(TokenError::TaskTimedOut)]);
            });
            async {
                tokio::task::yield_now().await;
                Ok(Value::Null)
            }
        }
    }))
    .share_tokens(&tokens);
    let items: Vec<u64> = (0..2_000).collect();
    assert_eq!(workflow.run(json!(items)).await.ok(), Some(json!(items)));
    assert!(format!("{tokens:?}").contains("open: 0"));
}
