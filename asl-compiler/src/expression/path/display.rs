//! Paths as text: parsed again, it gives the same path.

use std::fmt::{Display, Formatter, Result, Write};

use serde_json::Value;

use super::{Filter, Function, Operand, Path, ReferencePath, Root, Step};

impl Display for ReferencePath {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        self.0.fmt(formatter)
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        self.root.fmt(formatter)?;
        steps(formatter, &self.steps)
    }
}

impl Display for Root {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Document => formatter.write_char('$'),
            Self::Context => formatter.write_str("$$"),
            Self::Variable(name) => write!(formatter, "${name}"),
        }
    }
}

fn steps(formatter: &mut Formatter<'_>, steps: &[Step]) -> Result {
    let mut descending = false;
    for step in steps {
        let dot = if descending { ".." } else { "." };
        descending = matches!(step, Step::Descendants);
        match step {
            Step::Descendants => {}
            Step::Name(name) if is_plain(name) => write!(formatter, "{dot}{name}")?,
            Step::Function(function) => write!(formatter, "{dot}{function}")?,
            Step::Wildcard => write!(formatter, "{dot}*")?,
            bracketed => {
                formatter.write_str(if dot == ".." { ".." } else { "" })?;
                formatter.write_char('[')?;
                bracket(formatter, bracketed)?;
                formatter.write_char(']')?;
            }
        }
    }
    Ok(())
}

/// Whether a name needs no brackets.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|next| next.is_alphanumeric() || matches!(next, '_' | '-'))
}

fn bracket(formatter: &mut Formatter<'_>, step: &Step) -> Result {
    match step {
        Step::Name(name) => quoted(formatter, name),
        Step::Names(names) => list(formatter, names, |formatter, name| quoted(formatter, name)),
        Step::Index(index) => write!(formatter, "{index}"),
        Step::Indices(indices) => list(formatter, indices, |formatter, index| write!(formatter, "{index}")),
        Step::Slice { start, end } => {
            let bound = |bound: &Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            write!(formatter, "{}:{}", bound(start), bound(end))
        }
        Step::Filter(filter) => write!(formatter, "?({filter})"),
        Step::Wildcard | Step::Descendants | Step::Function(_) => Ok(()),
    }
}

fn list<T>(
    formatter: &mut Formatter<'_>,
    items: &[T],
    print: impl Fn(&mut Formatter<'_>, &T) -> Result,
) -> Result {
    for (position, item) in items.iter().enumerate() {
        formatter.write_str(if position == 0 { "" } else { "," })?;
        print(formatter, item)?;
    }
    Ok(())
}

fn quoted(formatter: &mut Formatter<'_>, text: &str) -> Result {
    formatter.write_char('\'')?;
    for next in text.chars() {
        if matches!(next, '\'' | '\\') {
            formatter.write_char('\\')?;
        }
        formatter.write_char(next)?;
    }
    formatter.write_char('\'')
}

impl Display for Function {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "{}(", self.name.name())?;
        list(formatter, &self.arguments, |formatter, argument| argument.fmt(formatter))?;
        formatter.write_char(')')
    }
}

impl Display for Filter {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::And(parts) => joined(formatter, parts, " && "),
            Self::Or(parts) => joined(formatter, parts, " || "),
            Self::Not(inner) => write!(formatter, "!({inner})"),
            Self::Compare(left, comparison, right) => {
                write!(formatter, "{left} {} {right}", comparison.operator())
            }
            Self::Exists(operand) => operand.fmt(formatter),
        }
    }
}

fn joined(formatter: &mut Formatter<'_>, parts: &[Filter], operator: &str) -> Result {
    for (position, part) in parts.iter().enumerate() {
        formatter.write_str(if position == 0 { "" } else { operator })?;
        match part {
            Filter::And(_) | Filter::Or(_) => write!(formatter, "({part})")?,
            _ => part.fmt(formatter)?,
        }
    }
    Ok(())
}

impl Display for Operand {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Candidate(inner) => {
                formatter.write_char('@')?;
                steps(formatter, inner)
            }
            Self::Document(inner) => {
                formatter.write_char('$')?;
                steps(formatter, inner)
            }
            Self::Literal(value) => literal(formatter, value),
            Self::Regex { pattern, ignore_case } => {
                write!(formatter, "/{pattern}/{}", if *ignore_case { "i" } else { "" })
            }
        }
    }
}

fn literal(formatter: &mut Formatter<'_>, value: &Value) -> Result {
    match value {
        Value::String(text) => quoted(formatter, text),
        Value::Array(elements) => {
            formatter.write_char('[')?;
            list(formatter, elements, literal)?;
            formatter.write_char(']')
        }
        other => write!(formatter, "{other}"),
    }
}
