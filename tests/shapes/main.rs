//! Shapes of Rust types, held against what serde writes and reads.

mod dice;
mod fits;
mod json;
mod paths;
mod round_trip;
mod types;
mod zoo;

use std::fmt::Debug;

use asl_runtime::Shape;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use dice::{Dice, Make};

/// What serde writes of a value that the dice make.
fn written<T: Make + Serialize>(seed: u64) -> Value {
    serde_json::to_value(T::make(&mut Dice::new(seed))).expect("serde writes it")
}

/// That the shape admits what is written, and reads it if serde does; that it lets nothing through which serde refuses
/// for its members.
fn agrees<T: Make + Serialize + DeserializeOwned + Shape + PartialEq + Debug>(seed: u64) {
    admits::<T>(seed);
    for changed in json::with_other_members(&written::<T>(seed)) {
        let reads = serde_json::from_value::<T>(changed.clone());
        let name = std::any::type_name::<T>();
        assert_eq!(T::SHAPE.get().read(&changed), reads.is_ok(), "{name} and {changed}: {:?}", reads.err());
    }
}

/// That the shape admits what is written, and what serde reads: all that can be said where a part is opaque.
fn admits<T: Make + Serialize + DeserializeOwned + Shape + PartialEq + Debug>(seed: u64) {
    let name = std::any::type_name::<T>();
    let json = written::<T>(seed);
    let shape = T::SHAPE.get();
    assert!(shape.written(&json), "{name} writes {json}");
    let reads = serde_json::from_value::<T>(json.clone()).is_ok();
    assert!(shape.read(&json) || !reads, "{name} reads {json}");
    for changed in json::with_other_members(&json).into_iter().chain(json::with_other_kinds(&json)) {
        let reads = serde_json::from_value::<T>(changed.clone()).is_ok();
        assert!(shape.read(&changed) || !reads, "{name} reads {changed}");
    }
    paths::agree::<T>(&json);
    round_trip::comes_back::<T>(seed);
}

macro_rules! every_type {
    ($call:ident, $seed:expr; $($of:ty),+ $(,)?) => { $( $call::<$of>($seed); )+ };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shapes_are_what_serde_writes_and_reads(seed: u64) {
        use zoo::*;
        every_type!(
            agrees, seed;
            Absent, AbsentOtherwise, OtherDefault, Strict2, Light2, Named, Plain, Renamed, OneSide, Skips, Strict, Defaults, Flat, FlatMap, FlatEnum, FlatOption, Id, Wrapped, Pair,
            Even, Unit, Tagged, Light, External, Internal, Adjacent, Untagged, Mixed, Open, Cases, Tree, Ping,
            Celsius, Borrowed, Nested,
        );
        every_type!(admits, seed; ByHand, Half, Page<Plain>, Page<Vec<Light>>, Opaque);
    }

    #[test]
    fn so_are_those_of_the_standard_library(seed: u64) {
        types::agree(seed);
    }
}
