//! JSON that comes back from where it was kept.

use serde::Deserialize;
use serde_json::{Deserializer, Error, Value};

/// Reads a value that was written here, however deep it nests: what an execution could hold and write, it can read
/// again. Texts from outside keep the limit of `serde_json`, since a value that is deep enough can't even be dropped.
///
/// # Errors
///
/// The text is no JSON.
pub(crate) fn read(text: &str) -> Result<Value, Error> {
    let mut deserializer = Deserializer::from_str(text);
    // The stack grows where the limit would have been needed.
    deserializer.disable_recursion_limit();
    let value = Value::deserialize(serde_stacker::Deserializer::new(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn depth_is_no_matter() {
        let deep = (0..1_000).fold(json!({"a": 1}), |inner, _| json!([inner]));
        assert_eq!(read(&deep.to_string()).ok(), Some(deep));
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        // Each of these is read as its neighbour where digits are not taken to the last.
        for text in
            ["31.245270191439438", "121.48791951161945", "0.1", "5e-324", "18446744073709551615", "-0.0"]
        {
            assert_eq!(read(text).map(|value| value.to_string()).ok().as_deref(), Some(text));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "1 2", "[1", "{\"a\":}", "nul"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
