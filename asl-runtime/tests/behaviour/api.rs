//! Types, substitutions, names, seeds.

use asl_runtime::{DynamicHandlers, ExecutionError, TaskContext, TaskError, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::support::{Log, answering, failure, silent};

#[expect(unreachable_pub, reason = "the generated module is `pub`, and so must the types in it be")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    id: u32,
}

include_workflow! {
    name: typed,
    inline = r#"{"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:price", "End": true}}}"#,
    input: Order,
    output: u32,
    handlers: { "T" => price: fn(Order) -> Result<Value, TaskError> },
}

struct Shop(Value);

impl typed::Handlers for Shop {
    async fn price(&self, order: Order, task: &TaskContext) -> Result<Value, TaskError> {
        assert_eq!((order.id, task.state_name(), task.attempt()), (7, "T", 1));
        Ok(self.0.clone())
    }
}

#[tokio::test]
async fn input_and_output_have_types() {
    let order = Order { id: 7 };
    assert_eq!(typed::workflow(Shop(json!(3))).run(order.clone()).await.ok(), Some(3));
    assert_eq!(typed::workflow(Shop(json!(3))).run_json(json!({"id": 7})).await.ok(), Some(json!(3)));
    let wrong_output = typed::workflow(Shop(json!("x"))).run(order).await;
    assert!(matches!(wrong_output, Err(ExecutionError::InvalidOutput { .. })), "{wrong_output:?}");
    let wrong_input = typed::workflow(Shop(json!(3))).run_json(json!({"id": "x"})).await;
    let Err(error @ ExecutionError::InvalidInput { .. }) = wrong_input else { panic!("{wrong_input:?}") };
    assert_eq!(error.to_string(), "the input does not fit the workflow");
    assert!(
        std::error::Error::source(&error).is_some_and(|source| source.to_string().contains("invalid type"))
    );
}

include_workflow! {
    name: reshaped,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Result": {"id": "x"}, "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:price", "End": true}}}"#,
    handlers: { "T" => price: fn(Order) -> Result<Value, TaskError> },
}

impl reshaped::Handlers for Shop {
    async fn price(&self, _: Order, _: &TaskContext) -> Result<Value, TaskError> {
        panic!("it is not called")
    }
}

#[tokio::test]
async fn a_payload_that_does_not_fit_is_an_error_of_the_task() {
    let (error, cause) = failure(reshaped::workflow(Shop(Value::Null)).run(json!({})).await);
    assert_eq!(error, "InvalidHandlerInput");
    assert!(cause.contains("invalid type: string \"x\", expected u32"), "{cause}");
}

include_workflow! {
    name: substituted,
    inline = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
        "Parameters": {"table": "${Table}", "both": "${Table}/${Key}"}}}}"#,
}

/// SUB-1
#[tokio::test]
async fn substitutions_get_their_values_when_the_workflow_is_made() {
    let workflow = substituted::dynamic(silent());
    let error = workflow.run(json!({})).await.map_err(|error| error.to_string());
    assert_eq!(error, Err("these substitutions have no value: `Table`, `Key`".into()));
    let workflow = workflow.substitution("Table", "old").substitution("Key", "k").substitution("Table", "t");
    assert_eq!(workflow.run(json!({})).await.ok(), Some(json!({"table": "t", "both": "t/k"})));
}

include_workflow! {
    name: context,
    allow: ["token-without-timeout"],
    inline = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "T",
        "Parameters": {"context.$": "$$", "uuid.$": "States.UUID()"}},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"seen.$": "$", "token.$": "$$.Task.Token"}}}}"#,
}

/// What a seeded workflow shows of itself, run after run.
async fn shown(seed: u64) -> Vec<Value> {
    let log = Log::default();
    let handlers = DynamicHandlers::new({
        let log = log.clone();
        move |call| {
            log.add(json!([call.input, call.context.idempotency_key()]));
            std::future::ready(Err(TaskError::new("Enough", "")))
        }
    });
    let clock = asl_runtime::TokioClock::starting_at(asl_runtime::Timestamp::new(0, 0));
    let workflow = context::dynamic(handlers).seed(seed).clock(clock);
    for _ in 0..2 {
        assert_eq!(failure(workflow.run(json!({})).await).0, "Enough");
    }
    log.all()
}

#[tokio::test(start_paused = true)]
async fn a_seed_repeats_a_run() {
    let (first, again, other) = (shown(1).await, shown(1).await, shown(2).await);
    assert_eq!(first, again);
    assert_ne!(first, other);
    let name = |shown: &Value| shown[0]["seen"]["context"]["Execution"]["Name"].clone();
    assert!(name(&first[0]).is_string());
    assert_ne!(name(&first[0]), name(&first[1]), "two executions of one workflow differ");
}

/// CTX-2, NAME-7
#[tokio::test]
async fn the_context_object_says_who_runs() {
    let seen = Log::default();
    let handlers = answering({
        let seen = seen.clone();
        move |call| {
            seen.add(call.input["seen"]["context"].clone());
            Err(TaskError::new("Enough", ""))
        }
    });
    let workflow =
        context::dynamic(handlers).name("renamed").region("eu-west-1", "1").role_arn("arn:aws:iam::1:role/r");
    let execution = workflow.start_named("run", json!([1])).expect("it starts");
    assert_eq!(failure(execution.wait().await).0, "Enough");
    let context = &seen.all()[0];
    assert_eq!(context["Execution"]["Id"], "arn:aws:states:eu-west-1:1:execution:renamed:run");
    assert_eq!(context["Execution"]["Input"], json!([1]));
    assert_eq!(context["Execution"]["RoleArn"], "arn:aws:iam::1:role/r");
    assert_eq!(
        context["StateMachine"],
        json!({"Id": "arn:aws:states:eu-west-1:1:stateMachine:renamed", "Name": "renamed"})
    );
    assert_eq!(context["State"]["Name"], "P");
}

/// NAME-2
#[tokio::test]
async fn names_of_executions_are_checked() {
    for name in ["", "a b", "a/b", &"x".repeat(81)] {
        let started = typed::workflow(Shop(json!(3))).start_named(name, Order { id: 7 });
        assert!(matches!(started, Err(ExecutionError::InvalidName { .. })), "{name}");
    }
}

include_workflow! {
    name: invoke,
    inline = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}}"#,
}

/// TASK-11
#[tokio::test]
async fn a_handler_stands_for_the_function_or_for_the_service() {
    let output =
        invoke::dynamic(answering(|call| Ok(json!([call.input])))).run(json!(1)).await.expect("it succeeds");
    assert_eq!((&output["Payload"], &output["StatusCode"]), (&json!([1]), &json!(200)));
    let services = DynamicHandlers::services(|call| std::future::ready(Ok(json!([call.input]))));
    let output = invoke::dynamic(services).run(json!(1)).await;
    assert_eq!(output.ok(), Some(json!([{"FunctionName": "f", "Payload": 1}])));
}

/// Runs can be spawned on any runtime, and their futures are small enough to be moved about.
#[tokio::test]
async fn a_run_is_a_small_future_that_can_be_sent() {
    fn assert_send(future: impl Future + Send) -> usize {
        size_of_val(&future)
    }
    let workflow = typed::workflow(Shop(json!(3)));
    let size = assert_send(workflow.run(Order { id: 7 }));
    assert!(size < 2_048, "{size} bytes");
    let running = tokio::spawn(async move { workflow.run(Order { id: 7 }).await });
    assert_eq!(running.await.expect("it does not panic").ok(), Some(3));
}
