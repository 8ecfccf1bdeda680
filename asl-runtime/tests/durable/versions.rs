//! Several versions of a definition: parked, side by side, migrated.

use asl_runtime::Workflow;
use asl_runtime::durable::{Client, Engine, Parked, ParkedReason};
use asl_runtime::store::{Description, Status};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers, types};

mod first {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline = r#"{
            "StartAt": "Both",
            "States": {
                "Both": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Sleep", "States": { "Sleep": { "Type": "Wait", "Seconds": 1, "End": true } } },
                        { "StartAt": "Each", "States": { "Each": {
                            "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
                            "ItemProcessor": { "StartAt": "Ask", "States": { "Ask": {
                                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                                "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } }, "End": true
                            } } },
                            "End": true
                        } } }
                    ],
                    "Next": "Charge"
                },
                "Charge": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge", "End": true
                }
            }
        }"#,
        allow: ["token-without-timeout"],
    }
}

mod second {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline = r#"{
            "StartAt": "Prepare",
            "States": {
                "Prepare": { "Type": "Pass", "Next": "All" },
                "All": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Rest", "States": {
                            "Rest": { "Type": "Wait", "Seconds": 1, "Next": "Rested" },
                            "Rested": { "Type": "Pass", "Result": "rested", "End": true }
                        } },
                        { "StartAt": "Look", "States": {
                            "Look": { "Type": "Pass", "Next": "Every" },
                            "Every": {
                                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
                                "ItemProcessor": { "StartAt": "Think", "States": {
                                    "Think": { "Type": "Pass", "Next": "Question" },
                                    "Question": {
                                        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                                        "Parameters": { "MessageBody": { "new": true, "token.$": "$$.Task.Token" } },
                                        "End": true
                                    }
                                } },
                                "End": true
                            }
                        } }
                    ],
                    "Next": "Pay"
                },
                "Pay": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:pay", "End": true
                }
            }
        }"#,
        allow: ["token-without-timeout"],
    }
}

mod third {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline = r#"{
            "StartAt": "All",
            "States": {
                "All": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Rest", "States": {
                            "Rest": { "Type": "Wait", "Seconds": 1, "Next": "Rested" },
                            "Rested": { "Type": "Pass", "Result": "well rested", "End": true }
                        } },
                        { "StartAt": "Every", "States": {
                            "Every": {
                                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
                                "ItemProcessor": { "StartAt": "Question", "States": {
                                    "Question": {
                                        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                                        "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
                                        "End": true
                                    }
                                } },
                                "End": true
                            }
                        } }
                    ],
                    "Next": "Pay"
                },
                "Pay": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:pay", "End": true
                }
            }
        }"#,
        allow: ["token-without-timeout"],
    }
}

asl_runtime::migration! {
    /// Orders of the first version as those of the second.
    const TO_SECOND: first::order => second::order {
        State => State { Both => All, Charge => Pay },
        both_0::State => all_0::State { Sleep => Rest },
        both_1::State => all_1::State { Each => Every },
        both_1::each::State => all_1::every::State { Ask => Question },
    }
}

asl_runtime::migration! {
    const TO_THIRD: second::order => third::order {
        State => State { Prepare => All, All => All, Pay => Pay },
        all_0::State => all_0::State { Rest => Rest, Rested => Rested },
        all_1::State => all_1::State { Look => Every, Every => Every },
        all_1::every::State => all_1::every::State { Think => Question, Question => Question },
    }
}

asl_runtime::migration! {
    const BACK: third::order => second::order {
        State => State { All => All, Pay => Pay },
        all_0::State => all_0::State { Rest => Rest, Rested => Rested },
        all_1::State => all_1::State { Every => Every },
        all_1::every::State => all_1::every::State { Question => Question },
    }
}

on_both! {
    what_nobody_has_is_parked
    versions_run_side_by_side
    executions_go_on_in_another_version
    over_two_versions_and_after_their_end
}

fn old(calls: &Calls) -> Workflow<first::order::Definition> {
    first::order::dynamic(handlers(calls, |call| Some(Ok(json!(call.method)))))
}

fn new(calls: &Calls) -> Workflow<second::order::Definition> {
    second::order::dynamic(handlers(calls, |call| Some(Ok(json!([call.method, call.input])))))
}

fn newest(calls: &Calls) -> Workflow<third::order::Definition> {
    third::order::dynamic(handlers(calls, |call| Some(Ok(json!([call.method, call.input])))))
}

/// An execution that waits for time and for the first of two answers, and the engine that drives it.
async fn waiting(kept: &impl Kept, calls: &Calls) -> (Engine, String) {
    let old = old(calls);
    let engine = kept.engine().register(&old).build().await.expect("it starts");
    let input = json!({ "items": [1, 2] });
    let id = engine.start(&old, Some("one"), input).await.expect("it starts").id().to_owned();
    eventually(async || called(calls).len() == 1).await;
    (engine, id)
}

async fn answer(client: &Client, output: Value) {
    eventually(async || !client.waiting_tasks(9).await.expect("there is a list").is_empty()).await;
    let task = client.waiting_tasks(9).await.expect("there is a list").remove(0);
    client.send_task_success(&task.token, output).await.expect("it waits");
}

async fn succeeded(client: &Client, arn: &str) -> (Description, Value) {
    eventually(async || client.describe(arn).await.expect("it is there").status != Status::Running).await;
    let described = client.describe(arn).await.expect("it is there");
    let output = described.output.as_deref().unwrap_or_else(|| panic!("{described:?}"));
    let output = serde_json::from_str(output).expect("it is JSON");
    (described, output)
}

async fn what_nobody_has_is_parked(kept: impl Kept) {
    let calls = Calls::default();
    let (engine, id) = waiting(&kept, &calls).await;
    assert!(engine.parked(0, None).await.expect("a list").executions.is_empty());
    engine.shut_down().await.expect("it ends");

    let new = new(&calls);
    let engine = kept.engine().register(&new).build().await.expect("it starts");
    let client = kept.client().await;
    let page = client.parked(0, None).await.expect("a list");
    let [Parked { execution, reason, .. }] = &page.executions[..] else { panic!("{page:?}") };
    assert_eq!((execution.arn.as_str(), execution.status), (id.as_str(), Status::Running));
    let hash = execution.hash.clone();
    assert_eq!(*reason, ParkedReason::UnknownDefinition { hash: hash.clone() });
    assert!(reason.to_string().contains(&hash), "{reason}");
    answer(&client, json!("early")).await;
    // What can run is not held up by what can't.
    let other = engine.start(&new, Some("two"), json!({ "items": [] })).await.expect("it starts");
    succeeded(&engine, other.id()).await;
    assert_eq!(engine.describe(&id).await.expect("it is there").status, Status::Running);
    engine.shut_down().await.expect("it ends");

    let engine = kept.engine().register(&old(&calls)).build().await.expect("it starts");
    assert!(client.parked(0, None).await.expect("a list").executions.is_empty());
    answer(&client, json!("late")).await;
    let (described, output) = succeeded(&engine, &id).await;
    assert_eq!((described.hash, output), (hash, json!("charge")));
    types(&engine, &id).await;
}

async fn versions_run_side_by_side(kept: impl Kept) {
    let calls = Calls::default();
    let (old, new) = (old(&calls), new(&calls));
    let engine = kept.engine().register(&old).register(&new).build().await.expect("it starts");
    // A start says which version it means.
    let one = engine.start(&old, Some("one"), json!({ "items": [] })).await.expect("it starts");
    let two = engine.start(&new, Some("two"), json!({ "items": [] })).await.expect("it starts");
    assert_eq!(succeeded(&engine, one.id()).await.1, json!("charge"));
    assert_eq!(succeeded(&engine, two.id()).await.1, json!(["pay", ["rested", []]]));
    let (one, two) = (one.describe().await.expect("it is there"), two.describe().await.expect("it is there"));
    assert_eq!(one.machine, two.machine);
    assert_ne!(one.hash, two.hash);
}

async fn executions_go_on_in_another_version(kept: impl Kept) {
    let calls = Calls::default();
    let (engine, id) = waiting(&kept, &calls).await;
    engine.shut_down().await.expect("it ends");
    let engine = kept.engine().register(&new(&calls)).migrate(TO_SECOND).build().await.expect("it starts");
    assert!(engine.parked(0, None).await.expect("a list").executions.is_empty());
    // The token of the old version is good.
    answer(&engine, json!("one")).await;
    answer(&engine, json!("two")).await;
    let (described, output) = succeeded(&engine, &id).await;
    assert_eq!(described.hash, TO_SECOND.to_hash());
    assert_eq!(output, json!(["pay", ["rested", ["one", "two"]]]));
    let calls = called(&calls);
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(!calls[0].contains("new") && calls[1].contains("new"), "{calls:?}");
    let types = types(&engine, &id).await;
    assert_eq!(types.iter().filter(|name| *name == "MapStateEntered").count(), 1, "{types:?}");
}

async fn over_two_versions_and_after_their_end(kept: impl Kept) {
    let calls = Calls::default();
    let (engine, id) = waiting(&kept, &calls).await;
    engine.stop(&id, None, None).await.expect("it is told");
    eventually(async || engine.describe(&id).await.expect("it is there").status == Status::Aborted).await;
    engine.shut_down().await.expect("it ends");

    let newest = newest(&calls);
    for (builder, message) in [
        (kept.engine().migrate(TO_SECOND), "which no registered workflow has"),
        (
            kept.engine().register(&newest).register(&new(&calls)).migrate(TO_SECOND).migrate(TO_THIRD),
            "do one of them",
        ),
        (kept.engine().register(&newest).migrate(TO_THIRD).migrate(TO_THIRD), "two migrations"),
        (kept.engine().migrate(BACK).migrate(TO_THIRD), "which no registered workflow has"),
    ] {
        let error = builder.build().await.expect_err("it leads nowhere");
        assert!(error.to_string().contains(message), "{error}");
    }
    let builder = kept.engine().register(&newest).migrate(TO_THIRD).migrate(TO_SECOND);
    let engine = builder.build().await.expect("it starts");
    engine.redrive(&id, None).await.expect("it can");
    answer(&engine, json!("one")).await;
    answer(&engine, json!("two")).await;
    let (described, output) = succeeded(&engine, &id).await;
    assert_eq!(described.hash, TO_THIRD.to_hash());
    assert_eq!(output, json!(["pay", ["well rested", ["one", "two"]]]));
}
