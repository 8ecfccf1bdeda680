//! Shapes of types of other crates, each behind a feature with the crate's name.

use super::standard::shapes;
use super::{JsonShape, Shape, ShapeRef};

#[cfg(feature = "chrono")]
shapes! {
    Text: chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::Weekday, chrono::Month;
}

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> Shape for chrono::DateTime<Z> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Text);
}

// Of `time` only what is written in one form, whatever its features.
#[cfg(feature = "time")]
shapes! {
    Anything: time::Date, time::Time, time::PrimitiveDateTime, time::OffsetDateTime, time::UtcOffset, time::Duration,
        time::Weekday, time::Month;
}

#[cfg(feature = "uuid")]
shapes! {
    Text: uuid::Uuid, uuid::fmt::Hyphenated, uuid::fmt::Simple, uuid::fmt::Urn, uuid::fmt::Braced;
}

// Written as a string, unless a feature of the crate says otherwise; read from numbers as well.
#[cfg(feature = "rust_decimal")]
shapes! {
    Anything: rust_decimal::Decimal;
}
