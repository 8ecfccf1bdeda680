//! What an execution reports of itself: the events of its history (HIST).
//!
//! Events are counted in every execution, since causes name them (ERR-23). They go to a [`Recorder`] where
//! there is one; without one nothing is built.

mod event;
mod event_type;

pub use event::{Details, Event, Recorder};
pub use event_type::EventType;
pub(crate) use event_type::TaskEvent;
