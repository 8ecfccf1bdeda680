//! Root and steps of a path (PATH-2, PATH-3).

use super::super::cursor::Cursor;
use super::{ExpressionError, Path, Root, Step, bracket, function, name};

/// What a path stands in; it decides where its names end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::expression) enum Surroundings {
    /// The path is the whole text, or an argument: names end by PATH-17.
    Text,
    /// The path is an operand of a filter: names end at an operator too.
    Filter,
}

impl Path {
    /// Parses a text that is a path as a whole; blanks round it are free.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let mut cursor = Cursor::new(text);
        cursor.skip_blanks();
        if !cursor.starts_with("$") {
            return Err(no_root(text));
        }
        let path = parse_path(&mut cursor)?;
        let end = cursor.position();
        cursor.skip_blanks();
        if !cursor.is_at_end() {
            cursor.back_to(end);
            return Err(name::stray(&cursor, &path.steps));
        }
        Ok(Self { text: text.to_owned(), ..path })
    }
}

/// Why a text without `$` is no path.
fn no_root(text: &str) -> ExpressionError {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return ExpressionError::new(0..text.len(), "a path is missing").help("the whole document is `$`");
    }
    let start = text.len() - text.trim_start().len();
    let error = ExpressionError::new(
        start..start + trimmed.len(),
        format!("`{trimmed}` is no path: a path begins with `$`"),
    );
    if trimmed.starts_with("States.") {
        error.help("an intrinsic function can't stand here")
    } else if trimmed.starts_with("{%") {
        error.help("this is JSONata, and the state's query language is JSONPath")
    } else if let Some(rest) = trimmed.strip_prefix('@') {
        error.help(format!("`@` is known in filters alone; write `${rest}`"))
    } else if trimmed.starts_with(['.', '[']) {
        error.help(format!("write `${trimmed}`"))
    } else if trimmed.chars().all(|next| !name::ends_name(next) || next == '.') {
        error.help(format!("write `$.{trimmed}`"))
    } else {
        error
    }
}

/// Parses the path that begins here, as far as it goes.
pub(in crate::expression) fn parse_path(cursor: &mut Cursor<'_>) -> Result<Path, ExpressionError> {
    let start = cursor.position();
    let root = root(cursor)?;
    let steps = steps(cursor, Surroundings::Text)?;
    Ok(Path { text: cursor.since(start).to_owned(), root, steps })
}

fn root(cursor: &mut Cursor<'_>) -> Result<Root, ExpressionError> {
    let start = cursor.position();
    cursor.eat("$");
    let context = cursor.eat("$");
    let Some(next) = cursor.peek() else {
        return Ok(if context { Root::Context } else { Root::Document });
    };
    if !context && unicode_ident::is_xid_start(next) {
        let name = cursor.take_while(unicode_ident::is_xid_continue);
        return if matches!(cursor.peek(), Some('(')) {
            Err(function::on_root(cursor, start))
        } else {
            Ok(Root::Variable(name.to_owned()))
        };
    }
    if next == '{' {
        let name = cursor.take_while(|next| next != '}');
        let end = cursor.position() + usize::from(cursor.starts_with("}"));
        return Err(ExpressionError::new(
            start..end,
            format!("the substitution `{}` has no value", name.trim_start_matches('{')),
        ));
    }
    if !name::ends_name(next) || matches!(next, '*' | '(' | '\'' | '"' | '?' | '@' | ':') {
        let root = if context { "$$" } else { "$" };
        let word = cursor.take_while(|next| !name::ends_name(next));
        let error = ExpressionError::new(
            start..cursor.position().max(start + root.len() + next.len_utf8()),
            format!("`{next}` can't follow `{root}`"),
        );
        return Err(match (next, context) {
            ('*', _) => error.help(format!("write `{root}.*` or `{root}[*]`")),
            ('(' | '\'' | '"' | '?' | '@' | ':', _) => error,
            (_, true) => error.help(format!("write `$$.{word}`")),
            (_, false) => error.help(format!(
                "write `$.{word}`; a variable's name begins with a letter and goes on with letters, digits and `_`"
            )),
        });
    }
    Ok(if context { Root::Context } else { Root::Document })
}

/// Parses steps as long as there are any.
pub(super) fn steps(
    cursor: &mut Cursor<'_>,
    surroundings: Surroundings,
) -> Result<Vec<Step>, ExpressionError> {
    let mut steps = Vec::new();
    loop {
        let start = cursor.position();
        if !cursor.starts_with(".") && !cursor.starts_with("[") {
            return Ok(steps);
        }
        if let Some(Step::Function(_)) = steps.last() {
            return Err(cursor.error("a function ends its path, and nothing can follow it"));
        }
        if cursor.eat(".") {
            let descend = cursor.eat(".");
            if descend {
                steps.push(Step::Descendants);
            }
            if !cursor.starts_with("[") {
                steps.push(after_dot(cursor, start, surroundings)?);
                continue;
            }
        }
        steps.push(bracket::step(cursor)?);
    }
}

/// The step after `.` or `..`, which begin at `start`.
fn after_dot(
    cursor: &mut Cursor<'_>,
    start: usize,
    surroundings: Surroundings,
) -> Result<Step, ExpressionError> {
    let dots = cursor.since(start);
    if cursor.eat("*") {
        return Ok(Step::Wildcard);
    }
    if cursor.starts_with(".") {
        cursor.take_while(|next| next == '.');
        let dots = start..cursor.position();
        return Err(ExpressionError::new(dots, "there are too many dots")
            .help("`.` goes to a member, `..` to all nodes below"));
    }
    let name_start = cursor.position();
    match name::dotted(cursor, surroundings)? {
        Some(_) if cursor.starts_with("(") => function::call(cursor, name_start).map(Step::Function),
        Some(name) => Ok(Step::Name(name)),
        None => Err(name::missing(cursor, start, dots)),
    }
}
