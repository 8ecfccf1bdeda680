//! Mock files: what is read, and what is said of mistakes. `BLESS=1` writes the texts beside the files.

use std::path::{Path, PathBuf};

use asl_runtime::include_workflow;
use asl_runtime::testing::{MockFile, WorkflowTest};
use serde_json::json;

const FOLDER: &str = "tests/testing/files";

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

#[test]
fn mistakes_are_told_all_at_once_with_place_and_mend() {
    let files = files();
    assert!(files.len() >= 5, "{files:?}");
    for path in files {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it is a name");
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let said = match MockFile::parse(name, &text) {
            Ok(_) => String::new(),
            Err(error) => format!("{error}\n"),
        };
        let beside = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&beside, &said).expect("it can be written");
        }
        let expected = std::fs::read_to_string(&beside).expect("`BLESS=1` writes it");
        assert_eq!(said, expected, "{name}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = MockFile::read(Path::new("tests/no-such.json")).err().map(|error| error.to_string());
    let error = error.unwrap_or_default();
    assert!(error.starts_with("`tests/no-such.json` can't be read: "), "{error}");
    assert!(MockFile::read(format!("{FOLDER}/right.json")).is_ok());
}

#[test]
fn machines_and_cases_are_found_by_name() {
    let file = MockFile::read(format!("{FOLDER}/right.json")).expect("it is right");
    for (machine, case, said) in [
        ("LambdaAndQueue", "Retries", ""),
        (
            "LambdaAndQueues",
            "Retries",
            "tests/testing/files/right.json:1: there is no state machine `LambdaAndQueues`; \
             did you mean `LambdaAndQueue`?",
        ),
        (
            "LambdaAndQueue",
            "Fails",
            "tests/testing/files/right.json:4 (/StateMachines/LambdaAndQueue/TestCases): there is no test case \
             `Fails`; there are `Succeeds`, `Retries` and `Calls the queue`",
        ),
    ] {
        let found = file.test_case(machine, case).err().map(|error| error.to_string());
        assert_eq!(found.unwrap_or_default(), said);
    }
}

include_workflow! {
    name: lambda_and_queue,
    inline: r#"{"StartAt": "Function", "States": {
        "Function": {"Type": "Task", "Next": "Queue",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "f", "Payload.$": "$"},
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "IntervalSeconds": 60}],
            "ResultPath": "$.function"},
        "Queue": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "q", "MessageBody.$": "$.function.Payload"}}}}"#,
}

#[test]
fn test_cases_run() {
    let file = MockFile::read(format!("{FOLDER}/right.json")).expect("it is right");
    for (case, calls, seconds) in [("Succeeds", 2, 0), ("Retries", 5, 60 + 120 + 240)] {
        let mocks = file.test_case("LambdaAndQueue", case).expect("there is one");
        let run = WorkflowTest::of(lambda_and_queue::dynamic).mocks(mocks).run(json!({})).expect("it ends");
        run.assert_output(json!({ "MessageId": "m-1" }));
        assert_eq!((run.calls().len(), run.elapsed().as_secs()), (calls, seconds), "{case}");
        assert_eq!(run.calls().last().map(|call| &call.input["MessageBody"]["text"]), Some(&json!("hello")));
    }
}
