//! What templates and calls make (TPL, INT).

use std::rc::Rc;

use super::objects::merged;
use super::select::{Found, elements, select};
use super::shape::{Members, Presence, Shape};
use crate::check::lints::view::View;
use crate::expression::intrinsic::{Argument, ArgumentValue, Call, Intrinsic};
use crate::expression::path::{Path, Root, Step};
use crate::model::{Expression, Literal, Template};
use crate::syntax::Kind;
use crate::typed::PartStep;

/// What a template or path reads.
pub(super) struct Documents<'a> {
    pub(super) view: &'a View<'a>,
    /// `$`
    pub(super) document: &'a Shape,
    /// `$$.Map.Item.Value`
    pub(super) item: &'a Shape,
    /// `$$.Execution.Input`
    pub(super) execution: &'a Shape,
    /// The variables, as the members of an object.
    pub(super) variables: &'a Shape,
}

impl Documents<'_> {
    /// What a path finds.
    pub(super) fn path(&self, path: &Path) -> Found {
        match &path.root {
            Root::Document => select(self.document, &path.steps),
            Root::Context => self.context(path),
            Root::Variable(name) => match self.variables.members() {
                // Whether it is assigned is a matter of its own (VAR-8).
                Some(members) if members.presence(name) != Presence::Never => {
                    select(&members.shape(name), &path.steps)
                }
                _ => Found { shape: Shape::unknown(), miss: None },
            },
        }
    }

    /// The context object; which fields it has is a matter of its own.
    fn context(&self, path: &Path) -> Found {
        let names: Vec<&str> = path
            .steps
            .iter()
            .map_while(|step| match step {
                Step::Name(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        if let ["Map", "Item", "Value", ..] = names.as_slice() {
            const WAY: usize = 3;
            let mut found = select(self.item, &path.steps[WAY..]);
            if let Some(miss) = &mut found.miss {
                miss.step += WAY;
            }
            return found;
        }
        if let ["Execution", "Input", ..] = names.as_slice() {
            const WAY: usize = 2;
            let mut found = select(self.execution, &path.steps[WAY..]);
            if let Some(miss) = &mut found.miss {
                miss.step += WAY;
            }
            return found;
        }
        let shape = match names.as_slice() {
            _ if names.len() != path.steps.len() => Shape::unknown(),
            ["Execution" | "StateMachine", "Id" | "Name" | "StartTime" | "RoleArn" | "RedriveTime"]
            | ["State", "Name" | "EnteredTime"]
            | ["Task", "Token"] => Shape::Text,
            ["Execution", "RedriveCount"] | ["State", "RetryCount"] | ["Map", "Item", "Index"] => {
                Shape::Number
            }
            [] | ["Execution" | "StateMachine" | "State" | "Task" | "Map"] | ["Map", "Item"] => {
                Shape::open_object()
            }
            _ => Shape::unknown(),
        };
        Found { shape, miss: None }
    }

    /// What a template makes.
    pub(super) fn template(&self, template: &Template) -> Shape {
        match template {
            Template::Literal(literal) => self.literal(literal),
            Template::Expression(expression) => self.expression(&expression.value),
            Template::Array(elements) => Shape::list(elements.iter().map(|element| self.template(element))),
            Template::Object(members) => Shape::Object(Rc::new(Members::closed(
                members.iter().map(|member| (member.key.value.as_str(), self.template(&member.value))),
            ))),
        }
    }

    fn literal(&self, literal: &Literal) -> Shape {
        // An expression that waits for a substitution has `null` in its place.
        let written = self.view.node(literal.place).map(|node| &node.kind);
        match written {
            Some(Kind::Null) => Shape::Null,
            _ if literal.value.is_null() => Shape::unknown(),
            _ => Shape::of_json(&literal.value),
        }
    }

    /// What an expression gives.
    pub(super) fn expression(&self, expression: &Expression) -> Shape {
        match expression {
            Expression::Path(path) => self.path(path).or_null(path),
            Expression::Intrinsic(call) => self.call(call),
            Expression::Jsonata(_) => Shape::unknown(),
        }
    }

    /// What an argument is.
    pub(super) fn argument(&self, argument: &Argument) -> Shape {
        match &argument.value {
            ArgumentValue::Text(_) => Shape::Text,
            ArgumentValue::Literal(value) => Shape::of_json(value),
            ArgumentValue::Path(path) => self.path(path).value(),
            ArgumentValue::Call(call) => self.call(call),
        }
    }

    fn call(&self, call: &Call) -> Shape {
        let argument = |index: usize| call.arguments.get(index).map(|argument| self.argument(argument));
        let element = |index: usize| match argument(index) {
            Some(Shape::List(list)) => elements(&list),
            Some(Shape::Typed(part)) => Shape::step(&part, PartStep::Element),
            _ => Shape::unknown(),
        };
        match call.function {
            Intrinsic::Format
            | Intrinsic::JsonToString
            | Intrinsic::Base64Encode
            | Intrinsic::Base64Decode
            | Intrinsic::Hash
            | Intrinsic::Uuid => Shape::Text,
            Intrinsic::StringToJson => Shape::unknown(),
            Intrinsic::Array => Shape::list(call.arguments.iter().map(|argument| self.argument(argument))),
            Intrinsic::ArrayPartition => Shape::list_of(Shape::list_of(element(0))),
            Intrinsic::ArrayContains => Shape::Boolean,
            Intrinsic::ArrayRange => Shape::list_of(Shape::Number),
            // Of an empty array it is `null` (INT-17).
            Intrinsic::ArrayGetItem => match element(0) {
                Shape::Object(members) => Shape::Any(members),
                known @ (Shape::Any(_) | Shape::Typed(_)) => known,
                _ => Shape::unknown(),
            },
            Intrinsic::ArrayLength | Intrinsic::MathRandom | Intrinsic::MathAdd => Shape::Number,
            Intrinsic::ArrayUnique => Shape::list_of(element(0)),
            Intrinsic::JsonMerge => match (argument(0), argument(1)) {
                (Some(first), Some(second)) => merged(&first, &second),
                _ => Shape::open_object(),
            },
            Intrinsic::StringSplit => Shape::list_of(Shape::Text),
        }
    }
}
