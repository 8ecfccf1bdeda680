//! Instants on the wall clock.
//!
//! The calendar is the proleptic Gregorian one, and a minute has sixty seconds: that is all that the profile of
//! RFC 3339 in the language needs (CHO-14), so there is no time zone database behind it.

use std::fmt;
use std::time::{Duration, SystemTime};

mod calendar;
mod parse;

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
            seconds: seconds.saturating_add((nanoseconds / 1_000_000_000) as i64),
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

    /// The instant that a text names, if it is a timestamp of the language (CHO-14):
    /// `2016-03-14T01:59:00.5Z`, `2016-03-14T03:59:00+02:00`.
    pub fn parse(text: &str) -> Option<Self> {
        parse::timestamp(text)
    }

    /// The instant that much later; the last one there is, if that is too far.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        let nanoseconds = self.nanoseconds + duration.subsec_nanos();
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        Self::new(self.seconds.saturating_add(seconds), nanoseconds)
    }

    /// The instant that much earlier; the first one there is, if that is too far.
    #[must_use]
    pub fn saturating_sub(self, duration: Duration) -> Self {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let (borrow, nanoseconds) = if self.nanoseconds < duration.subsec_nanos() {
            (1, self.nanoseconds + 1_000_000_000 - duration.subsec_nanos())
        } else {
            (0, self.nanoseconds - duration.subsec_nanos())
        };
        Self::new(self.seconds.saturating_sub(seconds).saturating_sub(borrow), nanoseconds)
    }

    /// How long after `earlier` this is; zero if it is before.
    pub fn saturating_since(self, earlier: Self) -> Duration {
        if self <= earlier {
            return Duration::ZERO;
        }
        let (borrow, nanoseconds) = if self.nanoseconds < earlier.nanoseconds {
            (1, self.nanoseconds + 1_000_000_000 - earlier.nanoseconds)
        } else {
            (0, self.nanoseconds - earlier.nanoseconds)
        };
        Duration::new(self.seconds.abs_diff(earlier.seconds) - borrow, nanoseconds)
    }
}

/// As the context object writes it: `2016-03-14T01:59:00.123Z` (CTX-3).
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = calendar::Date::from_days(self.seconds.div_euclid(calendar::SECONDS_PER_DAY));
        let second = self.seconds.rem_euclid(calendar::SECONDS_PER_DAY);
        write!(
            out,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            date.year,
            date.month,
            date.day,
            second / 3600,
            second / 60 % 60,
            second % 60,
            self.nanoseconds / 1_000_000
        )
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let epoch = Self::new(0, 0);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => epoch.saturating_add(after),
            Err(before) => epoch.saturating_sub(before.duration()),
        }
    }
}

/// An instant that the system's clock cannot tell becomes the nearest end of 1970-01-01T00:00:00Z.
impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        let epoch = Timestamp::new(0, 0);
        let time = if timestamp >= epoch {
            Self::UNIX_EPOCH.checked_add(timestamp.saturating_since(epoch))
        } else {
            Self::UNIX_EPOCH.checked_sub(epoch.saturating_since(timestamp))
        };
        time.unwrap_or(Self::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_milliseconds_in_utc() {
        let cases = [
            (Timestamp::new(0, 0), "1970-01-01T00:00:00.000Z"),
            (Timestamp::new(951_782_399, 999_999_999), "2000-02-28T23:59:59.999Z"),
            (Timestamp::new(951_782_400, 1_000_000), "2000-02-29T00:00:00.001Z"),
            (Timestamp::new(1_735_689_600, 0), "2025-01-01T00:00:00.000Z"),
            (Timestamp::new(-1, 500_000_000), "1969-12-31T23:59:59.500Z"),
        ];
        for (timestamp, text) in cases {
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(
                Timestamp::parse(text).map(Timestamp::seconds),
                Some(timestamp.seconds()),
                "{text} reads back"
            );
        }
    }

    #[test]
    fn writes_any_instant() {
        for seconds in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
            assert!(Timestamp::new(seconds, 999_999_999).to_string().ends_with('Z'));
        }
    }

    #[test]
    fn adds_and_subtracts() {
        let start = Timestamp::new(10, 600_000_000);
        let span = Duration::from_millis(1500);
        assert_eq!(start.saturating_add(span), Timestamp::new(12, 100_000_000));
        assert_eq!(start.saturating_sub(span), Timestamp::new(9, 100_000_000));
        assert_eq!(start.saturating_add(span).saturating_since(start), span);
        assert_eq!(start.saturating_since(start.saturating_add(span)), Duration::ZERO);
        assert_eq!(Timestamp::new(12, 100).saturating_since(start), Duration::new(1, 400_000_100));
    }

    #[test]
    fn stops_at_the_ends() {
        let last = Timestamp::new(i64::MAX, 0);
        assert_eq!(last.saturating_add(Duration::MAX).seconds(), i64::MAX);
        assert_eq!(Timestamp::new(i64::MIN, 0).saturating_sub(Duration::MAX).seconds(), i64::MIN);
        assert_eq!(last.saturating_since(Timestamp::new(i64::MIN, 0)).as_secs(), u64::MAX);
    }

    #[test]
    fn converts_from_and_to_the_system_clock() {
        for timestamp in [Timestamp::new(5, 7), Timestamp::new(-5, 700), Timestamp::new(0, 0)] {
            assert_eq!(Timestamp::from(SystemTime::from(timestamp)), timestamp);
        }
    }
}
