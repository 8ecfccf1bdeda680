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
