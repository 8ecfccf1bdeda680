//! The functions that AWS adds to the language or takes away from it, and those that ask the host (JNA-20 to JNA-26).

mod arguments;
mod array;
mod text;
mod unpredictable;

use std::cell::RefCell;
use std::rc::Rc;

use jsonata_core::evaluator::{Evaluator, EvaluatorError};
use jsonata_core::value::JValue;

use super::reads::Names;
use crate::data::jsonata::Problem;
use crate::program::Step;
use crate::time::Timestamp;
use arguments::Arguments;

/// A function of ours.
type Function = fn(&Host, &Arguments<'_>) -> Result<JValue, EvaluatorError>;

/// All of them.
const FUNCTIONS: &[(&str, Function)] = &[
    ("partition", array::partition),
    ("range", array::range),
    ("hash", text::hash),
    ("parse", text::parse),
    ("eval", text::eval),
    ("random", unpredictable::random),
    ("uuid", unpredictable::uuid),
    ("shuffle", unpredictable::shuffle),
    ("now", unpredictable::now),
    ("millis", unpredictable::millis),
];

/// Whether a function is one of them.
pub(super) fn is_ours(name: &str) -> bool {
    FUNCTIONS.iter().any(|(ours, _)| *ours == name)
}

/// Time and randomness of one evaluation.
#[derive(Clone)]
pub(super) struct Host {
    now: Timestamp,
    random: Rc<RefCell<fastrand::Rng>>,
}

impl Host {
    /// What the step has of them.
    pub(super) fn new(step: &Step<'_>) -> Self {
        Self { now: step.now, random: Rc::new(RefCell::new(step.random.borrow().clone())) }
    }

    /// The same time, and random numbers of its own that begin with the same ones.
    pub(super) fn copy(&self) -> Self {
        Self { now: self.now, random: Rc::new(RefCell::new(self.random.borrow().clone())) }
    }

    /// Gives the functions to the evaluator that an expression names.
    pub(super) fn register(&self, evaluator: &mut Evaluator, names: &Names) -> Result<(), Problem> {
        for &(name, function) in FUNCTIONS {
            // A function that is called is among the variables too.
            if !names.variables.iter().any(|(known, _)| known == name) {
                continue;
            }
            let host = self.clone();
            let call = move |values: &[JValue]| function(&host, &Arguments::new(name, values));
            evaluator.register_fn_override(name, call).map_err(|error| super::error::evaluation(&error))?;
        }
        Ok(())
    }

    /// Hands the random numbers on to the step, so that none is drawn twice.
    pub(super) fn give_back(&self, step: &Step<'_>) {
        step.random.borrow_mut().seed(self.random.borrow().get_seed());
    }
}
