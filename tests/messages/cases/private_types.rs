//! Types that are more private than the generated module.

use asl_runtime::include_workflow;
use serde::{Deserialize, Serialize};

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
    input: Order,
}

#[derive(Serialize, Deserialize)]
struct Order;

fn main() {}
