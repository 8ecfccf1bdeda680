//! Functions whose results come from the host: time, randomness, ids (JNA-24 to JNA-26).

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError};
use jsonata_core::parser;
use jsonata_core::value::JValue;

use super::Host;
use super::arguments::Arguments;
use crate::data::intrinsic::JavaRandom;
use crate::names;

/// `$random([seed])` (JNA-24).
pub(super) fn random(host: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [seed] = arguments.at_most()?;
    Ok(JValue::Number(match arguments.number(0, seed)? {
        Some(seed) => JavaRandom::new(seed as i64).next_double(),
        None => host.random.borrow_mut().f64(),
    }))
}

/// `$uuid()` (JNA-25).
pub(super) fn uuid(host: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [] = arguments.at_most()?;
    Ok(JValue::string(names::uuid(&mut host.random.borrow_mut())))
}

/// `$shuffle(array)`
pub(super) fn shuffle(host: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [array] = arguments.at_most()?;
    Ok(match array {
        JValue::Undefined => JValue::Undefined,
        JValue::Array(elements) => {
            let mut elements = elements.to_vec();
            host.random.borrow_mut().shuffle(&mut elements);
            JValue::array(elements)
        }
        other => JValue::array(vec![other.clone()]),
    })
}

/// `$millis()` (JNA-26).
pub(super) fn millis(host: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [] = arguments.at_most()?;
    Ok(JValue::Number(milliseconds(host)))
}

/// `$now([picture [, timezone]])` (JNA-26).
pub(super) fn now(host: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [picture, timezone] = arguments.at_most()?;
    arguments.text(0, picture)?;
    arguments.text(1, timezone)?;
    let mut context = Context::new();
    context.bind("m".to_owned(), JValue::Number(milliseconds(host)));
    context.bind("p".to_owned(), picture.clone());
    context.bind("z".to_owned(), timezone.clone());
    let format = parser::parse("$fromMillis($m, $p, $z)")
        .map_err(|error| EvaluatorError::EvaluationError(error.display_message()))?;
    Evaluator::with_context(context).evaluate(&format, &JValue::Undefined)
}

fn milliseconds(host: &Host) -> f64 {
    let milliseconds = f64::from(host.now.nanoseconds() / 1_000_000);
    host.now.seconds() as f64 * 1_000.0 + milliseconds
}
