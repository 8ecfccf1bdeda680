//! What assertions say when something differs. `BLESS=1` writes the texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asl_runtime::include_workflow;
use asl_runtime::testing::{Answer, Mocks, TestRun, WorkflowTest};
use serde_json::json;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Price items", "States": {
        "Price items": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.prices", "MaxConcurrency": 1,
            "ItemProcessor": {"StartAt": "Look up price", "States": {
                "Look up price": {"Type": "Task", "End": true,
                    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:price"}}},
            "Next": "Charge card"},
        "Charge card": {"Type": "Task", "End": true, "ResultPath": "$.payment",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
            "Parameters": {"id.$": "$.id", "cents.$": "States.MathAdd($.prices[0], $.prices[1])"}}}}"#,
}

fn run(charged: Answer) -> TestRun {
    let mocks = Mocks::new()
        .state("Look up price", [Answer::returns(450), Answer::returns(1250)])
        .state("Charge card", charged);
    let test = WorkflowTest::of(order::dynamic).mocks(mocks);
    test.run(json!({ "id": "A-1", "items": ["tea", "pot"] })).expect("it runs to its end")
}

fn paid() -> TestRun {
    run(Answer::returns(json!({ "id": "payment-1" })))
}

/// The text of a panic, against the one on disk.
fn says(name: &str, assertion: impl FnOnce()) {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).expect_err("it differs");
    let said = panic.downcast_ref::<String>().expect("it is a text").trim_end().to_owned() + "\n";
    let path = format!("tests/testing/texts/{name}.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &said).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("`BLESS=1` writes it");
    assert_eq!(said, expected, "{name}\n{said}");
}

#[test]
fn outputs() {
    says("output", || {
        let expected = json!({
            "id": "A-1", "items": ["tea", "cup"], "prices": [450], "payment": { "id": 1, "state": "paid" },
        });
        paid().assert_output(expected);
    });
    says("output_of_failure", || {
        run(Answer::throws("CardDeclined", "no money")).assert_output(json!({ "id": "A-1" }));
    });
}

#[test]
fn endings() {
    says("failure", || {
        run(Answer::throws("CardDeclined", "no money")).assert_failure("CardDeclined", "no card");
    });
    says("error_of_success", || {
        paid().assert_error("CardDeclined");
    });
    says("timed_out", || {
        run(Answer::throws("CardDeclined", "no money")).assert_timed_out();
    });
}

#[test]
fn states_and_calls() {
    says("states", || {
        paid().assert_states(["Price items", "Look up price", "Charge card", "Ship"]);
    });
    says("calls", || {
        paid().assert_calls([
            ("Look up price", json!("tea")),
            ("Look up price", json!("cup")),
            ("Charge card", json!({ "id": "A-1", "cents": 1600 })),
        ]);
    });
}

#[test]
fn histories() {
    let whole = serde_json::to_value(paid().history()).expect("it has JSON");
    paid().assert_history(&whole).assert_history(json!({ "events": whole }));
    says("history", || {
        run(Answer::throws("CardDeclined", "no money")).assert_history(&whole);
    });
    says("history_details", || {
        let mocks = Mocks::new()
            .state("Look up price", [Answer::returns(450), Answer::returns(1300)])
            .state("Charge card", Answer::returns(json!({ "id": "payment-1" })));
        let test = WorkflowTest::of(order::dynamic).mocks(mocks);
        let run = test.run(json!({ "id": "A-1", "items": ["tea", "pot"] })).expect("it runs to its end");
        run.assert_history(&whole);
    });
    says("history_by_types", || {
        let types = [
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapIterationStarted",
            "TaskStateEntered",
        ];
        let events: Vec<_> = types.iter().map(|name| json!({ "type": name })).collect();
        paid().assert_history(json!(events));
    });
    says("history_without_type", || {
        paid().assert_history(json!([{ "id": 1 }]));
    });
    says("history_of_something_else", || {
        paid().assert_history(json!({ "states": [] }));
    });
}
