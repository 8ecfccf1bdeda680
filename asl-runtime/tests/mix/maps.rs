//! Distributed Maps: Standard children, one of which is tried again and one of which fails, and batches of Express
//! children whose results are written.

use asl_runtime::objects::MemoryObjects;
use asl_runtime::{DynamicCall, TaskError, include_workflow};
use serde_json::{Value, json};

include_workflow! {
    name: pub(crate) maps,
    inline = r#"{
        "StartAt": "Rows",
        "States": {
            "Rows": {
                "Type": "Map", "Label": "Rows", "MaxConcurrency": 2, "ToleratedFailureCount": 1,
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "Parameters": { "Bucket": "in", "Key": "rows.csv" },
                    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
                },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Row", "States": {
                        "Row": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:row",
                            "Retry": [ { "ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 1 } ],
                            "Catch": [ { "ErrorEquals": ["HandlerInterrupted"], "Next": "Row was left" } ],
                            "End": true
                        },
                        "Row was left": { "Type": "Pass", "Result": "left", "End": true }
                    }
                },
                "ResultPath": "$.rows", "Next": "Batches"
            },
            "Batches": {
                "Type": "Map", "Label": "Batches", "MaxConcurrency": 2, "ToleratedFailureCount": 2,
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "Parameters": { "Bucket": "in", "Key": "lines.jsonl" },
                    "ReaderConfig": { "InputType": "JSONL" }
                },
                "ItemBatcher": { "MaxItemsPerBatch": 2 },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                    "StartAt": "Batch", "States": {
                        "Batch": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:batch",
                            "Catch": [ { "ErrorEquals": ["HandlerInterrupted"], "Next": "Batch was left" } ],
                            "End": true
                        },
                        "Batch was left": { "Type": "Pass", "Result": "left", "End": true }
                    }
                },
                "ResultWriter": {
                    "Resource": "arn:aws:states:::s3:putObject",
                    "Parameters": { "Bucket": "out", "Prefix": "done" },
                    "WriterConfig": { "Transformation": "COMPACT", "OutputType": "JSON" }
                },
                "ResultPath": "$.batches", "End": true
            }
        }
    }"#,
}

/// So many rows are in the table.
pub(crate) const ROWS: usize = 5;

/// So many batches are made of the lines.
const BATCHES: usize = 3;

/// What is read, by key.
pub(crate) fn given(key: &str) -> Option<&'static str> {
    match key {
        "rows.csv" => Some("n\n1\n2\n3\n4\n5\n"),
        "lines.jsonl" => Some("1\n2\n3\n4\n5\n"),
        _ => None,
    }
}

/// All of it, in memory.
#[allow(dead_code, reason = "where processes are killed it is in files")]
pub(crate) fn in_memory() -> MemoryObjects {
    ["rows.csv", "lines.jsonl"]
        .into_iter()
        .fold(MemoryObjects::new(), |objects, key| objects.with("in", key, given(key).unwrap_or_default()))
}

/// What the handlers of children answer.
pub(crate) fn answer(call: &DynamicCall) -> Option<Result<Value, TaskError>> {
    let bad = || Err(TaskError::new("Bad", "it always is"));
    Some(match call.method {
        "row" => match call.input["n"].as_str() {
            Some("2") if call.context.attempt() == 1 => Err(TaskError::new("Again", "not yet")),
            Some("4") => bad(),
            n => Ok(json!(n)),
        },
        "batch" => match call.input["Items"][0].as_u64() {
            Some(3) => bad(),
            first => Ok(json!(first)),
        },
        _ => return None,
    })
}

/// That what came of an execution is whole: every row and every batch is there once, or was left when its handler was
/// interrupted, and one manifest tells of the files. Gives all that, without the names that were made up.
pub(crate) fn check(output: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> Result<String, String> {
    let output: Value = serde_json::from_str(output).map_err(|error| error.to_string())?;
    let is_left = |value: &Value| value == "left";
    let rows = output["rows"].as_array().ok_or("there are no rows")?;
    let mut expected = ["1", "2", "3", "4", "5"].iter();
    // The fourth is there only where nobody knows that it failed.
    let are_rows =
        rows.iter().all(|row| is_left(row) && expected.next().is_some() || expected.any(|name| row == *name));
    if !are_rows || !(ROWS - 1..=ROWS).contains(&rows.len()) {
        return Err(format!("the rows are {rows:?}"));
    }
    let key = output["batches"]["ResultWriterDetails"]["Key"].as_str().ok_or("there is no manifest")?;
    let json = |key: &str| -> Result<Value, String> {
        let content = read(key).ok_or_else(|| format!("`{key}` is missing"))?;
        serde_json::from_slice(&content).map_err(|error| format!("`{key}`: {error}"))
    };
    let manifest = json(key)?;
    let file = |kind: &str| -> Result<Vec<Value>, String> {
        let files = manifest["ResultFiles"][kind].as_array().cloned().unwrap_or_default();
        let mut all = Vec::new();
        for file in &files {
            all.extend(
                json(file["Key"].as_str().unwrap_or_default())?.as_array().cloned().unwrap_or_default(),
            );
        }
        Ok(all)
    };
    let (succeeded, failed, pending) = (file("SUCCEEDED")?, file("FAILED")?, file("PENDING")?);
    let is_whole = succeeded.len() + failed.len() == BATCHES
        && failed.len() <= 1
        && pending.is_empty()
        && failed.iter().all(|child| child["Error"] == "Bad")
        && succeeded.iter().all(|batch| is_left(batch) || *batch == 1 || *batch == 5);
    let told = format!("{rows:?} {succeeded:?} {}", failed.len());
    if is_whole { Ok(told) } else { Err(format!("{told} {failed:?} {pending:?}")) }
}
