use serde_json::{Value, json};

use super::{pass, scope, states};
use crate::graph::view::view;

fn caption(state: Value) -> String {
    let mut state = state;
    if !matches!(state["Type"].as_str(), Some("Succeed" | "Fail")) {
        state["End"] = true.into();
    }
    view(&states(&[("a", state)])).nodes[0].caption()
}

#[test]
fn captions_say_what_a_state_does() {
    let task = |resource: &str| json!({ "Type": "Task", "Resource": resource });
    let map = |fields: Value| {
        let mut map = json!({ "Type": "Map", "ItemProcessor": scope(&[("b", pass(None))]) });
        for (key, value) in fields.as_object().expect("fields") {
            map[key] = value.clone();
        }
        map
    };
    let cases = [
        (json!({ "Type": "Pass" }), "Pass"),
        (json!({ "Type": "Succeed" }), "Succeed"),
        (json!({ "Type": "Fail" }), "Fail"),
        (json!({ "Type": "Fail", "Error": "Refused" }), "Fail · Refused"),
        (json!({ "Type": "Fail", "ErrorPath": "$.error" }), "Fail · $.error"),
        (
            json!({ "Type": "Fail", "ErrorPath": "States.Format('E{}', $.n)" }),
            "Fail · States.Format('E{}', $.n)",
        ),
        (json!({ "Type": "Wait", "Seconds": 30 }), "Wait · 30 s"),
        (json!({ "Type": "Wait", "SecondsPath": "$.s" }), "Wait · $.s seconds"),
        (json!({ "Type": "Wait", "Timestamp": "2026-01-02T03:04:05Z" }), "Wait · until 2026-01-02T03:04:05Z"),
        (json!({ "Type": "Wait", "TimestampPath": "$.t" }), "Wait · until $.t"),
        (task("arn:aws:lambda:eu-west-1:123456789012:function:charge:prod"), "Task · lambda charge"),
        (task("arn:aws:states:eu-west-1:123456789012:activity:approve"), "Task · activity approve"),
        (
            task("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
            "Task · sqs:sendMessage.waitForTaskToken",
        ),
        (task("arn:aws:states:::ecs:runTask.sync"), "Task · ecs:runTask.sync"),
        (task("arn:aws:states:::states:startExecution.sync:2"), "Task · states:startExecution.sync:2"),
        (task("arn:aws:states:::aws-sdk:s3:getObject"), "Task · s3:getObject"),
        (task("${ChargeFunction}"), "Task · ${ChargeFunction}"),
        (map(json!({})), "Map · each of $"),
        (map(json!({ "ItemsPath": "$.lines", "MaxConcurrency": 5 })), "Map · each of $.lines, 5 at once"),
        (map(json!({ "MaxConcurrency": 0 })), "Map · each of $"),
        (
            map(json!({ "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "b",
                "States": { "b": pass(None) },
            }, "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": { "Bucket": "b" } } })),
            "Map · each of s3:listObjectsV2",
        ),
        (json!({ "Type": "Parallel", "Branches": [scope(&[("b", pass(None))])] }), "Parallel"),
    ];
    for (state, text) in cases {
        assert_eq!(caption(state.clone()), text, "{state}");
    }
}
