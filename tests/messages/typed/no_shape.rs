//! A type of the workflow has no `Shape`.

use asl_runtime::include_workflow;
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    inline: r#"{
        "StartAt": "Show",
        "States": {
            "Show": { "Type": "Pass", "End": true }
        }
    }"#,
}

#[derive(Serialize, Deserialize)]
pub struct Order {
    pub id: String,
}

fn main() {}
