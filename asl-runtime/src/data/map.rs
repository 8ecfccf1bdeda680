//! The items and the numbers of Map states (MAP, DMAP).

use std::borrow::Cow;

use serde_json::Value;

use super::cause::{invalid_path, not_a, not_an_integer, parse_long};
use super::path::Path;
use crate::program::{Failure, Items, Step};

/// What `ItemsPath` names in the effective input (MAP-2).
///
/// # Errors
///
/// A path that names nothing.
pub fn items_path<'d>(
    step: &'d Step<'_>,
    document: &'d Value,
    path: &Path,
) -> Result<Cow<'d, Value>, Failure> {
    path.select(step, document).map_err(|miss| invalid_path(path, miss))
}

/// The items of a Map: the elements of an array or the members of an object (MAP-3).
///
/// # Errors
///
/// A value that is neither (MAP-4).
pub fn items(_step: &Step<'_>, value: Cow<'_, Value>, path_text: &'static str) -> Result<Items, Failure> {
    match value.into_owned() {
        Value::Array(elements) => Ok(Items::Array(elements)),
        Value::Object(members) => Ok(Items::Object(members)),
        _ => {
            // The service names a context path as it stands within the context object.
            let path = path_text.strip_prefix('$').filter(|path| path.starts_with('$')).unwrap_or(path_text);
            Err(Failure::runtime(format!("Reference path \"{path}\" must point to array.")))
        }
    }
}

/// What `MaxConcurrencyPath` names (MAP-8).
///
/// # Errors
///
/// A path that names nothing, or no whole number from 0.
pub fn max_concurrency(step: &Step<'_>, document: &Value, path: &Path) -> Result<u32, Failure> {
    let number = integer(step, document, "MaxConcurrencyPath", path)?;
    match u64::try_from(number) {
        // More than can be counted is as good as no limit, which the greatest number comes closest to.
        Ok(number) => Ok(u32::try_from(number).unwrap_or(u32::MAX)),
        Err(_) => Err(Failure::runtime("MaxConcurrency cannot be negative.")),
    }
}

/// What `ToleratedFailureCountPath` names (DMAP-15).
///
/// # Errors
///
/// A path that names nothing, or no whole number from 0.
pub fn tolerated_failure_count(step: &Step<'_>, document: &Value, path: &Path) -> Result<u64, Failure> {
    let number = integer(step, document, "ToleratedFailureCountPath", path)?;
    u64::try_from(number).map_err(|_| Failure::runtime("ToleratedFailureCount cannot be negative."))
}

/// What `ToleratedFailurePercentagePath` names (DMAP-15).
///
/// # Errors
///
/// A path that names nothing, or no number between 0 and 100.
pub fn tolerated_failure_percentage(step: &Step<'_>, document: &Value, path: &Path) -> Result<f64, Failure> {
    let value = path.select(step, document).map_err(|miss| invalid_path(path, miss))?;
    let percentage = match &*value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match percentage {
        None => Err(not_a("float", "ToleratedFailurePercentagePath", path, &value)),
        Some(percentage) if (0.0..=100.0).contains(&percentage) => Ok(percentage),
        Some(_) => Err(Failure::runtime("ToleratedFailurePercentage must be between 0 and 100.")),
    }
}

/// What `MaxItemsPath`, `MaxItemsPerBatchPath` or `MaxInputBytesPerBatchPath` names.
///
/// # Errors
///
/// A path that names nothing, or no whole number from 1 (DMAP-11).
pub fn count(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<u64, Failure> {
    let number = integer(step, document, field, path)?;
    match u64::try_from(number) {
        Ok(number) if number > 0 => Ok(number),
        _ => {
            let name = field.strip_suffix("Path").unwrap_or(field);
            let cause = format!("field {name} must be positive");
            // The reader itself refuses to read so few items, so this is an error of the reader.
            if name == "MaxItems" {
                Err(Failure::reported(Some("States.ItemReaderFailed".into()), Some(cause.into())))
            } else {
                Err(Failure::runtime(cause))
            }
        }
    }
}

fn integer(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<i64, Failure> {
    let value = path.select(step, document).map_err(|miss| invalid_path(path, miss))?;
    parse_long(&value).ok_or_else(|| not_an_integer(field, path, &value))
}
