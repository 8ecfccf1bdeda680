//! The data through small definitions, each lint raised and not raised.

mod choice;
mod jsonata;
mod paths;
mod properties;
mod types;
mod variables;
mod ways;

/// A Pass that makes data, and more states after it.
pub(super) fn after(data: &str, states: &str) -> String {
    format!(r#""Make": {{"Type": "Pass", "Parameters": {data}, "Next": "A"}}, {states}"#)
}

/// A Pass that reads a path of what another made.
pub(super) fn reads(data: &str, path: &str) -> String {
    let pass = format!(r#""A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "Next": "End"}}"#);
    after(data, &pass)
}

/// Fields of a task that calls a function by its integration.
pub(super) const LAMBDA: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;
/// Fields of a task that calls a function by its ARN.
pub(super) const FUNCTION: &str =
    r#""Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f""#;
