//! A compiled definition as a type.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::program::Program;

/// What `include_workflow!` makes of a definition. It is implemented by generated code only.
pub trait Definition: 'static {
    /// The workflow's input.
    type Input: Serialize + DeserializeOwned + 'static;

    /// The workflow's output.
    type Output: DeserializeOwned + 'static;

    /// The machine.
    #[doc(hidden)]
    fn program() -> &'static dyn Program;
}
