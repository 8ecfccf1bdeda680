//! Wait states (WAIT).

use std::time::Duration;

use serde_json::Value;

use super::cause::{parse_long, plain};
use super::path::Path;
use crate::program::{Delay, Failure, Step};
use crate::time::Timestamp;

/// 24,855 days (WAIT-5).
const LONGEST: Duration = Duration::from_secs(24_855 * 86_400);

/// The delay that `SecondsPath` names (WAIT-3).
///
/// # Errors
///
/// A path that names nothing, a value that is no whole number from 0, or a delay that is too long.
pub fn seconds(step: &Step<'_>, document: &Value, path: &Path) -> Result<Delay, Failure> {
    let Ok(value) = path.select(step, document) else { return Err(missing("SecondsPath", path)) };
    let refuse = |problem: &str| {
        Failure::runtime(format!("The SecondsPath parameter {problem}: {} == {}", path.text, plain(&value)))
    };
    let seconds = parse_long(&value).ok_or_else(|| refuse("cannot be parsed as a long value"))?;
    let seconds = u64::try_from(seconds).map_err(|_| refuse("references a negative value"))?;
    check(step, Delay::For(Duration::from_secs(seconds)))
}

/// The instant that `TimestampPath` names (WAIT-4).
///
/// # Errors
///
/// A path that names nothing, a value that is no timestamp, or an instant that is too far.
pub fn timestamp(step: &Step<'_>, document: &Value, path: &Path) -> Result<Delay, Failure> {
    let Ok(value) = path.select(step, document) else { return Err(missing("TimestampPath", path)) };
    match value.as_str().and_then(Timestamp::parse) {
        Some(instant) => check(step, Delay::Until(instant)),
        None => Err(Failure::runtime(format!(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
             string: {} == {}",
            path.text,
            plain(&value)
        ))),
    }
}

fn missing(field: &str, path: &Path) -> Failure {
    Failure::runtime(format!("The {field} parameter does not reference an input value: {}", path.text))
}

/// The delay, if it is not too long (WAIT-5).
///
/// # Errors
///
/// A delay of more than 24,855 days.
pub fn check(step: &Step<'_>, delay: Delay) -> Result<Delay, Failure> {
    let duration = match delay {
        Delay::For(duration) => duration,
        Delay::Until(instant) => instant.saturating_since(step.now),
    };
    if duration > LONGEST {
        return Err(Failure::runtime("Wait state delay is too long."));
    }
    Ok(delay)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::Fixture;

    const P: Path = Path { text: "$.p", root: Root::Document, steps: &[PathStep::Name("p")] };

    fn read(
        function: fn(&Step<'_>, &Value, &Path) -> Result<Delay, Failure>,
        document: &Value,
    ) -> Result<Delay, String> {
        let mut fixture = Fixture::new(Value::Null);
        function(&fixture.step(), document, &P).map_err(|failure| {
            assert_eq!(failure.name(), "States.Runtime");
            failure.cause().unwrap_or_default().to_owned()
        })
    }

    #[test]
    fn seconds_are_whole_numbers() {
        for (value, seconds) in
            [(json!(0), 0), (json!(90), 90), (json!("3"), 3), (json!(2_147_472_000), 2_147_472_000)]
        {
            assert_eq!(read(seconds_of, &json!({"p": value})), Ok(Delay::For(Duration::from_secs(seconds))));
        }
        let cases = [
            (json!(1.5), "The SecondsPath parameter cannot be parsed as a long value: $.p == 1.5"),
            (json!(-1.5), "The SecondsPath parameter cannot be parsed as a long value: $.p == -1.5"),
            (json!(-1), "The SecondsPath parameter references a negative value: $.p == -1"),
            (
                json!({"raw": "3"}),
                r#"The SecondsPath parameter cannot be parsed as a long value: $.p == {"raw":"3"}"#,
            ),
            (json!("soon"), "The SecondsPath parameter cannot be parsed as a long value: $.p == soon"),
            (json!(null), "The SecondsPath parameter cannot be parsed as a long value: $.p == null"),
            (
                json!(u64::MAX),
                "The SecondsPath parameter cannot be parsed as a long value: $.p == 18446744073709551615",
            ),
            (json!(2_147_472_001), "Wait state delay is too long."),
            (json!(i64::MAX), "Wait state delay is too long."),
        ];
        for (value, cause) in cases {
            assert_eq!(read(seconds_of, &json!({"p": value})), Err(cause.to_owned()));
        }
        let missing = "The SecondsPath parameter does not reference an input value: $.p";
        assert_eq!(read(seconds_of, &json!({})), Err(missing.to_owned()));
    }

    /// The function under its own name, which the variables of the test take.
    fn seconds_of(step: &Step<'_>, document: &Value, path: &Path) -> Result<Delay, Failure> {
        seconds(step, document, path)
    }

    #[test]
    fn timestamps_are_instants() {
        let cases = [
            ("2025-01-01T00:00:00.00Z", Timestamp::new(1_735_689_600, 0)),
            ("1999-12-31T23:59:59+01:00", Timestamp::new(946_681_199, 0)),
        ];
        for (text, instant) in cases {
            assert_eq!(read(timestamp, &json!({"p": text})), Ok(Delay::Until(instant)), "{text}");
        }
        let invalid = [
            (json!("2016-12-05T21:29:29"), "2016-12-05T21:29:29"),
            (json!("2016-12-05 21:29:29Z"), "2016-12-05 21:29:29Z"),
            (json!("2016-12-05T25:29:29Z"), "2016-12-05T25:29:29Z"),
            (json!(1_735_689_600_000_i64), "1735689600000"),
            (json!(null), "null"),
            (json!([1]), "[1]"),
        ];
        for (value, shown) in invalid {
            let cause = format!(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
                 string: $.p == {shown}"
            );
            assert_eq!(read(timestamp, &json!({"p": value})), Err(cause));
        }
        let missing = "The TimestampPath parameter does not reference an input value: $.p";
        assert_eq!(read(timestamp, &json!({})), Err(missing.to_owned()));
        assert_eq!(
            read(timestamp, &json!({"p": "9999-12-31T23:59:59Z"})),
            Err("Wait state delay is too long.".to_owned())
        );
    }

    #[test]
    fn waits_at_most_so_many_days() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let second = Duration::from_secs(1);
        let allowed = [
            Delay::For(LONGEST),
            Delay::Until(step.now.saturating_add(LONGEST)),
            Delay::Until(Timestamp::new(0, 0)),
        ];
        for delay in allowed {
            assert_eq!(check(&step, delay), Ok(delay));
        }
        for delay in [Delay::For(LONGEST + second), Delay::Until(step.now.saturating_add(LONGEST + second))] {
            assert_eq!(check(&step, delay), Err(Failure::runtime("Wait state delay is too long.")));
        }
    }
}
