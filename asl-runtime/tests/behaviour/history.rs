//! Histories in the form of GetExecutionHistory (HIST-1 to HIST-8, HIST-20 to HIST-56).

use std::time::Duration;

use asl_runtime::history::{EventDetails, History, HistoryEvent};
use asl_runtime::{
    Definition, DynamicHandlers, ExecutionError, TaskError, Timestamp, TokioClock, Workflow, include_workflow,
};
use serde_json::{Value, json};

use crate::support::{answering, error, failure, silent};

/// Runs an execution, and gives its events.
async fn run<D>(workflow: Workflow<D>, input: Value) -> (Result<Value, ExecutionError>, Vec<HistoryEvent>)
where
    D: Definition<Input = Value, Output = Value>,
{
    let history = History::new();
    let execution = workflow.recorder(history.clone()).start(input).expect("it starts");
    let id = execution.id().to_owned();
    let result = execution.wait_json().await;
    (result, history.events(&id))
}

/// The events as JSON.
fn json_of(events: &[HistoryEvent]) -> Vec<Value> {
    events.iter().map(|event| serde_json::to_value(event).expect("it has JSON")).collect()
}

/// Events in short: `3<2 TaskScheduled`.
fn lines(events: &[HistoryEvent]) -> Vec<String> {
    let line =
        |event: &HistoryEvent| format!("{}<{} {}", event.id, event.previous_event_id, event.event_type);
    events.iter().map(line).collect()
}

/// The JSON of the details of all events of a type.
fn details(events: &[HistoryEvent], event_type: &str) -> Vec<Value> {
    let of_type = events.iter().filter(|event| event.event_type.to_string() == event_type);
    of_type.map(|event| serde_json::to_value(&event.details).expect("it has JSON")).collect()
}

include_workflow! {
    name: waiting,
    inline = r#"{"StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 60, "OutputPath": "$.a", "Next": "S"},
        "S": {"Type": "Succeed"}
    }}"#,
}

/// HIST-1, HIST-2, HIST-3, HIST-7, HIST-20, HIST-21, HIST-55, HIST-56
#[tokio::test(start_paused = true)]
async fn events_have_the_members_of_the_service() {
    let clock = TokioClock::starting_at(Timestamp::new(1_735_689_600, 5_000_000));
    let workflow = waiting::dynamic(silent()).clock(clock).role_arn("arn:aws:iam::111111111111:role/r");
    let (result, events) = run(workflow, json!({"a": [1.0, "é"]})).await;
    assert_eq!(result.ok(), Some(json!([1.0, "é"])));
    let whole = json!({"truncated": false});
    let (before, after) = (1_735_689_600.005, 1_735_689_660.005);
    assert_eq!(
        json_of(&events),
        [
            json!({"timestamp": before, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
                "executionStartedEventDetails": {
                    "input": r#"{"a":[1.0,"é"]}"#, "inputDetails": whole,
                    "roleArn": "arn:aws:iam::111111111111:role/r"}}),
            json!({"timestamp": before, "type": "WaitStateEntered", "id": 2, "previousEventId": 0,
                "stateEnteredEventDetails": {
                    "name": "W", "input": r#"{"a":[1.0,"é"]}"#, "inputDetails": whole}}),
            json!({"timestamp": after, "type": "WaitStateExited", "id": 3, "previousEventId": 2,
                "stateExitedEventDetails": {
                    "name": "W", "output": r#"[1.0,"é"]"#, "outputDetails": whole}}),
            json!({"timestamp": after, "type": "SucceedStateEntered", "id": 4, "previousEventId": 3,
                "stateEnteredEventDetails": {
                    "name": "S", "input": r#"[1.0,"é"]"#, "inputDetails": whole}}),
            json!({"timestamp": after, "type": "SucceedStateExited", "id": 5, "previousEventId": 4,
                "stateExitedEventDetails": {
                    "name": "S", "output": r#"[1.0,"é"]"#, "outputDetails": whole}}),
            json!({"timestamp": after, "type": "ExecutionSucceeded", "id": 6, "previousEventId": 5,
                "executionSucceededEventDetails": {
                    "output": r#"[1.0,"é"]"#, "outputDetails": whole}}),
        ]
    );
}

include_workflow! {
    name: service,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem", "End": true,
            "Parameters": {"TableName.$": "$.table"}, "TimeoutSeconds": 30,
            "Credentials": {"RoleArn": "arn:aws:iam::222222222222:role/other"},
            "Catch": [{"ErrorEquals": ["E"], "ResultPath": "$.error", "Next": "Caught"}]},
        "Caught": {"Type": "Succeed"}
    }}"#,
}

/// HIST-3, HIST-7, HIST-8, HIST-23, HIST-30
#[tokio::test]
async fn tasks_of_services_name_resource_and_parameters() {
    let handlers = answering(|_| Err(error("E")));
    let (_, events) = run(service::dynamic(handlers).region("eu-west-1", "1"), json!({"table": "t"})).await;
    let named = json!({"resourceType": "aws-sdk:dynamodb", "resource": "putItem"});
    let scheduled = json!({"resourceType": "aws-sdk:dynamodb", "resource": "putItem", "region": "eu-west-1",
        "parameters": r#"{"TableName":"t"}"#, "timeoutInSeconds": 30,
        "taskCredentials": {"roleArn": "arn:aws:iam::222222222222:role/other"}});
    assert_eq!(details(&events, "TaskScheduled"), std::slice::from_ref(&scheduled));
    assert_eq!(details(&events, "TaskStarted"), [named]);
    let failed =
        json!({"resourceType": "aws-sdk:dynamodb", "resource": "putItem", "error": "E", "cause": "why"});
    assert_eq!(details(&events, "TaskFailed"), std::slice::from_ref(&failed));
    assert_eq!(lines(&events)[4..7], ["5<4 TaskFailed", "6<5 TaskStateExited", "7<6 SucceedStateEntered"]);
    let EventDetails::StateExited { name, output: Some(output), .. } = &events[5].details else {
        panic!("{:?}", events[5])
    };
    let expected = r#"{"table":"t","error":{"Error":"E","Cause":"why"}}"#;
    assert_eq!((name.as_str(), output.text.as_str()), ("T", expected));

    let events: Vec<_> = events.into_iter().map(HistoryEvent::without_execution_data).collect();
    assert_eq!(details(&events, "TaskScheduled"), [scheduled], "parameters stay");
    assert_eq!(details(&events, "TaskFailed"), [failed]);
    assert_eq!(details(&events, "TaskStateEntered"), [json!({"name": "T"})]);
    assert_eq!(details(&events, "TaskStateExited"), [json!({"name": "T"})]);
    assert_eq!(details(&events, "ExecutionSucceeded"), [json!({})]);
}

include_workflow! {
    name: jobs,
    inline = r#"{"StartAt": "Job", "States": {
        "Job": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "Next": "Ask"},
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
            "Parameters": {"FunctionName": "f", "Payload": {"token.$": "$$.Task.Token"}},
            "HeartbeatSeconds": 10, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refused"}]},
        "Refused": {"Type": "Succeed"}
    }}"#,
}

/// HIST-8, HIST-24; ERR-6: a missed heartbeat is recorded as States.Timeout
#[tokio::test(start_paused = true)]
async fn what_is_submitted_shows_before_the_end() {
    let handlers = DynamicHandlers::services(|call| async move {
        if call.state == "Job" {
            call.context.submitted(json!({"JobId": "j"}));
            tokio::time::sleep(Duration::from_secs(5)).await;
            return Ok(json!({"Status": "SUCCEEDED"}));
        }
        Ok(json!({"StatusCode": 200}))
    });
    let (result, events) = run(jobs::dynamic(handlers), json!({})).await;
    assert_eq!(result.ok(), Some(json!({"Error": "States.Timeout", "Cause": ""})));
    assert_eq!(
        lines(&events)[1..14],
        [
            "2<0 TaskStateEntered",
            "3<2 TaskScheduled",
            "4<3 TaskStarted",
            "5<4 TaskSubmitted",
            "6<5 TaskSucceeded",
            "7<6 TaskStateExited",
            "8<7 TaskStateEntered",
            "9<8 TaskScheduled",
            "10<9 TaskStarted",
            "11<10 TaskSubmitted",
            "12<11 TaskTimedOut",
            "13<12 TaskStateExited",
            "14<13 SucceedStateEntered",
        ]
    );
    let output = |resource_type: &str, resource: &str, output: &str| {
        json!({"resourceType": resource_type, "resource": resource, "output": output,
            "outputDetails": {"truncated": false}})
    };
    assert_eq!(
        details(&events, "TaskSubmitted"),
        [
            output("batch", "submitJob.sync", r#"{"JobId":"j"}"#),
            output("lambda", "invoke.waitForTaskToken", r#"{"StatusCode":200}"#)
        ]
    );
    assert_eq!(
        details(&events, "TaskSucceeded"),
        [output("batch", "submitJob.sync", r#"{"Status":"SUCCEEDED"}"#)]
    );
    assert_eq!(
        details(&events, "TaskTimedOut"),
        [json!({"resourceType": "lambda", "resource": "invoke.waitForTaskToken", "error": "States.Timeout"})],
        "TIME-6"
    );
    assert_eq!(details(&events, "TaskScheduled")[1]["heartbeatInSeconds"], json!(10));
    assert!(events.is_sorted_by_key(|event| event.timestamp), "HIST-55");
}

/// HIST-27
#[tokio::test]
async fn a_request_that_fails_was_not_submitted() {
    let handlers = answering(|call| if call.state == "Job" { Ok(json!(1)) } else { Err(error("Refused")) });
    let (_, events) = run(jobs::dynamic(handlers), json!({})).await;
    assert_eq!(lines(&events)[9..11], ["10<9 TaskStarted", "11<10 TaskSubmitFailed"]);
    assert_eq!(
        details(&events, "TaskSubmitFailed"),
        [json!({"resourceType": "lambda", "resource": "invoke.waitForTaskToken",
            "error": "Refused", "cause": "why"})]
    );
}

include_workflow! {
    name: functions,
    inline = r#"{"StartAt": "F", "States": {
        "F": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
            "TimeoutSeconds": 9, "Next": "A"},
        "A": {"Type": "Task", "Resource": "arn:aws:states:eu-west-1:111111111111:activity:a",
            "HeartbeatSeconds": 3, "TimeoutSeconds": 7, "End": true}
    }}"#,
}

/// HIST-7, HIST-25
#[tokio::test]
async fn functions_and_activities_have_events_of_their_own() {
    let handlers = answering(|call| Ok(json!(call.state)));
    let (_, events) = run(functions::dynamic(handlers).worker_name("w"), json!(1)).await;
    assert_eq!(
        lines(&events)[1..11],
        [
            "2<0 TaskStateEntered",
            "3<2 LambdaFunctionScheduled",
            "4<3 LambdaFunctionStarted",
            "5<4 LambdaFunctionSucceeded",
            "6<5 TaskStateExited",
            "7<6 TaskStateEntered",
            "8<7 ActivityScheduled",
            "9<8 ActivityStarted",
            "10<9 ActivitySucceeded",
            "11<10 TaskStateExited",
        ]
    );
    let whole = json!({"truncated": false});
    let events_as_json = json_of(&events);
    assert_eq!(
        events_as_json[2]["lambdaFunctionScheduledEventDetails"],
        json!({"resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "input": "1",
            "inputDetails": whole, "timeoutInSeconds": 9})
    );
    let started = events_as_json[3].as_object().map(|event| event.keys().cloned().collect::<Vec<_>>());
    let members = ["timestamp", "type", "id", "previousEventId"].map(str::to_owned);
    assert_eq!(started.as_deref(), Some(&members[..]), "no details");
    assert_eq!(
        events_as_json[4]["lambdaFunctionSucceededEventDetails"],
        json!({"output": r#""F""#, "outputDetails": whole})
    );
    assert_eq!(
        events_as_json[7]["activityScheduledEventDetails"],
        json!({"resource": "arn:aws:states:eu-west-1:111111111111:activity:a", "input": r#""F""#,
            "inputDetails": whole, "timeoutInSeconds": 7, "heartbeatInSeconds": 3})
    );
    assert_eq!(events_as_json[8]["activityStartedEventDetails"], json!({"workerName": "w"}));

    let handlers = answering(|call| if call.state == "F" { Ok(json!(1)) } else { Err(error("E")) });
    let (_, events) = run(functions::dynamic(handlers), json!(1)).await;
    assert_eq!(details(&events, "ActivityStarted"), [json!({})], "nobody has a name");
    assert_eq!(details(&events, "ActivityFailed"), [json!({"error": "E", "cause": "why"})]);
    assert_eq!(lines(&events)[9..], ["10<9 ActivityFailed", "11<10 ExecutionFailed"], "HIST-26");
    assert_eq!(details(&events, "ExecutionFailed"), [json!({"error": "E", "cause": "why"})]);
}

/// HIST-7: what is not given is absent.
#[tokio::test]
async fn a_failure_without_a_name_has_empty_details() {
    let handlers = answering(|_| Err(TaskError::from_parts(None, None)));
    let (_, events) = run(functions::dynamic(handlers), json!(1)).await;
    let json = json_of(&events);
    assert_eq!(json[4]["lambdaFunctionFailedEventDetails"], json!({}));
    assert_eq!(json[5]["executionFailedEventDetails"], json!({}));
}

/// TASK-13, HIST-51: found out before anything is scheduled.
#[tokio::test]
async fn an_activity_that_does_not_exist() {
    let arn = "arn:aws:states:eu-west-1:111111111111:activity:a";
    let handlers =
        answering(|_| Ok(json!(1))).absent([arn, "arn:aws:lambda:eu-west-1:111111111111:function:f"]);
    let (result, events) = run(functions::dynamic(handlers), json!(1)).await;
    let cause = format!(
        "An error occurred while executing the state 'A' (entered at the event id #7). The activity {arn} does \
         not exist."
    );
    assert_eq!(failure(result), ("States.Runtime".into(), cause));
    assert_eq!(lines(&events)[6..], ["7<6 TaskStateEntered", "8<7 ExecutionFailed"]);
}

include_workflow! {
    name: map,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "I", "States": {
            "I": {"Type": "Pass", "End": true}}}}
    }}"#,
}

/// HIST-7, HIST-42
#[tokio::test]
async fn iterations_are_named_after_their_map() {
    let (_, events) = run(map::dynamic(silent()), json!([1, 2])).await;
    assert_eq!(details(&events, "MapStateStarted"), [json!({"length": 2})]);
    let iterations = [json!({"name": "M", "index": 0}), json!({"name": "M", "index": 1})];
    assert_eq!(details(&events, "MapIterationStarted"), iterations);
    assert_eq!(details(&events, "MapIterationSucceeded"), iterations);
    assert_eq!(details(&events, "MapStateSucceeded"), [json!({})]);
}

include_workflow! {
    name: distributed,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "ToleratedFailureCountPath": "$.count", "Label": "each",
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "End": true}
    }}"#,
}

/// HIST-7, HIST-45; children have histories of their own (DMAP-1).
#[tokio::test]
async fn map_runs_have_an_arn() {
    let history = History::new();
    let workflow = distributed::dynamic(silent()).name("machine").recorder(history.clone());
    let (_, events) = run(workflow.clone(), json!({"items": [1, 2], "count": 0})).await;
    let started = details(&events, "MapRunStarted");
    let arn = started[0]["mapRunArn"].as_str().unwrap_or_default();
    assert!(arn.starts_with("arn:aws:states:us-east-1:123456789012:mapRun:machine/each:"), "{arn}");

    let workflow = workflow.recorder(history.clone());
    assert!(workflow.run(json!({"items": [1, 2], "count": 0})).await.is_ok());
    let executions = history.executions();
    assert_eq!(executions.len(), 3, "{executions:?}");
    for child in &executions[1..] {
        assert_eq!(lines(&history.events(child)).len(), 4, "{child}");
    }
}

/// MAP-8: tolerances are looked at when the Map has started.
#[tokio::test]
async fn a_wrong_tolerance_fails_a_map_that_has_started() {
    let (result, events) = run(distributed::dynamic(silent()), json!({"items": [1], "count": -1})).await;
    let cause = "An error occurred while executing the state 'M' (entered at the event id #2). \
        ToleratedFailureCount cannot be negative.";
    assert_eq!(failure(result), ("States.Runtime".into(), cause.into()));
    assert_eq!(lines(&events)[1..], ["2<0 MapStateEntered", "3<2 MapStateStarted", "4<3 ExecutionFailed"]);
}

include_workflow! {
    name: express,
    inline = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Parameters": {"e.$": "$$.Execution"}}}}"#,
    kind: express,
}

/// CTX-10: what is over when the call returns can't be redriven.
#[tokio::test]
async fn an_express_execution_that_was_waited_for_has_no_redrives() {
    let workflow = express::dynamic(silent());
    let members =
        |output: Value| output["e"].as_object().map(|execution| execution.contains_key("RedriveCount"));
    let waited = workflow.run(json!({})).await.expect("it succeeds");
    assert_eq!(members(waited), Some(false));
    let started = workflow.start(json!({})).expect("it starts").wait().await.expect("it succeeds");
    assert_eq!(members(started), Some(true));
}

include_workflow! {
    name: stopped,
    inline = r#"{"StartAt": "T", "TimeoutSeconds": 60, "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

/// HIST-7, HIST-52, HIST-53: nothing caused them, and they say what the caller gave.
#[tokio::test(start_paused = true)]
async fn ends_from_outside_have_no_predecessor() {
    for (error, cause, expected) in [
        (Some("E"), Some("why"), json!({"error": "E", "cause": "why"})),
        (None, Some("why"), json!({"cause": "why"})),
        (None, None, json!({})),
    ] {
        let history = History::new();
        let execution =
            stopped::dynamic(silent()).recorder(history.clone()).start(json!({})).expect("it starts");
        let id = execution.id().to_owned();
        // The handler is called first.
        tokio::time::sleep(Duration::from_secs(1)).await;
        execution.stop(error, cause);
        assert!(execution.wait().await.is_err());
        let events = history.events(&id);
        assert_eq!(lines(&events)[3..], ["4<3 LambdaFunctionStarted", "5<0 ExecutionAborted"]);
        assert_eq!(details(&events, "ExecutionAborted"), [expected]);
    }
    let (_, events) = run(stopped::dynamic(silent()), json!({})).await;
    assert_eq!(lines(&events)[3..], ["4<3 LambdaFunctionStarted", "5<0 ExecutionTimedOut"]);
    assert_eq!(details(&events, "ExecutionTimedOut"), [json!({"error": "States.Timeout"})]);
}
