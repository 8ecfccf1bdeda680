//! Three services are called at once. No type is given: the inputs are structs that the compiler made from the
//! definition's `Parameters`.

use std::time::Duration;

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

include_workflow!("parallel/parallel.asl.json");

/// Stands for three services, each of which takes a tenth of a second.
#[derive(Debug, Default)]
pub struct Services;

const LATENCY: Duration = Duration::from_millis(100);

impl parallel::Handlers for Services {
    async fn sns_publish(
        &self,
        mail: parallel::SnsPublishInput,
        _: &TaskContext,
    ) -> Result<Value, TaskError> {
        tokio::time::sleep(LATENCY).await;
        Ok(json!({ "MessageId": format!("mail: {}", mail.message) }))
    }

    async fn dynamodb_put_item(
        &self,
        sale: parallel::DynamodbPutItemInput,
        _: &TaskContext,
    ) -> Result<Value, TaskError> {
        tokio::time::sleep(LATENCY).await;
        println!("{} gets {}", sale.table_name, sale.item);
        Ok(json!({}))
    }

    async fn sqs_send_message(
        &self,
        message: parallel::SqsSendMessageInput,
        _: &TaskContext,
    ) -> Result<Value, TaskError> {
        tokio::time::sleep(LATENCY).await;
        Ok(json!({ "MessageId": format!("pack {}", message.message_body) }))
    }
}
