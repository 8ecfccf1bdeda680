//! What clients look at.

use std::ops::Bound::{Excluded, Unbounded};

use super::super::query::page_size;
use super::super::{
    Description, EventPage, EventQuery, EventRow, ExecutionKey, ExecutionPage, ExecutionQuery, Order,
    StoreError,
};
use super::state::{Kept, State};

impl State {
    pub(super) fn describe(&self, arn: &str) -> Result<Description, StoreError> {
        let key = self.key(arn)?;
        Ok(description(key, self.kept(key)?))
    }

    pub(super) fn list(&self, query: &ExecutionQuery) -> ExecutionPage {
        let most = page_size(query.most);
        let mut found = self
            .executions
            .iter()
            .rev()
            .filter(|(key, kept)| {
                query.after.is_none_or(|after| **key < after)
                    && query.machine.as_ref().is_none_or(|machine| *machine == kept.execution.machine)
                    && query.map_run.as_ref().is_none_or(|map_run| {
                        kept.execution.map_child.as_ref().is_some_and(|child| child.map_run == *map_run)
                    })
                    && query.redriven.is_none_or(|filter| filter.takes(kept.redrive_count))
                    && query.status.is_none_or(|status| status == kept.state.status)
                    && query.unknown_to.as_ref().is_none_or(|known| !known.contains(&kept.execution.hash))
            })
            .map(|(key, kept)| description(*key, kept).short());
        let executions: Vec<_> = found.by_ref().take(most).collect();
        let next = found.next().and(executions.last()).map(|last| last.key);
        ExecutionPage { executions, next }
    }

    pub(super) fn history(&self, query: &EventQuery) -> Result<EventPage, StoreError> {
        let events = &self.kept(self.key(&query.arn)?)?.events;
        let page = match (query.order, query.after) {
            (Order::Forward, None) => take(events.values(), query.most),
            (Order::Forward, Some(after)) => {
                take(events.range((Excluded(after), Unbounded)).map(|(_, event)| event), query.most)
            }
            (Order::Reverse, None) => take(events.values().rev(), query.most),
            (Order::Reverse, Some(after)) => {
                take(events.range(..after).rev().map(|(_, event)| event), query.most)
            }
        };
        Ok(page)
    }
}

fn take<'a>(mut events: impl Iterator<Item = &'a EventRow>, most: usize) -> EventPage {
    let page: Vec<_> = events.by_ref().take(page_size(most)).cloned().collect();
    let next = events.next().and(page.last()).map(|last| last.id);
    EventPage { events: page, next }
}

/// What is told of an execution.
pub(super) fn description(key: ExecutionKey, kept: &Kept) -> Description {
    let Kept { execution, state, .. } = kept;
    Description {
        key,
        arn: execution.arn.clone(),
        machine: execution.machine.clone(),
        name: execution.name.clone(),
        hash: execution.hash.clone(),
        kind: execution.kind,
        status: state.status,
        start_time: execution.start_time,
        stop_time: state.stop_time,
        input: execution.input.clone(),
        output: state.output.clone(),
        error: state.error.clone(),
        cause: state.cause.clone(),
        redrive_count: kept.redrive_count,
        map_run: execution.map_child.as_ref().map(|child| child.map_run.clone()),
        redrive_time: kept.redrive_time,
        events: state.progress.last_event,
    }
}
