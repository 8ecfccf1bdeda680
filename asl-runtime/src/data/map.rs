//! The items and the numbers of Map states (MAP, DMAP).

use std::borrow::Cow;

use serde_json::Value;

use super::cause::{invalid_path, not_a, not_an_integer, parse_long};
use super::path::Path;
use crate::program::{Failure, Holding, Items, Step};

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

/// The items of a Map: the elements of an array. The service takes objects for a distributed Map only (MAP-3).
///
/// # Errors
///
/// A value that is no array (MAP-4).
pub fn items(_step: &Step<'_>, value: Cow<'_, Value>, path_text: &'static str) -> Result<Items, Failure> {
    match value.into_owned() {
        Value::Array(elements) => Ok(Items::Array(elements)),
        _ => {
            // The service names a context path as it stands within the context object.
            let path = path_text.strip_prefix('$').filter(|path| path.starts_with('$')).unwrap_or(path_text);
            Err(Failure::runtime(format!("Reference path \"{path}\" must point to array.")))
        }
    }
}

/// The items of an inline Map that `ItemsPath` names in the effective input: they stay there, where that is possible.
///
/// # Errors
///
/// A path that names nothing, and a value that is no array (MAP-4).
pub fn items_within(step: &Step<'_>, document: &Value, path: &Path) -> Result<Items, Failure> {
    if step.holding == Holding::Nothing
        && let Some(Value::Array(elements)) = path.node(document)
    {
        return Ok(Items::Within(*path, elements.len()));
    }
    items(step, items_path(step, document, path)?, path.text)
}

/// The items that `ItemsPath` names in the raw input, for a Map none of whose functions reads that again: they are
/// moved, not copied.
///
/// # Errors
///
/// A path that names nothing, and a value that is no array (MAP-4).
pub fn take_items(step: &mut Step<'_>, path: &Path) -> Result<Items, Failure> {
    if step.holding == Holding::Nothing
        && let Some(Value::Array(elements)) = path.place(step.input.json_mut())
    {
        return Ok(Items::Array(std::mem::take(elements)));
    }
    items(step, items_path(step, step.input(), path)?, path.text)
}

/// The items of a distributed Map: the elements of an array or the members of an object (MAP-3).
///
/// # Errors
///
/// A value that is neither (MAP-4).
pub fn items_or_members(
    step: &Step<'_>,
    value: Cow<'_, Value>,
    path_text: &'static str,
) -> Result<Items, Failure> {
    match value.into_owned() {
        Value::Object(members) => Ok(Items::Object(members)),
        other => items(step, Cow::Owned(other), path_text),
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

/// What `MaxItemsPath` names; the reader itself refuses too small a number (DMAP-11).
///
/// # Errors
///
/// A path that names nothing, or no whole number.
pub fn max_items(step: &Step<'_>, document: &Value, path: &Path) -> Result<i64, Failure> {
    integer(step, document, "MaxItemsPath", path)
}

/// What `MaxItemsPerBatchPath` or `MaxInputBytesPerBatchPath` names.
///
/// # Errors
///
/// A path that names nothing, or no whole number from 1.
pub fn count(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<u64, Failure> {
    let number = integer(step, document, field, path)?;
    match u64::try_from(number) {
        Ok(number) if number > 0 => Ok(number),
        _ => {
            let name = field.strip_suffix("Path").unwrap_or(field);
            Err(Failure::runtime(format!("field {name} must be positive")))
        }
    }
}

fn integer(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<i64, Failure> {
    let value = path.select(step, document).map_err(|miss| invalid_path(path, miss))?;
    parse_long(&value).ok_or_else(|| not_an_integer(field, path, &value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::Fixture;

    const P: Path = Path { text: "$.p", root: Root::Document, steps: &[PathStep::Name("p")] };

    #[test]
    fn items_are_elements_or_members() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let array = items(&step, Cow::Owned(json!([1, 2])), "$");
        assert!(matches!(array, Ok(Items::Array(elements)) if elements == [json!(1), json!(2)]));
        let object = items_or_members(&step, Cow::Owned(json!({"b": 1, "a": 2})), "$");
        assert!(matches!(object, Ok(Items::Object(members)) if members.keys().eq(["b", "a"])));
        let cases = [
            ("$.x", r#"Reference path "$.x" must point to array."#),
            ("$", r#"Reference path "$" must point to array."#),
            ("$$.Execution.Input", r#"Reference path "$.Execution.Input" must point to array."#),
            ("$$", r#"Reference path "$" must point to array."#),
        ];
        for (path, cause) in cases {
            for value in [json!(null), json!(1), json!("text"), json!(true)] {
                for read in [items, items_or_members] {
                    let failure = read(&step, Cow::Owned(value.clone()), path).err();
                    assert_eq!(failure, Some(Failure::runtime(cause)), "{path}");
                }
            }
            let object = items(&step, Cow::Owned(json!({})), path).err();
            assert_eq!(object, Some(Failure::runtime(cause)), "{path}");
        }
    }

    #[test]
    fn items_are_moved_out_of_the_input() {
        for (holding, left) in
            [(Holding::Nothing, json!({"p": [], "q": 1})), (Holding::Input, json!({"p": [1, 2], "q": 1}))]
        {
            let mut fixture = Fixture::new(json!({"p": [1, 2], "q": 1}));
            let mut step = fixture.step();
            step.holding = holding;
            let taken = take_items(&mut step, &P);
            assert!(matches!(taken, Ok(Items::Array(elements)) if elements == [json!(1), json!(2)]));
            assert_eq!(*fixture.input.json(), left);
        }
        let causes = [
            (json!({"p": 1}), r#"Reference path "$.p" must point to array."#),
            (json!({}), "Invalid path '$.p' : No results for path: $['p']"),
        ];
        for (input, cause) in causes {
            let mut fixture = Fixture::new(input);
            assert_eq!(take_items(&mut fixture.step(), &P).err(), Some(Failure::runtime(cause)));
        }
    }

    #[test]
    fn items_are_found_by_path() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        assert!(items_path(&step, &json!({"p": [1]}), &P).is_ok_and(|items| *items == json!([1])));
        let cause = "Invalid path '$.p' : No results for path: $['p']";
        assert_eq!(items_path(&step, &json!({}), &P).err(), Some(Failure::runtime(cause)));
    }

    /// Reads a number, as text so that all kinds of numbers can stand in one table.
    type Read = fn(&Step<'_>, &Value) -> Result<String, Failure>;

    #[test]
    fn numbers_are_read_by_their_fields() {
        let concurrency: Read =
            |step, input| max_concurrency(step, input, &P).map(|number| number.to_string());
        let tolerated: Read =
            |step, input| tolerated_failure_count(step, input, &P).map(|number| number.to_string());
        let percentage: Read =
            |step, input| tolerated_failure_percentage(step, input, &P).map(|number| number.to_string());
        let max_items: Read =
            |step, input| super::max_items(step, input, &P).map(|number| number.to_string());
        let batch: Read =
            |step, input| count(step, input, "MaxItemsPerBatchPath", &P).map(|number| number.to_string());
        let integer = |field: &str, shown: &str| {
            Err(format!("The {field} field refers to value \"{shown}\" which is not a valid integer: $.p"))
        };
        let float = |shown: &str| {
            Err(format!(
                "The ToleratedFailurePercentagePath field refers to value \"{shown}\" which is not a valid float: $.p"
            ))
        };
        let range = || Err("ToleratedFailurePercentage must be between 0 and 100.".to_owned());
        let cases: Vec<(Read, Value, Result<&str, String>)> = vec![
            (concurrency, json!(0), Ok("0")),
            (concurrency, json!(3), Ok("3")),
            (concurrency, json!("3"), Ok("3")),
            (concurrency, json!(i64::MAX), Ok("4294967295")),
            (concurrency, json!(-1), Err("MaxConcurrency cannot be negative.".to_owned())),
            (concurrency, json!("NoNumber"), integer("MaxConcurrencyPath", "NoNumber")),
            (concurrency, json!({}), integer("MaxConcurrencyPath", "{}")),
            (concurrency, json!(1.5), integer("MaxConcurrencyPath", "1.5")),
            (tolerated, json!(0), Ok("0")),
            (tolerated, json!("7"), Ok("7")),
            (tolerated, json!(-1), Err("ToleratedFailureCount cannot be negative.".to_owned())),
            (tolerated, json!("NoNumber"), integer("ToleratedFailureCountPath", "NoNumber")),
            (tolerated, json!({}), integer("ToleratedFailureCountPath", "{}")),
            (percentage, json!(0), Ok("0")),
            (percentage, json!(1.1), Ok("1.1")),
            (percentage, json!(100), Ok("100")),
            (percentage, json!("12.5"), Ok("12.5")),
            (percentage, json!(-1.1), range()),
            (percentage, json!(100.1), range()),
            (percentage, json!("NaN"), range()),
            (percentage, json!("NoNumber"), float("NoNumber")),
            (percentage, json!({}), float("{}")),
            (percentage, json!(null), float("null")),
            (max_items, json!(1), Ok("1")),
            (max_items, json!("20"), Ok("20")),
            (max_items, json!(0), Ok("0")),
            (max_items, json!(-1), Ok("-1")),
            (max_items, json!(1.5), integer("MaxItemsPath", "1.5")),
            (batch, json!(0), Err("field MaxItemsPerBatch must be positive".to_owned())),
            (batch, json!([]), integer("MaxItemsPerBatchPath", "[]")),
        ];
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        for (read, value, expected) in cases {
            let found = read(&step, &json!({"p": value}));
            let found = found.map_err(|failure| failure.cause().unwrap_or_default().to_owned());
            assert_eq!(found, expected.map(str::to_owned), "{value}");
        }
        for read in [concurrency, tolerated, percentage, max_items, batch] {
            let failure = read(&step, &json!({})).err();
            assert_eq!(failure, Some(Failure::runtime("Invalid path '$.p' : No results for path: $['p']")));
        }
    }
}
