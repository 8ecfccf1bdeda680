//! How big values may be (LIM-1).

use std::io::{self, Write};

use serde_json::Value;

use crate::program::Failure;

/// The most bytes of a value as compact JSON.
pub const MOST_BYTES: usize = 262_144;

/// Whether a value is longer than `most` bytes. It is not written anywhere, and counting ends with the first byte
/// too many.
pub fn exceeds(value: &Value, most: usize) -> bool {
    // Nearly all values are small, and this sees it of many without counting.
    match value {
        // Most strings are too short for this however they are escaped.
        Value::String(text) if text.len() * LONGEST_ESCAPE + 2 <= most => false,
        _ => serde_json::to_writer(Counter { left: most }, value).is_err(),
    }
}

/// How many bytes a value is long as compact JSON.
pub fn bytes(value: &Value) -> usize {
    let mut counter = Counter { left: usize::MAX };
    let counted = serde_json::to_writer(&mut counter, value);
    if counted.is_ok() { usize::MAX - counter.left } else { usize::MAX }
}

/// `\u0000` for a byte.
const LONGEST_ESCAPE: usize = 6;

struct Counter {
    left: usize,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const ERROR: &str = "States.DataLimitExceeded";

/// A task's result that is too big: Retry and Catch see it (TASK-3). `name` is the service or the ARN.
pub fn task_result(name: &str) -> Failure {
    Failure::reported(Some(ERROR.into()), Some(cause(name, "returned a result").into()))
}

/// Parameters of a task that are too big.
pub fn task_parameters(name: &str) -> Failure {
    Failure::reported(Some(ERROR.into()), Some(cause(name, "provided parameters").into()))
}

/// A state's output that is too big: it ends the execution (ERR-12).
pub fn state_output(name: &str) -> Failure {
    Failure::data_limit(cause(name, "returned a result"))
}

/// The input of a child of a distributed Map that is too big: the child cannot start (DMAP-22).
pub fn child_input() -> Failure {
    Failure::data_limit("The size of the input exceeds the maximum number of bytes service limit.")
}

/// An Assign that gives its variables too much (VAR-17).
pub fn assigned() -> Failure {
    Failure::data_limit(
        "The size of the assigned variables exceeds the maximum number of bytes service limit.",
    )
}

/// Variables of an execution that got too big together (VAR-17).
pub fn variables() -> Failure {
    Failure::data_limit("The size of all variables exceeds the maximum number of bytes service limit.")
}

fn cause(name: &str, what: &str) -> String {
    format!("The state/task '{name}' {what} with a size exceeding the maximum number of bytes service limit.")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::program::FailureKind;

    #[test]
    fn counts_bytes_of_compact_json() {
        let values = [
            json!("é\"\n\u{0}"),
            json!({"a": [1, 2.5, null, true], "b": {}}),
            json!([]),
            json!("x".repeat(1000)),
            json!("\u{0}".repeat(100)),
        ];
        for value in values {
            let length = value.to_string().len();
            assert!(!exceeds(&value, length), "{value}");
            assert!(exceeds(&value, length - 1), "{value}");
        }
        assert!(!exceeds(&json!("x".repeat(MOST_BYTES - 2)), MOST_BYTES));
        assert!(exceeds(&json!("x".repeat(MOST_BYTES - 1)), MOST_BYTES));
    }

    #[test]
    fn only_a_state_s_own_output_is_beyond_catching() {
        let cause = |what| {
            format!(
                "The state/task 'lambda' {what} with a size exceeding the maximum number of bytes service limit."
            )
        };
        let cases = [
            (task_result("lambda"), "returned a result", FailureKind::Reported),
            (task_parameters("lambda"), "provided parameters", FailureKind::Reported),
            (state_output("lambda"), "returned a result", FailureKind::DataLimit),
        ];
        for (failure, what, kind) in cases {
            assert_eq!(failure.name(), "States.DataLimitExceeded");
            assert_eq!(failure.cause(), Some(&*cause(what)));
            assert_eq!((failure.kind(), failure.is_catchable()), (kind, kind != FailureKind::DataLimit));
        }
    }
}
