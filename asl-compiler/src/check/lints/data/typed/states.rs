//! Which states have types.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::shape::{Member, Shape};
use crate::diagnostic::Level;
use crate::model::State;
use crate::syntax::NodeId;
use crate::typed::{Origin, Part};

/// The types of a workflow and of its tasks.
#[derive(Debug)]
pub(crate) struct StateTypes {
    /// Whether the workflow's input has a type.
    pub(crate) has_input: bool,
    /// Whether the workflow's output has a type.
    pub(crate) has_output: bool,
    /// What becomes of errors that nothing catches: the level of that lint.
    pub(crate) uncaught_errors: Level,
    /// The tasks, by the place of their states.
    pub(crate) tasks: HashMap<NodeId, TaskTypes>,
}

/// The types of a task.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TaskTypes {
    /// The method that is called, by its index in the plan.
    pub(crate) method: usize,
    /// Whether its input has a type.
    pub(crate) has_input: bool,
    /// Whether its error has a type.
    pub(crate) has_error: bool,
    /// What its answer is.
    pub(crate) answer: Answer,
    /// Whether the method gets the `Payload` of what the state gives, and its answer comes in an envelope.
    pub(crate) is_enveloped: bool,
}

/// What the result of a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nothing is known.
    Unknown,
    /// What the method answers, which has a type.
    OfMethod,
    /// What comes back with the token, which has a type.
    WithToken,
}

impl Default for StateTypes {
    fn default() -> Self {
        Self { has_input: false, has_output: false, uncaught_errors: Level::Allow, tasks: HashMap::new() }
    }
}

impl StateTypes {
    /// The types of a state.
    pub(crate) fn task(&self, state: &State) -> Option<&TaskTypes> {
        self.tasks.get(&state.place.node)
    }

    /// What is known of the workflow's input.
    pub(in super::super) fn input(&self) -> Shape {
        if self.has_input { Shape::Typed(Part::whole(Origin::Input)) } else { Shape::unknown() }
    }

    /// What is known of the result of a task, of which this is known without types.
    pub(in super::super) fn answer(&self, state: &State, otherwise: Shape) -> Shape {
        let Some(task) = self.task(state) else { return otherwise };
        let answer = match task.answer {
            Answer::Unknown => return otherwise,
            // No envelope is put around it (TASK-6).
            Answer::WithToken => return Shape::Typed(Part::whole(Origin::Answer(task.method))),
            Answer::OfMethod => Shape::Typed(Part::whole(Origin::Output(task.method))),
        };
        match (task.is_enveloped, &otherwise) {
            (false, _) => answer,
            (true, Shape::Object(envelope)) => {
                Shape::Object(Rc::new(envelope.with("Payload", Member::always(answer))))
            }
            (true, _) => otherwise,
        }
    }
}
