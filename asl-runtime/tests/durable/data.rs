//! What executions hold comes back from the store as it was.

use asl_runtime::store::MemoryStore;
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::{Value, json};

use crate::support::engine;

include_workflow! {
    name: keep,
    inline: r#"{"StartAt": "Each", "States": {
        "Each": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.each", "Next": "Call",
            "ItemProcessor": {"StartAt": "Sleep", "States": {
                "Sleep": {"Type": "Wait", "Seconds": 60, "End": true}}}},
        "Call": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call",
            "Parameters": {"payload.$": "$.each"}, "ResultPath": "$.answer", "Next": "Rest"},
        "Rest": {"Type": "Wait", "Seconds": 60, "End": true}
    }}"#,
}

/// Whatever an execution can hold in one process it can hold in a store: depth, digits, order and characters.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn values_survive() {
    let deep = (0..500).fold(json!(1), |inner, _| json!([inner]));
    let text = r#"{"z": 31.245270191439438, "a": [121.48791951161945, 18446744073709551615, -0.0, 1e300, 5e-324],
        "": "\u0000\ud83d\ude00\u2028", "nothing": {}, "none": [], "null": null}"#;
    let digits: Value = serde_json::from_str(text).expect("it is JSON");
    for value in [deep, digits] {
        let workflow = keep::dynamic(DynamicHandlers::new(|call| async move { Ok(call.input) }));
        let input = json!({"items": [value.clone(), 1]});
        let expected = workflow.run(input.clone()).await.expect("it succeeds").to_string();
        let store = MemoryStore::new().expect("there is randomness");
        let engine = engine(&store).register(&workflow).reload_after_every_step();
        let engine = engine.build().await.expect("it starts");
        let execution = engine.start(&workflow, Some("n"), input.clone()).await.expect("it starts");
        let again = engine.start(&workflow, Some("n"), input).await.expect("it is the same");
        assert_eq!(again.id(), execution.id());
        assert_eq!(execution.wait_json().await.expect("it succeeds").to_string(), expected);
    }
}
