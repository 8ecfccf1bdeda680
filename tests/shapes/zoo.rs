//! Types with every attribute of serde's that changes the JSON.
#![allow(dead_code, reason = "some fields and variants are there to be skipped")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use asl_runtime::Shape;
use asl_runtime::shape::ShapeRef;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::dice::{Dice, Make, make, make_fields};

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Plain {
    number: i64,
    text: String,
    flag: bool,
    maybe: Option<i64>,
    list: Vec<String>,
    r#type: char,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename = "Other", rename_all = "camelCase")]
pub(crate) struct Renamed {
    order_id: i64,
    #[serde(rename = "theText", alias = "old_text", alias = "older_text")]
    some_text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all(serialize = "kebab-case", deserialize = "SCREAMING_SNAKE_CASE"))]
pub(crate) struct OneSide {
    order_id: i64,
    #[serde(rename(serialize = "out"))]
    some_text: String,
    #[serde(rename(deserialize = "in"))]
    flag: Option<bool>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Skips {
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    text: String,
    #[serde(skip)]
    nowhere: i64,
    #[serde(skip_serializing)]
    only_read: i64,
    #[serde(skip_deserializing)]
    only_written: bool,
}

/// Left out, and read as what they were.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Absent {
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe: Option<i64>,
    #[serde(default, skip_serializing_if = "::std::option::Option::is_none")]
    other: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<u8>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    map: BTreeMap<String, i64>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    text: String,
}

/// Left out, and read as something else.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct AbsentOtherwise {
    #[serde(skip_serializing_if = "Option::is_none", default = "seven")]
    maybe: Option<i64>,
}

fn seven() -> Option<i64> {
    Some(7)
}

/// Left out, and read as what the whole type has there.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(default)]
pub(crate) struct OtherDefault {
    #[serde(skip_serializing_if = "Option::is_none")]
    maybe: Option<i64>,
}

impl Default for OtherDefault {
    fn default() -> Self {
        Self { maybe: Some(7) }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict2 {
    #[serde(alias = "other")]
    number: i64,
}

/// With a shape that was written by hand.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ByHand(#[serde(with = "as_text")] i64);

impl Shape for ByHand {
    const SHAPE: ShapeRef = String::SHAPE;
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Shape)]
pub(crate) struct Half(#[serde(serialize_with = "as_text::twice")] String);

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict {
    #[serde(alias = "other")]
    number: i64,
    maybe: Option<Box<Strict>>,
}

#[derive(Default, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(default)]
pub(crate) struct Defaults {
    number: i64,
    text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Flat {
    id: i64,
    #[serde(flatten)]
    inner: Renamed,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct FlatMap {
    id: i64,
    #[serde(flatten)]
    others: BTreeMap<String, i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct FlatEnum {
    id: i64,
    #[serde(flatten)]
    inner: Internal,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct FlatOption {
    id: i64,
    #[serde(flatten)]
    inner: Option<Renamed>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Shape)]
pub(crate) struct Id(String);

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(transparent)]
pub(crate) struct Wrapped {
    inner: Option<Id>,
    marker: PhantomData<u8>,
}

/// Holds what holds it.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(transparent)]
pub(crate) struct Even(Vec<Odd>);

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(transparent)]
pub(crate) struct Odd {
    evens: BTreeMap<String, Even>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Pair(i64, #[serde(skip)] i64, Id);

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Unit;

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
pub(crate) struct Tagged {
    number: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Light {
    Red,
    #[serde(alias = "amber")]
    Yellow,
    Green,
    #[serde(skip)]
    Broken,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Light2 {
    Red,
    #[serde(alias = "amber")]
    Yellow,
}

/// Structs with a tag among their members.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(tag = "kind")]
pub(crate) enum Named {
    Unit,
    New(Renamed),
    Fields {
        number: f64,
        maybe: Option<Box<Plain>>,
        map: BTreeMap<String, Vec<char>>,
        any: serde_json::Value,
        at: std::time::Duration,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
pub(crate) enum External {
    TheUnit,
    New(i64),
    Row(i64, String),
    Named {
        some_field: i64,
        maybe: Option<bool>,
    },
    #[serde(rename_all = "UPPERCASE")]
    Other {
        text: String,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(tag = "kind")]
pub(crate) enum Internal {
    Unit,
    New(Renamed),
    Map(BTreeMap<String, i64>),
    Named {
        number: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        maybe: Option<bool>,
    },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(tag = "kind", content = "body")]
pub(crate) enum Adjacent {
    Unit,
    New(i64),
    Maybe(Option<i64>),
    Row(i64, String),
    Named { number: i64 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Unit,
    Number(i64),
    Row(i64, String),
    Named { number: i64 },
    Text(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) enum Mixed {
    Tagged(i64),
    #[serde(untagged)]
    Number(i64),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(tag = "kind")]
pub(crate) enum Open {
    Known {
        number: i64,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub(crate) struct Cases {
    order_id: i64,
    inner: CasesInside,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CasesInside {
    order_id: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Tree {
    name: String,
    children: Vec<Self>,
    parent: Option<Box<Tree>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Ping {
    pong: Option<Box<Pong>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) enum Pong {
    End,
    Ping(Ping),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
}

/// In degrees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(try_from = "Degrees", into = "f64")]
pub(crate) struct Celsius(f64);

#[derive(Deserialize, Shape)]
struct Degrees {
    degrees: f64,
}

impl TryFrom<Degrees> for Celsius {
    type Error = String;

    fn try_from(degrees: Degrees) -> Result<Self, String> {
        Ok(Self(degrees.degrees))
    }
}

impl From<Celsius> for f64 {
    fn from(celsius: Celsius) -> Self {
        celsius.0
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Borrowed<'a> {
    text: Cow<'a, str>,
    inner: Option<Box<Borrowed<'a>>>,
}

/// Without a shape.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Shapeless {
    number: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Opaque {
    #[asl(opaque)]
    inner: Shapeless,
    #[asl(opaque)]
    maybe: Option<i64>,
    #[serde(with = "as_text")]
    by_function: i64,
    #[serde(with = "as_text")]
    #[asl(shape = String)]
    text: i64,
    #[serde(serialize_with = "as_text::serialize")]
    half: i64,
}

mod as_text {
    use super::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&number.to_string())
    }

    pub(super) fn twice<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text.repeat(2))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub(crate) struct Nested {
    external: External,
    internal: Vec<Internal>,
    adjacent: Option<Adjacent>,
    strict: BTreeMap<String, Strict>,
}

make_fields! {
    Plain { number, text, flag, maybe, list, r#type }
    Renamed { order_id, some_text }
    OneSide { order_id, some_text, flag }
    Skips { maybe, text, nowhere, only_read, only_written }
    Defaults { number, text }
    Absent { maybe, other, list, map, text }
    AbsentOtherwise { maybe }
    OtherDefault { maybe }
    Strict2 { number }
    Flat { id, inner }
    FlatMap { id, others }
    FlatEnum { id, inner }
    FlatOption { id, inner }
    Tagged { number }
    Cases { order_id, inner }
    CasesInside { order_id }
    Shapeless { number }
    Nested { external, internal, adjacent, strict }
    Opaque { inner, maybe, by_function, text, half }
}

/// A value in something that contains itself, unless the dice say that it is deep enough.
fn deeper<T: Make>(dice: &mut Dice) -> Option<Box<T>> {
    (dice.roll(3) == 0).then(|| dice.make())
}

make! {
    Strict: |dice| Self { number: dice.make(), maybe: deeper(dice) };
    Id: |dice| Self(dice.make());
    BTreeMap<Id, i64>: |dice| dice.make::<Vec<_>>().into_iter().collect();
    Half: |dice| Self(dice.make());
    BTreeMap<Half, i64>: |dice| dice.make::<Vec<_>>().into_iter().collect();
    ByHand: |dice| Self(dice.make());
    Light2: |dice| if dice.make() { Self::Red } else { Self::Yellow };
    Named: |dice| match dice.roll(3) {
        0 => Self::Unit,
        1 => Self::New(dice.make()),
        _ => Self::Fields {
            number: dice.make(),
            maybe: dice.make(),
            map: dice.make(),
            any: dice.make(),
            at: dice.make(),
        },
    };
    Wrapped: |dice| Self { inner: dice.make(), marker: PhantomData };
    Even: |dice| Self(deeper(dice).map(|odd| *odd).into_iter().collect());
    Odd: |dice| Self { evens: deeper(dice).map(|even| ("even".to_owned(), *even)).into_iter().collect() };
    Pair: |dice| Self(dice.make(), 0, dice.make());
    Unit: |_dice| Self;
    Light: |dice| match dice.roll(3) { 0 => Self::Red, 1 => Self::Yellow, _ => Self::Green };
    External: |dice| match dice.roll(5) {
        0 => Self::TheUnit,
        1 => Self::New(dice.make()),
        2 => Self::Row(dice.make(), dice.make()),
        3 => Self::Named { some_field: dice.make(), maybe: dice.make() },
        _ => Self::Other { text: dice.make() },
    };
    Internal: |dice| match dice.roll(4) {
        0 => Self::Unit,
        1 => Self::New(dice.make()),
        2 => Self::Map(dice.make()),
        _ => Self::Named { number: dice.make(), maybe: dice.make() },
    };
    Adjacent: |dice| match dice.roll(5) {
        0 => Self::Unit,
        1 => Self::New(dice.make()),
        2 => Self::Maybe(dice.make()),
        3 => Self::Row(dice.make(), dice.make()),
        _ => Self::Named { number: dice.make() },
    };
    Untagged: |dice| match dice.roll(5) {
        0 => Self::Unit,
        1 => Self::Number(dice.make()),
        2 => Self::Row(dice.make(), dice.make()),
        3 => Self::Named { number: dice.make() },
        _ => Self::Text(dice.make()),
    };
    Mixed: |dice| if dice.make() { Self::Tagged(dice.make()) } else { Self::Number(dice.make()) };
    Open: |dice| if dice.make() { Self::Known { number: dice.make() } } else { Self::Other };
    Tree: |dice| Self {
        name: dice.make(),
        children: deeper(dice).map(|tree| *tree).into_iter().collect(),
        parent: deeper(dice),
    };
    Ping: |dice| Self { pong: deeper(dice) };
    Pong: |dice| if dice.make() { Self::End } else { Self::Ping(dice.make()) };
    Celsius: |dice| Self(dice.make());
    Borrowed<'static>: |dice| Self { text: Cow::Owned(dice.make()), inner: deeper(dice) };
}

impl<T: Make> Make for Page<T> {
    fn make(dice: &mut Dice) -> Self {
        Self { items: dice.make(), next: deeper(dice) }
    }
}
