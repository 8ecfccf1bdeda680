//! The order with handlers that are found by name while it runs, boxed, and own their input: what an engine does that
//! knows its handlers at run time only.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::{BoxFuture, try_join_all};
use serde_json::{Value, json};

use super::order::{
    Answer, authorise_payment, charge, compute_tax, fraud_check, is_accepted, line_of, pick_one,
    reserve_stock, validate,
};

type Handler = Arc<dyn Fn(Value) -> BoxFuture<'static, Answer> + Send + Sync>;

/// Handlers by name.
pub(crate) struct Registry(HashMap<&'static str, Handler>);

impl Default for Registry {
    fn default() -> Self {
        let mut handlers: HashMap<&'static str, Handler> = HashMap::new();
        macro_rules! register {
            ($($name:literal => $handler:ident,)*) => {
                $(handlers.insert($name, Arc::new(|input| Box::pin(async move { $handler(&input).await })));)*
            };
        }
        register! {
            "validate" => validate,
            "reserve-stock" => reserve_stock,
            "compute-tax" => compute_tax,
            "fraud-check" => fraud_check,
            "authorise-payment" => authorise_payment,
        }
        handlers.insert("pick-one", Arc::new(|line| Box::pin(pick_one(line))));
        handlers.insert(
            "charge",
            Arc::new(|input| {
                Box::pin(async move {
                    let attempt = input["attempt"].as_u64().and_then(|attempt| u32::try_from(attempt).ok());
                    charge(&input, attempt.unwrap_or_default()).await
                })
            }),
        );
        Self(handlers)
    }
}

impl Registry {
    async fn call(&self, name: &str, input: Value) -> Answer {
        match self.0.get(name) {
            Some(handler) => handler(input).await,
            None => Err("States.Runtime"),
        }
    }

    /// The whole order.
    pub(crate) async fn order(&self, mut data: Value) -> Answer {
        data["validation"] = self.call("validate", data.clone()).await?;
        if !is_accepted(&data) {
            return Err("OrderRejected");
        }
        let left = async {
            let mut own = data.clone();
            own["reservation"] = self.call("reserve-stock", own.clone()).await?;
            own["tax"] = self.call("compute-tax", own.clone()).await?;
            Answer::Ok(own["tax"].take())
        };
        let right = async {
            let mut own = data.clone();
            own["fraud"] = self.call("fraud-check", own.clone()).await?;
            own["auth"] = self.call("authorise-payment", own.clone()).await?;
            Answer::Ok(own["auth"].take())
        };
        let (left, right) = tokio::try_join!(left, right)?;
        data["fulfilment"] = Value::Array(vec![left, right]);
        let lines = data["items"].as_array().ok_or("States.Runtime")?;
        let picked =
            try_join_all(lines.iter().map(|line| self.call("pick-one", line_of(&data, line)))).await?;
        data["picked"] = Value::Array(picked);
        let mut attempt = 0;
        data["charge"] = loop {
            attempt += 1;
            let payload = json!({
                "orderId": data["orderId"], "amount": data["total"],
                "auth": data["fulfilment"][1]["code"], "attempt": attempt
            });
            match self.call("charge", payload).await {
                Ok(charged) => break charged,
                Err("PaymentDeclined") if attempt < 4 => {}
                Err(error) => return Err(error),
            }
        };
        Ok(data)
    }
}
