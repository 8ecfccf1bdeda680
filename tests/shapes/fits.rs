//! What may be given to what, by the shapes of both.

use asl_runtime::Shape;
use asl_runtime::shape::{Given, Kinds, Step, fits};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    cents: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    address: Option<String>,
    items: Vec<Item>,
    status: Status,
}

#[derive(Serialize, Deserialize, Shape)]
struct Item {
    sku: String,
}

#[derive(Serialize, Deserialize, Shape)]
enum Status {
    Open,
    Paid,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only its shape is looked at")]
struct Charge {
    order_id: String,
    cents: u64,
    #[serde(default)]
    currency: String,
}

#[derive(Deserialize, Shape)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only its shape is looked at")]
struct Exact {
    #[serde(alias = "id")]
    number: u64,
    part: Option<Part>,
}

#[derive(Deserialize, Shape)]
#[allow(dead_code, reason = "only its shape is looked at")]
struct Part {
    sku: String,
}

#[derive(Deserialize, Shape)]
#[serde(tag = "kind")]
#[allow(dead_code, reason = "only its shape is looked at")]
enum Payment {
    Card { number: String },
    Invoice { days: u8 },
}

/// What is wrong with a payload; `None` if nothing is.
fn fault<T: Shape>(given: Given) -> Option<String> {
    std::panic::catch_unwind(|| fits(&given, T::SHAPE, "the payload")).err().map(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).expect("it is a text")
    })
}

const ORDER: Given = Given::Part(Order::SHAPE, &[]);
const fn order(steps: &'static [Step]) -> Given {
    Given::Part(Order::SHAPE, steps)
}

macro_rules! given {
    ($($name:literal: $given:expr),* $(,)?) => { Given::Object(const { &[$(($name, $given)),*] }) };
}

#[test]
fn what_fits_is_let_through() {
    let number = Given::Of(Kinds::INTEGER);
    assert_eq!(fault::<Charge>(ORDER), None);
    assert_eq!(fault::<Order>(ORDER), None);
    assert_eq!(fault::<Charge>(Given::Anything), None);
    assert_eq!(fault::<Exact>(given! { "id": Given::Of(Kinds::INTEGER) }), None);
    assert_eq!(fault::<Exact>(given! { "number": order(&[Step::Field("cents")]) }), None);
    assert_eq!(fault::<u64>(number), None);
    assert_eq!(fault::<Option<u64>>(Given::Of(Kinds::NULL)), None);
    assert_eq!(fault::<f64>(number), None);
    assert_eq!(fault::<Status>(Given::Text("Paid")), None);
    assert_eq!(fault::<Vec<Part>>(order(&[Step::Field("items")])), None);
    assert_eq!(fault::<String>(order(&[Step::Field("address"), Step::Only(Kinds::TEXT)])), None);
    assert_eq!(fault::<Payment>(given! { "kind": Given::Text("Invoice"), "days": Given::Anything }), None);
    assert_eq!(fault::<serde_json::Value>(ORDER), None);
}

#[test]
fn what_does_not_is_told() {
    for (found, expected) in [
        (fault::<Charge>(given! { "orderId": Given::Of(Kinds::TEXT) }), "Charge needs a field cents"),
        (
            fault::<Charge>(given! { "order_id": Given::Anything, "cents": Given::Anything }),
            "Charge needs a field orderId (is it given as order_id?)",
        ),
        (
            fault::<Charge>(given! { "orderId": Given::Of(Kinds::NULL), "cents": Given::Anything }),
            "orderId is null, and a string is wanted",
        ),
        (
            fault::<Exact>(given! { "number": Given::Anything, "prat": Given::Anything }),
            "Exact has no field prat and refuses unknown ones (did you mean part?)",
        ),
        (
            fault::<Exact>(given! { "number": Given::Anything, "part": given! {} }),
            "in part Part needs a field sku",
        ),
        (
            fault::<Exact>(given! { "number": Given::Anything, "part": Given::Of(Kinds::TEXT) }),
            "part is a string, and Part is read from an object",
        ),
        (fault::<Part>(ORDER), "Part needs a field sku"),
        (fault::<Vec<Exact>>(order(&[Step::Field("items")])), "in [] Exact needs a field number"),
        (fault::<String>(order(&[Step::Field("address")])), "it may be null, and a string is wanted"),
        (fault::<u64>(order(&[Step::Field("orderId")])), "it is a string, and a whole number is wanted"),
        (fault::<Status>(Given::Text("Shipped")), "it may be \"Shipped\", and Status has no such variant"),
        (
            fault::<Payment>(given! { "kind": Given::Text("Card"), "days": Given::Anything }),
            "Payment needs a field number",
        ),
        (
            fault::<Payment>(given! { "kind": Given::Text("Cash") }),
            "kind may be \"Cash\", and Payment has no such variant",
        ),
        (fault::<Payment>(given! { "number": Given::Anything }), "Payment needs a field kind"),
        (fault::<Charge>(Given::List(&[])), "it is an array, and Charge is read from an object"),
        (
            fault::<Vec<u64>>(Given::List(&[Given::Of(Kinds::INTEGER), Given::Of(Kinds::BOOLEAN)])),
            "[] is a boolean, and a whole number is wanted",
        ),
    ] {
        assert_eq!(found.as_deref(), Some(format!("the payload; {expected}").as_str()));
    }
}
