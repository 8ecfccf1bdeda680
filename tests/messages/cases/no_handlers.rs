//! A type that does not implement the handlers.

use asl_runtime::include_workflow;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true}
    }}"#,
}

struct Shop;

fn main() {
    drop(order::workflow(Shop));
}
