//! The order. The strings that are copied for each line are all that the data asks to be allocated, besides two vectors.

use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};

/// The error of a handler, by its name.
type Answer<T> = Result<T, &'static str>;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Customer {
    id: u64,
    tier: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    sku: String,
    qty: u32,
    price: f64,
}

/// The input.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    order_id: String,
    customer: Customer,
    total: f64,
    currency: String,
    items: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Validation {
    valid: bool,
    risk: u32,
}

#[derive(Debug, Serialize)]
struct Tax {
    tax: f64,
    rate: f64,
}

#[derive(Debug, Serialize)]
struct Authorisation {
    code: &'static str,
    ok: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Picked {
    order_id: String,
    sku: String,
    qty: u32,
}

#[derive(Debug, Serialize)]
struct Charged {
    status: &'static str,
    attempts: u32,
}

/// The output.
#[derive(Debug, Serialize)]
pub(crate) struct Shipped {
    #[serde(flatten)]
    order: Order,
    validation: Validation,
    fulfilment: (Tax, Authorisation),
    picked: Vec<Picked>,
    charge: Charged,
}

// Handlers are not inlined: somebody else's code is behind them.

#[inline(never)]
async fn validate(_: &Order) -> Answer<Validation> {
    Ok(Validation { valid: true, risk: 12 })
}

#[inline(never)]
async fn reserve_stock(_: &Order) -> Answer<bool> {
    Ok(true)
}

#[inline(never)]
async fn compute_tax(_: &Order, _: bool) -> Answer<Tax> {
    Ok(Tax { tax: 259.9, rate: 0.2 })
}

#[inline(never)]
async fn fraud_check(_: &Order) -> Answer<u32> {
    Ok(3)
}

#[inline(never)]
async fn authorise_payment(_: &Order, _: u32) -> Answer<Authorisation> {
    Ok(Authorisation { code: "AUTH-7", ok: true })
}

#[inline(never)]
async fn pick_one(line: Picked) -> Answer<Picked> {
    Ok(line)
}

#[inline(never)]
async fn charge(_: &Order, _: &Authorisation, attempt: u32) -> Answer<Charged> {
    match attempt {
        1 => Err("PaymentDeclined"),
        _ => Ok(Charged { status: "charged", attempts: attempt }),
    }
}

/// The whole order; nothing if it was rejected.
pub(crate) async fn order(order: Order) -> Option<Shipped> {
    ship(order).await.ok()
}

async fn ship(order: Order) -> Answer<Shipped> {
    let validation = validate(&order).await?;
    let is_valid = validation.valid;
    // The definition has a rule for each.
    if ![is_valid && order.total > 1_000.0 && order.customer.tier == "gold", is_valid].contains(&true) {
        return Err("OrderRejected");
    }
    let fulfilment = tokio::try_join!(
        async {
            let reservation = reserve_stock(&order).await?;
            compute_tax(&order, reservation).await
        },
        async {
            let score = fraud_check(&order).await?;
            authorise_payment(&order, score).await
        }
    )?;
    let picked = try_join_all(order.items.iter().map(|line| {
        pick_one(Picked { order_id: order.order_id.clone(), sku: line.sku.clone(), qty: line.qty })
    }))
    .await?;
    let mut attempt = 0;
    let charge = loop {
        attempt += 1;
        match charge(&order, &fulfilment.1, attempt).await {
            Ok(charged) => break charged,
            Err("PaymentDeclined") if attempt < 4 => {}
            Err(error) => return Err(error),
        }
    };
    Ok(Shipped { order, validation, fulfilment, picked, charge })
}
