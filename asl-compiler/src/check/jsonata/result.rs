//! What an expression gives as a whole, and what its field takes (JNA-27, JNA-30, JNA-31).

use super::functions;
use super::kinds::Kinds;
use super::site::{Site, Wants};
use crate::check::view::View;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::jsonata::{Node, NodeKind, Path, Stage, StepKind};
use crate::expression::timestamp;

pub(super) fn check(view: &View<'_>, site: &Site<'_>, kinds: Kinds, findings: &mut Findings) {
    let root = &site.expression.root;
    let place = || site.part(view, &root.range);
    let wanted = wanted(site.wants);
    if !kinds.may_be(Kinds::ANY.but(Kinds::NOTHING)) {
        let message = format!("the value of {} is always undefined", site.words);
        findings.push(
            Diagnostic::new(Code::UndefinedResult, place(), message)
                .label("an expression that returns nothing fails the state"),
        );
    } else if !kinds.may_be(Kinds::ANY.but(Kinds::FUNCTION)) {
        let message = format!("the value of {} is a function", site.words);
        let finding = Diagnostic::new(Code::WrongResultType, place(), message)
            .label("a function does not leave an expression");
        findings.push(match &root.kind {
            NodeKind::Variable(name) => finding.help(format!("it is called by `${name}(...)`")),
            _ => finding,
        });
    } else if !kinds.may_be(wanted) {
        let message = format!("{} must be {}, and is {}", site.words, wanted.words(), kinds.words());
        findings.push(Diagnostic::new(Code::WrongResultType, place(), message));
    } else if let Some(finding) = literal(site.wants, root) {
        findings.push(Diagnostic::new(Code::WrongResultType, place(), format!("{} {finding}", site.words)));
    } else if let Some(conditional) = without_else(root) {
        let message = format!("the value of {} is undefined where its condition is false", site.words);
        findings.push(
            Diagnostic::new(Code::PossiblyUndefinedResult, site.part(view, &conditional.range), message)
                .label("an expression that returns nothing fails the state")
                .help("say what it is otherwise: `condition ? value : otherwise`"),
        );
    } else if site.wants == Wants::Items && collapses(root) {
        let message = format!("{} is a single value where only one is selected", site.words);
        findings.push(
            Diagnostic::new(Code::SingleItem, place(), message)
                .label("JSONata makes one value of an array with one element that it selects")
                .help("write `[ ... ]` around it"),
        );
    }
}

fn wanted(wants: Wants) -> Kinds {
    match wants {
        Wants::Json => Kinds::JSON,
        Wants::Number | Wants::Integer => Kinds::NUMBER,
        Wants::Boolean => Kinds::BOOLEAN,
        Wants::Text | Wants::Timestamp => Kinds::TEXT,
        Wants::Items => Kinds::ARRAY.or(Kinds::OBJECT),
    }
}

/// Why a literal is not what its field takes.
fn literal(wants: Wants, root: &Node) -> Option<&'static str> {
    match (&root.kind, wants) {
        (NodeKind::Number(number), Wants::Integer) if number.fract() != 0.0 => {
            Some("must be a number without a fraction")
        }
        (NodeKind::Number(number), Wants::Integer | Wants::Number) if *number < 0.0 => {
            Some("must not be negative")
        }
        (NodeKind::Text(text), Wants::Timestamp) if timestamp::check(text).is_err() => {
            Some("must be a time, as `2030-01-01T00:00:00Z`")
        }
        _ => None,
    }
}

/// The condition that leaves an expression without a value where it is false.
fn without_else(node: &Node) -> Option<&Node> {
    match &node.kind {
        NodeKind::Conditional { otherwise: None, .. } => Some(node),
        NodeKind::Conditional { then, otherwise: Some(otherwise), .. } => {
            without_else(then).or_else(|| without_else(otherwise))
        }
        NodeKind::Block(parts) => parts.last().and_then(without_else),
        _ => None,
    }
}

/// Whether an array of one element would come out as that element (JNA-39): what is selected from an array
/// by what its elements are like.
fn collapses(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Path(path) => !path.keep_array && selects(path),
        NodeKind::Filter { predicates, .. } => predicates.iter().any(tests),
        NodeKind::Block(parts) => parts.last().is_some_and(collapses),
        NodeKind::Call { function, .. } => is_filter(function),
        NodeKind::Apply { right, .. } => match &right.kind {
            NodeKind::Call { function, .. } => is_filter(function),
            _ => false,
        },
        NodeKind::Conditional { then, otherwise, .. } => {
            collapses(then) || otherwise.as_ref().is_some_and(|otherwise| collapses(otherwise))
        }
        _ => false,
    }
}

fn selects(path: &Path) -> bool {
    let last = path.steps.last();
    last.is_some_and(|step| {
        let filtered = step.stages.iter().any(|stage| match stage {
            Stage::Filter(predicate) => tests(predicate),
            Stage::Index(_) => false,
        });
        let only = path.steps.len() == 1;
        filtered || only && matches!(&step.kind, StepKind::Node(node) if collapses(node))
    })
}

/// Whether a predicate tests elements, and does not name positions.
fn tests(predicate: &Node) -> bool {
    match &predicate.kind {
        NodeKind::Binary { operator, .. } => operator.is_test(),
        NodeKind::Call { function, .. } => match &function.kind {
            NodeKind::Variable(name) => {
                functions::find(name).is_some_and(|function| function.gives == Kinds::BOOLEAN)
            }
            _ => false,
        },
        _ => false,
    }
}

fn is_filter(function: &Node) -> bool {
    matches!(&function.kind, NodeKind::Variable(name) if name == "filter")
}
