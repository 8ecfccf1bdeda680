//! What is given to a type.

use super::super::missing::Site;
use super::super::shape::{List, Presence, Shape, Way};
use super::TaskTypes;
use crate::expression::jsonata::{Node, NodeKind};
use crate::model::{Expression, Flow, StateKind, Template};
use crate::substitution::holds_name;
use crate::typed::{Given, KindSet};

/// The payload of a task, by the ways that lead to it.
pub(super) fn payload(site: &Site<'_>, task: &TaskTypes) -> Vec<(Option<Way>, Given)> {
    let template = match &site.state().kind {
        StateKind::Task(task) => match &task.flow {
            Flow::JsonPath(work) => work.parameters.as_ref(),
            Flow::Jsonata(work) => work.arguments.as_ref(),
        },
        _ => None,
    };
    let (shape, stands) = match (task.is_enveloped, template) {
        (false, None) => (site.steps.payload.clone(), Stands::Nowhere),
        (false, Some(template)) => (site.steps.payload.clone(), Stands::In(template)),
        (true, Some(template)) => {
            let shape = match site.steps.payload.members() {
                Some(members) if members.presence(PAYLOAD) == Presence::Always => members.shape(PAYLOAD),
                _ => return Vec::new(),
            };
            (shape, Stands::In(template).member(PAYLOAD))
        }
        (true, None) => return Vec::new(),
    };
    if template.is_some() {
        return vec![(None, standing(&shape, stands))];
    }
    shape.alternatives().into_iter().map(|(way, shape)| (way, of(shape))).collect()
}

const PAYLOAD: &str = "Payload";

/// Where a value stands in the definition: strings that are written there are known.
#[derive(Clone, Copy)]
enum Stands<'t> {
    In(&'t Template),
    /// In an expression of JSONata.
    At(&'t Node),
    Nowhere,
}

impl<'t> Stands<'t> {
    fn of_node(node: &'t Node) -> Self {
        match &node.kind {
            // The last part of a block is what it gives.
            NodeKind::Block(parts) => parts.last().map_or(Self::Nowhere, Self::of_node),
            _ => Self::At(node),
        }
    }

    /// What is written there, if nothing of it is evaluated.
    fn literal(self) -> Option<Given> {
        match self {
            Self::In(Template::Literal(literal)) if !literal.value.is_null() => Some(of_json(&literal.value)),
            Self::At(Node { kind: NodeKind::Text(text), .. }) => Some(Given::Text(text.clone())),
            _ => None,
        }
    }

    fn member(self, name: &str) -> Self {
        match self {
            Self::In(Template::Object(members)) => members
                .iter()
                .find(|member| member.key.value == name)
                .map_or(Self::Nowhere, |member| Self::In(&member.value).entered()),
            Self::At(Node { kind: NodeKind::Object(members), .. }) => members
                .iter()
                .rfind(|(key, _)| matches!(&key.kind, NodeKind::Text(text) if text == name))
                .map_or(Self::Nowhere, |(_, value)| Self::of_node(value)),
            _ => Self::Nowhere,
        }
    }

    fn element(self, at: usize) -> Self {
        let found = match self {
            Self::In(Template::Array(elements)) => elements.get(at).map(|of| Self::In(of).entered()),
            Self::At(Node { kind: NodeKind::Array(elements), .. }) => elements.get(at).map(Self::of_node),
            _ => None,
        };
        found.unwrap_or(Self::Nowhere)
    }

    /// Within an expression, where it is one of JSONata.
    fn entered(self) -> Self {
        match self {
            Self::In(Template::Expression(expression)) => match &expression.value {
                Expression::Jsonata(expression) => Self::of_node(&expression.root),
                Expression::Path(_) | Expression::Intrinsic(_) => Self::Nowhere,
            },
            other => other,
        }
    }
}

/// What is known of a value.
pub(super) fn of(shape: &Shape) -> Given {
    standing(shape, Stands::Nowhere)
}

/// What is known of a value that stands somewhere in the definition.
fn standing(shape: &Shape, stands: Stands<'_>) -> Given {
    let stands = stands.entered();
    if let Some(literal) = stands.literal() {
        return literal;
    }
    match shape {
        Shape::Null => Given::Of(KindSet::NULL),
        Shape::Boolean => Given::Of(KindSet::BOOLEAN),
        Shape::Number => Given::Of(KindSet::NUMBER),
        Shape::Text => Given::Of(KindSet::TEXT),
        Shape::Any(_) => Given::Anything,
        // What a condition has ruled out is not known.
        Shape::Typed(part) if part.is_guarded() => Given::Anything,
        Shape::Typed(part) => match part.iterated() {
            Some(all) => Given::EachOf(all.assured()),
            None => Given::Part(part.assured()),
        },
        Shape::OneOf(all) => Given::OneOf(all.iter().map(|(_, shape)| of(shape)).collect()),
        Shape::List(list) => match &**list {
            List::Exact(elements) => {
                let elements = elements.iter().enumerate();
                Given::List(elements.map(|(at, element)| standing(element, stands.element(at))).collect())
            }
            List::Of(element) => Given::ListOf(Box::new(of(element))),
        },
        Shape::Object(members) => {
            let mut named = Vec::new();
            for (name, inner) in members.named() {
                match (inner.presence, &inner.shape) {
                    // Whether it is there is a matter of the type, and mostly it is.
                    (Presence::Always, _) | (Presence::Maybe, Shape::Typed(_)) => {
                        named.push((name.to_string(), standing(&inner.shape, stands.member(name))));
                    }
                    (Presence::Never, _) => {}
                    // What may be missing makes of it something of which too little is known.
                    (Presence::Maybe | Presence::Lacking(_), _) => return Given::Anything,
                }
            }
            match (members.base(), members.others()) {
                (Some(base), _) if base.is_guarded() => Given::Anything,
                (Some(base), _) => Given::With(base.assured(), named),
                (None, Presence::Never) => Given::Object(named),
                (None, _) => Given::Anything,
            }
        }
    }
}

/// A substitution may become anything.
fn of_json(value: &serde_json::Value) -> Given {
    use serde_json::Value;
    match value {
        Value::Null => Given::Of(KindSet::NULL),
        Value::Bool(_) => Given::Of(KindSet::BOOLEAN),
        Value::Number(_) => Given::Of(KindSet::NUMBER),
        Value::String(text) if holds_name(text) || text.starts_with("{%") => Given::Anything,
        Value::String(text) => Given::Text(text.clone()),
        Value::Array(elements) => Given::List(elements.iter().map(of_json).collect()),
        Value::Object(members) if members.keys().any(|name| holds_name(name)) => Given::Anything,
        Value::Object(members) => {
            Given::Object(members.iter().map(|(name, value)| (name.clone(), of_json(value))).collect())
        }
    }
}
