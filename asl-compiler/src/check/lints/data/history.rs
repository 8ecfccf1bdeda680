//! Inline Maps over more items than the history of an execution holds (STRICT-19).

use super::missing::Site;
use super::shape::List;
use crate::check::lints::view::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{MapItems, ProcessorMode, StateKind};

/// The events that the history of a standard execution holds (LIM-4).
const EVENTS: usize = 25_000;

/// The least number of events of an iteration: its start, its end, and those of one state (HIST-42).
const PER_ITEM: usize = 4;

pub(super) fn check(site: &Site<'_>) -> Option<Diagnostic> {
    let StateKind::Map(map) = &site.state().kind else { return None };
    if map.mode != ProcessorMode::Inline {
        return None;
    }
    let items = match &map.items {
        MapItems::Input => site.steps.effective.clone(),
        MapItems::Path(path) => site.around.documents(&site.steps.effective).path(&path.value).shape,
        MapItems::Items(_) | MapItems::Reader(_) => return None,
    };
    let List::Exact(elements) = items.as_list()? else { return None };
    (elements.len() * PER_ITEM > EVENTS).then(|| {
        let message = format!("{} has {} items", words(site.state()), elements.len());
        Diagnostic::new(Code::MapHistory, site.state().name.place, message)
            .label(format!("an execution fails when its history has {EVENTS} events"))
            .help("a `DISTRIBUTED` Map gives each item a history of its own")
    })
}
