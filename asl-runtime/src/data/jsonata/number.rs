//! Whole numbers.

use serde_json::Number;

/// The whole number that a number is (TIME-10).
pub(crate) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        let whole = float as i64;
        (whole as f64 == float && whole != i64::MAX).then_some(whole)
    })
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
}
