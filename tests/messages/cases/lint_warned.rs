//! Lints that warn, shown once each; a warning of rustc's can be an error.

#![deny(deprecated)]

use asl_runtime::include_workflow;

include_workflow! {
    name: order,
    inline: r#"{
        "StartAt": "Done",
        "States": {"Done": {"Type": "Pass", "Parameters": {"id": "$.id"}, "End": true}}
    }"#,
    substitutions: { "Unused": "x" },
}

fn main() {
    println!("{}", order::DEFINITION);
}
