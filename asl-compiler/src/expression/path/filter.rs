//! Filters (PATH-4): `[?(@.age >= 5 && !(@.name in ['Tom', 'Rex']))]`.

use super::super::cursor::{Cursor, shown};
use super::function::not_closed;
use super::parse::steps;
use super::{Comparison, ExpressionError, Filter, Operand, Step, Surroundings, literal};
use crate::suggest::nearest;

/// Parses the filter whose `?` stands here, up to its `)`; the bracket begins at `open`.
pub(super) fn step(cursor: &mut Cursor<'_>, open: usize) -> Result<Step, ExpressionError> {
    cursor.eat("?");
    cursor.skip_blanks();
    let parenthesis = cursor.position();
    if !cursor.eat("(") {
        return Err(match cursor.peek() {
            None => super::bracket::not_closed(cursor, open),
            Some(_) => cursor
                .error("the condition of a filter stands in parentheses")
                .help("write `[?(@.name == 1)]`"),
        });
    }
    let filter = closed(cursor, parenthesis)?;
    Ok(Step::Filter(filter))
}

/// Parses a condition and the `)` after it; its `(` stands at `open`.
fn closed(cursor: &mut Cursor<'_>, open: usize) -> Result<Filter, ExpressionError> {
    let filter = cursor.nested(either)?;
    cursor.skip_blanks();
    if cursor.eat(")") {
        return Ok(filter);
    }
    match cursor.peek() {
        None | Some(']') => Err(not_closed(cursor, open)),
        Some('&' | '|') => Err(cursor.error("conditions are joined by `&&` or `||`")),
        Some(next) => {
            let error = cursor.error(format!("`)` was expected here, not `{}`", shown(next)));
            Err(if next.is_alphanumeric() {
                error.help("conditions are joined by `&&` or `||`")
            } else {
                error
            })
        }
    }
}

/// `a || b`
fn either(cursor: &mut Cursor<'_>) -> Result<Filter, ExpressionError> {
    let parts = joined(cursor, "||", |cursor| {
        joined(cursor, "&&", condition).map(|parts| one_or(parts, Filter::And))
    })?;
    Ok(one_or(parts, Filter::Or))
}

fn joined(
    cursor: &mut Cursor<'_>,
    operator: &str,
    part: impl Fn(&mut Cursor<'_>) -> Result<Filter, ExpressionError>,
) -> Result<Vec<Filter>, ExpressionError> {
    let mut parts = Vec::new();
    loop {
        parts.push(part(cursor)?);
        cursor.skip_blanks();
        if !cursor.eat(operator) {
            return Ok(parts);
        }
    }
}

fn one_or(parts: Vec<Filter>, several: impl FnOnce(Vec<Filter>) -> Filter) -> Filter {
    match <[Filter; 1]>::try_from(parts) {
        Ok([filter]) => filter,
        Err(parts) => several(parts),
    }
}

/// `!a`, `(a)`, `a == b`, `@.a`
fn condition(cursor: &mut Cursor<'_>) -> Result<Filter, ExpressionError> {
    cursor.skip_blanks();
    let start = cursor.position();
    if cursor.eat("!") {
        let inner = cursor.nested(condition)?;
        return match inner {
            Filter::Compare(..)
                if !cursor.slice(start + 1..cursor.position()).trim_start().starts_with('(') =>
            {
                Err(ExpressionError::new(start..start + 1, "`!` stands before a path or a parenthesis")
                    .help("write `!(…)` round the comparison"))
            }
            inner => Ok(Filter::Not(Box::new(inner))),
        };
    }
    if cursor.eat("(") {
        return closed(cursor, start);
    }
    let left = operand(cursor)?;
    let left_end = cursor.position();
    cursor.skip_blanks();
    let Some(comparison) = comparison(cursor)? else {
        return match left {
            Operand::Candidate(_) | Operand::Document(_) => Ok(Filter::Exists(left)),
            Operand::Literal(_) | Operand::Regex { .. } => {
                Err(ExpressionError::new(start..left_end, "a literal alone is no condition")
                    .help("the members of the candidate are written `@.name`"))
            }
        };
    };
    cursor.skip_blanks();
    let right = operand(cursor)?;
    Ok(Filter::Compare(left, comparison, right))
}

/// A side of a comparison, or an argument of a function.
pub(super) fn operand(cursor: &mut Cursor<'_>) -> Result<Operand, ExpressionError> {
    match cursor.peek() {
        Some('@') => {
            cursor.bump();
            cursor.nested(|cursor| steps(cursor, Surroundings::Filter)).map(Operand::Candidate)
        }
        Some('$') => document(cursor),
        Some('/') => literal::regex(cursor),
        _ => literal::value(cursor).map(Operand::Literal),
    }
}

fn document(cursor: &mut Cursor<'_>) -> Result<Operand, ExpressionError> {
    let start = cursor.position();
    cursor.bump();
    if let Some(next) = cursor.peek()
        && (next == '$' || unicode_ident::is_xid_start(next))
    {
        cursor.bump();
        cursor.take_while(unicode_ident::is_xid_continue);
        let root = cursor.since(start);
        return Err(ExpressionError::new(
            start..cursor.position(),
            format!("a filter does not know `{root}`"),
        )
        .help("in a filter, `@` is the candidate and `$` the document; there is nothing else"));
    }
    cursor.nested(|cursor| steps(cursor, Surroundings::Filter)).map(Operand::Document)
}

impl Comparison {
    /// All, in the order of PATH-4.
    pub const ALL: [Self; 14] = [
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Matches,
        Self::In,
        Self::NotIn,
        Self::SubsetOf,
        Self::AnyOf,
        Self::NoneOf,
        Self::Size,
        Self::Empty,
    ];

    /// As it is written in a filter.
    pub fn operator(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Matches => "=~",
            Self::In => "in",
            Self::NotIn => "nin",
            Self::SubsetOf => "subsetof",
            Self::AnyOf => "anyof",
            Self::NoneOf => "noneof",
            Self::Size => "size",
            Self::Empty => "empty",
        }
    }
}

/// Reads the operator that stands here, if one does.
fn comparison(cursor: &mut Cursor<'_>) -> Result<Option<Comparison>, ExpressionError> {
    let start = cursor.position();
    let signs = cursor.take_while(|next| matches!(next, '=' | '!' | '<' | '>' | '~'));
    let written = if signs.is_empty() { cursor.take_while(|next| next.is_ascii_alphabetic()) } else { signs };
    if written.is_empty() {
        return Ok(None);
    }
    // The service reads operators that are words in any case.
    let known = Comparison::ALL.into_iter().find(|known| known.operator().eq_ignore_ascii_case(written));
    if known.is_some() {
        return Ok(known);
    }
    let error =
        ExpressionError::new(start..cursor.position(), format!("a filter has no operator `{written}`"));
    let meant = match written.to_ascii_lowercase().as_str() {
        "=" | "===" | "eq" => Some("=="),
        "<>" | "!==" | "ne" => Some("!="),
        "=<" => Some("<="),
        "=>" => Some(">="),
        "~" | "~=" | "like" | "matches" => Some("=~"),
        "and" => Some("&&"),
        "or" => Some("||"),
        "not" => Some("!"),
        _ => nearest(written, Comparison::ALL.map(Comparison::operator)),
    };
    Err(match meant {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => error,
    })
}
