//! What variables hold (VAR-5 to VAR-7, VAR-13, VAR-15).

use std::rc::Rc;

use super::flow::{Around, Steps};
use super::jsonata::States;
use super::services;
use super::shape::{Member, Members, Shape};
use crate::check::variables::own_assign;
use crate::model::{Assign, Catcher, QueryLanguage, State, StateKind, Template};
use crate::substitution::holds_name;

impl Around<'_> {
    /// The variables behind a state that has ended well, with what it assigns itself.
    pub(super) fn left(&self, state: &State, input: &Shape, steps: &Steps) -> Shape {
        let assign = own_assign(state);
        let works = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
        if state.language == QueryLanguage::Jsonata {
            let result = steps.result.clone().filter(|_| works);
            return self.assigned_from(assign, &States { result, ..self.states(input) });
        }
        let makes = works || matches!(state.kind, StateKind::Pass(_));
        let document = if makes { steps.result.as_ref() } else { Some(&steps.effective) };
        match document {
            Some(document) => self.assigned_with(assign, document),
            None => self.variables.clone(),
        }
    }

    /// The variables behind a catcher.
    pub(super) fn left_by_catcher(&self, state: &State, input: &Shape, catcher: &Catcher) -> Shape {
        let error = services::error_output();
        match state.language {
            QueryLanguage::JsonPath => self.assigned_with(catcher.assign.as_ref(), &error),
            QueryLanguage::Jsonata => {
                let states = States { error_output: Some(error), ..self.states(input) };
                self.assigned_from(catcher.assign.as_ref(), &states)
            }
        }
    }

    /// The variables, with what is assigned in JSONPath, where `$` is this document.
    pub(super) fn assigned_with(&self, assign: Option<&Assign>, document: &Shape) -> Shape {
        assigned(&self.variables, assign, |template| self.documents(document).template(template))
    }

    /// The variables, with what is assigned in JSONata.
    pub(super) fn assigned_from(&self, assign: Option<&Assign>, states: &States) -> Shape {
        assigned(&states.variables, assign, |template| states.template(template))
    }
}

/// The variables, with what is assigned; all values are those from before (VAR-5).
fn assigned(before: &Shape, assign: Option<&Assign>, value: impl Fn(&Template) -> Shape) -> Shape {
    let (Some(assign), Some(members)) = (assign, before.members()) else { return before.clone() };
    let mut members = members.clone();
    for variable in &assign.variables {
        if holds_name(&variable.name.value) {
            // It may be any of them.
            return Shape::open_object();
        }
        members = members.with(&variable.name.value, Member::always(value(&variable.value).bounded()));
    }
    Shape::Object(Rc::new(members))
}

/// None, as at the start of an execution.
pub(super) fn none() -> Shape {
    Shape::Object(Rc::new(Members::none()))
}
