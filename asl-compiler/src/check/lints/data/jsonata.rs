//! What the plain part of JSONata gives: paths from `$states`, literals, constructors (JNA-10, JNA-12). All else is not
//! followed.

use super::merge::join;
use super::shape::{Members, Presence, Shape};
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind, Path, Stage, Step, StepKind};
use crate::model::{Expression, Template};
use crate::typed::PartStep;

/// What `$states` holds.
pub(super) struct States<'a> {
    /// `$states.input`
    pub(super) input: &'a Shape,
    /// `$states.result`, where there is one.
    pub(super) result: Option<&'a Shape>,
    /// `$states.errorOutput`, where there is one.
    pub(super) error_output: Option<&'a Shape>,
    /// `$states.context.Map.Item.Value`
    pub(super) item: &'a Shape,
    /// `$states.context.Execution.Input`
    pub(super) execution: &'a Shape,
}

impl States<'_> {
    /// What a template makes.
    pub(super) fn template(&self, template: &Template) -> Shape {
        match template {
            Template::Literal(literal) if literal.value.is_null() => Shape::unknown(),
            Template::Literal(literal) => Shape::of_json(&literal.value),
            Template::Expression(expression) => match &expression.value {
                // What is undefined here is an error: behind it the value is there.
                Expression::Jsonata(expression) => assured(&self.value(&expression.root)),
                Expression::Path(_) | Expression::Intrinsic(_) => Shape::unknown(),
            },
            Template::Array(elements) => Shape::list(elements.iter().map(|element| self.template(element))),
            Template::Object(members) => Shape::Object(std::rc::Rc::new(Members::closed(
                members.iter().map(|member| (member.key.value.as_str(), self.template(&member.value))),
            ))),
        }
    }

    /// What an expression gives.
    pub(super) fn value(&self, node: &Node) -> Shape {
        match &node.kind {
            NodeKind::Null => Shape::Null,
            NodeKind::Boolean(_) => Shape::Boolean,
            NodeKind::Number(_) => Shape::Number,
            NodeKind::Text(_) => Shape::Text,
            NodeKind::Path(path) => self.path(path).unwrap_or_else(Shape::unknown),
            NodeKind::Binary { operator, .. } => match operator {
                BinaryOperator::Concatenate => Shape::Text,
                BinaryOperator::Add
                | BinaryOperator::Subtract
                | BinaryOperator::Multiply
                | BinaryOperator::Divide
                | BinaryOperator::Remainder => Shape::Number,
                _ => Shape::unknown(),
            },
            NodeKind::Object(members) => self.object(members),
            NodeKind::Block(nodes) => nodes.last().map_or_else(Shape::unknown, |last| self.value(last)),
            _ => Shape::unknown(),
        }
    }

    /// An object constructor; a member whose value is undefined is left out, so only literals are always there.
    fn object(&self, members: &[(Node, Node)]) -> Shape {
        let mut made = Members::none();
        for (key, value) in members {
            let NodeKind::Text(name) = &key.kind else { return Shape::open_object() };
            let is_literal = matches!(
                value.kind,
                NodeKind::Null
                    | NodeKind::Boolean(_)
                    | NodeKind::Number(_)
                    | NodeKind::Text(_)
                    | NodeKind::Object(_)
            );
            let presence = if is_literal { Presence::Always } else { Presence::Maybe };
            made = made.with(name, super::shape::Member { presence, shape: self.value(value) });
        }
        Shape::Object(std::rc::Rc::new(made))
    }

    /// What a plain path finds: names from a part of `$states`. `None` for any other path.
    pub(super) fn path(&self, path: &Path) -> Option<Shape> {
        let (first, rest) = path.steps.split_first()?;
        let StepKind::Node(Node { kind: NodeKind::Variable(name), .. }) = &first.kind else { return None };
        if name != "states" || !first.stages.is_empty() || path.group.is_some() || path.keep_array {
            return None;
        }
        let names: Option<Vec<&str>> = rest.iter().map(name_of).collect();
        let names = names?;
        let (document, names) = match names.as_slice() {
            ["input", names @ ..] => (self.input, names),
            ["result", names @ ..] => (self.result?, names),
            ["errorOutput", names @ ..] => (self.error_output?, names),
            ["context", "Map", "Item", "Value", names @ ..] => (self.item, names),
            ["context", "Execution", "Input", names @ ..] => (self.execution, names),
            _ => return None,
        };
        // An element of an array by its position is any of them; whether the last is one, nobody knows.
        let indexed = rest.last().is_some_and(|last| !last.stages.is_empty());
        let found = names.iter().fold(document.clone(), |shape, name| member(&shape, name));
        (!indexed).then_some(found)
    }
}

/// The name of a step, with positions after it or without: `items`, `items[0]`.
fn name_of(step: &Step) -> Option<&str> {
    let StepKind::Name(name) = &step.kind else { return None };
    let is_position = |stage: &Stage| matches!(stage, Stage::Filter(Node { kind: NodeKind::Number(_), .. }));
    let plain = step.focus.is_none() && step.index.is_none() && step.stages.iter().all(is_position);
    plain.then_some(name)
}

/// A member, where it is there; of an array those of its elements.
fn member(shape: &Shape, name: &str) -> Shape {
    match shape {
        Shape::Typed(part) => Shape::step(part, PartStep::Mapped(name.into())),
        Shape::OneOf(all) => {
            let all: Vec<_> = all.iter().map(|(way, shape)| (*way, member(shape, name))).collect();
            let parts: Vec<_> = all.iter().map(|(way, shape)| (*way, shape)).collect();
            join(&parts)
        }
        Shape::Object(members) | Shape::Any(members) if members.presence(name) != Presence::Never => {
            members.shape(name)
        }
        _ => Shape::unknown(),
    }
}

/// The same, once it is known to be there.
fn assured(shape: &Shape) -> Shape {
    shape.map(|shape| match shape {
        Shape::Typed(part) => Shape::Typed(part.found()),
        other => other.clone(),
    })
}
