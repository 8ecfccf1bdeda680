//! A map run that goes on, since its execution was redriven (DMAP-24, feature `durable`).
//!
//! Children that did not succeed run again, in the order of their indexes, and then the items that were never started.
//! The store lists the children page by page: of a million that failed few are in memory.

use std::collections::{BTreeSet, VecDeque};

use super::action::{Action, GatherInto, ListEnd, Standing, Unsuccessful, WriterId};
use super::distributed::{Distributed, Results};
use super::frame::{FrameId, Phase};
use super::input::Engine;
use super::join::Work;
use super::map_children::Kept;
use crate::history::{Details, EventType};
use crate::map_runs::MapRunCounts;
use crate::program::Failure;
use crate::store::{Awaited, AwaitedChild, ChildAddress, Fate, Released, Status};
use crate::time::Timestamp;

/// What is still to come of a redrive.
#[derive(Debug)]
pub(super) struct Redriving {
    /// The list of the children that did not succeed, until it has come to its end.
    pub(super) list: Option<List>,
    /// How those had ended whose turn has not come: their items.
    pub(super) items: MapRunCounts,
    /// The same of the children.
    pub(super) executions: MapRunCounts,
    /// Children that were to stop when the map run ended. They run again once they have.
    pub(super) stopping: BTreeSet<usize>,
}

/// Children that did not succeed.
#[derive(Debug)]
pub(super) struct List {
    /// The last whose turn has come.
    pub(super) after: Option<u64>,
    ready: VecDeque<Unsuccessful>,
    rest: Rest,
}

/// What has not been read of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// It can be asked for.
    Unasked,
    /// It was asked for.
    Asked,
    /// There is none.
    Nothing,
}

/// Whether a child was dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It was: there may be another one.
    Taken,
    /// Something has to come first.
    Waits,
}

impl List {
    /// The list behind a child.
    pub(super) fn behind(after: Option<u64>) -> Self {
        Self { after, ready: VecDeque::new(), rest: Rest::Unasked }
    }
}

impl Kept {
    /// How many items the children have whose turn in a redrive has not come.
    pub(super) fn waiting_items(&self) -> u64 {
        self.redriving.as_ref().map_or(0, |redriving| redriving.items.unsuccessful())
    }

    /// The same for the children themselves.
    pub(super) fn waiting_children(&self) -> u64 {
        self.redriving.as_ref().map_or(0, |redriving| redriving.executions.unsuccessful())
    }

    /// Whether there may be children whose turn has not come.
    pub(super) fn has_unlisted(&self) -> bool {
        self.redriving.as_ref().is_some_and(|redriving| redriving.list.is_some())
    }

    /// Whether the end of a child means that it runs again.
    fn was_stopping(&mut self, index: usize) -> bool {
        self.redriving.as_mut().is_some_and(|redriving| redriving.stopping.remove(&index))
    }
}

impl Distributed {
    /// Begins anew with what has not succeeded; `event` tells of it.
    fn begin_redrive(&mut self, event: u64, now: Timestamp) {
        self.run_event = event;
        self.redrive_count += 1;
        self.redrive_date = Some(now);
        let take = |counts: &mut MapRunCounts| {
            let MapRunCounts { running, succeeded, failed, timed_out, aborted, .. } = *counts;
            *counts = MapRunCounts { running, succeeded, ..MapRunCounts::default() };
            MapRunCounts { failed, timed_out, aborted, ..MapRunCounts::default() }
        };
        let (items, executions) = (take(&mut self.items), take(&mut self.executions));
        if let Some(kept) = &mut self.kept {
            let list = Some(List::behind(None));
            let stopping = BTreeSet::new();
            kept.redriving = Some(Box::new(Redriving { list, items, executions, stopping }));
        }
        if let Results::Exported(export) = &mut self.results {
            export.begin_anew();
        }
    }

    /// The map run ends before all children had their turn: they have ended as they had.
    pub(super) fn give_up_redrive(&mut self) {
        let Some(redriving) = self.kept.as_mut().and_then(|kept| kept.redriving.take()) else { return };
        let give_back = |counts: &mut MapRunCounts, waiting: &MapRunCounts| {
            counts.failed += waiting.failed;
            counts.timed_out += waiting.timed_out;
            counts.aborted += waiting.aborted;
        };
        give_back(&mut self.items, &redriving.items);
        give_back(&mut self.executions, &redriving.executions);
    }

    /// The turn of a child comes: it is counted no more as it had ended. Gives what it had counted as.
    fn call_up(&mut self, child: &Unsuccessful) -> Status {
        let Some(redriving) = self.kept.as_mut().and_then(|kept| kept.redriving.as_mut()) else {
            return Status::Failed;
        };
        if let Some(list) = &mut redriving.list {
            list.after = Some(child.index);
        }
        let known = match &child.standing {
            Standing::Ended(status) | Standing::Final(Some(status)) => Some(*status),
            Standing::Unheard(_) => Some(Status::Aborted),
            Standing::Final(None) => None,
        };
        let status = known
            .filter(|status| *of_status(&mut redriving.executions, *status) > 0)
            .or_else(|| unsuccessful(&redriving.executions))
            .unwrap_or(Status::Failed);
        let items = of_status(&mut redriving.items, status);
        *items = items.saturating_sub(child.items);
        let executions = of_status(&mut redriving.executions, status);
        *executions = executions.saturating_sub(1);
        status
    }

    /// A child can't run again: it counts as it had ended (DMAP-25).
    fn count_final(&mut self, items: u64, status: Status) {
        *of_status(&mut self.items, status) += items;
        self.items.failures_not_redrivable += items;
        *of_status(&mut self.executions, status) += 1;
        self.executions.failures_not_redrivable += 1;
    }
}

/// The count of those that ended so without success.
fn of_status(counts: &mut MapRunCounts, status: Status) -> &mut u64 {
    match status {
        Status::TimedOut => &mut counts.timed_out,
        Status::Aborted => &mut counts.aborted,
        Status::Failed | Status::Running | Status::Succeeded => &mut counts.failed,
    }
}

/// How some had ended that are counted.
fn unsuccessful(counts: &MapRunCounts) -> Option<Status> {
    let ends = [
        (counts.failed, Status::Failed),
        (counts.aborted, Status::Aborted),
        (counts.timed_out, Status::TimedOut),
    ];
    ends.into_iter().find(|(number, _)| *number > 0).map(|(_, status)| status)
}

impl Engine {
    /// Lets the map run of a frame go on; `cause` is the event of the redrive. False if the frame has none.
    pub(super) fn redrive_map_run(&mut self, id: FrameId, cause: u64) -> bool {
        let Some(run) = self.map_run_mut(id) else { return false };
        let (arn, count) = (run.arn.clone(), run.redrive_count + 1);
        let Some(execution) = self.frames.get(id).map(|frame| frame.execution) else { return false };
        let details = || Details::MapRunRedriven { arn: &arn, count };
        let redriven =
            self.journal.add(&mut self.executions, execution, cause, EventType::MapRunRedriven, details);
        let now = self.journal.now;
        let Some(frame) = self.frames.get_mut(id) else { return false };
        frame.last_event = redriven;
        let Phase::Joining(join) = &mut frame.phase else { return false };
        join.last_event = redriven;
        let Work::Items(map) = &mut join.work else { return false };
        let Some(run) = &mut map.distributed else { return false };
        run.begin_redrive(redriven, now);
        if let Some(keeper) = &mut self.keeper {
            keeper.keep_map_run(id, run);
            keeper.children.resumed.push(run.number);
        }
        if !self.resume_export(id) {
            self.start_items(id, redriven);
            self.complete_if_done(id);
        }
        true
    }

    /// Lets the next child run again that did not succeed.
    pub(super) fn redrive_next(&mut self, id: FrameId) -> Turn {
        let Some(Work::Items(map)) = self.join_mut(id).map(|join| &mut join.work) else { return Turn::Waits };
        let Some(run) = &mut map.distributed else { return Turn::Waits };
        let number = run.number;
        let Some(redriving) = run.kept.as_mut().and_then(|kept| kept.redriving.as_mut()) else {
            return Turn::Waits;
        };
        let Some(list) = &mut redriving.list else { return Turn::Waits };
        let Some(child) = list.ready.pop_front() else {
            return match list.rest {
                Rest::Asked => Turn::Waits,
                Rest::Nothing => {
                    redriving.list = None;
                    Turn::Taken
                }
                Rest::Unasked => {
                    list.rest = Rest::Asked;
                    let into = GatherInto::Unsuccessful(list.after);
                    self.actions.push(Action::Gather { writer: WriterId { frame: id, number }, into });
                    Turn::Waits
                }
            };
        };
        let Ok(index) = usize::try_from(child.index) else { return Turn::Taken };
        let status = run.call_up(&child);
        let Unsuccessful { items, standing, .. } = child;
        if let Standing::Final(_) = standing {
            run.count_final(items, status);
            if self.is_exceeded(id) {
                self.tolerance_exceeded(id);
                return Turn::Waits;
            }
            return Turn::Taken;
        }
        let Some(kept) = &mut run.kept else { return Turn::Waits };
        let address = ChildAddress { frame: kept.frame, attempt: number, index: child.index };
        if let (Standing::Unheard(_), Some(redriving)) = (&standing, &mut kept.redriving) {
            redriving.stopping.insert(index);
        }
        run.start_again(index, items);
        map.held += 1;
        let Some(keeper) = &mut self.keeper else { return Turn::Waits };
        match standing {
            Standing::Unheard(arn) => keeper.children.awaited.push(Awaited { arn, address, items }),
            Standing::Ended(_) | Standing::Final(_) => {
                keeper.children.redriven.push(AwaitedChild { address, items });
            }
        }
        Turn::Taken
    }

    /// Whether a child that has ended without success had only to stop first: it runs again.
    pub(super) fn runs_again(&mut self, id: FrameId, index: usize) -> bool {
        let Some(run) = self.map_run_mut(id) else { return false };
        let (number, items) = (run.number, run.size(index));
        let Some(kept) = run.kept.as_mut() else { return false };
        if !kept.was_stopping(index) {
            return false;
        }
        let address = ChildAddress { frame: kept.frame, attempt: number, index: index as u64 };
        if let Some(keeper) = &mut self.keeper {
            keeper.children.released.push(Released { address, fate: Fate::Kept });
            keeper.children.redriven.push(AwaitedChild { address, items });
        }
        true
    }

    /// Children that did not succeed have been listed.
    pub(super) fn listed(&mut self, id: FrameId, listed: Result<(Vec<Unsuccessful>, ListEnd), Failure>) {
        let Some(run) = self.map_run_mut(id) else { return };
        let redriving = run.kept.as_mut().and_then(|kept| kept.redriving.as_mut());
        let list = redriving.and_then(|redriving| redriving.list.as_mut());
        let Some(list) = list.filter(|list| list.rest == Rest::Asked) else { return };
        match listed {
            Ok((children, end)) => {
                list.ready.extend(children);
                list.rest = match end {
                    ListEnd::NotYet => Rest::Unasked,
                    ListEnd::Reached => Rest::Nothing,
                };
                self.start_items(id, 0);
                self.complete_if_done(id);
            }
            Err(failure) => self.map_run_failed(id, failure),
        }
    }
}
