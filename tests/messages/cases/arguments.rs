//! Mistakes in the macro's arguments.

use asl_runtime::include_workflow;

include_workflow!("order.asl.json", handler: {});

include_workflow!("order.asl.json", kind: quick);

include_workflow!("order.asl.json", crate: super::flows);

include_workflow!(name: order);

include_workflow! {
    name: lints,
    inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
    allow: ["unreachable-nested-stat", "unknown-field"],
    substitutions: { "Bad name": "x" },
}

fn main() {
    println!("{}", lints::DEFINITION);
}
