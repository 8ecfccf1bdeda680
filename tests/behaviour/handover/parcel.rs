//! A value that counts its ways to JSON and back.

use std::cell::Cell;

use asl_runtime::Shape;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { written: 0, read: 0, copied: 0, alive: 0 }) };
}

/// What happened to tallies on this thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) written: u32,
    pub(crate) read: u32,
    pub(crate) copied: u32,
    pub(crate) alive: i32,
}

impl Counts {
    fn count(change: impl FnOnce(&mut Self)) {
        COUNTS.with(|counts| {
            let mut changed = counts.get();
            change(&mut changed);
            counts.set(changed);
        });
    }

    /// Those since this was last called.
    pub(crate) fn take() -> Self {
        COUNTS.with(|counts| {
            let taken = counts.get();
            counts.set(Self { alive: taken.alive, ..Self::default() });
            taken
        })
    }
}

/// What handlers give to each other.
#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub(crate) struct Parcel {
    pub(crate) tally: Tally,
    pub(crate) ratio: f64,
    pub(crate) any: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stops: Vec<String>,
}

/// A number. What it derives says that it is as serde makes it; so it is, and it counts.
#[derive(Debug, Shape)]
pub(crate) struct Tally(u64);

impl Tally {
    pub(crate) fn new(number: u64) -> Self {
        Counts::count(|counts| counts.alive += 1);
        Self(number)
    }

    pub(crate) fn number(&self) -> u64 {
        self.0
    }
}

impl Clone for Tally {
    fn clone(&self) -> Self {
        Counts::count(|counts| counts.copied += 1);
        Self::new(self.0)
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        Counts::count(|counts| counts.alive -= 1);
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A trial makes nothing.
        if size_of::<S::Ok>() > 0 {
            Counts::count(|counts| counts.written += 1);
        }
        match self.0 {
            NO_JSON => Err(serde::ser::Error::custom("it has no JSON")),
            PANICS => panic!("it panics"),
            number => serializer.serialize_u64(number),
        }
    }
}

impl<'de> Deserialize<'de> for Tally {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Counts::count(|counts| counts.read += 1);
        u64::deserialize(deserializer).map(Self::new)
    }
}

/// The number of a tally that can't be written.
pub(crate) const NO_JSON: u64 = 404;

/// The number of a tally that panics when it is written.
pub(crate) const PANICS: u64 = 500;

/// A parcel of some number.
pub(crate) fn parcel(number: u64) -> Parcel {
    Parcel { tally: Tally::new(number), ratio: 0.5, any: None, stops: Vec::new() }
}
