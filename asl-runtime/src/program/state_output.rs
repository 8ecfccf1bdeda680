//! What a state is left with.

use serde_json::Value;

use super::StateData;

/// What a state is left with: the raw input of the next one, or the output of the machine.
#[derive(Debug)]
pub enum StateOutput {
    /// The raw input. It stays in its place, as most states leave it, and need not be moved from hand to hand.
    Kept,
    /// Other data.
    Data(StateData),
}

/// The raw input of a state stays in its place, and is what the state is left with.
#[derive(Debug, Clone, Copy)]
pub struct KeptInput;

impl StateOutput {
    /// The data, given the state's raw input.
    #[inline]
    pub(crate) fn data<'a>(&'a self, raw: &'a StateData) -> &'a StateData {
        match self {
            Self::Kept => raw,
            Self::Data(data) => data,
        }
    }

    /// Moves the data to where the state's raw input is, if it is not there.
    #[inline]
    pub(crate) fn put(&mut self, raw: &mut StateData) {
        if let Self::Data(data) = self {
            *raw = data.take();
        }
    }

    /// The data, taken from the state's raw input if it is there.
    #[inline]
    pub(crate) fn take(&mut self, raw: &mut StateData) -> StateData {
        match self {
            Self::Kept => raw.take(),
            Self::Data(data) => data.take(),
        }
    }
}

impl From<KeptInput> for StateOutput {
    #[inline]
    fn from(KeptInput: KeptInput) -> Self {
        Self::Kept
    }
}

impl From<StateData> for StateOutput {
    #[inline]
    fn from(data: StateData) -> Self {
        Self::Data(data)
    }
}

impl From<Value> for StateOutput {
    #[inline]
    fn from(value: Value) -> Self {
        Self::Data(value.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn is_no_larger_than_its_json() {
        assert_eq!(size_of::<StateOutput>(), size_of::<Value>());
    }

    #[test]
    fn raw_inputs_stay_and_other_data_replaces_them() {
        for (mut output, expected) in
            [(StateOutput::from(KeptInput), json!({ "a": 1 })), (json!([2]).into(), json!([2]))]
        {
            let mut raw = StateData::from(json!({ "a": 1 }));
            assert_eq!(*output.data(&raw).json(), expected);
            output.put(&mut raw);
            assert_eq!(*raw.json(), expected);
        }
        let mut raw = StateData::from(json!(1));
        assert_eq!(*StateOutput::Kept.take(&mut raw).json(), json!(1));
        assert_eq!(*raw.json(), json!(null));
    }
}
