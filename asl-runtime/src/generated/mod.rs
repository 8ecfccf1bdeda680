//! What only generated code needs: its prelude, its enums' trait, its handlers' inputs and outputs.

mod answer;
mod graph;
mod handed_over;
mod payload;
mod stand_in;
mod states;

pub use answer::{input, output};
pub use graph::Graph;
pub use handed_over::{HandedOver, ThroughJson};
pub use payload::{Fields, FromPayload, PayloadError};
pub use stand_in::StandIn;
pub use states::{States, no_effect, no_such_state};

/// What generated modules import in place of the standard prelude, which they can't rely on.
pub mod prelude {
    pub use core::future::Future;
    pub use core::marker::{Send, Sync};
    pub use core::option::Option::{None, Some};
    pub use core::result::Result::{self, Err, Ok};

    pub use super::States;
    pub use super::ThroughJson as _;
}
