//! Typed handlers: generated structs, types that are given, methods of a state's own, error enums.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use asl_runtime::{AslError, ExecutionError, TaskContext, TaskError, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

include_workflow! {
    name: pub(crate) shop,
    inline: r#"{
        "StartAt": "Price",
        "States": {
            "Price": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:worker",
                "Parameters": {"step": "price", "lines.$": "$.lines"},
                "ResultPath": "$.price", "Next": "Charge"
            },
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:worker",
                "Parameters": {"step": "charge", "cents.$": "$.price", "try.$": "$$.State.RetryCount", "Order-Id.$": "$.id"},
                "ResultPath": "$.payment",
                "Retry": [{"ErrorEquals": ["Bank.Busy"], "MaxAttempts": 2}],
                "Catch": [{"ErrorEquals": ["Declined"], "ResultPath": "$.refused", "Next": "Refused"}],
                "Next": "Tell"
            },
            "Tell": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "tell", "Payload": {"to.$": "$.mail", "urgent": false}},
                "ResultSelector": {"sent.$": "$.Payload", "status.$": "$.StatusCode"},
                "ResultPath": "$.told", "Next": "Done"
            },
            "Done": {"Type": "Pass", "Parameters": {"id.$": "$.id", "payment.$": "$.payment", "told.$": "$.told.sent"}, "End": true},
            "Refused": {"Type": "Fail", "ErrorPath": "$.refused.Error", "CausePath": "$.refused.Cause"}
        }
    }"#,
    input: Order,
    output: Receipt,
    handlers: {
        "Price" => price: fn(Lines) -> Result<u64>,
        "Charge" => charge: fn(_) -> Result<String, ChargeError>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) mail: String,
    pub(crate) lines: BTreeMap<String, u64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    pub(crate) id: String,
    pub(crate) payment: String,
    pub(crate) told: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Lines {
    pub(crate) lines: BTreeMap<String, u64>,
}

#[derive(Debug, AslError)]
pub(crate) enum ChargeError {
    Declined {
        cents: i64,
    },
    #[asl(rename = "Bank.Busy")]
    Busy,
}

impl fmt::Display for ChargeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined { cents } => write!(out, "{cents} cents are too much"),
            Self::Busy => out.write_str("busy"),
        }
    }
}

#[derive(Default)]
pub(crate) struct Shop {
    told: Mutex<Vec<shop::TellInput>>,
}

impl shop::Handlers for Shop {
    async fn price(&self, input: Lines, _: &TaskContext) -> Result<u64, TaskError> {
        Ok(input.lines.values().sum())
    }

    async fn charge(&self, input: shop::ChargeInput, task: &TaskContext) -> Result<String, ChargeError> {
        assert_eq!((input.step.as_str(), task.state_name()), ("charge", "Charge"));
        let (cents, id) =
            (input.cents.as_i64().unwrap_or_default(), input.order_id.as_str().unwrap_or_default());
        match cents {
            1000.. => Err(ChargeError::Declined { cents }),
            100.. if input.try_ == 0 => Err(ChargeError::Busy),
            _ => Ok(format!("{cents} of {id} by attempt {}", task.attempt())),
        }
    }

    async fn tell(&self, input: shop::TellInput, _: &TaskContext) -> Result<Value, TaskError> {
        self.told.lock().expect("nobody panicked").push(input.clone());
        Ok(json!(input.urgent))
    }
}

fn order(cents: u64) -> Order {
    Order { id: "o1".into(), mail: "a@b".into(), lines: [("x".to_owned(), cents)].into() }
}

#[tokio::test(start_paused = true)]
async fn types_go_in_and_come_out() {
    let workflow = shop::workflow(Shop::default());
    for (cents, payment) in [(10, "10 of o1 by attempt 1"), (100, "100 of o1 by attempt 2")] {
        let receipt = workflow.run(order(cents)).await.expect("it is paid");
        assert_eq!(receipt, Receipt { id: "o1".into(), payment: payment.into(), told: false });
    }
}

#[tokio::test(start_paused = true)]
async fn variants_are_error_names() {
    assert_eq!(ChargeError::NAMES, ["Declined", "Bank.Busy"]);
    let failure = shop::workflow(Shop::default()).run(order(1000)).await.expect_err("it is refused");
    assert_eq!((failure.error(), failure.cause()), (Some("Declined"), Some("1000 cents are too much")));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_before_it_starts() {
    let workflow = shop::workflow(Shop::default());
    let refused = workflow.run_json(json!({ "id": 1 })).await;
    assert!(matches!(refused, Err(ExecutionError::InvalidInput { .. })), "{refused:?}");
}

include_workflow! {
    name: shared,
    inline: r#"{
        "StartAt": "One",
        "States": {
            "One": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:work:live",
                "Parameters": {"n": 1, "text": "x"}, "ResultPath": "$.one", "Next": "Two"},
            "Two": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:work",
                "Parameters": {"text.$": "$.one", "n": 2}, "ResultPath": "$.two", "Next": "Each"},
            "Each": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "Three", "States": {
                "Three": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:work",
                    "Parameters": {"n.$": "$", "text": "three"}, "End": true}}}, "ResultPath": "$.each", "End": true}
        }
    }"#,
}

struct Shared;

impl shared::Handlers for Shared {
    async fn work(&self, input: shared::WorkInput, task: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!([task.state_name(), input.n, input.text]))
    }
}

/// One function serves all states that name it, inner ones too, whatever its version.
#[tokio::test]
async fn states_share_a_method() {
    let output = shared::workflow(Shared).run(json!({ "items": [7] })).await.expect("it succeeds");
    assert_eq!(
        output,
        json!({
            "items": [7],
            "one": ["One", 1, "x"],
            "two": ["Two", 2, ["One", 1, "x"]],
            "each": [["Three", 7, "three"]]
        })
    );
}

include_workflow! {
    name: substituted,
    inline: r#"{
        "StartAt": "Put",
        "States": {
            "Put": {"Type": "Task", "Resource": "${PutFunction.Arn}", "TimeoutSeconds": ${Timeout},
                "Parameters": {"table": "${Table}", "key": "${Prefix}-key", "id.$": "$.id"}, "Next": "Which"},
            "Which": {"Type": "Choice", "Choices": [{"Variable": "$.table", "StringEquals": "${Table}", "Next": "Done"}]},
            "Done": {"Type": "Pass", "Parameters": {"same.$": "$", "region": "${AWS::Region}"}, "End": true}
        }
    }"#,
    substitutions: { "Timeout": 30 },
}

struct Store;

impl substituted::Handlers for Store {
    async fn put_function(
        &self,
        input: substituted::PutFunctionInput,
        _: &TaskContext,
    ) -> Result<Value, TaskError> {
        Ok(json!({ "table": input.table, "key": input.key, "id": input.id }))
    }
}

/// SUB-1, SUB-3
#[tokio::test]
async fn substitutions_get_values_when_the_workflow_is_made() {
    let missing = substituted::workflow(Store).substitution("Table", "orders").run(json!({ "id": 1 })).await;
    assert!(
        matches!(&missing, Err(ExecutionError::MissingSubstitutions { names, .. }) if *names == ["Prefix"]),
        "{missing:?}"
    );
    let workflow = substituted::workflow(Store).substitution("Table", "orders").substitution("Prefix", "o");
    let output = workflow.run(json!({ "id": 1 })).await.expect("it succeeds");
    assert_eq!(output["region"], "us-east-1");
    assert_eq!(output["same"], json!({ "table": "orders", "key": "o-key", "id": 1 }));
}

include_workflow! {
    name: lent,
    inline: r#"{
        "StartAt": "Read",
        "States": {
            "Read": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:read",
                "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1, "IntervalSeconds": 1}],
                "ResultPath": "$.read", "Next": "Both"},
            "Both": {"Type": "Parallel", "ResultPath": "$.both", "Next": "Keep",
                "Branches": [
                    {"StartAt": "Left", "States": {
                        "Left": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:read",
                            "ResultPath": "$.left", "Next": "Own"},
                        "Own": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:own", "End": true}}},
                    {"StartAt": "Right", "States": {
                        "Right": {"Type": "Pass", "Result": 1, "ResultPath": "$.right", "Next": "Own here"},
                        "Own here": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:own", "End": true}}},
                    {"StartAt": "Neither", "States": {
                        "Neither": {"Type": "Succeed"}}}
                ]},
            "Keep": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:keep", "End": true}
        }
    }"#,
    handlers: {
        "arn:aws:lambda:eu-west-1:111111111111:function:own" => own: fn(Value) -> Result<Value>,
        "arn:aws:lambda:eu-west-1:111111111111:function:keep" => keep: fn(&serde_json::Value) -> Result<_>,
    },
}

/// Notes where the JSON is that it was lent.
#[derive(Clone, Default)]
struct Readers(Arc<Mutex<Vec<usize>>>);

impl lent::Handlers for Readers {
    async fn read(&self, input: &Value, task: &TaskContext) -> Result<Value, TaskError> {
        let address = input["list"].as_array().map_or(0, |list| list.as_ptr() as usize);
        self.0.lock().expect("nobody panics").push(address);
        tokio::task::yield_now().await;
        // Others may have been called meanwhile, and written to what they have.
        assert_eq!(input["list"], json!([1, 2]));
        match (task.state_name(), task.attempt()) {
            ("Read", 1) => Err(TaskError::new("Busy", "")),
            _ => Ok(json!(task.state_name())),
        }
    }

    async fn own(&self, mut input: Value, _: &TaskContext) -> Result<Value, TaskError> {
        input["list"][0] = json!("own");
        Ok(input)
    }

    async fn keep(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.clone())
    }
}

/// Branches and attempts read the same JSON, and none sees what another writes (PAR-2, RETRY-5).
#[tokio::test]
async fn json_is_lent_to_those_who_read_it_and_owned_by_those_who_write() {
    let readers = Readers::default();
    let workflow = lent::workflow(readers.clone());
    let output = workflow.run(json!({ "list": [1, 2] })).await.expect("it succeeds");
    assert_eq!(
        output,
        json!({
            "list": [1, 2],
            "read": "Read",
            "both": [
                { "list": ["own", 2], "read": "Read", "left": "Left" },
                { "list": ["own", 2], "read": "Read", "right": 1 },
                { "list": [1, 2], "read": "Read" },
            ],
        })
    );
    let addresses = readers.0.lock().expect("nobody panics").clone();
    assert_eq!(addresses.len(), 3, "{addresses:?}");
    assert!(addresses.iter().all(|address| *address == addresses[0]), "nothing was copied: {addresses:?}");
}
