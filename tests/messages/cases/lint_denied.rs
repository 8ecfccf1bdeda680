//! A lint at deny, by default and by the macro's arguments.

use asl_runtime::include_workflow;

include_workflow! {
    name: by_default,
    inline: r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "Done",
        "States": {"Done": {"Type": "Succeed"}, "Lost": {"Type": "Succeed"}}
    }}}}"#,
}

include_workflow! {
    name: by_argument,
    inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
    substitutions: { "Unused": "x" },
    deny: ["unused-substitution"],
}

fn main() {}
