//! Fail states (END).

use std::borrow::Cow;

use serde_json::Value;

use super::cause;
use super::path::Path;
use crate::program::{Failure, Step};

/// The failure of a Fail state; a part that it leaves out is absent from the execution (END-4).
pub fn failure(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>) -> Failure {
    Failure::fail_state(error, cause)
}

/// The text that `ErrorPath` or `CausePath` names in the raw input.
///
/// # Errors
///
/// A path that names nothing, or no string (END-3).
pub fn path(step: &Step<'_>, field: &'static str, path: &Path) -> Result<String, Failure> {
    match path.select(step, step.input()) {
        Ok(value) => match value.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(Failure::runtime(format!(
                "The JSONPath '{}' specified for the field '{field}' does not reference a string: {value}",
                path.text
            ))),
        },
        Err(_) => Err(Failure::runtime(cause::not_found(step, step.input(), field, path))),
    }
}

/// The text that the intrinsic function of `ErrorPath` or `CausePath` gave.
///
/// # Errors
///
/// A value that is no string (END-3).
pub fn string(_step: &Step<'_>, field: &'static str, value: Value) -> Result<String, Failure> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(Failure::runtime(format!(
            "The intrinsic function specified for the field '{field}' does not return a string: {other}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::{FailureKind, Fixture};

    #[test]
    fn reads_texts_from_the_raw_input() {
        let mut fixture = Fixture::new(json!({"Error": "E", "code": 5}));
        let step = fixture.step();
        let at = |text, name| {
            let steps: &'static [PathStep] = Vec::leak(vec![PathStep::Name(name)]);
            path(&step, "ErrorPath", &Path { text, root: Root::Document, steps })
        };
        assert_eq!(at("$.Error", "Error"), Ok("E".to_owned()));
        let cause = r#"The JSONPath '$.X' specified for the field 'ErrorPath' could not be found in the input '{"Error":"E","code":5}'"#;
        assert_eq!(at("$.X", "X"), Err(Failure::runtime(cause)));
        let failure = at("$.code", "code").expect_err("a number is no error name");
        assert_eq!((failure.name(), failure.is_catchable()), ("States.Runtime", false));
        assert_eq!(string(&step, "CausePath", json!("C")), Ok("C".to_owned()));
        for other in [json!(null), json!(1), json!(["C"])] {
            assert_eq!(
                string(&step, "CausePath", other).map_err(|failure| failure.is_catchable()),
                Err(false)
            );
        }
    }

    #[test]
    fn keeps_what_is_left_out_apart() {
        let failure = failure(None, Some("C".into()));
        assert_eq!((failure.error(), failure.cause()), (None, Some("C")));
        assert_eq!(failure.kind(), FailureKind::FailState);
        assert!(failure.is_catchable() && failure.is_task_failed());
    }
}
