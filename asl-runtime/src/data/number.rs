//! Numbers: exact where they are whole, doubles elsewhere, compared by value (DOC-8).

use std::cmp::Ordering;

use serde_json::Value;

/// A number as a constant of generated code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(i64),
    /// A whole number above the greatest [`i64`].
    Unsigned(u64),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The number, if the value is one.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        value.as_number().map(Self::from)
    }

    /// How this compares with another, as numbers, not as kinds of numbers: 1 equals 1.0.
    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Float(left), Self::Float(right)) => left.partial_cmp(&right),
            (Self::Float(left), right) => compare_whole(right.whole()?, left).map(Ordering::reverse),
            (left, Self::Float(right)) => compare_whole(left.whole()?, right),
            (left, right) => Some(left.whole()?.cmp(&right.whole()?)),
        }
    }

    fn whole(self) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            Self::Float(_) => None,
        }
    }

    /// The whole part; a number beyond [`i64`] becomes the nearest end (INT-8).
    pub(crate) fn truncate(self) -> i64 {
        match self {
            Self::Integer(number) => number,
            Self::Unsigned(_) => i64::MAX,
            Self::Float(number) => number as i64,
        }
    }
}

/// A whole number and a double without rounding either.
fn compare_whole(whole: i128, float: f64) -> Option<Ordering> {
    const BEYOND: f64 = 36_893_488_147_419_103_232.0; // 2^65
    if float.is_nan() {
        return None;
    }
    if float.abs() >= BEYOND {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let fraction = float.fract();
    Some(whole.cmp(&(float.trunc() as i128)).then(0.0_f64.partial_cmp(&fraction)?))
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), _, _) => Self::Integer(number),
            (None, Some(number), _) => Self::Unsigned(number),
            (None, None, number) => Self::Float(number.unwrap_or(f64::NAN)),
        }
    }
}

/// The double as JSON, without a fraction where it has none.
pub(crate) fn whole_or_float(number: f64) -> Value {
    let whole = number as i64;
    if whole as f64 == number && whole.abs() < 1 << 53 { Value::from(whole) } else { Value::from(number) }
}

/// Whether two values are equal, numbers by value, members of objects in any order.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            Number::from(left).compare(right.into()) == Some(Ordering::Equal)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn compares_by_value() {
        use Ordering::{Equal, Greater, Less};
        let cases = [
            (json!(1), json!(1.0), Equal),
            (json!(1), json!(2), Less),
            (json!(1.5), json!(1), Greater),
            (json!(-1.5), json!(-1), Less),
            (json!(-1), json!(-1.5), Greater),
            (json!(0), json!(-0.0), Equal),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992.0), Greater),
            (json!(i64::MAX), json!(u64::MAX), Less),
            (json!(u64::MAX), json!(18_446_744_073_709_551_616.0), Less),
            (json!(1e300), json!(u64::MAX), Greater),
            (json!(i64::MIN), json!(-1e300), Greater),
            (json!(i64::MIN), json!(-9_223_372_036_854_775_808.0), Equal),
        ];
        for (left, right, ordering) in cases {
            let compare = |left, right| Number::of(left)?.compare(Number::of(right)?);
            assert_eq!(compare(&left, &right), Some(ordering), "{left} {right}");
            assert_eq!(compare(&right, &left), Some(ordering.reverse()), "{right} {left}");
        }
        assert_eq!(Number::Float(f64::NAN).compare(Number::Integer(0)), None);
    }

    #[test]
    fn cuts_off_fractions() {
        let cases = [
            (json!(1.9), 1),
            (json!(-1.9), -1),
            (json!(-0.4), 0),
            (json!(u64::MAX), i64::MAX),
            (json!(1e300), i64::MAX),
            (json!(-1e300), i64::MIN),
        ];
        for (number, whole) in cases {
            assert_eq!(Number::of(&number).map(Number::truncate), Some(whole), "{number}");
        }
    }

    #[test]
    fn equality_looks_into_arrays_and_objects() {
        assert!(equal(&json!({"a": [1, {"b": 2.0}], "c": null}), &json!({"c": null, "a": [1.0, {"b": 2}]})));
        let different = [
            (json!([1]), json!([1, 1])),
            (json!({"a": 1}), json!({"a": 1, "b": 1})),
            (json!({"a": 1}), json!({"b": 1})),
            (json!(1), json!("1")),
            (json!(0), json!(false)),
            (json!(null), json!(false)),
        ];
        for (left, right) in different {
            assert!(!equal(&left, &right) && !equal(&right, &left), "{left} {right}");
        }
    }

    #[test]
    fn whole_doubles_print_without_a_fraction() {
        for (number, text) in [(1.0, "1"), (-3.0, "-3"), (0.5, "0.5"), (1e300, "1e+300")] {
            assert_eq!(whole_or_float(number).to_string(), text);
        }
    }
}
