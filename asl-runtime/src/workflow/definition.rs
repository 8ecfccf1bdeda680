//! A compiled definition as a type.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::payload::to_json;
use crate::program::{Place, Program, StateData};

/// What `include_workflow!` makes of a definition. It is implemented by generated code only.
pub trait Definition: 'static {
    /// The workflow's input.
    type Input: Serialize + DeserializeOwned + 'static;

    /// The workflow's output.
    type Output: DeserializeOwned + 'static;

    /// What stored executions know the definition by: a hash of what it says, comments aside.
    const HASH: &'static str;

    /// The text of the definition.
    const TEXT: &'static str;

    /// Where each machine belongs.
    #[doc(hidden)]
    const PLACES: &'static [Place];

    /// The input on its way to the first state. Generated code lets it go as it is where a handler takes its type.
    #[doc(hidden)]
    fn input(input: Self::Input) -> serde_json::Result<StateData> {
        to_json(input).map(StateData::Own)
    }

    /// The machine.
    #[doc(hidden)]
    fn program() -> &'static dyn Program;
}
