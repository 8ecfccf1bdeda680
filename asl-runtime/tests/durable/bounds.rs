//! Limits of the service, where they are asked for; without, there are none.

use asl_runtime::durable::DurableError;
use asl_runtime::store::Status;
use asl_runtime::{DynamicHandlers, ExecutionError, Limits, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};

include_workflow! {
    name: turns,
    inline = r#"{
        "StartAt": "Turn",
        "States": {
            "Turn": { "Type": "Pass", "Next": "Enough?" },
            "Enough?": {
                "Type": "Choice",
                "Choices": [ { "Variable": "$.left[0]", "IsPresent": true, "Next": "Less" } ],
                "Default": "Done"
            },
            "Less": { "Type": "Pass", "Parameters": { "left.$": "$.left[1:]" }, "Next": "Turn" },
            "Done": { "Type": "Succeed" }
        }
    }"#,
}

on_both! {
    histories_are_as_long_as_they_are_allowed
    inputs_are_as_big_as_they_are_allowed
}

fn turns() -> Workflow<turns::Definition> {
    turns::dynamic(DynamicHandlers::new(|_| std::future::pending()))
}

async fn histories_are_as_long_as_they_are_allowed(kept: impl Kept) {
    let mut limits = Limits::NONE;
    limits.events = Some(100);
    let (free, limited) = (turns(), turns().limits(limits));
    let input = json!({ "left": vec![0; 60] });
    for (workflow, status) in [(free, Status::Succeeded), (limited, Status::Failed)] {
        let engine = kept.engine().register(&workflow).build().await.expect("it starts");
        let execution = engine.start(&workflow, None, input.clone()).await.expect("it starts");
        eventually(async || execution.describe().await.expect("it is there").status != Status::Running).await;
        let described = execution.describe().await.expect("it is there");
        assert_eq!(described.status, status);
        if status == Status::Failed {
            assert_eq!(described.events, 100);
            let cause = described.cause.unwrap_or_default();
            assert!(cause.contains("maximum number of history events (100)"), "{cause}");
        }
        engine.shut_down().await.expect("it ends");
    }
}

async fn inputs_are_as_big_as_they_are_allowed(kept: impl Kept) {
    let (free, limited) = (turns(), turns().limits(Limits::AWS));
    let input =
        |bytes: usize| json!({ "left": [], "text": "x".repeat(bytes - r#"{"left":[],"text":""}"#.len()) });
    let most = 262_144;
    let engine = kept.engine().register(&free).build().await.expect("it starts");
    for (workflow, bytes, fits) in
        [(&free, most + 1, true), (&limited, most, true), (&limited, most + 1, false)]
    {
        let started = engine.start(workflow, None, input(bytes)).await;
        match started {
            Ok(execution) => {
                assert!(fits);
                let output: Value = execution.wait_json().await.expect("it succeeds");
                assert_eq!(output, input(bytes));
            }
            Err(error) => {
                assert!(!fits, "{error}");
                assert_eq!(error.name(), Some("InvalidExecutionInput"));
                assert!(
                    matches!(error, DurableError::Execution(ExecutionError::InputTooLarge { .. })),
                    "{error:?}"
                );
            }
        }
    }
}
