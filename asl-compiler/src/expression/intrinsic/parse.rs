//! Calls and their arguments (INT-1, INT-2).

use serde_json::Value;

use super::super::ExpressionError;
use super::super::cursor::{Cursor, is_blank, shown};
use super::super::path;
use super::text::{Escapes, quoted};
use super::{Argument, ArgumentValue, Call, Intrinsic};
use crate::suggest::nearest;

/// How deep calls may lie in each other (INT-1).
const DEEPEST: usize = 10;

impl Call {
    /// Parses a text that is one call as a whole; blanks may stand after it, but not before it.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let mut cursor = Cursor::new(text);
        let blanks = text.len() - text.trim_start().len();
        if blanks > 0 && blanks < text.len() {
            return Err(ExpressionError::new(0..blanks, "a call can't begin with a blank"));
        }
        let call = call(&mut cursor, 1)?;
        cursor.skip_blanks();
        if cursor.is_at_end() {
            return Ok(call);
        }
        let stray = cursor.position()..text.len();
        Err(ExpressionError::new(stray, "nothing can stand after the call")
            .help("calls are joined by nesting them, as in `States.Format('{}-{}', $.a, States.UUID())`"))
    }
}

/// What can be in a function's name, or in what was meant to be one.
fn is_name(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '_' | '.' | '-')
}

/// Parses the call that begins here, the `depth`th of those that lie in each other.
fn call(cursor: &mut Cursor<'_>, depth: usize) -> Result<Call, ExpressionError> {
    let start = cursor.position();
    let written = cursor.take_while(is_name);
    let name = start..cursor.position();
    let Some(function) = Intrinsic::from_name(written) else {
        return Err(unknown(cursor, start));
    };
    if depth > DEEPEST {
        return Err(ExpressionError::new(name, format!("calls are nested more than {DEEPEST} deep")));
    }
    cursor.skip_blanks();
    if !cursor.starts_with("(") {
        return Err(ExpressionError::new(name, format!("`(` is missing after `{written}`")));
    }
    let arguments = arguments(cursor, function, depth)?;
    let text = cursor.since(start).to_owned();
    Ok(Call { text, range: start..cursor.position(), function, arguments })
}

/// Why no function has the name that stands between `start` and here.
fn unknown(cursor: &Cursor<'_>, start: usize) -> ExpressionError {
    let written = cursor.since(start);
    if written.is_empty() {
        let end = start + cursor.rest().len();
        return ExpressionError::new(start..end, "this is no call of an intrinsic function");
    }
    let range = start..cursor.position();
    let names = Intrinsic::ALL.map(Intrinsic::name);
    let full = format!("States.{written}");
    if let Some(function) = Intrinsic::from_name(&full) {
        return ExpressionError::new(range, format!("`{written}` lacks `States.` before it"))
            .help(format!("write `{}`", function.name()));
    }
    let error = ExpressionError::new(range, format!("there is no intrinsic function `{written}`"));
    match nearest(written, names).or_else(|| nearest(&full, names)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("intrinsic functions are written `States.Name(…)`"),
    }
}

fn arguments(
    cursor: &mut Cursor<'_>,
    function: Intrinsic,
    depth: usize,
) -> Result<Vec<Argument>, ExpressionError> {
    let open = cursor.position();
    cursor.eat("(");
    let mut arguments = Vec::new();
    loop {
        cursor.skip_blanks();
        if arguments.is_empty() && cursor.eat(")") {
            return Ok(arguments);
        }
        let escapes = if function == Intrinsic::Format && arguments.is_empty() {
            Escapes::KeptForFormat
        } else {
            Escapes::Resolved
        };
        let start = cursor.position();
        let value = value(cursor, escapes, depth, open)?;
        arguments.push(Argument { range: start..cursor.position(), value });
        let end = cursor.position();
        cursor.skip_blanks();
        if cursor.eat(")") {
            return Ok(arguments);
        }
        if cursor.is_at_end() {
            return Err(not_closed(cursor, open));
        }
        if !cursor.eat(",") {
            return Err(after(cursor, end, arguments.last()));
        }
    }
}

/// Why an argument that ends at `end` can't be followed by what stands here.
fn after(cursor: &mut Cursor<'_>, end: usize, argument: Option<&Argument>) -> ExpressionError {
    match argument {
        Some(Argument { value: ArgumentValue::Path(path), .. }) => {
            cursor.back_to(end);
            path::stray(cursor, &path.steps)
        }
        _ => {
            let next = cursor.peek().map(shown).unwrap_or_default();
            cursor.error(format!("`,` or `)` was expected here, not `{next}`"))
        }
    }
}

fn not_closed(cursor: &Cursor<'_>, open: usize) -> ExpressionError {
    let end = cursor.position() + cursor.rest().len();
    ExpressionError::new(open..end, "this `(` is not closed").help("a `)` is missing")
}

fn value(
    cursor: &mut Cursor<'_>,
    escapes: Escapes,
    depth: usize,
    open: usize,
) -> Result<ArgumentValue, ExpressionError> {
    match cursor.peek() {
        None => Err(not_closed(cursor, open)),
        Some('\'') => quoted(cursor, escapes).map(ArgumentValue::Text),
        Some('$') => path::parse_path(cursor).map(ArgumentValue::Path),
        Some('-' | '+' | '.' | '0'..='9') => {
            path::number(cursor).map(|number| ArgumentValue::Literal(Value::Number(number)))
        }
        Some(',' | ')') => Err(cursor.error("an argument is missing here")),
        Some('"') => Err(cursor.error("a text in a call stands in single quotes").help("write `'text'`")),
        Some('[') => Err(cursor.error("a list can't be written here").help("write `States.Array(…)`")),
        Some('{') => Err(cursor
            .error("an object can't be written here")
            .help("write `States.StringToJson('…')`, or name a path")),
        Some('@') => Err(cursor.error("`@` is known in filters alone").help("a path begins with `$`")),
        Some(next) if is_name(next) => word(cursor, depth),
        Some(next) => Err(cursor.error(format!("an argument was expected here, not `{}`", shown(next)))),
    }
}

/// `true`, `false`, `null`, or a call.
fn word(cursor: &mut Cursor<'_>, depth: usize) -> Result<ArgumentValue, ExpressionError> {
    let start = cursor.position();
    let written = cursor.take_while(is_name);
    let end = cursor.position();
    let called = cursor.rest().trim_start_matches(is_blank).starts_with('(');
    let literal = match written {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        _ if called || written.starts_with("States.") => {
            cursor.back_to(start);
            return call(cursor, depth + 1).map(|call| ArgumentValue::Call(Box::new(call)));
        }
        _ => {
            return Err(ExpressionError::new(start..end, format!("`{written}` is no argument"))
                .help(format!("a text is written `'{written}'`, a path `$.{written}`")));
        }
    };
    Ok(ArgumentValue::Literal(literal))
}
