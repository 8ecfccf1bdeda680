//! `$partition` and `$range`.

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::value::JValue;

use super::Host;
use super::arguments::{Arguments, error};
use crate::data::jsonata::bound::LONGEST_RANGE;

/// `$partition(array, size)` (JNA-21).
pub(super) fn partition(_: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [array, size] = arguments.at_most()?;
    let size = arguments.number(1, size)?;
    let elements = match array {
        JValue::Undefined => return Ok(JValue::Undefined),
        JValue::Array(elements) => elements,
        _ => {
            return Err(error("T0412", "Argument 1 of function \"partition\" must be an array of undefined"));
        }
    };
    if size.is_some_and(|size| size < 0.0) {
        return Err(error("D3137", "Second argument must be zero or greater"));
    }
    let size = size.map_or(elements.len(), |size| size as usize);
    if size == 0 || elements.is_empty() {
        return Ok(JValue::Undefined);
    }
    Ok(JValue::array(elements.chunks(size).map(|chunk| JValue::array(chunk.to_vec())).collect()))
}

/// `$range(start, end, step)`, both ends included (JNA-22).
pub(super) fn range(_: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [start, end, step] = arguments.at_most()?;
    let start = arguments.number(0, start)?;
    let end = arguments.number(1, end)?;
    let step = arguments.number(2, step)?;
    let (Some(start), Some(end), Some(step)) = (start, end, step) else { return Ok(JValue::Undefined) };
    let (start, end, step) = (start.trunc(), end.trunc(), step.trunc());
    let count = ((end - start) / step).floor() + 1.0;
    if step == 0.0 || count < 1.0 || count.is_nan() {
        return Ok(JValue::Undefined);
    }
    if count > LONGEST_RANGE {
        return Err(error("D2015", "the range is too long"));
    }
    let numbers = (0..count as u32).map(|index| JValue::Number(start + f64::from(index) * step));
    Ok(JValue::sequence(numbers.collect()).unwrap_sequence())
}
