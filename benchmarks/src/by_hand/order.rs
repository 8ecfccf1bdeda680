//! The order: `join!` for the branches, `try_join_all` for the lines, `backon` for the retry, all in one task.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use backon::{ConstantBuilder, Retryable, Sleeper};
use futures_util::future::try_join_all;
use serde_json::{Value, json};

/// The error of a handler, by its name.
pub(crate) type Answer = Result<Value, &'static str>;

pub(super) async fn validate(_: &Value) -> Answer {
    Ok(json!({ "valid": true, "risk": 12 }))
}

pub(super) async fn reserve_stock(_: &Value) -> Answer {
    Ok(json!({ "id": "R-1", "ok": true }))
}

pub(super) async fn compute_tax(_: &Value) -> Answer {
    Ok(json!({ "tax": 259.9, "rate": 0.2 }))
}

pub(super) async fn fraud_check(_: &Value) -> Answer {
    Ok(json!({ "score": 3 }))
}

pub(super) async fn authorise_payment(_: &Value) -> Answer {
    Ok(json!({ "code": "AUTH-7", "ok": true }))
}

pub(super) async fn pick_one(line: Value) -> Answer {
    Ok(line)
}

pub(super) async fn charge(_: &Value, attempt: u32) -> Answer {
    match attempt {
        1 => Err("PaymentDeclined"),
        _ => Ok(json!({ "status": "charged", "attempts": attempt })),
    }
}

pub(super) fn is_accepted(data: &Value) -> bool {
    let is_valid = data["validation"]["valid"] == true;
    let is_big = data["total"].as_f64().is_some_and(|total| total > 1_000.0);
    // The definition has a rule for each.
    [is_valid && is_big && data["customer"]["tier"] == "gold", is_valid].contains(&true)
}

pub(super) fn line_of(data: &Value, line: &Value) -> Value {
    json!({ "orderId": data["orderId"], "sku": line["sku"], "qty": line["qty"] })
}

/// The wait before a retry is left out, as it is for the generated workflow.
#[derive(Clone, Copy)]
struct NoSleep;

impl Sleeper for NoSleep {
    type Sleep = std::future::Ready<()>;

    fn sleep(&self, _: Duration) -> Self::Sleep {
        std::future::ready(())
    }
}

async fn charge_with_retry(data: &Value) -> Answer {
    let payload = json!({
        "orderId": data["orderId"], "amount": data["total"], "auth": data["fulfilment"][1]["code"]
    });
    let attempt = AtomicU32::new(0);
    let wait = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(3);
    let call = || async { charge(&payload, attempt.fetch_add(1, Ordering::Relaxed) + 1).await };
    call.retry(wait).sleep(NoSleep).when(|error| *error == "PaymentDeclined").await
}

/// The whole order.
pub(crate) async fn order(mut data: Value) -> Answer {
    data["validation"] = validate(&data).await?;
    if !is_accepted(&data) {
        return Err("OrderRejected");
    }
    // Each branch has data of its own, as the definition says.
    let left = async {
        let mut own = data.clone();
        own["reservation"] = reserve_stock(&own).await?;
        compute_tax(&own).await
    };
    let right = async {
        let mut own = data.clone();
        own["fraud"] = fraud_check(&own).await?;
        authorise_payment(&own).await
    };
    let (left, right) = tokio::try_join!(left, right)?;
    data["fulfilment"] = Value::Array(vec![left, right]);
    let lines = data["items"].as_array().ok_or("States.Runtime")?;
    let picked = try_join_all(lines.iter().map(|line| pick_one(line_of(&data, line)))).await?;
    data["picked"] = Value::Array(picked);
    match charge_with_retry(&data).await {
        Ok(charged) => data["charge"] = charged,
        Err(error) => {
            data["error"] = json!({ "Error": error, "Cause": "" });
            return Err("OrderRejected");
        }
    }
    Ok(data)
}
