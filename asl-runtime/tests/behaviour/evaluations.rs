//! Variables and failures of JSONata, as histories show them (HIST-7, HIST-50, VAR-18).

use asl_runtime::history::History;
use asl_runtime::{Definition, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::support::silent;

/// The details of all events of an execution that have any, with their types.
async fn details<D>(workflow: Workflow<D>, input: Value) -> Vec<(&'static str, Value)>
where
    D: Definition<Input = Value, Output = Value>,
{
    let history = History::new();
    // Whether it succeeds is not what this is about.
    let _ = workflow.recorder(history.clone()).run(input).await;
    let events = history.events(&history.executions()[0]);
    let details = events
        .iter()
        .map(|event| (event.event_type.name(), serde_json::to_value(&event.details).expect("it has JSON")));
    details.collect()
}

fn of_type(details: &[(&'static str, Value)], name: &str) -> Vec<Value> {
    let of_type = details.iter().filter(|(event_type, _)| *event_type == name);
    of_type.map(|(_, details)| details.clone()).collect()
}

include_workflow! {
    name: assigning,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Next": "Q", "Assign": {"text": "a \"b\"", "number.$": "$.n", "list": [1.0, null]}},
        "Q": {"Type": "Pass", "End": true}
    }}"#,
    allow = ["unused-variable"],
}

/// HIST-7, VAR-18
#[tokio::test]
async fn assigned_variables_are_shown_as_json_in_text() {
    let details = details(assigning::dynamic(silent()), json!({"n": 2})).await;
    let (input, whole) = (r#"{"n":2}"#, json!({"truncated": false}));
    assert_eq!(
        of_type(&details, "PassStateExited"),
        [
            json!({"name": "P", "output": input, "outputDetails": whole,
                "assignedVariables": {"text": r#""a \"b\"""#, "number": "2", "list": "[1.0,null]"},
                "assignedVariablesDetails": whole}),
            json!({"name": "Q", "output": input, "outputDetails": whole}),
        ]
    );
}

include_workflow! {
    name: evaluating,
    inline = r#"{"StartAt": "P", "QueryLanguage": "JSONata", "States": {
        "P": {"Type": "Pass", "Assign": {"x": "{% $states.input.n + 1 %}"}, "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
            "Arguments": {"a": {"b": "{% $states.input.missing %}"}},
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "S", "Assign": {"seen": true},
                "Output": "{% $states.errorOutput.Error %}"}]},
        "S": {"Type": "Succeed"}
    }}"#,
    allow = ["unused-variable"],
}

/// HIST-7, HIST-50: field and state of the failure; what a catcher assigns is shown with its exit.
#[tokio::test]
async fn failed_evaluations_name_field_and_state() {
    let details = details(evaluating::dynamic(silent()), json!({"n": 1})).await;
    let whole = json!({"truncated": false});
    let failed = of_type(&details, "EvaluationFailed");
    let [failed] = failed.as_slice() else { panic!("{details:?}") };
    let cause = failed["cause"].as_str().unwrap_or_default();
    let prefix = "An error occurred while executing the state 'T' (entered at the event id #4). ";
    assert!(cause.starts_with(prefix), "{cause}");
    let expected = json!({"error": "States.QueryEvaluationError", "cause": cause, "location": "Arguments/a/b", "state": "T"});
    assert_eq!(*failed, expected);
    assert_eq!(
        of_type(&details, "TaskStateExited"),
        [json!({"name": "T", "output": r#""States.QueryEvaluationError""#, "outputDetails": whole,
            "assignedVariables": {"seen": "true"}, "assignedVariablesDetails": whole})]
    );
}
