//! The arguments of a call.

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::value::JValue;

/// The arguments of a call to a function of ours.
pub(super) struct Arguments<'a> {
    name: &'static str,
    values: &'a [JValue],
}

impl<'a> Arguments<'a> {
    pub(super) fn new(name: &'static str, values: &'a [JValue]) -> Self {
        Self { name, values }
    }

    /// All of them, if they are no more than `N`; what is not given is undefined.
    pub(super) fn at_most<const N: usize>(&self) -> Result<[&'a JValue; N], EvaluatorError> {
        const MISSING: &JValue = &JValue::Undefined;
        if self.values.len() > N {
            return Err(self.mismatch(N));
        }
        Ok(std::array::from_fn(|index| self.values.get(index).unwrap_or(MISSING)))
    }

    /// How many are given.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// A number; `None` where the argument is undefined.
    pub(super) fn number(&self, index: usize, value: &JValue) -> Result<Option<f64>, EvaluatorError> {
        match value {
            JValue::Undefined => Ok(None),
            JValue::Number(number) => Ok(Some(*number)),
            _ => Err(self.mismatch(index)),
        }
    }

    /// A string; `None` where the argument is undefined.
    pub(super) fn text<'v>(
        &self,
        index: usize,
        value: &'v JValue,
    ) -> Result<Option<&'v str>, EvaluatorError> {
        match value {
            JValue::Undefined => Ok(None),
            JValue::String(text) => Ok(Some(text)),
            _ => Err(self.mismatch(index)),
        }
    }

    /// The argument at an index, from 0, is none that the function takes.
    pub(super) fn mismatch(&self, index: usize) -> EvaluatorError {
        error(
            "T0410",
            &format!(
                "Argument {} of function \"{}\" does not match function signature",
                index + 1,
                self.name
            ),
        )
    }
}

/// An error with a code.
pub(super) fn error(code: &str, text: &str) -> EvaluatorError {
    EvaluatorError::EvaluationError(format!("{code}: {text}"))
}
