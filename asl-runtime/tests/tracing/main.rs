//! Spans of executions, states and attempts: which there are, within which, how long, and what they say.

#[cfg(feature = "durable")]
mod durable;
#[cfg(feature = "sqlite")]
mod transactional;
mod tree;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use asl_runtime::{DynamicCall, DynamicHandlers, HandlerThreads, TaskError, include_workflow};
use serde_json::{Value, json};
use tracing::Instrument;
use tree::Tree;

/// Works so many seconds as the input says, and fails if it names an error.
async fn work(call: DynamicCall) -> Result<Value, TaskError> {
    let member = |name: &str| call.input.get(name).cloned().unwrap_or_default();
    let seconds = member("seconds").as_u64().unwrap_or(1);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    match member("error").as_str() {
        Some(error)
            if member("until").as_u64().is_none_or(|until| u64::from(call.context.attempt()) < until) =>
        {
            Err(TaskError::new(error.to_owned(), "why"))
        }
        _ => Ok(json!("done")),
    }
}

fn handlers() -> DynamicHandlers {
    DynamicHandlers::new(work)
}

/// The lines of a text that is indented as code is.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.strip_prefix("            ").unwrap_or(line).to_owned()).collect()
}

include_workflow! {
    name: sequence,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "Next": "W",
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 2, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Again"], "Next": "S"}]},
        "W": {"Type": "Wait", "Seconds": 5, "Next": "S"},
        "S": {"Type": "Succeed"}
    }}"#,
}

#[tokio::test(start_paused = true)]
async fn spans_last_as_long_as_what_they_are_about() {
    for (input, expected) in [
        (
            json!({"seconds": 1, "error": "Again", "until": 2}),
            "execution sequence 0-9 succeeded
              state T 0-4 succeeded
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 failed Again
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 2 3-4 succeeded
              state W 4-9 succeeded
              state S 9-9 succeeded",
        ),
        (
            json!({"seconds": 3, "error": "Again"}),
            "execution sequence 0-8 succeeded
              state T 0-8 caught Again
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-3 failed Again
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 2 5-8 failed Again
              state S 8-8 succeeded",
        ),
        (
            json!({"error": "Other"}),
            "execution sequence 0-1 failed Other
              state T 0-1 failed Other
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 failed Other",
        ),
    ] {
        let (tree, _guard) = Tree::listen();
        let _ = sequence::dynamic(handlers()).run(input).await;
        assert_eq!(tree.lines(), lines(expected));
    }
}

#[tokio::test(start_paused = true)]
async fn names_and_ids_are_fields() {
    let (tree, _guard) = Tree::listen();
    let execution =
        sequence::dynamic(handlers()).start_named("monday", json!({"error": "E"})).expect("it starts");
    assert!(execution.wait().await.is_err());
    let entries = tree.entries();
    let fields = |index: usize| entries[index].fields.iter().map(|(name, value)| (*name, value.as_str()));
    let arn = "arn:aws:states:us-east-1:123456789012:execution:sequence:monday";
    let failed = [
        ("error", "E"),
        ("otel.status_code", "ERROR"),
        ("otel.status_description", "E"),
        ("outcome", "failed"),
    ];
    for (index, name, own) in [
        (
            0,
            "execution",
            vec![
                ("execution.id", arn),
                ("execution.name", "monday"),
                ("otel.name", "sequence"),
                ("workflow", "sequence"),
            ],
        ),
        (1, "state", vec![("otel.name", "T"), ("state.name", "T"), ("state.type", "Task")]),
        (
            2,
            "attempt",
            vec![
                ("attempt", "1"),
                ("otel.name", "arn:aws:lambda:eu-west-1:111111111111:function:f"),
                ("resource", "arn:aws:lambda:eu-west-1:111111111111:function:f"),
                ("state.name", "T"),
            ],
        ),
    ] {
        let mut expected: Vec<_> = own.into_iter().chain(failed).collect();
        expected.sort_unstable();
        assert_eq!((entries[index].name, fields(index).collect::<Vec<_>>()), (name, expected));
    }
}

include_workflow! {
    name: nested,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3, "End": true}}},
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemsPath": "$.items",
                "ItemProcessor": {"StartAt": "T", "States": {
                    "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}}}]}
    }}"#,
}

#[tokio::test(start_paused = true)]
async fn branches_and_items_are_within_their_state() {
    let (tree, _guard) = Tree::listen();
    let item = |seconds: u64| json!({"seconds": seconds});
    nested::dynamic(handlers()).run(json!({"items": [item(1), item(4)]})).await.expect("it succeeds");
    assert_eq!(
        tree.lines(),
        lines(
            "execution nested 0-5 succeeded
              state P 0-5 succeeded
                state W 0 0-3 succeeded
                state M 1 0-5 succeeded
                  state T 0 0-1 succeeded
                    attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 succeeded
                  state T 1 1-5 succeeded
                    attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 1-5 succeeded"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_cut_off_ends_with_its_reason() {
    let (tree, _guard) = Tree::listen();
    let input = json!({"items": [{"seconds": 2, "error": "E"}, {}]});
    assert!(nested::dynamic(handlers()).run(input).await.is_err());
    assert_eq!(
        tree.lines(),
        lines(
            "execution nested 0-2 failed E
              state P 0-2 failed E
                state W 0 0-2 aborted
                state M 1 0-2 failed E
                  state T 0 0-2 failed E
                    attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-2 failed E"
        )
    );
}

include_workflow! {
    name: bounded,
    inline = r#"{"StartAt": "T", "TimeoutSeconds": 60, "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "TimeoutSeconds": 10,
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "W"}], "OutputPath": "$.missing", "End": true},
        "W": {"Type": "Wait", "Seconds": 100, "End": true}
    }}"#,
    allow = ["wait-beyond-limit"],
}

/// A handler that is told to stop may go on for a while; the attempt is over all the same.
#[tokio::test(start_paused = true)]
async fn timeouts_end_attempts_and_executions() {
    let (tree, _guard) = Tree::listen();
    let stubborn = DynamicHandlers::new(|_| async {
        tokio::time::sleep(Duration::from_secs(12)).await;
        tracing::info!("after the timeout");
        Ok(json!(1))
    });
    assert!(bounded::dynamic(stubborn).run(json!({})).await.is_err());
    assert_eq!(
        tree.lines(),
        lines(
            "execution bounded 0-60 failed States.Timeout
              state T 0-10 caught States.Timeout
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-10 failed States.Timeout
              state W 10-60 aborted
            event after the timeout"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_interpreter_and_stops() {
    let (tree, guard) = Tree::listen();
    assert!(bounded::dynamic(handlers()).run(json!({})).await.is_err());
    assert_eq!(
        tree.lines(),
        lines(
            "execution bounded 0-1 failed States.Runtime
              state T 0-1 failed States.Runtime
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 succeeded"
        )
    );
    drop(guard);
    let (tree, _guard) = Tree::listen();
    let execution = bounded::dynamic(handlers()).start(json!({"seconds": 9})).expect("it starts");
    tokio::time::sleep(Duration::from_secs(2)).await;
    execution.stop(None, None);
    assert!(execution.wait().await.is_err());
    assert_eq!(
        tree.lines(),
        lines(
            "execution bounded 0-2 aborted
              state T 0-2 aborted
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-2 aborted"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn what_handlers_trace_is_within_their_attempt() {
    let (tree, _guard) = Tree::listen();
    let handlers = DynamicHandlers::new(|call| {
        tracing::info!("called");
        async move {
            let request = tracing::info_span!("request");
            async { tracing::info!("sent") }.instrument(request).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            work(call).await
        }
    });
    let around = tracing::info_span!("around");
    sequence::dynamic(handlers).run(json!({})).instrument(around).await.expect("it succeeds");
    tracing::info!("afterwards");
    assert_eq!(
        tree.lines(),
        lines(
            "around 0-7
              execution sequence 0-7 succeeded
                state T 0-2 succeeded
                  attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-2 succeeded
                    event called
                    request 0-0
                      event sent
                state W 2-7 succeeded
                state S 7-7 succeeded
            event afterwards"
        )
    );
}

include_workflow! {
    name: one_item,
    inline = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}}}"#,
}

/// Wherever it runs: the subscriber of the test is one of its thread alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_it_is_in_tasks_of_their_own() {
    let (tree, _guard) = Tree::listen();
    let handlers = DynamicHandlers::new(|_| async move {
        tracing::info!("sent");
        tokio::task::yield_now().await;
        Ok(json!(std::thread::current().name().is_some_and(|name| name.contains("worker"))))
    });
    let workflow = one_item::dynamic(handlers).handler_threads(HandlerThreads::Spread);
    assert_eq!(workflow.run(json!([1])).await.ok(), Some(json!([true])), "it is another thread");
    let lines = tree.lines().join("\n");
    let attempt = lines.find("attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1");
    assert!(attempt.is_some() && attempt < lines.find("event sent"), "{lines}");
}

include_workflow! {
    name: asking,
    inline = r#"{"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 60}
    }}"#,
}

/// Nobody waits for it: it is a trace of its own, and names the span that it was started in.
#[tokio::test(start_paused = true)]
async fn an_execution_that_is_started_outlives_its_caller() {
    let (tree, _guard) = Tree::listen();
    let token = Arc::new(OnceLock::new());
    let sent = Arc::clone(&token);
    let workflow = asking::dynamic(DynamicHandlers::services(move |call| {
        let _ = sent.set(call.context.token().unwrap_or_default().to_owned());
        std::future::ready(Ok(json!({})))
    }));
    let execution = tracing::info_span!("request").in_scope(|| workflow.start(json!({}))).expect("it starts");
    tokio::time::sleep(Duration::from_secs(7)).await;
    let token = token.get().expect("the handler was called");
    workflow.tokens().send_task_success(token, json!(1)).expect("it waits");
    execution.wait().await.expect("it succeeds");
    assert_eq!(
        tree.lines(),
        lines(
            "request 0-0
            execution asking 0-7 succeeded
              state Ask 0-7 succeeded
                attempt arn:aws:states:::sqs:sendMessage.waitForTaskToken 1 0-7 succeeded"
        )
    );
    assert_eq!(tree.entries()[1].follows, ["request"]);
}

include_workflow! {
    name: parent,
    inline = r#"{"StartAt": "Sync", "States": {
        "Sync": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "Leave",
            "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"}},
        "Leave": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Next": "Each",
            "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"}},
        "Each": {"Type": "Pass", "Result": [1, 2], "Next": "M"},
        "M": {"Type": "Map", "End": true, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2, "End": true}}}}
    }}"#,
}

include_workflow! {
    name: child,
    inline = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3, "End": true}}}"#,
}

#[tokio::test(start_paused = true)]
async fn executions_within_executions() {
    let (tree, _guard) = Tree::listen();
    let child = child::dynamic(handlers());
    let handlers = DynamicHandlers::services(work);
    parent::dynamic(handlers).register(&child).name("parent").run(json!({})).await.expect("it succeeds");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let label = tree.entries().iter().map(|entry| entry.field("workflow").to_owned()).collect::<Vec<_>>();
    let run = label.iter().find(|name| name.starts_with("parent/")).cloned().unwrap_or_default();
    let expected = "execution parent 0-5 succeeded
              state Sync 0-3 succeeded
                attempt arn:aws:states:::states:startExecution.sync:2 1 0-3 succeeded
                  execution child 0-3 succeeded
                    state W 0-3 succeeded
              state Leave 3-3 succeeded
                attempt arn:aws:states:::states:startExecution 1 3-3 succeeded
              state Each 3-3 succeeded
              state M 3-5 succeeded
                execution RUN 3-5 succeeded
                  state W 3-5 succeeded
                execution RUN 3-5 succeeded
                  state W 3-5 succeeded
            execution child 3-6 succeeded
              state W 3-6 succeeded";
    assert_eq!(tree.lines(), lines(&expected.replace("RUN", &run)));
    let entries = tree.entries();
    let alone = entries.iter().find(|entry| entry.name == "execution" && !entry.follows.is_empty());
    assert_eq!(alone.map(|entry| entry.follows.clone()), Some(vec!["attempt".to_owned()]));
}
