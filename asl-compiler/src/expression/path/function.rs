//! Functions at the end of a path (PATH-6).

use super::super::cursor::Cursor;
use super::{ExpressionError, Function, FunctionName, filter};
use crate::suggest::nearest;

impl FunctionName {
    /// All, in the order of PATH-6.
    pub const ALL: [Self; 12] = [
        Self::Min,
        Self::Max,
        Self::Avg,
        Self::Stddev,
        Self::Sum,
        Self::Length,
        Self::Concat,
        Self::Keys,
        Self::Append,
        Self::First,
        Self::Last,
        Self::Index,
    ];

    /// As it is written in a path.
    pub fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Avg => "avg",
            Self::Stddev => "stddev",
            Self::Sum => "sum",
            Self::Length => "length",
            Self::Concat => "concat",
            Self::Keys => "keys",
            Self::Append => "append",
            Self::First => "first",
            Self::Last => "last",
            Self::Index => "index",
        }
    }

    fn takes_arguments(self) -> bool {
        matches!(self, Self::Concat | Self::Append | Self::Index)
    }
}

/// Parses the parentheses after a name that begins at `start`.
pub(super) fn call(cursor: &mut Cursor<'_>, start: usize) -> Result<Function, ExpressionError> {
    let range = start..cursor.position();
    let written = cursor.slice(range.clone());
    let Some(name) = FunctionName::ALL.into_iter().find(|name| name.name() == written) else {
        let error = ExpressionError::new(range, format!("a path has no function `{written}`"));
        return Err(match nearest(written, FunctionName::ALL.map(FunctionName::name)) {
            _ if written == "size" => error.help("did you mean `length`?"),
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!(
                "there are {}; a name that holds a parenthesis stands in brackets and quotes",
                FunctionName::ALL.map(FunctionName::name).join(", ")
            )),
        });
    };
    let arguments = arguments(cursor)?;
    if !name.takes_arguments() && !arguments.is_empty() {
        return Err(ExpressionError::new(
            start..cursor.position(),
            format!("`{written}()` takes no arguments in a path"),
        ));
    }
    if name == FunctionName::Index && arguments.len() != 1 {
        return Err(ExpressionError::new(
            start..cursor.position(),
            "`index()` takes one argument: the index",
        ));
    }
    Ok(Function { name, arguments })
}

fn arguments(cursor: &mut Cursor<'_>) -> Result<Vec<super::Operand>, ExpressionError> {
    let open = cursor.position();
    cursor.eat("(");
    let mut arguments = Vec::new();
    loop {
        cursor.skip_blanks();
        if arguments.is_empty() && cursor.eat(")") {
            return Ok(arguments);
        }
        if cursor.is_at_end() {
            return Err(not_closed(cursor, open));
        }
        arguments.push(filter::operand(cursor)?);
        cursor.skip_blanks();
        if cursor.eat(")") {
            return Ok(arguments);
        }
        if cursor.is_at_end() {
            return Err(not_closed(cursor, open));
        }
        if !cursor.eat(",") {
            return Err(cursor.error("`,` or `)` was expected here"));
        }
    }
}

/// An error about a `(` without `)`.
pub(super) fn not_closed(cursor: &Cursor<'_>, open: usize) -> ExpressionError {
    let end = cursor.position() + cursor.rest().len();
    ExpressionError::new(open..end, "this `(` is not closed").help("a `)` is missing")
}

/// Why a function can't be called on the root without a dot; the root begins at `start`.
pub(super) fn on_root(cursor: &Cursor<'_>, start: usize) -> ExpressionError {
    let name = cursor.since(start + 1);
    let error = ExpressionError::new(start..cursor.position(), "a variable can't be called");
    if FunctionName::ALL.into_iter().any(|function| function.name() == name) {
        error.help(format!("write `$.{name}()`"))
    } else {
        error.help("JSONata functions are known in JSONata states alone")
    }
}
