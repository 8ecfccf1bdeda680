//! An expression as text again.
//!
//! The tree keeps parentheses as blocks, so that what is printed is read as the same tree.

use std::fmt::{Display, Formatter, Result, Write};

use super::ast::{Direction, Node, NodeKind, Path, Stage, Step, StepKind};
use super::token::Symbol;

impl Display for Node {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match &self.kind {
            NodeKind::Null => to.write_str("null"),
            NodeKind::Boolean(value) => write!(to, "{value}"),
            NodeKind::Number(number) => write!(to, "{number}"),
            NodeKind::Text(text) => string(text, to),
            NodeKind::Regex(regex) => write!(to, "/{}/{}", regex.pattern, regex.flags),
            NodeKind::Variable(name) => write!(to, "${name}"),
            NodeKind::Context => to.write_str("$"),
            NodeKind::Root => to.write_str("$$"),
            NodeKind::Path(path) => path.fmt(to),
            NodeKind::Wildcard => to.write_str("*"),
            NodeKind::Descendants => to.write_str("**"),
            NodeKind::Parent => to.write_str("%"),
            NodeKind::Filter { base, predicates } => {
                base.fmt(to)?;
                predicates.iter().try_for_each(|predicate| write!(to, "[{predicate}]"))
            }
            NodeKind::Group { base, members } => {
                base.fmt(to)?;
                object(members, to)
            }
            // Whether an application keeps its array is told by its sides.
            NodeKind::KeepArray(base) if matches!(base.kind, NodeKind::Apply { .. }) => base.fmt(to),
            NodeKind::KeepArray(base) => write!(to, "{base}[]"),
            NodeKind::Negate(operand) => write!(to, "-{operand}"),
            NodeKind::Binary { operator, left, right } => write!(to, "{left} {} {right}", operator.symbol()),
            NodeKind::Array(elements) => {
                to.write_char('[')?;
                list(elements, ", ", to)?;
                to.write_char(']')
            }
            NodeKind::Object(members) => object(members, to),
            NodeKind::Conditional { condition, then, otherwise } => {
                write!(to, "{condition} ? {then}")?;
                otherwise.iter().try_for_each(|otherwise| write!(to, " : {otherwise}"))
            }
            NodeKind::Block(parts) => {
                to.write_char('(')?;
                list(parts, "; ", to)?;
                to.write_char(')')
            }
            NodeKind::Bind { name, value } => write!(to, "${name} := {value}"),
            NodeKind::Call { function, arguments } => {
                write!(to, "{function}(")?;
                list(arguments, ", ", to)?;
                to.write_char(')')
            }
            NodeKind::Partial { function, arguments } => {
                write!(to, "{function}(")?;
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| argument.as_ref().map_or("?".into(), Node::to_string))
                    .collect();
                write!(to, "{})", arguments.join(", "))
            }
            NodeKind::Lambda(lambda) => {
                let names: Vec<String> = lambda.parameters.iter().map(|name| format!("${name}")).collect();
                let signature = lambda.signature.as_ref().map_or("", |signature| &signature.text);
                write!(to, "function({}){signature}{{{}}}", names.join(", "), lambda.body)
            }
            NodeKind::Apply { left, right } => write!(to, "{left} ~> {right}"),
            NodeKind::Transform { pattern, update, delete } => {
                write!(to, "|{pattern}|{update}")?;
                delete.iter().try_for_each(|delete| write!(to, ", {delete}"))?;
                to.write_char('|')
            }
        }
    }
}

impl Display for Path {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        for (index, step) in self.steps.iter().enumerate() {
            if index > 0 && !matches!(step.kind, StepKind::Sort(_)) {
                to.write_char('.')?;
            }
            step.fmt(to)?;
        }
        if self.keep_array {
            to.write_str("[]")?;
        }
        self.group.iter().try_for_each(|members| object(members, to))
    }
}

impl Display for Step {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match &self.kind {
            StepKind::Name(text) => name(text, to)?,
            StepKind::Node(node) => node.fmt(to)?,
            StepKind::Sort(terms) => {
                to.write_str("^(")?;
                for (index, term) in terms.iter().enumerate() {
                    let separator = if index > 0 { ", " } else { "" };
                    let sign = match term.direction {
                        Direction::Ascending => "<",
                        Direction::Descending => ">",
                    };
                    write!(to, "{separator}{sign}{}", term.key)?;
                }
                to.write_char(')')?;
            }
        }
        self.focus.iter().try_for_each(|name| write!(to, "@${name}"))?;
        self.index.iter().try_for_each(|name| write!(to, "#${name}"))?;
        self.stages.iter().try_for_each(|stage| match stage {
            Stage::Filter(predicate) => write!(to, "[{predicate}]"),
            Stage::Index(name) => write!(to, "#${name}"),
        })
    }
}

fn list(nodes: &[Node], separator: &str, to: &mut Formatter<'_>) -> Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            to.write_str(separator)?;
        }
        node.fmt(to)?;
    }
    Ok(())
}

fn object(members: &[(Node, Node)], to: &mut Formatter<'_>) -> Result {
    to.write_char('{')?;
    for (index, (key, value)) in members.iter().enumerate() {
        let separator = if index > 0 { ", " } else { "" };
        write!(to, "{separator}{key}: {value}")?;
    }
    to.write_char('}')
}

/// A name, between backquotes where it needs them.
fn name(text: &str, to: &mut Formatter<'_>) -> Result {
    let plain = text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|next| next.is_alphanumeric() || next == '_')
        && Symbol::word(text).is_none()
        && !matches!(text, "true" | "false" | "null" | "function" | "λ");
    if plain {
        to.write_str(text)
    } else if text.contains('`') {
        // A name that was written as a string.
        string(text, to)
    } else {
        write!(to, "`{text}`")
    }
}

fn string(text: &str, to: &mut Formatter<'_>) -> Result {
    to.write_char('"')?;
    for next in text.chars() {
        match next {
            '"' | '\\' => write!(to, "\\{next}")?,
            '\n' => to.write_str("\\n")?,
            '\r' => to.write_str("\\r")?,
            '\t' => to.write_str("\\t")?,
            next if next.is_control() => write!(to, "\\u{:04x}", u32::from(next))?,
            next => to.write_char(next)?,
        }
    }
    to.write_char('"')
}
