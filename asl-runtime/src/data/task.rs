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
