//! The value of an expression, as the field needs it that the expression stands in (JNA-31).

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::number::whole;
use super::{Query, Scope, problem};
use crate::data::wait;
use crate::program::{Delay, Failure, Items, Step};
use crate::time::Timestamp;

/// Any value (JNA-3).
///
/// # Errors
///
/// An expression that fails, or has no value (JNA-30). So it is with all functions here.
#[inline]
pub fn evaluate(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<Value, Failure> {
    match query.evaluate(scope) {
        Ok(Some(value)) => Ok(value),
        other => Err(problem::no_value(field, query.text(), other.err())),
    }
}

/// Whether a Condition holds (CHO-31).
///
/// # Errors
///
/// Anything but a boolean: there is no truthiness.
#[inline]
pub fn condition(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<bool, Failure> {
    match query.decide(scope) {
        Ok(Ok(holds)) => Ok(holds),
        Ok(Err(Some(other))) => Err(problem::unexpected(field, query.text(), "boolean", &other)),
        other => Err(problem::no_value(field, query.text(), other.err())),
    }
}

/// A text: `Error`, `Cause`, `Credentials/RoleArn`.
///
/// # Errors
///
/// Anything but a string.
pub fn text(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<String, Failure> {
    match evaluate(scope, field, query)? {
        Value::String(text) => Ok(text),
        other => Err(problem::unexpected(field, query.text(), "string", &other)),
    }
}

/// `TimeoutSeconds` and `HeartbeatSeconds` (TIME-10).
///
/// # Errors
///
/// Anything but a whole number from 0 to 99,999,999.
pub fn seconds(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<Duration, Failure> {
    const LONGEST: u64 = 99_999_999;
    let seconds = integer(scope, field, query)?;
    match u64::try_from(seconds) {
        Ok(seconds) if seconds <= LONGEST => Ok(Duration::from_secs(seconds)),
        _ => Err(refused(field, format!("{field} must be between 0 and {LONGEST} but was: {seconds}"))),
    }
}

/// `Seconds` of a Wait (WAIT-6).
///
/// # Errors
///
/// Anything but a whole number from 0 to 99,999,999.
pub fn wait_seconds(scope: &Scope<'_>, query: &impl Query) -> Result<Delay, Failure> {
    wait::check(scope.step(), Delay::For(seconds(scope, "Seconds", query)?))
}

/// `Timestamp` of a Wait (WAIT-6).
///
/// # Errors
///
/// Anything but a timestamp, and one that is too far (WAIT-5).
pub fn timestamp(scope: &Scope<'_>, query: &impl Query) -> Result<Delay, Failure> {
    const FIELD: &str = "Timestamp";
    let text = text(scope, FIELD, query)?;
    match Timestamp::parse(&text) {
        Some(instant) => wait::check(scope.step(), Delay::Until(instant)),
        None => Err(refused(
            FIELD,
            format!(
                "The {FIELD} field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
            ),
        )),
    }
}

/// `Items` of a Map: an array. The service takes objects for a distributed Map only (MAP-3).
///
/// # Errors
///
/// Anything else (MAP-4).
pub fn items(scope: &Scope<'_>, query: &impl Query) -> Result<Items, Failure> {
    array_items(query, evaluate(scope, ITEMS, query)?)
}

/// `Items` of a distributed Map: an array, or an object (MAP-3).
///
/// # Errors
///
/// Anything else (MAP-4).
pub fn items_or_members(scope: &Scope<'_>, query: &impl Query) -> Result<Items, Failure> {
    match evaluate(scope, ITEMS, query)? {
        Value::Object(members) => Ok(Items::Object(members)),
        other => array_items(query, other),
    }
}

const ITEMS: &str = "Items";

fn array_items(query: &impl Query, items: Value) -> Result<Items, Failure> {
    match items {
        Value::Array(elements) => Ok(Items::Array(elements)),
        other => Err(problem::unexpected(ITEMS, query.text(), "array", &other)),
    }
}

/// `Items` of a Map that are written out, with expressions somewhere in them.
pub fn literal_items(items: Value) -> Items {
    match items {
        Value::Array(elements) => Items::Array(elements),
        Value::Object(members) => Items::Object(members),
        // The reader lets nothing else pass.
        other => Items::Array(vec![other]),
    }
}

/// The items of a Map without `Items`: its input (MAP-2).
///
/// # Errors
///
/// An input that is no array (MAP-4).
pub fn map_input(step: &Step<'_>) -> Result<Items, Failure> {
    match step.input() {
        Value::Array(elements) => Ok(Items::Array(elements.clone())),
        other => Err(Failure::evaluation(None, format!("Map state input must be an array but was: {other}"))),
    }
}

/// `MaxConcurrency` (MAP-7).
///
/// # Errors
///
/// Anything but a whole number from 0.
pub fn max_concurrency(scope: &Scope<'_>, query: &impl Query) -> Result<u32, Failure> {
    // More than can be counted is as good as no limit, which the greatest number comes closest to.
    Ok(u32::try_from(from_zero(scope, "MaxConcurrency", query)?).unwrap_or(u32::MAX))
}

/// `ToleratedFailureCount` (DMAP-14).
///
/// # Errors
///
/// Anything but a whole number from 0.
pub fn tolerated_failure_count(scope: &Scope<'_>, query: &impl Query) -> Result<u64, Failure> {
    from_zero(scope, "ToleratedFailureCount", query)
}

/// `ToleratedFailurePercentage` (DMAP-14).
///
/// # Errors
///
/// Anything but a number from 0 to 100.
pub fn tolerated_failure_percentage(scope: &Scope<'_>, query: &impl Query) -> Result<f64, Failure> {
    const FIELD: &str = "ToleratedFailurePercentage";
    let number = number(scope, FIELD, query)?;
    match number.as_f64() {
        Some(percentage) if (0.0..=100.0).contains(&percentage) => Ok(percentage),
        _ => Err(refused(FIELD, format!("{FIELD} must be between 0 and 100."))),
    }
}

/// `MaxItems`; the reader itself refuses too small a number (DMAP-11).
///
/// # Errors
///
/// Anything but a whole number.
pub fn max_items(scope: &Scope<'_>, query: &impl Query) -> Result<i64, Failure> {
    integer(scope, "ItemReader/ReaderConfig/MaxItems", query)
}

/// `MaxItemsPerBatch`, `MaxInputBytesPerBatch` (DMAP-13).
///
/// # Errors
///
/// Anything but a whole number from 1.
pub fn count(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<u64, Failure> {
    match u64::try_from(integer(scope, field, query)?) {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(refused(field, format!("field {field} must be positive"))),
    }
}

fn from_zero(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<u64, Failure> {
    let number = integer(scope, field, query)?;
    u64::try_from(number).map_err(|_| refused(field, format!("{field} cannot be negative.")))
}

fn integer(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<i64, Failure> {
    let number = number(scope, field, query)?;
    whole(&number)
        .ok_or_else(|| refused(field, format!("The {field} field cannot be parsed as an integer: {number}")))
}

fn number(scope: &Scope<'_>, field: &'static str, query: &impl Query) -> Result<serde_json::Number, Failure> {
    match evaluate(scope, field, query)? {
        Value::Number(number) => Ok(number),
        other => Err(problem::unexpected(field, query.text(), "number", &other)),
    }
}

/// A value of the right type that the field does not take all the same.
fn refused(field: &'static str, cause: impl Into<Cow<'static, str>>) -> Failure {
    Failure::evaluation(Some(field), cause)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::jsonata::Problem;
    use crate::program::Fixture;

    /// An expression with a result of its own.
    struct Given(Result<Option<Value>, Problem>);

    impl Query for Given {
        fn text(&self) -> &str {
            "$e"
        }

        fn evaluate(&self, _: &Scope<'_>) -> Result<Option<Value>, Problem> {
            self.0.clone()
        }
    }

    fn value(value: Value) -> Given {
        Given(Ok(Some(value)))
    }

    /// Reads a field, as text so that all kinds of fields can stand in one table.
    type Read = fn(&Scope<'_>, &Given) -> Result<String, Failure>;

    #[track_caller]
    fn check(read: Read, field: Option<&'static str>, cases: &[(Value, Result<&str, &str>)]) {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let scope = Scope::new(&step);
        for (given, expected) in cases {
            let found = read(&scope, &value(given.clone()));
            let expected = match expected {
                Ok(text) => Ok((*text).to_owned()),
                Err(cause) => Err(Failure::evaluation(field, (*cause).to_owned())),
            };
            assert_eq!(found, expected, "{given}");
        }
    }

    #[test]
    fn undefined_and_failed_expressions_name_their_field() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let scope = Scope::new(&step);
        let cases = [
            (
                Ok(None),
                "The JSONata expression '$e' specified for the field 'Output/a[0]' returned nothing (undefined).",
            ),
            (
                Err(Problem::error(
                    "T2001",
                    r#"The left side of the "+" operator must evaluate to a number"#,
                )),
                "The JSONata expression '$e' specified for the field 'Output/a[0]' threw an error during \
                 evaluation. T2001: The left side of the \"+\" operator must evaluate to a number",
            ),
            (
                Err(Problem::Unsupported),
                "The JSONata expression '$e' specified for the field 'Output/a[0]' returned an unsupported \
                 result type.",
            ),
        ];
        for (result, cause) in cases {
            let failure = evaluate(&scope, "Output/a[0]", &Given(result));
            assert_eq!(failure, Err(Failure::evaluation(Some("Output/a[0]"), cause)));
        }
        assert_eq!(evaluate(&scope, "Output", &value(Value::Null)), Ok(Value::Null));
    }

    #[test]
    fn conditions_are_booleans() {
        let read: Read =
            |scope, query| condition(scope, "Choices[1]/Condition", query).map(|holds| holds.to_string());
        check(
            read,
            Some("Choices[1]/Condition"),
            &[
                (json!(true), Ok("true")),
                (json!(false), Ok("false")),
                (
                    json!("true"),
                    Err(
                        "The JSONata expression '$e' specified for the field 'Choices[1]/Condition' returned an \
                         unexpected result type. Expected 'boolean', but was 'string' for value: \"true\"",
                    ),
                ),
                (
                    json!(0),
                    Err(
                        "The JSONata expression '$e' specified for the field 'Choices[1]/Condition' returned an \
                         unexpected result type. Expected 'boolean', but was 'number' for value: 0",
                    ),
                ),
            ],
        );
    }

    #[test]
    fn timeouts_are_whole_seconds() {
        let read: Read =
            |scope, query| seconds(scope, "TimeoutSeconds", query).map(|time| format!("{time:?}"));
        check(
            read,
            Some("TimeoutSeconds"),
            &[
                (json!(3), Ok("3s")),
                (json!(0), Ok("0ns")),
                (json!(5.0), Ok("5s")),
                (json!(99_999_999), Ok("99999999s")),
                (json!(1.6), Err("The TimeoutSeconds field cannot be parsed as an integer: 1.6")),
                (json!(-1), Err("TimeoutSeconds must be between 0 and 99999999 but was: -1")),
                (json!(100_000_000), Err("TimeoutSeconds must be between 0 and 99999999 but was: 100000000")),
                (
                    json!("3"),
                    Err("The JSONata expression '$e' specified for the field 'TimeoutSeconds' returned an \
                         unexpected result type. Expected 'number', but was 'string' for value: \"3\""),
                ),
            ],
        );
    }

    #[test]
    fn waits_end_at_instants() {
        let read: Read = |scope, query| timestamp(scope, query).map(|delay| format!("{delay:?}"));
        let until = format!("{:?}", Delay::Until(Timestamp::new(1_735_689_601, 500_000_000)));
        check(
            read,
            Some("Timestamp"),
            &[
                (json!("2025-01-01T00:00:01.5Z"), Ok(&until)),
                (
                    json!("2016-12-05T21:29:29"),
                    Err(
                        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format \
                         string: 2016-12-05T21:29:29",
                    ),
                ),
                (
                    json!(5),
                    Err(
                        "The JSONata expression '$e' specified for the field 'Timestamp' returned an unexpected \
                         result type. Expected 'string', but was 'number' for value: 5",
                    ),
                ),
            ],
        );
        let read: Read = |scope, query| wait_seconds(scope, query).map(|delay| format!("{delay:?}"));
        check(
            read,
            Some("Seconds"),
            &[
                (json!(3), Ok("For(3s)")),
                (json!(0.5), Err("The Seconds field cannot be parsed as an integer: 0.5")),
            ],
        );
    }

    #[test]
    fn items_are_elements_or_members() {
        let read: Read = |scope, query| items(scope, query).map(|items| format!("{items:?}"));
        let read_both: Read = |scope, query| items_or_members(scope, query).map(|items| format!("{items:?}"));
        let unexpected = |kind: &str, shown: &str| {
            format!(
                "The JSONata expression '$e' specified for the field 'Items' returned an unexpected result type. \
                 Expected 'array', but was '{kind}' for value: {shown}"
            )
        };
        check(
            read,
            Some("Items"),
            &[
                (json!([1]), Ok("Array([Number(1)])")),
                (json!({"k": 1}), Err(&unexpected("object", r#"{"k":1}"#))),
            ],
        );
        check(
            read_both,
            Some("Items"),
            &[
                (json!([1, "two"]), Ok(r#"Array([Number(1), String("two")])"#)),
                (json!({"k": 1}), Ok(r#"Object({"k": Number(1)})"#)),
                (json!(null), Err(&unexpected("null", "null"))),
                (json!("string"), Err(&unexpected("string", "\"string\""))),
                (json!(1), Err(&unexpected("number", "1"))),
                (json!(true), Err(&unexpected("boolean", "true"))),
            ],
        );
    }

    #[test]
    fn the_input_of_a_map_must_be_an_array() {
        let mut fixture = Fixture::new(json!([1]));
        assert!(matches!(map_input(&fixture.step()), Ok(Items::Array(items)) if items == [json!(1)]));
        for (input, shown) in
            [(json!({"foo": "bar"}), r#"{"foo":"bar"}"#), (json!("x"), "\"x\""), (json!(1), "1")]
        {
            let cause = format!("Map state input must be an array but was: {shown}");
            let failure = map_input(&Fixture::new(input).step()).err();
            assert_eq!(failure, Some(Failure::evaluation(None, cause)));
        }
    }

    #[test]
    fn numbers_of_a_map_have_ranges() {
        let read: Read = |scope, query| max_concurrency(scope, query).map(|number| number.to_string());
        check(
            read,
            Some("MaxConcurrency"),
            &[
                (json!(0), Ok("0")),
                (json!(7), Ok("7")),
                (json!(-1), Err("MaxConcurrency cannot be negative.")),
                (json!(1.5), Err("The MaxConcurrency field cannot be parsed as an integer: 1.5")),
            ],
        );
        let read: Read =
            |scope, query| tolerated_failure_percentage(scope, query).map(|number| number.to_string());
        check(
            read,
            Some("ToleratedFailurePercentage"),
            &[
                (json!(12.5), Ok("12.5")),
                (json!(100), Ok("100")),
                (json!(100.1), Err("ToleratedFailurePercentage must be between 0 and 100.")),
                (json!(-1), Err("ToleratedFailurePercentage must be between 0 and 100.")),
            ],
        );
        let read: Read = |scope, query| {
            count(scope, "ItemBatcher/MaxItemsPerBatch", query).map(|number| number.to_string())
        };
        check(
            read,
            Some("ItemBatcher/MaxItemsPerBatch"),
            &[(json!(2), Ok("2")), (json!(0), Err("field ItemBatcher/MaxItemsPerBatch must be positive"))],
        );
    }

    #[test]
    fn texts_are_strings() {
        let read: Read = |scope, query| text(scope, "Cause", query);
        check(
            read,
            Some("Cause"),
            &[
                (json!("why"), Ok("why")),
                (
                    json!({"a": 1}),
                    Err(
                        "The JSONata expression '$e' specified for the field 'Cause' returned an unexpected \
                         result type. Expected 'string', but was 'object' for value: {\"a\":1}",
                    ),
                ),
            ],
        );
    }
}
