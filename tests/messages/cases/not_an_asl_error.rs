//! An error type that is no ASL error.

use asl_runtime::include_workflow;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true}
    }}"#,
    handlers: { "Charge" => charge: fn(u32) -> Result<u32, ChargeError> },
}

pub enum ChargeError {
    Declined,
}

fn main() {}
