//! What is written → what it says: steps become paths, predicates and groups go where they belong, and every
//! `%` finds the step that it means.

use std::ops::Range;

use super::ast::{BinaryOperator, Lambda, Node, NodeKind};
use super::error::ParseError;
use super::parent::{Sought, not_found};
use super::path;
use super::syntax::{Pair, Syntax, SyntaxKind};

/// A node on its way, with what the operators after it need to know.
pub(super) struct Part {
    pub(super) node: Node,
    /// Each `%` in it that has not found its step.
    pub(super) sought: Sought,
    /// Each `%` in the last step of a path.
    pub(super) sought_by_step: Sought,
    /// Whether `[]` follows it directly.
    pub(super) keep_array: bool,
}

/// What an expression says.
pub(super) fn lower(syntax: Syntax) -> Result<Node, ParseError> {
    let range = syntax.range.clone();
    let part = part(syntax)?;
    if part.sought.is_empty() { Ok(part.into_node()) } else { Err(not_found(range)) }
}

impl Part {
    pub(super) fn new(kind: NodeKind, range: Range<usize>) -> Self {
        let node = Node { kind, range };
        Self { node, sought: Sought::new(), sought_by_step: Sought::new(), keep_array: false }
    }

    /// As it stands by itself.
    pub(super) fn into_node(self) -> Node {
        let Self { node, keep_array, .. } = self;
        match node.kind {
            NodeKind::Path(_) => node,
            _ if keep_array => Node { range: node.range.clone(), kind: NodeKind::KeepArray(Box::new(node)) },
            _ => node,
        }
    }

    /// As a part of another; that one seeks what this one seeks.
    fn within(mut self, sought: &mut Sought) -> Node {
        sought.append(&mut self.sought);
        self.into_node()
    }

    fn boxed(self, sought: &mut Sought) -> Box<Node> {
        Box::new(self.within(sought))
    }
}

pub(super) fn part(syntax: Syntax) -> Result<Part, ParseError> {
    let Syntax { kind, range, keep_array, .. } = syntax;
    let mut part = of_kind(kind, range)?;
    if keep_array {
        part.keep_array = true;
        if let NodeKind::Path(path) = &mut part.node.kind {
            path.keep_array = true;
        }
    }
    Ok(part)
}

fn of_kind(kind: SyntaxKind, range: Range<usize>) -> Result<Part, ParseError> {
    let kind = match kind {
        SyntaxKind::End => {
            let message = "the expression ends where a value is expected";
            return Err(ParseError::new("S0207", range, message));
        }
        SyntaxKind::Name(name) => return Ok(path::name(name, range)),
        SyntaxKind::Variable(name) => match name.as_str() {
            "" => NodeKind::Context,
            "$" => NodeKind::Root,
            _ => NodeKind::Variable(name),
        },
        SyntaxKind::Text(text) => NodeKind::Text(text),
        SyntaxKind::Number(number) => NodeKind::Number(number),
        SyntaxKind::Boolean(value) => NodeKind::Boolean(value),
        SyntaxKind::Null => NodeKind::Null,
        SyntaxKind::Regex(regex) => NodeKind::Regex(regex),
        SyntaxKind::Wildcard => NodeKind::Wildcard,
        SyntaxKind::Descendants => NodeKind::Descendants,
        SyntaxKind::Parent => {
            let mut parent = Part::new(NodeKind::Parent, range);
            parent.sought.push(1);
            return Ok(parent);
        }
        SyntaxKind::Dot(left, right) => return path::dot(*left, *right, range),
        SyntaxKind::Filter(base, predicate) => return path::filter(*base, *predicate, range),
        SyntaxKind::Group(base, pairs) => return path::group(*base, pairs, range),
        SyntaxKind::Sort(base, terms) => return path::sort(*base, terms, range),
        SyntaxKind::Focus(base, name) => return path::focus(*base, name, range),
        SyntaxKind::Index(base, name) => return path::index(*base, name, range),
        SyntaxKind::Negate(operand) => return negate(*operand, range),
        SyntaxKind::Apply(left, right) => return apply(*left, *right, range),
        SyntaxKind::Lambda { parameters, signature, body } => {
            let body = part(*body)?.into_node();
            NodeKind::Lambda(Box::new(Lambda { parameters, signature, body }))
        }
        SyntaxKind::Transform(pattern, update, delete) => {
            return transform(*pattern, *update, delete.map(|delete| *delete), range);
        }
        SyntaxKind::Binary(operator, left, right) => return binary(operator, *left, *right, range),
        SyntaxKind::Conditional(condition, then, otherwise) => {
            return conditional(*condition, *then, otherwise.map(|otherwise| *otherwise), range);
        }
        SyntaxKind::Bind(name, value) => return bind(name, *value, range),
        SyntaxKind::Array(parts) => return listed(parts, range, NodeKind::Array),
        SyntaxKind::Block(parts) => return listed(parts, range, NodeKind::Block),
        SyntaxKind::Object(pairs) => return object(pairs, range),
        SyntaxKind::Call(function, arguments) => return call(*function, arguments, range),
        SyntaxKind::Partial(function, arguments) => return partial(*function, arguments, range),
    };
    Ok(Part::new(kind, range))
}

fn seeking(kind: NodeKind, range: Range<usize>, sought: Sought) -> Part {
    Part { sought, ..Part::new(kind, range) }
}

fn negate(operand: Syntax, range: Range<usize>) -> Result<Part, ParseError> {
    let operand = part(operand)?;
    if let NodeKind::Number(number) = operand.node.kind {
        return Ok(Part { keep_array: operand.keep_array, ..Part::new(NodeKind::Number(-number), range) });
    }
    let mut sought = Sought::new();
    let operand = operand.boxed(&mut sought);
    Ok(seeking(NodeKind::Negate(operand), range, sought))
}

fn binary(
    operator: BinaryOperator,
    left: Syntax,
    right: Syntax,
    range: Range<usize>,
) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let left = part(left)?.boxed(&mut sought);
    let right = part(right)?.boxed(&mut sought);
    Ok(seeking(NodeKind::Binary { operator, left, right }, range, sought))
}

fn apply(left: Syntax, right: Syntax, range: Range<usize>) -> Result<Part, ParseError> {
    let (left, right) = (part(left)?, part(right)?);
    let keep_array = left.keep_array || right.keep_array;
    let (left, right) = (Box::new(left.into_node()), Box::new(right.into_node()));
    Ok(Part { keep_array, ..Part::new(NodeKind::Apply { left, right }, range) })
}

fn conditional(
    condition: Syntax,
    then: Syntax,
    otherwise: Option<Syntax>,
    range: Range<usize>,
) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let condition = part(condition)?.boxed(&mut sought);
    let then = part(then)?.boxed(&mut sought);
    let otherwise = match otherwise {
        Some(otherwise) => Some(part(otherwise)?.boxed(&mut sought)),
        None => None,
    };
    Ok(seeking(NodeKind::Conditional { condition, then, otherwise }, range, sought))
}

fn bind(name: String, value: Syntax, range: Range<usize>) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let value = part(value)?.boxed(&mut sought);
    Ok(seeking(NodeKind::Bind { name, value }, range, sought))
}

fn nodes(parts: Vec<Syntax>, sought: &mut Sought) -> Result<Vec<Node>, ParseError> {
    parts.into_iter().map(|syntax| Ok(part(syntax)?.within(sought))).collect()
}

fn listed(
    parts: Vec<Syntax>,
    range: Range<usize>,
    kind: impl FnOnce(Vec<Node>) -> NodeKind,
) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let parts = nodes(parts, &mut sought)?;
    Ok(seeking(kind(parts), range, sought))
}

pub(super) fn members(pairs: Vec<Pair>, sought: &mut Sought) -> Result<Vec<(Node, Node)>, ParseError> {
    pairs
        .into_iter()
        .map(|(key, value)| Ok((part(key)?.within(sought), part(value)?.within(sought))))
        .collect()
}

fn object(pairs: Vec<Pair>, range: Range<usize>) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let members = members(pairs, &mut sought)?;
    Ok(seeking(NodeKind::Object(members), range, sought))
}

fn call(function: Syntax, arguments: Vec<Syntax>, range: Range<usize>) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let arguments = nodes(arguments, &mut sought)?;
    let function = Box::new(part(function)?.into_node());
    Ok(seeking(NodeKind::Call { function, arguments }, range, sought))
}

fn partial(
    function: Syntax,
    arguments: Vec<Option<Syntax>>,
    range: Range<usize>,
) -> Result<Part, ParseError> {
    let mut sought = Sought::new();
    let arguments = arguments
        .into_iter()
        .map(|argument| match argument {
            Some(argument) => Ok(Some(part(argument)?.within(&mut sought))),
            None => Ok(None),
        })
        .collect::<Result<Vec<_>, ParseError>>()?;
    let function = Box::new(part(function)?.into_node());
    Ok(seeking(NodeKind::Partial { function, arguments }, range, sought))
}

fn transform(
    pattern: Syntax,
    update: Syntax,
    delete: Option<Syntax>,
    range: Range<usize>,
) -> Result<Part, ParseError> {
    let pattern = Box::new(part(pattern)?.into_node());
    let update = Box::new(part(update)?.into_node());
    let delete = match delete {
        Some(delete) => Some(Box::new(part(delete)?.into_node())),
        None => None,
    };
    Ok(Part::new(NodeKind::Transform { pattern, update, delete }, range))
}
