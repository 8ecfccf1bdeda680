//! Tests that can't be right end with an error that says why.

use asl_runtime::include_workflow;
use asl_runtime::testing::{Answer, MockFile, Mocks, WorkflowTest};
use serde_json::json;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge card", "States": {
        "Charge card": {"Type": "Task", "Next": "Ship",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
            "Retry": [{"ErrorEquals": ["Busy"]}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}]},
        "Ship": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ship"},
        "Sorry": {"Type": "Pass", "End": true}}}"#,
}

fn refused(mocks: Mocks) -> String {
    let run = WorkflowTest::of(order::dynamic).mocks(mocks).run(json!({}));
    let error = run.expect_err("it can't run");
    assert_eq!(error.to_string(), format!("{error:?}"), "a failing test shows it as it is");
    error.to_string()
}

#[test]
fn mocks_must_fit_the_workflow() {
    let ok = || Answer::returns("ok");
    for (mocks, text) in [
        (
            Mocks::new().state("Charge Card", ok()),
            "`Charge Card` is mocked, but the workflow has no such Task state; did you mean `Charge card`?",
        ),
        (
            Mocks::new().state("Refund", ok()),
            "`Refund` is mocked, but the workflow has no such Task state; there are `Charge card` and `Ship`",
        ),
        (
            Mocks::new().state("Sorry", ok()),
            "`Sorry` is mocked, but it is a Pass state: only Task states call something",
        ),
    ] {
        assert_eq!(refused(mocks), text);
    }
}

#[test]
fn a_call_that_nothing_answers_ends_the_test_and_no_catcher_takes_it() {
    let text = "the state `Charge card` calls `arn:aws:lambda:eu-west-1:123456789012:function:charge`, and \
        nothing answers: mock it, or give the test handlers with `WorkflowTest::new`";
    assert_eq!(refused(Mocks::new()), text);
    let text = "the state `Charge card` calls once more than its mock has answers, with attempt 1: add an \
        answer, or let the last one be given to all calls with `always`";
    assert_eq!(refused(Mocks::new().state("Charge card", Answer::throws("Busy", ""))), text);
}

#[test]
fn what_a_file_says_is_told_with_its_place() {
    let file = MockFile::parse(
        "mocks.json",
        r#"{
            "StateMachines": { "Order": { "TestCases": {
                "Short": { "Charge card": "Busy" },
                "Misspelt": { "Charge card": "Busy",
                              "Shipp": "Busy" }
            } } },
            "MockedResponses": { "Busy": { "0": { "Throw": { "Error": "Busy", "Cause": "" } } } }
        }"#,
    );
    let file = file.expect("it is right");
    let text = "mocks.json:3 (/StateMachines/Order/TestCases/Short/Charge card): the state `Charge card` calls \
        once more than its mock has answers, with attempt 1: add \"1\" to its response";
    assert_eq!(refused(file.test_case("Order", "Short").expect("there is one")), text);
    let text = "mocks.json:5 (/StateMachines/Order/TestCases/Misspelt/Shipp): `Shipp` is mocked, but the \
        workflow has no such Task state; did you mean `Ship`?";
    assert_eq!(refused(file.test_case("Order", "Misspelt").expect("there is one")), text);
    // A test may change a part of a test case.
    let mocks = file.test_case("Order", "Short").expect("there is one");
    let mocks = mocks.state("Charge card", Answer::throws("Declined", "why"));
    let run = WorkflowTest::of(order::dynamic).mocks(mocks).run(json!({})).expect("it runs to its end");
    run.assert_states(["Charge card", "Sorry"]).assert_output(json!({ "Error": "Declined", "Cause": "why" }));
}

#[tokio::test]
async fn a_test_with_a_time_of_its_own_is_not_async() {
    let text = "a test with a time of its own can't run inside a tokio runtime: call it from a `#[test]`, or \
        use `run_in_place` in a `#[tokio::test(start_paused = true)]`";
    assert_eq!(refused(Mocks::new()), text);
}

include_workflow! {
    name: typed,
    inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
    input: Vec<u32>,
    output: [u32; 2],
}

#[test]
fn input_and_output_must_fit_their_types() {
    let run = |input: serde_json::Value| WorkflowTest::of(typed::dynamic).run(input);
    let error = |input| run(input).err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(error(json!([1, 2])), "");
    assert_eq!(
        error(json!([-1])),
        "the input does not fit the workflow: invalid value: integer `-1`, expected u32"
    );
    assert_eq!(
        error(json!([1])),
        "the output does not fit its type: invalid length 1, expected an array of length 2"
    );
}
