//! What `#[derive(Shape)]` can't tell.

use asl_runtime::Shape;
use serde::{Deserialize, Serialize};

#[derive(Shape)]
#[asl(name = "x")]
struct Attribute;

#[derive(Serialize, Deserialize, Shape)]
struct Field {
    #[asl(opaq)]
    name: String,
}

#[derive(Shape)]
#[serde(rename_all = "Camel")]
struct Case {
    name: String,
}

#[derive(Shape)]
#[serde(content = "c")]
enum Content {
    One(u8),
}

#[derive(Shape)]
#[serde(untagged, tag = "t")]
enum Both {
    One(u8),
}

#[derive(Shape)]
#[serde(remote = "Other")]
struct Remote {
    name: String,
}

#[derive(Shape)]
#[serde(field_identifier)]
enum Identifier {
    One,
}

#[derive(Shape)]
#[serde(new_in_serde)]
struct New {
    name: String,
}

#[derive(Shape)]
struct NewField {
    #[serde(new_in_serde)]
    name: String,
}

#[derive(Shape)]
#[serde(transparent)]
struct Transparent {
    one: u8,
    other: u8,
}

#[derive(Shape)]
struct Sometimes(u8, #[serde(skip_serializing_if = "is_zero")] u8);

#[derive(Shape)]
struct OneSide(u8, #[serde(skip_serializing)] u8);

#[derive(Shape)]
union Union {
    one: u8,
}

fn main() {}
