use asl_runtime::durable::Engine;
use asl_runtime::store::Sqlite;
use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

include_workflow! {
    name: order,
    inline: r#"{ "StartAt": "Charge", "States": {
        "Charge": { "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "Next": "Pack" },
        "Pack": { "Type": "Wait", "Seconds": 5, "Next": "Ship" },
        "Ship": { "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ship", "End": true }
    } }"#,
    idempotent: [ship],
}

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, order: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        println!("charging {} cents", order["cents"]);
        Ok(json!({ "payment": "P-1" }))
    }

    async fn ship(&self, paid: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        println!("shipping what {} paid for", paid["payment"]);
        Ok(json!({ "tracking": "T-1" }))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let orders = order::workflow(Shop);
    let engine = Engine::builder().store(Sqlite::open("workflows.db")?).register(&orders).build().await?;
    // The same name and input are the same execution for as long as it runs, however often they are started.
    let execution = engine.start(&orders, Some("order-17"), json!({ "cents": 1700 })).await?;
    println!("{} ended with {}", execution.id(), execution.wait().await?);
    engine.shut_down().await?;
    Ok(())
}
