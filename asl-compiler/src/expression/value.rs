//! The value of a member whose key ends in `.$` (TPL-4).

use super::{ExpressionError, intrinsic::Call, path::Path};
use crate::model::Expression;

/// Parses the text of a member whose key ends in `.$`: a path, or a call of an intrinsic function.
pub fn parse_expression(text: &str) -> Result<Expression, ExpressionError> {
    const WANTED: &str = "the value must be a path or a call of an intrinsic function";
    let trimmed = text.trim();
    if trimmed.starts_with('$') {
        return Path::parse(text).map(Expression::Path);
    }
    if trimmed.starts_with("States.") || trimmed.contains('(') && !trimmed.starts_with("{%") {
        return Call::parse(text).map(Expression::Intrinsic);
    }
    let error = ExpressionError::new(0..text.len(), WANTED);
    Err(if trimmed.starts_with("{%") {
        error.help("this is JSONata, and the state's query language is JSONPath")
    } else if trimmed.is_empty() || trimmed.contains(char::is_whitespace) {
        error.help("for literal text, write the key without `.$`")
    } else {
        error.help(format!(
            "for the literal text, write the key without `.$`; for a path, write `$.{trimmed}`"
        ))
    })
}
