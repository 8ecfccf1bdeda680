//! A typed workflow whose types all come from schemas.

use asl_runtime::{AslError, TaskContext, include_workflow};

use crate::handlers::{ChargeInput, ChargeOutput};
use crate::order::{Item, Order, OrderStatus};

include_workflow! {
    name: pub(self) charging,
    typed,
    input: Order,
    output: ChargeOutput,
    handlers: { "Charge" => charge: fn(ChargeInput) -> Result<ChargeOutput, Refused> },
    inline: r#"{
        "StartAt": "Charge",
        "States": { "Charge": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge",
            "Parameters": { "order.$": "$.orderId", "cents.$": "$.items[0].count" },
            "End": true
        } }
    }"#,
}

#[derive(Debug, AslError)]
enum Refused {
    NoMoney,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("there is no money")
    }
}

struct Bank;

impl charging::Handlers for Bank {
    async fn charge(&self, charge: ChargeInput, _: &TaskContext) -> Result<ChargeOutput, Refused> {
        if charge.cents > 2 {
            return Err(Refused::NoMoney);
        }
        Ok(ChargeOutput { id: charge.order, paid: true })
    }
}

#[tokio::test]
async fn runs_with_types_of_schemas() {
    let output = charging::workflow(Bank).run(order(2)).await.expect("nothing fails");
    assert_eq!((output.id.as_str(), output.paid), ("o-1", true));
    assert!(charging::workflow(Bank).run(order(3)).await.is_err());
}

fn order(count: u32) -> Order {
    let item = Item { sku: "tea".into(), count: count.try_into().expect("it is not zero"), weight: None };
    Order {
        order_id: "o-1".into(),
        placed_at: "2026-11-29T22:00:00Z".into(),
        note: None,
        gift: None,
        express: false,
        items: vec![item],
        status: OrderStatus::Open,
    }
}
