//! What the enums of states have in common.

use crate::program::{Failure, MachineId, StateId, StateInfo};

/// An enum with a variant for each state of a machine.
pub trait States: Copy + 'static {
    /// The variants, by the index of their states.
    const ALL: &'static [Self];

    /// The machine.
    const MACHINE: MachineId;

    /// What is fixed about them, in the same order.
    const TABLE: &'static [StateInfo];

    /// The variant of a state.
    ///
    /// # Errors
    ///
    /// The machine has no such state: what a host stored belongs to another definition.
    fn at(id: StateId) -> Result<Self, Failure> {
        Self::ALL.get(usize::from(id.0)).copied().ok_or_else(no_such_state)
    }
}

/// A position that the workflow does not have.
pub fn no_such_state() -> Failure {
    Failure::runtime("The definition has no such state.")
}

/// A state that was completed although it has no effect, or asked for items although it is no Map.
pub fn no_effect() -> Failure {
    Failure::runtime("The state has no effect to complete.")
}
