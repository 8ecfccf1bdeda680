//! Numbers of JSON, and those that expressions compute.

use serde_json::{Number, Value};

/// The whole number that a number is (TIME-10).
pub(crate) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        let whole = float as i64;
        (whole as f64 == float && whole != i64::MAX).then_some(whole)
    })
}

/// The greatest whole number up to which a double tells all whole numbers apart.
#[cfg(feature = "jsonata")]
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What becomes of a computed number (JNA-36): whole ones lose their fraction, and what JSON can't write becomes a
/// string.
#[inline]
pub(super) fn json(number: f64) -> Value {
    let whole = number as i64;
    // The greatest i64 is no double: the conversion stops there for what is beyond.
    if whole as f64 == number && whole != i64::MAX {
        return Value::from(whole);
    }
    broken(number)
}

/// The same for a number that is not whole, or is none.
fn broken(number: f64) -> Value {
    match Number::from_f64(number) {
        Some(number) => Value::Number(number),
        None if number.is_nan() => Value::from("NaN"),
        None if number > 0.0 => Value::from("Infinity"),
        None => Value::from("-Infinity"),
    }
}

/// Whether a number of JSON comes back as it was once it has been a double (DOC-8).
#[cfg(feature = "jsonata")]
pub(super) fn survives(number: &Number) -> bool {
    match number.as_i64() {
        Some(whole) => (whole as f64).abs() < EXACT,
        None => number.is_f64() && number.as_f64().is_some_and(|float| float.fract() != 0.0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whole_numbers_may_have_been_computed() {
        let cases = [
            (json!(3), Some(3)),
            (json!(3.0), Some(3)),
            (json!(1.6), None),
            (json!(1e300), None),
            (json!(u64::MAX), None),
        ];
        for (value, expected) in cases {
            assert_eq!(value.as_number().and_then(whole), expected, "{value}");
        }
    }

    #[test]
    fn computed_numbers_become_json() {
        let cases = [
            (1.0, json!(1)),
            (-0.0, json!(0)),
            (0.5, json!(0.5)),
            (1e18, json!(1_000_000_000_000_000_000_i64)),
            (1e21, json!(1e21)),
            (9_223_372_036_854_775_807.0, json!(9_223_372_036_854_775_808.0)),
            (-9_223_372_036_854_775_808.0, json!(i64::MIN)),
            (f64::NAN, json!("NaN")),
            (f64::INFINITY, json!("Infinity")),
            (f64::NEG_INFINITY, json!("-Infinity")),
        ];
        for (number, value) in cases {
            assert_eq!(json(number), value, "{number}");
        }
    }

    #[test]
    #[cfg(feature = "jsonata")]
    fn some_numbers_do_not_survive_as_doubles() {
        let cases = [
            (json!(0), true),
            (json!(-5), true),
            (json!(9_007_199_254_740_991_i64), true),
            (json!(9_007_199_254_740_993_i64), false),
            (json!(u64::MAX), false),
            (json!(1.5), true),
            (json!(1.0), false),
            (json!(-0.0), false),
            (json!(1e300), false),
        ];
        for (value, expected) in cases {
            let number = value.as_number().map(survives);
            assert_eq!(number, Some(expected), "{value}");
        }
    }
}
