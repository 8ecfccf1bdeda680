//! Types without serde, as input and output of a handler and of the workflow.

use asl_runtime::include_workflow;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true}
    }}"#,
    input: Order,
    output: Vec<Receipt>,
    handlers: { "Charge" => charge: fn(Card) -> Result<Payment> },
}

pub struct Order;
pub struct Receipt;
pub struct Card;
pub struct Payment;

fn main() {}
