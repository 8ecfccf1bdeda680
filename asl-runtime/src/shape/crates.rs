//! Shapes of types of other crates, each behind a feature with the crate's name.

use super::standard::shapes;
use super::{JsonShape, RoundTrip, Shape, ShapeRef};

#[cfg(feature = "chrono")]
shapes! {
    Exact Text: chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::Weekday, chrono::Month;
}

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> Shape for chrono::DateTime<Z> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Text);
    // Of an offset the seconds are not written; one that has no size is that of `Utc`.
    const ROUND_TRIP: RoundTrip = match size_of::<Z::Offset>() {
        0 => RoundTrip::Exact,
        _ => RoundTrip::Unknown,
    };
}

// Of `time` only what is written in one form, whatever its features.
#[cfg(feature = "time")]
shapes! {
    Unknown Anything: time::Date, time::Time, time::PrimitiveDateTime, time::OffsetDateTime, time::UtcOffset, time::Duration,
        time::Weekday, time::Month;
}

#[cfg(feature = "uuid")]
shapes! {
    Exact Text: uuid::Uuid, uuid::fmt::Hyphenated, uuid::fmt::Simple, uuid::fmt::Urn, uuid::fmt::Braced;
}

// Written as a string, unless a feature of the crate says otherwise; read from numbers as well.
#[cfg(feature = "rust_decimal")]
shapes! {
    Unknown Anything: rust_decimal::Decimal;
}
