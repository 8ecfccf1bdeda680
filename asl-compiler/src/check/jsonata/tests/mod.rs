//! Names of expressions, where they are refused, and what expressions give.

mod names;
mod refused;
mod results;

use super::names::Names;
use crate::expression::jsonata::{Node, parse};

fn parsed(text: &str) -> Node {
    parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.error.message))
}

/// A state of JSONata with this field.
fn pass(field: &str, value: &str) -> String {
    format!(r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata", "{field}": {value}, "Next": "End"}}"#)
}

/// A Pass of JSONata whose output this expression is.
fn output(expression: &str) -> String {
    pass("Output", &serde_json::Value::from(format!("{{% {expression} %}}")).to_string())
}
