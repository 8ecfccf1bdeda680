//! Functions of numbers.

use serde_json::Value;

use super::Call;
use super::java::Random;
use crate::data::number::Number;
use crate::program::{Failure, Step};

/// `States.MathAdd(a, b)` (INT-25).
///
/// # Errors
///
/// Arguments that are no numbers; an argument or a sum beyond 32 bits.
pub fn math_add(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "MathAdd");
    let [left, right] = call.arguments(arguments)?;
    let rounded = |argument| i32::try_from(call.number(argument)?.round()).map_err(|_| call.invalid());
    let sum = rounded(left)?.checked_add(rounded(right)?).ok_or_else(|| call.invalid())?;
    Ok(Value::from(sum))
}

/// `States.MathRandom(start, end[, seed])`: from `start` to below `end` (INT-24).
///
/// # Errors
///
/// Arguments that are no numbers, bounds beyond 32 bits or in the wrong order.
pub fn math_random(step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "MathRandom");
    let (start, end, seed) = match arguments {
        [start, end] => (start, end, None),
        [start, end, seed] => (start, end, Some(call.truncated(seed)?)),
        _ => return Err(call.invalid()),
    };
    let bound = |argument| i32::try_from(call.truncated(argument)?).map_err(|_| call.invalid());
    let (start, end) = (bound(start)?, bound(end)?);
    let span = end.checked_sub(start).filter(|span| *span > 0).ok_or_else(|| call.invalid())?;
    let offset = match seed {
        Some(seed) => Random::new(seed).next_below(span),
        None => step.random.borrow_mut().i32(0..span),
    };
    Ok(Value::from(start + offset))
}

impl Number {
    /// Rounded half up, toward +∞ (INT-8); a number beyond [`i64`] becomes the nearest end.
    fn round(self) -> i64 {
        match self {
            Self::Float(number) => {
                let floor = number.floor();
                // Not `floor(number + 0.5)`: the sum rounds up just below a half.
                (if number - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
            }
            whole => whole.truncate(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{gives, refuses};
    use crate::program::Fixture;

    #[test]
    fn rounds_and_adds() {
        let cases = [
            (json!([5, 3]), 8),
            (json!([-9, 3]), -6),
            (json!([1.49, 1.5]), 3),
            (json!([-1.5, 0]), -1),
            (json!([-1.51, 0]), -2),
            (json!([-2.5, 0]), -2),
            (json!([0.5, 0]), 1),
            (json!([-0.5, 0]), 0),
            (json!([0.49999999999999994, 0]), 0),
            (json!([-0.5, 0.5]), 1),
            (json!([2_147_483_647, 0]), 2_147_483_647),
            (json!([-2_147_483_648_i64, 0.4]), -2_147_483_648),
            (json!([2_147_483_647, -2_147_483_648_i64]), -1),
        ];
        for (arguments, sum) in cases {
            gives(math_add, arguments, json!(sum));
        }
    }

    #[test]
    fn adds_32_bit_numbers_only() {
        let refused = [
            json!([2_147_483_647, 1]),
            json!([-2_147_483_648_i64, -1]),
            json!([3_000_000_000_i64, 1]),
            json!([2_147_483_647.5, 0]),
            json!([u64::MAX, 0]),
            json!([1e300, 0]),
            json!(["1", 1]),
            json!([1, true]),
            json!([null, 1]),
            json!([[], 1]),
            json!([1]),
            json!([]),
            json!([1, 1, 1]),
        ];
        for arguments in refused {
            refuses(math_add, "MathAdd", arguments);
        }
    }

    #[test]
    fn draws_with_a_seed_as_the_service_does() {
        let cases = [
            (json!([1, 100, 42]), 63),
            (json!([1, 1000, 1]), 106),
            (json!([1, 1000, 2]), 806),
            (json!([1, 10, -10]), 1),
            (json!([1, 10, 0]), 7),
            (json!([1, 5, 42]), 3),
            (json!([2_147_483_640, 2_147_483_647, 1]), 2_147_483_644),
            (json!([1.6, 5.4, 42]), 3),
            (json!([7, 8, 99]), 7),
        ];
        for (arguments, number) in cases {
            gives(math_random, arguments, json!(number));
        }
    }

    #[test]
    fn draws_from_the_step_without_a_seed() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let draw = || {
            let drawn = math_random(&step, "", &[json!(-3), json!(3)]);
            drawn.ok().and_then(|number| number.as_i64()).expect("bounds are in order")
        };
        let drawn: Vec<i64> = (0..1000).map(|_| draw()).collect();
        for number in -3..3 {
            assert!(drawn.contains(&number), "{number} is never drawn");
        }
        assert!(!drawn.contains(&3), "the end is drawn");
        let mut again = Fixture::new(Value::Null);
        let again = again.step();
        let repeated =
            math_random(&again, "", &[json!(-3), json!(3)]).ok().and_then(|number| number.as_i64());
        assert_eq!(repeated, drawn.first().copied(), "equal surroundings give equal numbers");
    }

    #[test]
    fn wants_bounds_in_order() {
        let refused = [
            json!([1, 1]),
            json!([10, 5]),
            json!([1.49, 1.9]),
            json!(["1", 10]),
            json!([1, null]),
            json!([1, 10, "seed"]),
            json!([1, 10, null]),
            json!([1, 3_000_000_000_i64]),
            json!([-2_147_483_648_i64, 2_147_483_647]),
            json!([1]),
            json!([]),
            json!([1, 2, 3, 4]),
        ];
        for arguments in refused {
            refuses(math_random, "MathRandom", arguments);
        }
    }
}
