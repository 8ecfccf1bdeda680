//! What an execution reports of itself: the events of its history (HIST).
//!
//! Events are counted in every execution, since causes name them (ERR-23). They go to a [`Recorder`] where
//! there is one; without one nothing is built. A [`History`] is a recorder that keeps them, in the form that
//! GetExecutionHistory has.

mod collect;
mod details;
mod event;
mod event_type;
mod json;
mod owned;
mod page;

pub use collect::History;
pub use details::{AssignedVariables, Data, EventDetails};
pub use event::{Details, Event, Recorder};
pub(crate) use event_type::TaskEvent;
pub use event_type::{EventType, UnknownEventType};
pub use owned::HistoryEvent;
pub use page::{HistoryError, HistoryPage, HistoryRequest};
