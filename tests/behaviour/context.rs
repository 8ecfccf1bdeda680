//! The context object (CTX).

use asl_runtime::{Timestamp, TokioClock, include_workflow};
use serde_json::{Value, json};

use crate::table::scripted;

include_workflow! {
    name: context,
    inline: r#"{"StartAt": "First", "States": {
        "First": {"Type": "Task", "Resource": "${echo}", "Parameters": {"all.$": "$$"}, "ResultPath": "$.first", "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": 90, "Next": "Second"},
        "Second": {"Type": "Pass", "Parameters": {"entered.$": "$$.State.EnteredTime", "name.$": "$$.State.Name"},
            "ResultPath": "$.second", "End": true}
    }}"#,
}

/// CTX-2, CTX-3, CTX-4
#[tokio::test(start_paused = true)]
async fn tells_of_execution_machine_and_state() {
    let clock = TokioClock::starting_at(Timestamp::parse("2025-03-01T10:00:00.25Z").expect("it is a time"));
    let workflow = context::dynamic(scripted())
        .name("machine")
        .region("eu-west-1", "111111111111")
        .role_arn("arn:aws:iam::111111111111:role/flow")
        .clock(clock);
    let execution = workflow.start_named("mine", json!({ "in": 1 })).expect("it starts");
    let output = execution.wait().await.expect("it succeeds");
    assert_eq!(
        output["first"]["all"].to_string(),
        json!({
            "Execution": {
                "Id": "arn:aws:states:eu-west-1:111111111111:execution:machine:mine",
                "Input": { "in": 1 },
                "StartTime": "2025-03-01T10:00:00.250Z",
                "Name": "mine",
                "RoleArn": "arn:aws:iam::111111111111:role/flow",
                "RedriveCount": 0
            },
            "StateMachine": {
                "Id": "arn:aws:states:eu-west-1:111111111111:stateMachine:machine",
                "Name": "machine"
            },
            "State": { "Name": "First", "EnteredTime": "2025-03-01T10:00:00.250Z", "RetryCount": 0 }
        })
        .to_string()
    );
    assert_eq!(output["second"], json!({ "name": "Second", "entered": "2025-03-01T10:01:30.250Z" }));
}

include_workflow! {
    name: random,
    inline: r#"{"StartAt": "Random", "States": {"Random": {"Type": "Pass", "End": true, "Parameters": {
        "id.$": "States.UUID()", "other.$": "States.UUID()", "number.$": "States.MathRandom(0, 1000000)",
        "execution.$": "$$.Execution.Name"
    }}}}"#,
}

/// INT-27: all chance comes from the host.
#[tokio::test]
async fn a_seed_repeats_ids_and_numbers() {
    async fn drawn(seed: u64) -> Vec<Value> {
        let workflow = random::dynamic(scripted()).seed(seed);
        let mut drawn = Vec::new();
        for _ in 0..3 {
            drawn.push(workflow.run(json!({})).await.expect("it succeeds"));
        }
        drawn
    }
    let first = drawn(7).await;
    assert_eq!(first, drawn(7).await);
    assert_ne!(first, drawn(8).await);
    assert_ne!(first[0], first[1]);
    assert_ne!(first[0]["id"], first[0]["other"]);
}
