//! The stored form of a map run's redrive: a part of its counts.

use serde::{Deserialize, Serialize};

use super::form::{Time, time, timestamp};
use crate::engine::distributed::Distributed;
use crate::engine::map_redrive::{List, Redriving};
use crate::map_runs::MapRunCounts;
use crate::time::Timestamp;

/// What is known of redrives of a map run (DMAP-24).
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RedriveForm {
    /// How often it was redriven.
    count: u32,
    /// When that was last done.
    date: Time,
    /// Items and children that could not be.
    not_redrivable: [u64; 2],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redriving: Option<RedrivingForm>,
}

/// A redrive that has not come to all children.
#[derive(Debug, Serialize, Deserialize)]
struct RedrivingForm {
    /// Whether there are children whose turn has not come.
    list: ListForm,
    /// How those have ended: failed, timed out, aborted.
    items: [u64; 3],
    executions: [u64; 3],
    /// Children that have to stop first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stopping: Vec<usize>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ListForm {
    All,
    /// Behind a child.
    Behind(u64),
    Done,
}

/// A redrive as it was.
pub(super) struct RestoredRedrive {
    pub(super) count: u32,
    pub(super) date: Timestamp,
    pub(super) redriving: Option<Box<Redriving>>,
}

impl RedriveForm {
    /// Nothing, if it was never redriven.
    pub(super) fn of(run: &Distributed) -> Option<Self> {
        let redriving = run.kept.as_ref().and_then(|kept| kept.redriving.as_ref());
        Some(Self {
            count: run.redrive_count,
            date: time(run.redrive_date?),
            not_redrivable: [run.items.failures_not_redrivable, run.executions.failures_not_redrivable],
            redriving: redriving.map(|redriving| RedrivingForm {
                list: match redriving.list.as_ref().map(|list| list.after) {
                    None => ListForm::Done,
                    Some(None) => ListForm::All,
                    Some(Some(after)) => ListForm::Behind(after),
                },
                items: ends(&redriving.items),
                executions: ends(&redriving.executions),
                stopping: redriving.stopping.iter().copied().collect(),
            }),
        })
    }

    /// The redrive, and what it adds to the counts of a map run.
    pub(super) fn restored(self, items: &mut MapRunCounts, executions: &mut MapRunCounts) -> RestoredRedrive {
        [items.failures_not_redrivable, executions.failures_not_redrivable] = self.not_redrivable;
        let redriving = self.redriving.map(|form| Redriving {
            list: match form.list {
                ListForm::Done => None,
                ListForm::All => Some(List::behind(None)),
                ListForm::Behind(after) => Some(List::behind(Some(after))),
            },
            items: restored_ends(form.items),
            executions: restored_ends(form.executions),
            stopping: form.stopping.into_iter().collect(),
        });
        RestoredRedrive { count: self.count, date: timestamp(self.date), redriving: redriving.map(Box::new) }
    }
}

fn ends(counts: &MapRunCounts) -> [u64; 3] {
    [counts.failed, counts.timed_out, counts.aborted]
}

fn restored_ends([failed, timed_out, aborted]: [u64; 3]) -> MapRunCounts {
    MapRunCounts { failed, timed_out, aborted, ..MapRunCounts::default() }
}
