//! An event that can be kept.

use super::details::EventDetails;
use super::event::Event;
use super::event_type::EventType;
use crate::time::Timestamp;

/// An event as GetExecutionHistory gives it (HIST-1). As JSON it has the service's very members.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HistoryEvent {
    /// When it happened.
    pub timestamp: Timestamp,
    /// What happened.
    pub event_type: EventType,
    /// 1, 2, 3 and so on, within the execution.
    pub id: u64,
    /// The causal predecessor, 0 for none (HIST-2).
    pub previous_event_id: u64,
    /// What it is about.
    pub details: EventDetails,
}

impl HistoryEvent {
    /// The event without inputs and outputs, as for `includeExecutionData: false`; `parameters` stay (HIST-3).
    #[must_use]
    pub fn without_execution_data(mut self) -> Self {
        self.details = self.details.without_execution_data();
        self
    }
}

impl From<&Event<'_>> for HistoryEvent {
    fn from(event: &Event<'_>) -> Self {
        Self {
            timestamp: event.time,
            event_type: event.event_type,
            id: event.id,
            previous_event_id: event.previous,
            details: EventDetails::of(event),
        }
    }
}
