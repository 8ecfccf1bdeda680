//! What the service's language does with hash codes and random numbers.

use serde_json::Value;

use crate::data::number::Number;

/// `java.util.Random`: a linear congruential generator of 48 bits.
pub(crate) struct Random {
    state: u64,
}

const MULTIPLIER: u64 = 0x0005_DEEC_E66D;
const INCREMENT: u64 = 0xB;
const MASK: u64 = (1 << 48) - 1;

impl Random {
    pub(crate) fn new(seed: i64) -> Self {
        Self { state: (seed.cast_unsigned() ^ MULTIPLIER) & MASK }
    }

    /// The upper bits of the next state.
    fn bits(&mut self, count: u32) -> u64 {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT) & MASK;
        self.state >> (48 - count)
    }

    fn next(&mut self) -> i32 {
        self.bits(31) as i32
    }

    /// A number from 0 to below 1.
    pub(crate) fn next_double(&mut self) -> f64 {
        let upper = self.bits(26) << 27;
        let bits = upper + self.bits(27);
        bits as f64 / (1_u64 << 53) as f64
    }

    /// A number from 0 to below `bound`, which must be positive.
    pub(super) fn next_below(&mut self, bound: i32) -> i32 {
        let greatest = bound - 1;
        if bound & greatest == 0 {
            return ((i64::from(bound) * i64::from(self.next())) >> 31) as i32;
        }
        loop {
            let bits = self.next();
            let number = bits % bound;
            // Draws again in the last, shorter run of numbers, where the sum overflows.
            if (bits - number).checked_add(greatest).is_some() {
                return number;
            }
        }
    }
}

/// `hashCode()` of the value as strings, boxed numbers, lists and maps.
pub(super) fn hash_code(value: &Value) -> i32 {
    match value {
        Value::Null => 0,
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(number) => number_hash(number.into()),
        Value::String(text) => string_hash(text),
        Value::Array(elements) => elements
            .iter()
            .fold(1, |hash: i32, element| hash.wrapping_mul(31).wrapping_add(hash_code(element))),
        Value::Object(members) => members
            .iter()
            .fold(0, |hash: i32, (key, value)| hash.wrapping_add(string_hash(key) ^ hash_code(value))),
    }
}

fn string_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0, |hash: i32, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

/// Equal numbers have equal hashes: one without a fraction is hashed as a whole one.
fn number_hash(number: Number) -> i32 {
    match number {
        Number::Float(float) if float.fract() == 0.0 && float.abs() < 9.2e18 => whole_hash(float as i64),
        Number::Float(float) => fold(float.to_bits()),
        Number::Integer(number) => whole_hash(number),
        Number::Unsigned(number) => fold(number),
    }
}

fn whole_hash(number: i64) -> i32 {
    i32::try_from(number).unwrap_or_else(|_| fold(number.cast_unsigned()))
}

fn fold(bits: u64) -> i32 {
    ((bits ^ (bits >> 32)) as u32).cast_signed()
}

/// The values in the order of a `HashSet` that they were added to one by one.
pub(super) fn in_set_order(mut values: Vec<Value>) -> Vec<Value> {
    let mut buckets: u32 = 16;
    // The table doubles when it is more than three quarters full, and keeps the order within a bucket.
    while u64::from(buckets) * 3 / 4 < values.len() as u64 && buckets < 1 << 30 {
        buckets *= 2;
    }
    values.sort_by_cached_key(|value| {
        let hash = hash_code(value).cast_unsigned();
        (hash ^ (hash >> 16)) & (buckets - 1)
    });
    values
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn draws_as_java_does() {
        let draw = |seed, bound| Random::new(seed).next_below(bound);
        assert_eq!([draw(42, 100), draw(42, 10), draw(0, 10), draw(-10, 9)], [30, 0, 0, 0]);
        // A power of two takes the upper bits.
        assert_eq!(draw(42, 4), 2);
    }

    #[test]
    fn hashes_as_java_does() {
        let cases = [
            (json!(null), 0),
            (json!(true), 1231),
            (json!(-1), -1),
            (json!(1.0), 1),
            (json!(1.5), 1_073_217_536),
            (json!(4_294_967_296_i64), 1),
            (json!(""), 0),
            (json!("hello"), 99_162_322),
            (json!("Aa"), 2112),
            (json!("BB"), 2112),
            (json!([]), 1),
            (json!([1, 2]), 994),
            (json!({}), 0),
            (json!({"a": 1}), 96),
        ];
        for (value, hash) in cases {
            assert_eq!(hash_code(&value), hash, "{value}");
        }
    }
}
