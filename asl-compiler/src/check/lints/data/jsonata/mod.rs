//! What JSONata gives: paths from `$states` and from variables, literals, constructors, operators, conditionals, and of
//! functions at least the type (JNA-10 to JNA-15). All else is not followed.

mod evaluate;
mod narrow;
mod path;
mod value;

pub(super) use evaluate::{Evaluation, Role, Seen};
pub(super) use narrow::Facts;
pub(super) use path::Miss;
pub(super) use value::Value;

use std::rc::Rc;

use super::shape::{Member, Members, Presence, Shape};
use crate::expression::jsonata::Node;
use crate::model::{Expression, Template};

/// What expressions can refer to: what `$states` holds, and the variables.
#[derive(Debug, Clone)]
pub(super) struct States {
    /// `$states.input`
    pub(super) input: Shape,
    /// `$states.result`, where there is one.
    pub(super) result: Option<Shape>,
    /// `$states.errorOutput`, where there is one.
    pub(super) error_output: Option<Shape>,
    /// `$states.context.Map.Item.Value`
    pub(super) item: Shape,
    /// `$states.context.Execution.Input`
    pub(super) execution: Shape,
    /// The variables, as the members of an object.
    pub(super) variables: Shape,
}

impl States {
    /// What a template makes.
    pub(super) fn template(&self, template: &Template) -> Shape {
        match template {
            Template::Literal(literal) if literal.value.is_null() => Shape::unknown(),
            Template::Literal(literal) => Shape::of_json(&literal.value),
            Template::Expression(expression) => match &expression.value {
                // What is undefined here is an error: behind it the value is there.
                Expression::Jsonata(expression) => self.value(&expression.root).shape.found(),
                Expression::Path(_) | Expression::Intrinsic(_) => Shape::unknown(),
            },
            Template::Array(elements) => Shape::list(elements.iter().map(|element| self.template(element))),
            Template::Object(members) => Shape::Object(Rc::new(Members::closed(
                members.iter().map(|member| (member.key.value.as_str(), self.template(&member.value))),
            ))),
        }
    }

    /// What an expression gives.
    pub(super) fn value(&self, root: &Node) -> Value {
        Evaluation::new(self.clone(), root, &mut |_| {}).node(root, Role::Whole)
    }

    /// `$states` as an object. What does not stand in it here is a matter of its own (JNA-14).
    fn object(&self) -> Shape {
        let always = |name: &str, shape: &Shape| (Rc::from(name), Member::always(shape.clone()));
        let named = [always("input", &self.input), always("context", &self.context())];
        let result = self.result.iter().map(|result| always("result", result));
        let error = self.error_output.iter().map(|error| always("errorOutput", error));
        let named = named.into_iter().chain(result).chain(error);
        Shape::Object(Rc::new(Members::new(named.collect(), Presence::Maybe)))
    }

    /// The context object (CTX-2); which fields it has is a matter of its own.
    fn context(&self) -> Shape {
        let texts =
            |names: &[&'static str]| names.iter().map(|name| (*name, Shape::Text)).collect::<Vec<_>>();
        let open = |named: Vec<(&'static str, Shape)>| {
            let named = named
                .into_iter()
                .map(|(name, shape)| (Rc::from(name), Member { presence: Presence::Maybe, shape }));
            Shape::Object(Rc::new(Members::new(named.collect(), Presence::Maybe)))
        };
        let mut execution = texts(&["Id", "Name", "RoleArn", "StartTime"]);
        execution.extend([("Input", self.execution.clone()), ("RedriveCount", Shape::Number)]);
        let mut state = texts(&["Name", "EnteredTime"]);
        state.push(("RetryCount", Shape::Number));
        let item = open(vec![("Index", Shape::Number), ("Value", self.item.clone())]);
        open(vec![
            ("Execution", open(execution)),
            ("State", open(state)),
            ("StateMachine", open(texts(&["Id", "Name"]))),
            ("Task", open(texts(&["Token"]))),
            ("Map", open(vec![("Item", item)])),
        ])
    }
}
