//! Which values are the same after they were JSON.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use asl_runtime::__private::is_exact;
use asl_runtime::Shape;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::dice::{Dice, Make};
use crate::zoo::*;

/// That a value of which it is said is the same after it was JSON; gives whether it is said.
pub(crate) fn comes_back<T: Make + Serialize + DeserializeOwned + Shape + PartialEq + Debug>(
    seed: u64,
) -> bool {
    let value = T::make(&mut Dice::new(seed));
    let is_exact = is_exact(&value);
    if is_exact {
        let read = serde_json::to_value(&value).and_then(serde_json::from_value::<T>);
        assert_eq!(read.ok().as_ref(), Some(&value), "{}", std::any::type_name::<T>());
    }
    is_exact
}

/// Whether any of some values is said to come back: whether the type is.
fn comes_back_ever<T: Make + Serialize + DeserializeOwned + Shape + PartialEq + Debug>() -> bool {
    (0..64).any(comes_back::<T>)
}

macro_rules! types {
    ($($of:ty),+ $(,)?) => { [$((stringify!($of), comes_back_ever::<$of>())),+] };
}

#[test]
fn types_that_serde_reads_as_it_writes_them_go_on_as_they_are() {
    for (of, comes_back) in types! {
        bool, i64, u8, f64, char, String, (), Option<bool>, Vec<String>, Box<i64>, (i64, String),
        BTreeMap<String, Vec<u8>>, BTreeMap<Id, i64>, Value, uuid::Uuid, chrono::DateTime<chrono::Utc>,
        chrono::NaiveDate, chrono::Weekday, Result<i64, String>, std::time::Duration,
        Plain, Renamed, Absent, Strict2, Defaults, Id, Wrapped, Unit, Light2, External, Named, Adjacent, Cases,
    } {
        assert!(comes_back, "{of}");
    }
}

#[test]
fn types_of_which_that_is_not_known_become_json() {
    for (of, comes_back) in types! {
        OneSide, Skips, Flat, FlatMap, FlatEnum, FlatOption, Pair, Tagged, Light, Internal, Untagged, Mixed, Celsius,
        Opaque, Nested, Tree, Ping, Even, HashMap<u8, Option<bool>>, chrono::DateTime<chrono::FixedOffset>, time::Date,
        rust_decimal::Decimal, Vec<Untagged>, (i64, Celsius), ByHand, Page<Plain>, OtherDefault, AbsentOtherwise, BTreeMap<Half, i64>,
    } {
        assert!(!comes_back, "{of}");
    }
}

#[test]
fn values_that_json_has_no_place_for_become_json() {
    for (value, expected) in [
        (is_exact(&f64::NAN), false),
        (is_exact(&f32::INFINITY), false),
        (is_exact(&-0.0), true),
        (is_exact(&f32::MIN_POSITIVE), true),
        (is_exact(&u64::MAX), true),
        (is_exact(&i64::MIN), true),
        (is_exact(&u128::MAX), false),
        (is_exact(&Some(())), false),
        (is_exact(&Some(None::<u8>)), false),
        (is_exact(&Some(Some(1))), true),
        (is_exact(&None::<Option<u8>>), true),
        (is_exact(&Some(Value::Null)), false),
        (is_exact(&Some(json!([null]))), true),
        (is_exact(&Some(Unit)), false),
        (is_exact(&Some(vec![()])), true),
        (is_exact(&BTreeMap::from([("a".to_owned(), f64::NAN)])), false),
        (is_exact(&RefCell::new(1)), false),
        (is_exact(&Cell::new(1)), false),
        (is_exact(&(1..=2)), false),
    ] {
        assert_eq!(value, expected);
    }
}
