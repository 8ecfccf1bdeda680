//! In the body of a function.

use ::asl_runtime::{AslError, Shape, TaskContext, TaskError, include_workflow};
use ::serde::{Deserialize, Serialize};
use ::serde_json::Value;
use ::std::result::Result::{self, Err, Ok};
use ::std::string::String;
use ::std::{fmt, write};

/// What comes in; a workflow in a function's body that is not private names it by its whole path.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// In cents.
    pub amount: u32,
}

/// The text of the definition.
#[must_use]
pub fn definition() -> &'static str {
    include_workflow! {
        "hygiene/order.asl.json",
        input: crate::in_function::Order,
        handlers: { "Validate" => validate: fn(crate::in_function::Order) -> Result<u32> },
    }

    struct Shop;

    impl order::Handlers for Shop {
        async fn validate(&self, order: Order, _: &TaskContext) -> Result<u32, TaskError> {
            Ok(order.amount)
        }

        async fn charge(&self, input: order::ChargeInput, _: &TaskContext) -> Result<Value, TaskError> {
            Ok(input.id)
        }
    }

    let workflow: ::asl_runtime::Workflow<order::Definition> = order::workflow(Shop);
    let arn = workflow.state_machine_arn();
    if arn.ends_with(":order") { order::DEFINITION } else { "" }
}

/// A workflow all of whose types are declared where it is.
#[must_use]
pub fn typed() -> String {
    include_workflow! {
        name: pub(self) greeting,
        typed,
        input: Guest,
        output: Greeting,
        handlers: { "Greet" => greet: fn(Guest) -> Result<Greeting, Rude> },
        inline: r#"{
            "StartAt": "Greet",
            "States": { "Greet": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:greet",
                "Parameters": { "name.$": "$.name" },
                "Retry": [{ "ErrorEquals": ["Rude"] }],
                "End": true
            } }
        }"#,
    }

    #[derive(Debug, Serialize, Deserialize, Shape)]
    struct Guest {
        name: String,
    }

    #[derive(Debug, Serialize, Deserialize, Shape)]
    struct Greeting {
        text: String,
    }

    #[derive(Debug, AslError)]
    struct Rude;

    impl fmt::Display for Rude {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(out, "no")
        }
    }

    struct Door;

    impl greeting::Handlers for Door {
        async fn greet(&self, guest: Guest, _: &TaskContext) -> Result<Greeting, Rude> {
            if guest.name.is_empty() { Err(Rude) } else { Ok(Greeting { text: guest.name }) }
        }
    }

    greeting::workflow(Door).state_machine_arn()
}
