//! Three services are called at once. What they get has no type here (`fn(_)`): the inputs are structs that the compiler
//! made from the definition's `Parameters`.

use std::time::Duration;

use asl_runtime::{Shape, TaskContext, TaskError, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "parallel/parallel.asl.json",
    typed,
    input: Purchase,
    output: Done,
    handlers: {
        "Send mail" => sns_publish: fn(_) -> Result<Sent, TaskError>,
        "Record sale" => dynamodb_put_item: fn(_) -> Result<(), TaskError>,
        "Tell warehouse" => sqs_send_message: fn(_) -> Result<Sent, TaskError>,
    },
}

#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
    pub order_id: String,
    pub customer: String,
    pub items: Vec<String>,
}

/// What SNS and SQS answer.
#[derive(Debug, Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Sent {
    pub message_id: String,
}

/// What `ResultSelector` makes of the results of the branches.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Done {
    pub mail: String,
    pub order: String,
    pub message: String,
}

/// Stands for three services, each of which takes a tenth of a second.
#[derive(Debug, Default)]
pub struct Services;

const LATENCY: Duration = Duration::from_millis(100);

impl parallel::Handlers for Services {
    async fn sns_publish(&self, mail: parallel::SnsPublishInput, _: &TaskContext) -> Result<Sent, TaskError> {
        tokio::time::sleep(LATENCY).await;
        Ok(Sent { message_id: format!("mail: {}", mail.message) })
    }

    async fn dynamodb_put_item(
        &self,
        sale: parallel::DynamodbPutItemInput,
        _: &TaskContext,
    ) -> Result<(), TaskError> {
        tokio::time::sleep(LATENCY).await;
        println!("{} gets {}", sale.table_name, sale.item);
        Ok(())
    }

    async fn sqs_send_message(
        &self,
        message: parallel::SqsSendMessageInput,
        _: &TaskContext,
    ) -> Result<Sent, TaskError> {
        tokio::time::sleep(LATENCY).await;
        Ok(Sent { message_id: format!("pack {}", message.message_body) })
    }
}
