//! Distributed Maps that go on with another version of their definition, and their children with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use asl_runtime::TaskError;
use asl_runtime::durable::Client;
use asl_runtime::map_runs::MapRun;
use asl_runtime::store::{Description, ExecutionQuery, Status};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers, types};

mod first {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline = r#"{
            "StartAt": "Each",
            "States": { "Each": {
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "Label": "Rows",
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Sleep", "States": {
                        "Sleep": { "Type": "Wait", "Seconds": 1, "Next": "Work" },
                        "Work": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                            "End": true
                        }
                    }
                },
                "End": true
            } }
        }"#,
    }
}

mod second {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline = r#"{
            "StartAt": "Prepare",
            "States": {
                "Prepare": { "Type": "Pass", "Next": "Every" },
                "Every": {
                    "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "Label": "Rows",
                    "ItemProcessor": {
                        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                        "StartAt": "Begin", "States": {
                            "Begin": { "Type": "Pass", "Next": "Rest" },
                            "Rest": { "Type": "Wait", "Seconds": 1, "Next": "Toil" },
                            "Toil": {
                                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:toil",
                                "End": true
                            }
                        }
                    },
                    "End": true
                }
            }
        }"#,
    }
}

asl_runtime::migration! {
    const TO_SECOND: first::order => second::order {
        State => State { Each => Every },
        each::State => every::State { Sleep => Rest, Work => Toil },
    }
}

on_both! {
    children_go_with_their_map
    a_redrive_goes_on_in_another_version
}

async fn ended(client: &Client, arn: &str) -> Description {
    eventually(async || client.describe(arn).await.expect("it is there").status != Status::Running).await;
    client.describe(arn).await.expect("it is there")
}

async fn map_run(client: &Client, arn: &str) -> MapRun {
    let runs = client.map_runs(arn).await.expect("a list");
    let [run] = &runs[..] else { panic!("there is one: {runs:?}") };
    run.clone()
}

async fn children_go_with_their_map(kept: impl Kept) {
    let calls = Calls::default();
    let answer = || handlers(&calls, |call| Some(Ok(call.input.clone())));
    let (old, new) = (first::order::dynamic(answer()), second::order::dynamic(answer()));
    let engine = kept.engine().register(&old).build().await.expect("it starts");
    let input = json!({ "items": [0, 1, 2, 3] });
    let id = engine.start(&old, None, input).await.expect("it starts").id().to_owned();
    eventually(async || {
        let runs = engine.map_runs(&id).await.expect("a list");
        runs.first().is_some_and(|run| run.item_counts.running == 2)
    })
    .await;
    engine.shut_down().await.expect("it ends");
    let engine = kept
        .engine()
        .register(&new)
        .migrate(TO_SECOND)
        .reload_after_every_step()
        .build()
        .await
        .expect("it starts");
    let end = ended(&engine, &id).await;
    assert_eq!(end.output.as_deref(), Some("[0,1,2,3]"), "{end:?}");
    let run = map_run(&engine, &id).await;
    assert_eq!((&*run.state_name, run.item_counts.succeeded), ("Every", 4));
    let query = ExecutionQuery { map_run: Some(run.map_run_arn), ..ExecutionQuery::default() };
    let mut began = Vec::new();
    for child in engine.list(query).await.expect("a page").executions {
        assert_eq!(child.hash, end.hash, "{child:?}");
        let has_passed = types(&engine, &child.arn).await.contains(&"PassStateEntered".to_owned());
        began.push(has_passed);
    }
    assert!(began.contains(&true) && began.contains(&false), "some began before, and some after: {began:?}");
    assert!(called(&calls).iter().any(|call| call.starts_with("toil")), "{:?}", called(&calls));
}

async fn a_redrive_goes_on_in_another_version(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let answer = || {
        let well = Arc::clone(&well);
        handlers(&calls, move |call| {
            let is_bad = call.input == json!(1) && !well.load(Ordering::SeqCst);
            Some(if is_bad { Err(TaskError::new("Broken", "not yet")) } else { Ok(call.input.clone()) })
        })
    };
    let (old, new) = (first::order::dynamic(answer()), second::order::dynamic(answer()));
    let engine = kept.engine().register(&old).build().await.expect("it starts");
    let input = json!({ "items": [0, 1, 2, 3] });
    let id = engine.start(&old, None, input).await.expect("it starts").id().to_owned();
    assert_eq!(ended(&engine, &id).await.status, Status::Failed);
    let failed = map_run(&engine, &id).await;
    // What was stopped has to hear of it in the version that it is of.
    let running = ExecutionQuery { status: Some(Status::Running), ..ExecutionQuery::default() };
    eventually(async || engine.list(running.clone()).await.expect("a page").executions.is_empty()).await;
    engine.shut_down().await.expect("it ends");
    well.store(true, Ordering::SeqCst);
    let engine = kept.engine().register(&new).migrate(TO_SECOND).build().await.expect("it starts");
    engine.redrive(&id, None).await.expect("it can");
    let end = ended(&engine, &id).await;
    assert_eq!(end.output.as_deref(), Some("[0,1,2,3]"), "{end:?}");
    let run = map_run(&engine, &id).await;
    assert_eq!((run.map_run_arn, run.redrive_count), (failed.map_run_arn, 1));
    let tried = called(&calls).iter().filter(|call| *call == "work 1" || *call == "toil 1").count();
    assert_eq!(tried, 2, "{:?}", called(&calls));
}
