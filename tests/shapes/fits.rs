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

/// Structs that resemble each other.
#[derive(Serialize, Deserialize, Shape)]
struct Once {
    a: u64,
    b: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Twice {
    a: u64,
    b: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Other {
    a: String,
    b: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Turned {
    b: String,
    a: Option<u64>,
}

/// A value that is given: its pieces, and the steps of its parts.
#[derive(Clone, Default)]
struct Value {
    pieces: Vec<Given>,
    steps: Vec<Step>,
}

impl Value {
    fn of(piece: Given) -> Self {
        Self { pieces: vec![piece], steps: Vec::new() }
    }

    fn holding(mut self, more: Self) -> Self {
        let offset = self.steps.len();
        self.pieces.extend(more.pieces.into_iter().map(|piece| match piece {
            Given::Part(shape, from, to) => Given::Part(shape, from + offset, to + offset),
            Given::EachOf(shape, from, to) => Given::EachOf(shape, from + offset, to + offset),
            Given::With(shape, from, to, count) => Given::With(shape, from + offset, to + offset, count),
            other => other,
        }));
        self.steps.extend(more.steps);
        self
    }
}

/// What is wrong with a payload; `None` if nothing is.
fn fault<T: Shape>(given: Value) -> Option<String> {
    const ROOM: usize = 32;
    let (mut pieces, mut steps) = ([Given::Anything; ROOM], [Step::Element; ROOM]);
    pieces[..given.pieces.len()].copy_from_slice(&given.pieces);
    steps[..given.steps.len()].copy_from_slice(&given.steps);
    std::panic::catch_unwind(|| fits(pieces, steps, T::SHAPE, "the payload")).err().map(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).expect("it is a text")
    })
}

fn part<T: Shape>(steps: &[Step]) -> Value {
    Value { pieces: vec![Given::Part(T::SHAPE, 0, steps.len())], steps: steps.to_vec() }
}

fn order(steps: &[Step]) -> Value {
    part::<Order>(steps)
}

fn anything() -> Value {
    Value::of(Given::Anything)
}

fn kind(of: Kinds) -> Value {
    Value::of(Given::Of(of))
}

fn text(text: &'static str) -> Value {
    Value::of(Given::Text(text))
}

fn list(elements: &[Value]) -> Value {
    elements.iter().cloned().fold(Value::of(Given::List(elements.len())), Value::holding)
}

fn one_of(all: &[Value]) -> Value {
    all.iter().cloned().fold(Value::of(Given::OneOf(all.len())), Value::holding)
}

macro_rules! given {
    ($($name:literal: $value:expr),* $(,)?) => {{
        let members: &[(&'static str, Value)] = &[$(($name, $value)),*];
        members.iter().cloned().fold(Value::of(Given::Object(members.len())), |all, (name, value)| {
            all.holding(Value::of(Given::member(name))).holding(value)
        })
    }};
}

/// What an iteration gets of all that is in a part.
fn each<T: Shape>(steps: &[Step]) -> Value {
    let item: Vec<_> = steps.iter().copied().chain([Step::Item]).collect();
    let pair = given! { "Key": kind(Kinds::TEXT), "Value": Value::of(Given::Part(T::SHAPE, 0, item.len())) };
    let mut given =
        Value { pieces: vec![Given::EachOf(T::SHAPE, 0, steps.len())], steps: Vec::new() }.holding(pair);
    given.steps = item;
    given
}

/// What a Map over an object hands to each iteration.
#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "only its shape is looked at")]
struct Pair<T> {
    key: String,
    value: T,
}

type Items = std::collections::BTreeMap<String, Item>;

/// The whole order, with a member of its own.
fn order_with(name: &'static str, value: Value) -> Value {
    Value::of(Given::With(Order::SHAPE, 0, 0, 1)).holding(Value::of(Given::member(name))).holding(value)
}

#[test]
fn what_fits_is_let_through() {
    let number = || kind(Kinds::INTEGER);
    assert_eq!(fault::<Charge>(order(&[])), None);
    assert_eq!(fault::<Order>(order(&[])), None);
    assert_eq!(fault::<Charge>(anything()), None);
    assert_eq!(fault::<Exact>(given! { "id": kind(Kinds::INTEGER) }), None);
    assert_eq!(fault::<Exact>(given! { "number": order(&[Step::field("cents")]) }), None);
    assert_eq!(fault::<u64>(number()), None);
    assert_eq!(fault::<Option<u64>>(kind(Kinds::NULL)), None);
    assert_eq!(fault::<f64>(number()), None);
    assert_eq!(fault::<Status>(text("Paid")), None);
    assert_eq!(fault::<Vec<Part>>(order(&[Step::field("items")])), None);
    assert_eq!(fault::<String>(order(&[Step::field("address"), Step::Only(Kinds::TEXT)])), None);
    assert_eq!(fault::<Payment>(given! { "kind": text("Invoice"), "days": anything() }), None);
    assert_eq!(fault::<serde_json::Value>(order(&[])), None);
    assert_eq!(fault::<Charge>(order_with("currency", text("EUR"))), None);
    assert_eq!(
        fault::<Charge>(one_of(&[order(&[]), given! { "orderId": text("1"), "cents": number() }])),
        None
    );
    assert_eq!(fault::<Vec<u64>>(Value::of(Given::ListOf).holding(number())), None);
    assert_eq!(fault::<Twice>(part::<Once>(&[])), None);
    assert_eq!(fault::<Part>(each::<Order>(&[Step::field("items")])), None);
    assert_eq!(fault::<Pair<Part>>(each::<Items>(&[])), None);
    assert_eq!(fault::<Part>(each::<serde_json::Value>(&[])), None);
    assert_eq!(fault::<Part>(part::<Items>(&[Step::Iteration, Step::field("Value")])), None);
    assert_eq!(fault::<Once>(given! { "b": text("x"), "a": part::<Once>(&[Step::field("a")]) }), None);
}

#[test]
fn what_does_not_is_told() {
    for (found, expected) in [
        (fault::<Charge>(given! { "orderId": kind(Kinds::TEXT) }), "Charge needs a field cents"),
        (
            fault::<Charge>(given! { "order_id": anything(), "cents": anything() }),
            "Charge needs a field orderId (is it given as order_id?)",
        ),
        (
            fault::<Charge>(given! { "orderId": kind(Kinds::NULL), "cents": anything() }),
            "orderId is null, and a string is wanted",
        ),
        (
            fault::<Exact>(given! { "number": anything(), "prat": anything() }),
            "Exact has no field prat and refuses unknown ones (did you mean part?)",
        ),
        (
            fault::<Exact>(given! { "number": anything(), "part": given! {} }),
            "in part Part needs a field sku",
        ),
        (
            fault::<Exact>(given! { "number": anything(), "part": kind(Kinds::TEXT) }),
            "part is a string, and Part is read from an object",
        ),
        (fault::<Part>(order(&[])), "Part needs a field sku"),
        (
            fault::<Vec<Exact>>(order(&[Step::field("items")])),
            "in [] Exact needs a field number; in [] Exact has no field sku and refuses unknown ones",
        ),
        (fault::<String>(order(&[Step::field("address")])), "it may be null, and a string is wanted"),
        (fault::<u64>(order(&[Step::field("orderId")])), "it is a string, and a whole number is wanted"),
        (fault::<Status>(text("Shipped")), "it may be \"Shipped\", and Status has no such variant"),
        (
            fault::<Payment>(given! { "kind": text("Card"), "days": anything() }),
            "Payment needs a field number",
        ),
        (
            fault::<Payment>(given! { "kind": text("Cash") }),
            "kind may be \"Cash\", and Payment has no such variant",
        ),
        (fault::<Payment>(given! { "number": anything() }), "Payment needs a field kind"),
        (fault::<Charge>(list(&[])), "it is an array, and Charge is read from an object"),
        (
            fault::<Vec<u64>>(list(&[kind(Kinds::INTEGER), kind(Kinds::BOOLEAN)])),
            "[] is a boolean, and a whole number is wanted",
        ),
        (fault::<Charge>(order_with("cents", text("1"))), "cents is a string, and a whole number is wanted"),
        (
            fault::<Charge>(one_of(&[order(&[]), given! { "orderId": text("1") }])),
            "Charge needs a field cents",
        ),
        (
            fault::<Vec<u64>>(Value::of(Given::ListOf).holding(kind(Kinds::TEXT))),
            "[] is a string, and a whole number is wanted",
        ),
        (fault::<Once>(part::<Other>(&[])), "a is a string, and a whole number is wanted"),
        (fault::<Once>(part::<Turned>(&[])), "a may be null, and a whole number is wanted"),
        (
            fault::<Once>(given! { "b": text("x"), "a": text("1") }),
            "a is a string, and a whole number is wanted",
        ),
        (
            fault::<Status>(text("paid!")),
            "it may be \"paid!\", and Status has no such variant (did you mean Paid?)",
        ),
        (
            fault::<Exact>(each::<Order>(&[Step::field("items")])),
            "Exact needs a field number; Exact has no field sku and refuses unknown ones",
        ),
        (fault::<Part>(each::<Items>(&[])), "Part needs a field sku"),
        (fault::<Pair<u64>>(each::<Items>(&[])), "Value is an object, and a whole number is wanted"),
        (
            fault::<Exact>(part::<Items>(&[Step::Iteration, Step::field("Value")])),
            "Exact needs a field number; Exact has no field sku and refuses unknown ones",
        ),
        // All that is wrong is told at once, and nothing twice.
        (
            fault::<Exact>(given! { "part": given! { "sku": kind(Kinds::NULL) }, "numbr": anything() }),
            "Exact needs a field number (is it given as numbr?); part.sku is null, and a string is wanted; \
             Exact has no field numbr and refuses unknown ones (did you mean number?)",
        ),
        (
            fault::<Charge>(given! { "orderId": list(&[]), "cents": text("1") }),
            "orderId is an array, and a string is wanted; cents is a string, and a whole number is wanted",
        ),
        (fault::<Vec<u64>>(list(&[text("1"), text("2")])), "[] is a string, and a whole number is wanted"),
        (
            fault::<Charge>(one_of(&[given! { "cents": anything() }, given! {}])),
            "Charge needs a field orderId",
        ),
    ] {
        assert_eq!(found.as_deref(), Some(format!("the payload; {expected}").as_str()));
    }
}
