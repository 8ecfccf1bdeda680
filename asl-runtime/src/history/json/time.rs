//! Times of events, as the SDKs take them.

use serde_json::Value;

use crate::time::Timestamp;

/// Seconds since 1970. The service tells times to the millisecond.
pub(super) fn seconds(timestamp: Timestamp) -> f64 {
    let milliseconds = timestamp.seconds() as f64 * 1_000.0 + f64::from(timestamp.nanoseconds() / 1_000_000);
    milliseconds / 1_000.0
}

/// The instant of such a number. The service's command line prints a timestamp in its place.
pub(super) fn instant(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => Timestamp::parse(text),
        value => {
            let milliseconds = (value.as_f64()? * 1_000.0).round();
            // What a double tells to the millisecond: some hundred thousand years around 1970.
            if milliseconds.abs() > MOST_MILLISECONDS {
                return None;
            }
            let milliseconds = milliseconds as i64;
            let nanoseconds = milliseconds.rem_euclid(1_000) as u32 * 1_000_000;
            Some(Timestamp::new(milliseconds.div_euclid(1_000), nanoseconds))
        }
    }
}

/// 2 to the power of 53.
const MOST_MILLISECONDS: f64 = 9_007_199_254_740_992.0;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_seconds() {
        for (timestamp, expected) in [
            (Timestamp::new(1_735_689_600, 123_999_999), 1_735_689_600.123),
            (Timestamp::new(0, 0), 0.0),
            (Timestamp::new(-1, 500_000_000), -0.5),
        ] {
            assert_eq!(seconds(timestamp), expected);
        }
    }

    #[test]
    fn times_are_read_in_both_forms() {
        for (value, expected) in [
            (json!(1_735_689_600.123), Some(Timestamp::new(1_735_689_600, 123_000_000))),
            (json!(1_735_689_600), Some(Timestamp::new(1_735_689_600, 0))),
            (json!(-0.5), Some(Timestamp::new(-1, 500_000_000))),
            (json!("2025-01-01T01:00:00.123000+01:00"), Some(Timestamp::new(1_735_689_600, 123_000_000))),
            (json!("yesterday"), None),
            (json!(1e300), None),
            (json!(null), None),
        ] {
            assert_eq!(instant(&value), expected, "{value}");
        }
    }
}
