//! Distributed Map whose results are written (DMAP-18 to DMAP-20).

use std::num::NonZeroU64;
use std::time::Duration;

use asl_runtime::history::History;
use asl_runtime::map_runs::MapRunStatus;
use asl_runtime::objects::{
    MemoryObjects, ObjectError, ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects,
};
use asl_runtime::{AfterEnd, Definition, DynamicHandlers, Timestamp, TokioClock, Workflow, include_workflow};
use futures_util::stream;
use serde_json::{Value, json};

use crate::support::{answering, error, failure};

include_workflow! {
    name: written,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "Label": "L", "MaxConcurrency": 1,
            "ToleratedFailureCount": 1,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "b", "Prefix.$": "$.prefix"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// Answers with what it gets, but for texts.
fn picky() -> DynamicHandlers {
    answering(|call| match &call.input {
        Value::String(_) => Err(error("Bad")),
        input => Ok(input.clone()),
    })
}

fn at_new_year<D: Definition>(workflow: Workflow<D>) -> Workflow<D> {
    workflow.seed(1).clock(TokioClock::starting_at(Timestamp::new(1_735_689_600, 0)))
}

fn json_in(objects: &MemoryObjects, key: &str) -> Value {
    let content = objects.content("b", key).unwrap_or_default();
    serde_json::from_slice(&content).unwrap_or(Value::Null)
}

/// The folder of the only map run.
fn folder(output: &Value) -> String {
    let key = output["ResultWriterDetails"]["Key"].as_str().unwrap_or_default();
    key.strip_suffix("manifest.json").unwrap_or_default().to_owned()
}

/// DMAP-18, DMAP-19
#[tokio::test(start_paused = true)]
async fn results_are_in_files_that_a_manifest_lists() {
    let objects = MemoryObjects::new();
    let workflow = at_new_year(written::dynamic(picky())).objects(objects.clone());
    let output = workflow.run(json!({"items": [{"a": 1}, "no", 2], "prefix": "jobs/"})).await;
    let output = output.expect("it succeeds");

    let arn = output["MapRunArn"].as_str().unwrap_or_default().to_owned();
    let id = arn.strip_prefix("arn:aws:states:us-east-1:123456789012:mapRun:written/L:").unwrap_or_default();
    assert_eq!(id.len(), 36, "{arn}");
    let expected = json!({"MapRunArn": arn,
        "ResultWriterDetails": {"Bucket": "b", "Key": format!("jobs/{id}/manifest.json")}});
    assert_eq!(output, expected);

    let size = |key: &str| objects.content("b", key).map(|content| content.len());
    let (succeeded, failed) = (format!("jobs/{id}/SUCCEEDED_0.json"), format!("jobs/{id}/FAILED_0.json"));
    let manifest = json!({"DestinationBucket": "b", "MapRunArn": arn, "ResultFiles": {
        "FAILED": [{"Key": failed, "Size": size(&failed)}],
        "PENDING": [],
        "SUCCEEDED": [{"Key": succeeded, "Size": size(&succeeded)}]}});
    assert_eq!(json_in(&objects, &format!("jobs/{id}/manifest.json")), manifest);

    let results = json_in(&objects, &succeeded);
    let name = results[0]["Name"].as_str().unwrap_or_default();
    let prefix = "arn:aws:states:us-east-1:123456789012";
    let first = json!({
        "ExecutionArn": format!("{prefix}:execution:written/L:{name}"),
        "Input": "{\"a\":1}", "InputDetails": {"Included": true},
        "Name": name,
        "Output": "{\"a\":1}", "OutputDetails": {"Included": true},
        "RedriveCount": 0, "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "StartDate": "2025-01-01T00:00:00.000Z",
        "StateMachineArn": format!("{prefix}:stateMachine:written/L"),
        "Status": "SUCCEEDED",
        "StopDate": "2025-01-01T00:00:00.000Z",
    });
    assert_eq!((&results[0], &results[1]["Output"], results.get(2)), (&first, &json!("2"), None));
    let failures = json_in(&objects, &failed);
    let told = |field: &str| failures[0][field].clone();
    assert_eq!(told("Status"), "FAILED");
    assert_eq!((told("Error"), told("Cause"), told("Input")), (json!("Bad"), json!("why"), json!("\"no\"")));
    assert_eq!((told("Output"), told("RedriveStatus")), (Value::Null, json!("REDRIVABLE")));
}

include_workflow! {
    name: shapes,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ToleratedFailureCount": 9,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: compact,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ToleratedFailureCount": 9,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// DMAP-19: outputs as they are or with their arrays opened, as an array or as lines. Of what failed all is told.
#[tokio::test]
async fn results_have_the_shape_that_is_wanted() {
    let items = json!([[1, [2]], {"a": 3}, "no", 4]);
    let text = |objects: &MemoryObjects, key: &str| {
        String::from_utf8(objects.content("b", key).unwrap_or_default()).unwrap_or_default()
    };
    let objects = MemoryObjects::new();
    let output =
        shapes::dynamic(picky()).objects(objects.clone()).run(items.clone()).await.expect("it succeeds");
    let folder_of_shapes = folder(&output);
    assert_eq!(text(&objects, &format!("{folder_of_shapes}SUCCEEDED_0.jsonl")), "1\n[2]\n{\"a\":3}\n4\n");
    let failed = text(&objects, &format!("{folder_of_shapes}FAILED_0.jsonl"));
    let failed: Value = serde_json::from_str(&failed).expect("it is a line of JSON");
    let name = failed["Name"].as_str().unwrap_or_default();
    let arn = failed["ExecutionArn"].as_str().unwrap_or_default();
    // NAME:UUID, the end of the ARN.
    assert!(name.len() == 73 && arn.ends_with(&format!(":{name}")), "{failed}");
    assert_eq!(
        (&failed["RedriveStatus"], &failed["Error"]),
        (&json!("REDRIVABLE_BY_MAP_RUN"), &json!("Bad"))
    );

    let objects = MemoryObjects::new();
    let output = compact::dynamic(picky()).objects(objects.clone()).run(items).await.expect("it succeeds");
    let succeeded = text(&objects, &format!("{}SUCCEEDED_0.json", folder(&output)));
    assert_eq!(succeeded, r#"[[1,[2]],{"a":3},4]"#);
}

include_workflow! {
    name: preview,
    inline = r#"{"StartAt": "Which", "States": {
        "Which": {"Type": "Choice", "Default": "None", "Choices": [
            {"Variable": "$.shape", "StringEquals": "FLATTEN", "Next": "Flatten"},
            {"Variable": "$.shape", "StringEquals": "COMPACT", "Next": "Compact"}]},
        "Flatten": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ToleratedFailureCount": 9,
            "ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSON"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T1", "States": {"T1": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}},
        "Compact": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ToleratedFailureCount": 9,
            "ResultWriter": {"WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSON"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T2", "States": {"T2": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}},
        "None": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ToleratedFailureCount": 9,
            "ResultWriter": {"WriterConfig": {"Transformation": "NONE", "OutputType": "JSON"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T3", "States": {"T3": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// DMAP-18: without a destination the results are the state's result.
#[tokio::test]
async fn without_a_destination_results_are_the_maps_own() {
    let run = async |shape: &str, items: Value| {
        preview::dynamic(picky()).run(json!({"shape": shape, "items": items})).await.expect("it succeeds")
    };
    assert_eq!(run("FLATTEN", json!([[1, [2]], 3])).await, json!([1, [2], 3]));
    assert_eq!(run("COMPACT", json!([[1, [2]], 3])).await, json!([[1, [2]], 3]));
    let whole = run("NONE", json!([3])).await;
    assert_eq!((&whole[0]["Output"], &whole[0]["Status"]), (&json!("3"), &json!("SUCCEEDED")));
    for shape in ["FLATTEN", "COMPACT", "NONE"] {
        let results = run(shape, json!(["no", 1])).await;
        assert_eq!(
            (&results[0]["Status"], &results[0]["Error"]),
            (&json!("FAILED"), &json!("Bad")),
            "{shape}"
        );
    }
}

/// DMAP-19: a file ends where the next result would make it too big.
#[tokio::test]
async fn files_have_a_size() {
    let objects = MemoryObjects::new();
    let workflow = compact::dynamic(answering(|call| Ok(call.input.clone())));
    let workflow =
        workflow.objects(objects.clone()).result_file_bytes(NonZeroU64::new(8).expect("it is not 0"));
    let output = workflow.run(json!([1, 2, 3, "long enough", 4])).await.expect("it succeeds");
    let folder = folder(&output);
    let manifest = json_in(&objects, &format!("{folder}manifest.json"));
    let files = manifest["ResultFiles"]["SUCCEEDED"].as_array().cloned().unwrap_or_default();
    let told: Vec<_> = files
        .iter()
        .map(|file| (json_in(&objects, file["Key"].as_str().unwrap_or_default()), file["Size"].clone()))
        .collect();
    assert_eq!(
        told,
        [(json!([1, 2, 3]), json!(7)), (json!(["long enough"]), json!(15)), (json!([4]), json!(3))]
    );
    assert_eq!(files[2]["Key"], json!(format!("{folder}SUCCEEDED_2.json")));
}

/// MAP-10: of nothing there is a manifest.
#[tokio::test]
async fn nothing_is_written_of_no_items() {
    let objects = MemoryObjects::new();
    let output =
        compact::dynamic(picky()).objects(objects.clone()).run(json!([])).await.expect("it succeeds");
    assert_eq!(objects.keys("b"), [format!("{}manifest.json", folder(&output))]);
    let manifest = json_in(&objects, &objects.keys("b")[0]);
    assert_eq!(manifest["ResultFiles"], json!({"FAILED": [], "PENDING": [], "SUCCEEDED": []}));
}

/// DMAP-16, DMAP-19: of a map run that fails everything is written too, what was stopped and what never started.
#[tokio::test(start_paused = true)]
async fn a_map_run_that_fails_is_written_down() {
    include_workflow! {
        name: failing,
        inline = r#"{"StartAt": "M", "States": {
            "M": {"Type": "Map", "End": true, "MaxConcurrency": 3,
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}}
        }}"#,
    }
    let (objects, history) = (MemoryObjects::new(), History::new());
    let workflow = at_new_year(failing::dynamic(picky())).objects(objects.clone()).recorder(history.clone());
    let execution = workflow.start(json!([1, "no", 60, 9, 8])).expect("it starts");
    let handle = execution.handle();
    let failed = failure(execution.wait().await);
    assert_eq!(failed.0, "States.ExceedToleratedFailureThreshold");
    let file = |name: &str| {
        let key = objects.keys("b").into_iter().find(|key| key.ends_with(name)).unwrap_or_default();
        json_in(&objects, &key)
    };
    let told = |file: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let records = file.as_array().cloned().unwrap_or_default();
        records.iter().map(|record| (text(&record["Input"]), text(&record["Status"]))).collect()
    };
    let pair = |input: &str, status: &str| (input.to_owned(), status.to_owned());
    assert_eq!(told(&file("SUCCEEDED_0.json")), []);
    assert_eq!(
        told(&file("FAILED_0.json")),
        [pair("\"no\"", "FAILED"), pair("1", "ABORTED"), pair("60", "ABORTED")]
    );
    assert_eq!(told(&file("PENDING_0.json")), [pair("9", "PENDING"), pair("8", "PENDING")]);
    assert_eq!(
        file("PENDING_0.json")[0],
        json!({"Input": "9", "InputDetails": {"Included": true}, "Status": "PENDING"})
    );
    let events = history.events(handle.id());
    let types: Vec<String> = events.iter().map(|event| event.event_type.to_string()).collect();
    assert_eq!(types[types.len() - 3..], ["MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
    let map_run = handle.map_runs().await.remove(0);
    let counts = map_run.item_counts;
    assert_eq!(map_run.status, MapRunStatus::Failed);
    assert_eq!((counts.failed, counts.aborted, counts.pending, counts.total), (1, 2, 2, 5));
    assert_eq!(counts.results_written, 3);
}

/// A map run that is stopped from outside leaves its files.
#[tokio::test(start_paused = true)]
async fn a_map_run_that_is_stopped_is_written_down() {
    let objects = MemoryObjects::new();
    let silent_from_two = DynamicHandlers::new(|call| async move {
        match call.input.as_u64() {
            Some(1) => Ok(json!("one")),
            _ => std::future::pending().await,
        }
    });
    let workflow = written::dynamic(silent_from_two).objects(objects.clone());
    let workflow = workflow.grace(Duration::ZERO).after_end(AfterEnd::Wait);
    let execution = workflow.start(json!({"items": [1, 2, 3], "prefix": "p"})).expect("it starts");
    let handle = execution.handle();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let running = handle.map_runs().await.remove(0);
    let counts = running.item_counts;
    assert_eq!(running.status, MapRunStatus::Running);
    assert_eq!((counts.succeeded, counts.running, counts.pending, counts.results_written), (1, 1, 1, 1));
    execution.stop(None, None);
    assert!(execution.wait().await.is_err());
    let names: Vec<String> =
        objects.keys("b").iter().map(|key| key.rsplit('/').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(names, ["FAILED_0.json", "PENDING_0.json", "SUCCEEDED_0.json", "manifest.json"]);
    assert_eq!(handle.map_runs().await[0].status, MapRunStatus::Aborted);
}

include_workflow! {
    name: caught,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "End": true,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket.$": "$.bucket"}},
            "Catch": [{"ErrorEquals": ["States.ResultWriterFailed"], "Next": "C"}],
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}},
        "C": {"Type": "Pass", "Parameters": {"cause.$": "$.Cause"}, "End": true}
    }}"#,
}

/// Where writing fails: at the first piece, or at the end.
struct Broken {
    at_once: bool,
}

impl Objects for Broken {
    fn get(&self, _: ObjectName) -> ObjectStream<Vec<u8>> {
        Box::pin(stream::empty())
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }

    fn put(&self, _: ObjectName) -> Box<dyn ObjectWriter> {
        Box::new(Self { at_once: self.at_once })
    }
}

impl ObjectWriter for Broken {
    fn write(&mut self, _: Vec<u8>) -> ObjectFuture<'_> {
        let result = if self.at_once { Err(ObjectError::store("the disk is full")) } else { Ok(()) };
        Box::pin(std::future::ready(result))
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(std::future::ready(Err(ObjectError::NoSuchBucket)))
    }
}

struct ReadOnly;

impl Objects for ReadOnly {
    fn get(&self, _: ObjectName) -> ObjectStream<Vec<u8>> {
        Box::pin(stream::empty())
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }
}

/// DMAP-20
#[tokio::test]
async fn failures_of_the_writer_can_be_caught() {
    let workflow = || caught::dynamic(answering(|call| Ok(call.input.clone())));
    let input = json!({"items": [1, 2], "bucket": "b"});
    let big = json!({"items": ["x".repeat(100_000), "y".repeat(100_000)], "bucket": "b"});
    let no_place =
        "No place for objects is set: the results of a Map can't be written. See Workflow::objects.";
    let cases = [
        (workflow(), input.clone(), no_place),
        (workflow().objects(ReadOnly), input.clone(), "Objects can't be written there."),
        (workflow().objects(Broken { at_once: true }), input.clone(), "the disk is full"),
        // Its first piece is written while children still run.
        (workflow().objects(Broken { at_once: true }), big, "the disk is full"),
        (workflow().objects(Broken { at_once: false }), input, "The specified bucket does not exist"),
        (
            workflow().objects(MemoryObjects::new()),
            json!({"items": [], "bucket": 1}),
            "The field 'Bucket' must be a string but was: 1",
        ),
        (
            workflow().objects(MemoryObjects::new()),
            json!({"items": [], "bucket": null}),
            "The field 'Bucket' is required",
        ),
    ];
    for (workflow, input, cause) in cases {
        assert_eq!(workflow.run(input).await.ok(), Some(json!({"cause": cause})));
    }
}

/// DMAP-20: if nothing can be written, nothing runs.
#[tokio::test]
async fn no_child_runs_before_results_can_be_written() {
    let handlers = answering(|call| panic!("it was called with {}", call.input));
    let result = caught::dynamic(handlers).run(json!({"items": [1], "bucket": "b"})).await;
    assert!(result.is_ok(), "{result:?}");
}
