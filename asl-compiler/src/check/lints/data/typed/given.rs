//! What is given to a type.

use super::super::missing::Site;
use super::super::shape::{List, Presence, Shape, Way};
use super::TaskTypes;
use crate::model::{Flow, Literal, StateKind, Template};
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
    let (shape, template) = match (task.is_enveloped, template) {
        (false, template) => (site.steps.payload.clone(), template),
        (true, Some(template)) => {
            let shape = match site.steps.payload.members() {
                Some(members) if members.presence(PAYLOAD) == Presence::Always => members.shape(PAYLOAD),
                _ => return Vec::new(),
            };
            (shape, member(template, PAYLOAD))
        }
        (true, None) => return Vec::new(),
    };
    if template.is_some() {
        return vec![(None, of_template(&shape, template))];
    }
    shape.alternatives().into_iter().map(|(way, shape)| (way, of(shape))).collect()
}

const PAYLOAD: &str = "Payload";

fn member<'t>(template: &'t Template, name: &str) -> Option<&'t Template> {
    match template {
        Template::Object(members) => {
            members.iter().find(|member| member.key.value == name).map(|member| &member.value)
        }
        _ => None,
    }
}

/// What is known of a value.
pub(super) fn of(shape: &Shape) -> Given {
    of_template(shape, None)
}

/// What is known of a value that a template makes; strings that stand in the template are known.
fn of_template(shape: &Shape, template: Option<&Template>) -> Given {
    match (shape, template) {
        (_, Some(Template::Literal(literal))) if !literal.value.is_null() => of_literal(literal),
        (Shape::Null, _) => Given::Of(KindSet::NULL),
        (Shape::Boolean, _) => Given::Of(KindSet::BOOLEAN),
        (Shape::Number, _) => Given::Of(KindSet::NUMBER),
        (Shape::Text, _) => Given::Of(KindSet::TEXT),
        (Shape::Any(_), _) => Given::Anything,
        // What a condition has ruled out is not known.
        (Shape::Typed(part), _) if part.is_guarded() => Given::Anything,
        (Shape::Typed(part), _) => Given::Part(part.assured()),
        (Shape::OneOf(all), _) => Given::OneOf(all.iter().map(|(_, shape)| of(shape)).collect()),
        (Shape::List(list), _) => match &**list {
            List::Exact(elements) => {
                let template = |at: usize| match template {
                    Some(Template::Array(elements)) => elements.get(at),
                    _ => None,
                };
                let elements = elements.iter().enumerate();
                Given::List(elements.map(|(at, element)| of_template(element, template(at))).collect())
            }
            List::Of(element) => Given::ListOf(Box::new(of(element))),
        },
        (Shape::Object(members), _) => {
            let mut named = Vec::new();
            for (name, inner) in members.named() {
                match inner.presence {
                    Presence::Always => {
                        let template = template.and_then(|template| member(template, name));
                        named.push((name.to_string(), of_template(&inner.shape, template)));
                    }
                    Presence::Never => {}
                    // What may be missing makes of it something of which too little is known.
                    Presence::Maybe | Presence::Lacking(_) => return Given::Anything,
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

fn of_literal(literal: &Literal) -> Given {
    of_json(&literal.value)
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
