//! Instants on the wall clock.

/// An instant in UTC, to the nanosecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: i64,
    nanoseconds: u32,
}

impl Timestamp {
    /// An instant by seconds since 1970-01-01T00:00:00Z and nanoseconds (below 1,000,000,000) after that.
    pub const fn new(seconds: i64, nanoseconds: u32) -> Self {
        Self {
            seconds: seconds + (nanoseconds / 1_000_000_000) as i64,
            nanoseconds: nanoseconds % 1_000_000_000,
        }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`Self::seconds`].
    pub const fn nanoseconds(self) -> u32 {
        self.nanoseconds
    }
}
