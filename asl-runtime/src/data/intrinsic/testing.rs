//! Short ways to call a function in a test.

use serde_json::Value;

use crate::program::{Failure, Fixture, Step};

type Function = fn(&Step<'_>, &'static str, &[Value]) -> Result<Value, Failure>;

fn call(function: Function, arguments: &Value) -> Result<Value, Failure> {
    let arguments = arguments.as_array().expect("a test gives its arguments as an array");
    function(&Fixture::new(Value::Null).step(), "States.Example(…)", arguments)
}

#[track_caller]
pub(super) fn gives(function: Function, arguments: Value, expected: Value) {
    let result = call(function, &arguments);
    // Compared as text, so that 1 is not 1.0 and the order of members counts.
    assert_eq!(result.as_ref().map(Value::to_string), Ok(expected.to_string()), "{arguments}");
}

#[track_caller]
pub(super) fn refuses(function: Function, name: &str, arguments: Value) {
    fails(function, arguments, &format!("Invalid arguments in States.{name}"));
}

#[track_caller]
pub(super) fn fails(function: Function, arguments: Value, problem: &str) {
    let failure = call(function, &arguments).expect_err(&format!("{arguments} is refused"));
    assert_eq!(failure.name(), "States.Runtime");
    assert_eq!(
        failure.cause(),
        Some(&*format!(
            "There was an error while evaluating the intrinsic function: States.Example(…). {problem}"
        )),
        "{arguments}"
    );
}
