//! A workflow in the body of a function that is not private can't see the types there.

use asl_runtime::include_workflow;

fn main() {
    include_workflow! {
        name: order,
        inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
        input: Order,
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Order;
}
