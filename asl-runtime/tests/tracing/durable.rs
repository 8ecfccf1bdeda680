//! Spans of executions that are loaded again: on a store, after a restart, beside others.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use asl_runtime::durable::{Engine, EngineBuilder};
use asl_runtime::store::MemoryStore;
use asl_runtime::{DynamicHandlers, TokioClock, include_workflow};
use serde_json::{Value, json};
use tracing::Instrument;

use crate::tree::Tree;
use crate::{child, handlers, lines, nested, sequence, work};

fn store() -> MemoryStore {
    MemoryStore::new().expect("there is randomness")
}

fn engine(store: &MemoryStore) -> EngineBuilder {
    Engine::builder().store(store.clone()).clock(TokioClock::system())
}

/// The engine as its process leaves it when it dies.
async fn crash(engine: Engine, store: &MemoryStore) -> MemoryStore {
    let reopened = store.reopened();
    drop(engine);
    // What was at work is refused by the store, and ends.
    tokio::time::sleep(Duration::from_millis(1)).await;
    reopened
}

/// Spans are as they are in process, also if all of it is loaded again after every step.
#[tokio::test(start_paused = true)]
async fn one_stay_in_memory_is_as_in_process() {
    for reloads in [false, true] {
        let (tree, _guard) = Tree::listen();
        let store = store();
        let again = DynamicHandlers::new(|call| async {
            tracing::info!("called");
            work(call).await
        });
        let (first, second) = (sequence::dynamic(again), nested::dynamic(handlers()));
        let builder = engine(&store).register(&first).register(&second);
        let builder = if reloads { builder.reload_after_every_step() } else { builder };
        let engine = builder.build().await.expect("it starts");
        // A wait of five seconds would be left to the store.
        let input = json!({"seconds": 1, "error": "Other", "until": 2});
        let execution = engine.start(&first, Some("monday"), input).await.expect("it starts");
        assert!(execution.wait_json().await.is_err());
        let input = json!({"items": [{"seconds": 1}, {"seconds": 2}]});
        let execution = engine.start(&second, None, input).await.expect("it starts");
        execution.wait_json().await.expect("it succeeds");
        assert_eq!(
            tree.lines(),
            lines(
                "execution sequence 0-1 failed Other
              state T 0-1 failed Other
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 failed Other
                  event called
            execution nested 1-4 succeeded
              state P 1-4 succeeded
                state W 0 1-4 succeeded
                state M 1 1-4 succeeded
                  state T 0 1-2 succeeded
                    attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 1-2 succeeded
                  state T 1 2-4 succeeded
                    attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 2-4 succeeded"
            ),
            "{reloads}"
        );
        engine.shut_down().await.expect("it ends");
    }
}

/// What waits for long needs no memory, so its spans end; they are there again when it goes on, and what had ended
/// before is not told again.
#[tokio::test(start_paused = true)]
async fn what_waits_is_suspended() {
    let (tree, _guard) = Tree::listen();
    let store = store();
    let workflow = sequence::dynamic(handlers());
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, Some("monday"), json!({})).await.expect("it starts");
    execution.wait_json().await.expect("it succeeds");
    engine.shut_down().await.expect("it ends");
    assert_eq!(
        tree.lines(),
        lines(
            "execution sequence 0-1 suspended
              state T 0-1 succeeded
                attempt arn:aws:lambda:eu-west-1:111111111111:function:f 1 0-1 succeeded
              state W 1-1 suspended
            execution sequence 6-6 succeeded
              state W 6-6 succeeded
              state S 6-6 succeeded"
        )
    );
    let entries = tree.entries();
    let executions: Vec<_> = entries.iter().filter(|entry| entry.name == "execution").collect();
    for field in ["execution.id", "execution.name", "workflow", "otel.name"] {
        assert_eq!(executions[0].field(field), executions[1].field(field));
        assert!(!executions[0].field(field).is_empty(), "{field}");
    }
    assert_eq!(executions[1].field("execution.name"), "monday");
    let waits: Vec<_> = entries.iter().filter(|entry| entry.field("state.name") == "W").collect();
    assert_eq!(waits[0].field("state.type"), waits[1].field("state.type"));
}

include_workflow! {
    name: pair,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:once",
                "Retry": [{"ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1}]}}},
            {"StartAt": "B", "States": {"B": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:same"}}}]}
    }}"#,
    idempotent: [same],
}

/// The process that had the attempts told nothing of their ends: who goes on tells them, within spans of its own.
#[tokio::test(start_paused = true)]
async fn after_a_crash_all_that_goes_on_has_its_spans() {
    let store = store();
    let slow = pair::dynamic(DynamicHandlers::new(|_| std::future::pending()));
    let first = engine(&store).register(&slow).build().await.expect("it starts");
    let id = first.start(&slow, Some("monday"), json!({})).await.expect("it starts").id().to_owned();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let store = crash(first, &store).await;

    let (tree, _guard) = Tree::listen();
    let quick = pair::dynamic(handlers());
    let second = engine(&store).register(&quick).build().await.expect("it starts");
    second.execution::<pair::Definition>(id).wait_json().await.expect("it succeeds");
    second.shut_down().await.expect("it ends");
    assert_eq!(
        tree.lines(),
        lines(
            "execution pair 0-2 succeeded
              state P 0-2 succeeded
                state A 0 0-2 succeeded
                  attempt arn:aws:lambda:eu-west-1:111111111111:function:once 1 0-0 failed HandlerInterrupted
                  attempt arn:aws:lambda:eu-west-1:111111111111:function:once 2 1-2 succeeded
                state B 1 0-1 succeeded
                  attempt arn:aws:lambda:eu-west-1:111111111111:function:same 1 0-1 succeeded"
        )
    );
}

include_workflow! {
    name: family,
    inline = r#"{"StartAt": "Sync", "States": {
        "Sync": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "Leave",
            "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:short"}},
        "Leave": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Next": "Each",
            "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:short"}},
        "Each": {"Type": "Pass", "Result": [1, 2], "Next": "M"},
        "M": {"Type": "Map", "End": true, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}}
    }}"#,
}

include_workflow! {
    name: short,
    inline = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}"#,
}

/// Children are within what waits for them, and those that nobody waits for are traces of their own.
#[tokio::test(start_paused = true)]
async fn children_are_within_their_parents() {
    let (tree, _guard) = Tree::listen();
    let store = store();
    let family = family::dynamic(DynamicHandlers::services(work));
    let family = family.register(&short::dynamic(handlers())).name("family");
    let engine = engine(&store).register(&family).build().await.expect("it starts");
    let execution = engine.start(&family, None, json!({})).await.expect("it starts");
    execution.wait_json().await.expect("it succeeds");
    engine.shut_down().await.expect("it ends");
    let runs = tree.entries().iter().map(|entry| entry.field("workflow").to_owned()).collect::<Vec<_>>();
    let run = runs.iter().find(|name| name.starts_with("family/")).cloned().unwrap_or_default();
    // Who waits for one child alone needs no memory, but its span is there for as long as there is one within it.
    let expected = "execution family 0-1 suspended
              state Sync 0-1 suspended
                attempt arn:aws:states:::states:startExecution.sync:2 1 0-1 suspended
                  execution short 0-1 succeeded
                    state W 0-1 succeeded
            execution family 1-2 succeeded
              state Sync 1-1 succeeded
                attempt arn:aws:states:::states:startExecution.sync:2 1 1-1 succeeded
              state Leave 1-1 succeeded
                attempt arn:aws:states:::states:startExecution 1 1-1 succeeded
              state Each 1-1 succeeded
              state M 1-2 succeeded
                execution RUN 1-2 succeeded
                  state W 1-2 succeeded
                execution RUN 1-2 succeeded
                  state W 1-2 succeeded
            execution short 1-2 succeeded
              state W 1-2 succeeded";
    assert_eq!(tree.lines(), lines(&expected.replace("RUN", &run)));
    let entries = tree.entries();
    let alone = entries.iter().filter(|entry| !entry.follows.is_empty()).map(|entry| entry.follows.clone());
    assert_eq!(alone.collect::<Vec<_>>(), [["attempt"]]);
}

include_workflow! {
    name: asking,
    inline = r#"{"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 60}
    }}"#,
}

/// An attempt lasts until its token is answered, over all stays in memory.
#[tokio::test(start_paused = true)]
async fn an_attempt_that_waits_for_a_token_goes_on() {
    let (tree, _guard) = Tree::listen();
    let (store, token) = (store(), Arc::new(OnceLock::new()));
    let sent = Arc::clone(&token);
    let workflow = asking::dynamic(DynamicHandlers::services(move |call| {
        let _ = sent.set(call.context.token().unwrap_or_default().to_owned());
        async { Ok::<Value, _>(json!({})) }.instrument(tracing::info_span!("request"))
    }));
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    tokio::time::sleep(Duration::from_secs(7)).await;
    let token = token.get().expect("the handler was called");
    engine.send_task_success(token, json!(1)).await.expect("it waits");
    execution.wait_json().await.expect("it succeeds");
    engine.shut_down().await.expect("it ends");
    assert_eq!(
        tree.lines(),
        lines(
            "execution asking 0-0 suspended
              state Ask 0-0 suspended
                attempt arn:aws:states:::sqs:sendMessage.waitForTaskToken 1 0-0 suspended
                  request 0-0
            execution asking 7-7 succeeded
              state Ask 7-7 succeeded
                attempt arn:aws:states:::sqs:sendMessage.waitForTaskToken 1 7-7 succeeded"
        )
    );
}

/// What the engine tells of an execution is within it, and told once.
#[tokio::test(start_paused = true)]
async fn events_are_told_within_their_execution() {
    let (tree, _guard) = Tree::listen();
    let store = store();
    let workflow = child::dynamic(handlers());
    let builder = engine(&store).register(&workflow);
    let builder = builder.on_event(|_, event| tracing::info!("{}", event.event_type));
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    execution.wait_json().await.expect("it succeeds");
    engine.shut_down().await.expect("it ends");
    assert_eq!(
        tree.lines(),
        lines(
            "execution child 0-0 suspended
              state W 0-0 suspended
              event ExecutionStarted
              event WaitStateEntered
            execution child 3-3 succeeded
              state W 3-3 succeeded
              event WaitStateExited
              event ExecutionSucceeded"
        )
    );
}
