//! Timeouts, heartbeats and credentials of Task states.

use std::time::Duration;

use serde_json::Value;

use super::cause::{invalid_path, not_an_integer, parse_long};
use super::path::Path;
use crate::program::{Failure, Step};

const LONGEST_SECONDS: i64 = 99_999_999;

/// What `TimeoutSecondsPath` or `HeartbeatSecondsPath` names (TIME-5).
///
/// # Errors
///
/// A path that names nothing, or no whole number from 1 to 99,999,999.
pub fn seconds(
    step: &Step<'_>,
    document: &Value,
    field: &'static str,
    path: &Path,
) -> Result<Option<Duration>, Failure> {
    let value = path.select(step, document).map_err(|miss| invalid_path(path, miss))?;
    let seconds = parse_long(&value).ok_or_else(|| not_an_integer(field, path, &value))?;
    match u64::try_from(seconds) {
        Ok(count) if (1..=LONGEST_SECONDS).contains(&seconds) => Ok(Some(Duration::from_secs(count))),
        _ => Err(Failure::runtime(format!(
            "{} must be between 1 and {LONGEST_SECONDS} but was: {seconds}",
            field.strip_suffix("Path").unwrap_or(field)
        ))),
    }
}

/// The role that `Credentials` names (CRED-1).
///
/// # Errors
///
/// A value that is no string.
pub fn role_arn(_step: &Step<'_>, value: Value) -> Result<String, Failure> {
    match value {
        Value::String(arn) => Ok(arn),
        other => Err(Failure::runtime(format!(
            "The value for the field 'RoleArn' must be a string but was: {other}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::Fixture;

    #[test]
    fn timeouts_are_whole_seconds_from_one() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let path = Path { text: "$.p", root: Root::Document, steps: &[PathStep::Name("p")] };
        let read = |document: Value| {
            let read = seconds(&step, &document, "HeartbeatSecondsPath", &path);
            read.map_err(|failure| {
                assert!(!failure.is_catchable());
                failure.cause().unwrap_or_default().to_owned()
            })
        };
        for (value, seconds) in [(json!(1), 1), (json!(99_999_999), 99_999_999), (json!("5"), 5)] {
            assert_eq!(read(json!({"p": value})), Ok(Some(Duration::from_secs(seconds))));
        }
        let cases = [
            (json!({}), "Invalid path '$.p' : No results for path: $['p']"),
            (json!({"p": 0}), "HeartbeatSeconds must be between 1 and 99999999 but was: 0"),
            (json!({"p": -1}), "HeartbeatSeconds must be between 1 and 99999999 but was: -1"),
            (json!({"p": 100_000_000}), "HeartbeatSeconds must be between 1 and 99999999 but was: 100000000"),
            (
                json!({"p": 1.5}),
                "The HeartbeatSecondsPath field refers to value \"1.5\" which is not a valid integer: $.p",
            ),
            (
                json!({"p": null}),
                "The HeartbeatSecondsPath field refers to value \"null\" which is not a valid integer: $.p",
            ),
        ];
        for (document, cause) in cases {
            assert_eq!(read(document), Err(cause.to_owned()));
        }
    }

    #[test]
    fn roles_are_texts() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        assert_eq!(role_arn(&step, json!("arn:aws:iam::1:role/r")), Ok("arn:aws:iam::1:role/r".to_owned()));
        for other in [json!(null), json!(1), json!({"RoleArn": "x"})] {
            assert_eq!(role_arn(&step, other).map_err(|failure| failure.is_catchable()), Err(false));
        }
    }
}
