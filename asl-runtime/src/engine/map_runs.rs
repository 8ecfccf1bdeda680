//! What is told of map runs, and what can be changed of them while they run (DMAP-2, DMAP-25).

use super::action::Outcome;
use super::distributed::Distributed;
use super::frame::{Frame, FrameId, Phase};
use super::input::Engine;
use super::join::{Join, Work};
use super::map::MapRun as Items;
use crate::map_runs::{ChildExecution, MapRun, MapRunCounts, MapRunError, MapRunStatus, MapRunUpdate};
use crate::program::{MachineId, Position};

/// So many map runs are remembered when they have ended.
const MOST_REMEMBERED: usize = 1000;

impl Engine {
    /// The map runs that are known, those that have ended first.
    pub(crate) fn map_runs(&self) -> Vec<MapRun> {
        let running = self.frames.iter().filter_map(|frame| {
            let (items, run) = map_run(frame)?;
            Some(self.describe(frame.at, items, run, MapRunStatus::Running))
        });
        self.ended_map_runs.iter().cloned().chain(running).collect()
    }

    fn describe(&self, at: Position, items: &Items, run: &Distributed, status: MapRunStatus) -> MapRun {
        let pending = items.source.pending() + run.left_over.len() as u64 + run.pending;
        let pending_children = if run.is_batched() { 0 } else { pending };
        let (items, executions) = run.pending_redrive();
        MapRun {
            map_run_arn: run.arn.clone(),
            execution_arn: run.execution_arn.clone(),
            state_name: super::run::state(self.info, at).map_or("", |state| state.name).into(),
            status,
            start_date: run.start_date,
            redrive_count: run.redrive_count,
            redrive_date: run.redrive_date,
            stop_date: (status != MapRunStatus::Running).then_some(self.journal.now),
            max_concurrency: run.max_concurrency,
            tolerated_failure_count: run.tolerance.count,
            tolerated_failure_percentage: run.tolerance.percentage,
            item_counts: with_pending(run.items, pending, items),
            execution_counts: with_pending(run.executions, pending_children, executions),
        }
    }

    /// Counts the children that are about to be closed.
    pub(super) fn count_stopped(&mut self, id: FrameId) {
        let Some(join) = self.join_mut(id) else { return };
        let Work::Items(items) = &mut join.work else { return };
        let Some(run) = &mut items.distributed else { return };
        #[cfg(feature = "durable")]
        if run.kept.is_some() {
            return self.with_join(id, Self::give_up_stored);
        }
        for (index, _) in join.running.iter() {
            run.stop(index);
        }
    }

    /// Remembers a map run that ends.
    pub(super) fn map_run_ended(&mut self, id: FrameId, status: MapRunStatus) {
        let Some(frame) = self.frames.get(id) else { return };
        let Some((items, run)) = map_run(frame) else { return };
        let ended = self.describe(frame.at, items, run, status);
        let (number, processor) = (run.number, items.processor);
        self.remember(ended, number, processor);
    }

    fn remember(&mut self, ended: MapRun, number: u64, processor: MachineId) {
        #[cfg(feature = "durable")]
        self.keep_map_run(&ended, number, processor);
        #[cfg(not(feature = "durable"))]
        let _ = (number, processor);
        if self.ended_map_runs.len() == MOST_REMEMBERED {
            self.ended_map_runs.pop_front();
        }
        self.ended_map_runs.push_back(ended);
    }

    /// Puts what is told of a map run into the step.
    #[cfg(feature = "durable")]
    fn keep_map_run(&mut self, run: &MapRun, number: u64, processor: MachineId) {
        let row = crate::store::MapRunRow {
            arn: run.map_run_arn.clone(),
            attempt: number,
            processor: self.info.first_state(processor).to_owned(),
            json: run.to_json().to_string(),
        };
        if let Some(keeper) = &mut self.keeper {
            keeper.children.map_runs.push(row);
        }
    }

    /// The same for one that runs.
    #[cfg(feature = "durable")]
    pub(super) fn keep_running_map_run(&mut self, id: FrameId) {
        let Some(frame) = self.frames.get(id) else { return };
        let Some((items, run)) = map_run(frame) else { return };
        let described = self.describe(frame.at, items, run, MapRunStatus::Running);
        let (number, processor) = (run.number, items.processor);
        self.keep_map_run(&described, number, processor);
    }

    /// Lets something happen to the join of a frame.
    fn with_join(&mut self, id: FrameId, change: impl FnOnce(&mut Self, &mut Join)) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        let mut phase = std::mem::replace(&mut frame.phase, Phase::Busy);
        if let Phase::Joining(join) = &mut phase {
            change(self, join);
        }
        if let Some(frame) = self.frames.get_mut(id) {
            frame.phase = phase;
        }
    }

    /// A join is cut off from outside.
    pub(super) fn abandon_map_run(&mut self, at: Position, join: &mut Join) {
        self.give_up_export(join);
        if let Work::Items(items) = &join.work
            && let Some(run) = &items.distributed
        {
            let aborted = self.describe(at, items, run, MapRunStatus::Aborted);
            let (number, processor) = (run.number, items.processor);
            self.remember(aborted, number, processor);
        }
    }

    /// All joins are. They stay: a redrive goes on with them.
    pub(super) fn abandon_all_map_runs(&mut self) {
        let ids: Vec<FrameId> = self.frames.ids().collect();
        for id in ids {
            let Some(frame) = self.frames.get(id) else { continue };
            if map_run(frame).is_some() {
                let at = frame.at;
                self.with_join(id, |engine, join| engine.abandon_map_run(at, join));
            }
        }
    }

    /// The children that run.
    pub(crate) fn child_executions(&self, map_run_arn: &str) -> Vec<ChildExecution> {
        let runs = self.frames.iter().filter_map(|frame| Some((frame, map_run(frame)?.1)));
        runs.filter(|(_, run)| run.arn == map_run_arn)
            .filter_map(|(frame, run)| match &frame.phase {
                Phase::Joining(join) => Some((&join.running, run)),
                _ => None,
            })
            .flat_map(|(running, run)| {
                running.iter().filter_map(|(index, child)| {
                    let execution = self.executions.get(self.frames.get(child)?.execution)?;
                    let context = &execution.identity.context;
                    Some(ChildExecution {
                        execution_arn: context.id.clone(),
                        name: context.name.clone(),
                        map_run_arn: map_run_arn.to_owned(),
                        start_date: context.start_time,
                        item_count: run.size(index),
                    })
                })
            })
            .collect()
    }

    /// Gives a map run new limits.
    pub(crate) fn update_map_run(&mut self, arn: &str, update: MapRunUpdate) -> Result<(), MapRunError> {
        if !update.is_possible() {
            return Err(MapRunError::InvalidPercentage);
        }
        let found = self.frames.ids().find(|id| {
            let run = self.frames.get(*id).and_then(map_run);
            run.is_some_and(|(_, run)| run.arn == arn)
        });
        let id = found.ok_or(MapRunError::NotRunning)?;
        let default = self.settings.distributed_concurrency;
        if let Some(Work::Items(items)) = self.join_mut(id).map(|join| &mut join.work)
            && let Some(run) = &mut items.distributed
        {
            if let Some(children) = update.max_concurrency {
                run.max_concurrency = children;
                items.max_concurrency = super::map::concurrency(children, default);
            }
            run.tolerance.count = update.tolerance.count.or(run.tolerance.count);
            run.tolerance.percentage = update.tolerance.percentage.or(run.tolerance.percentage);
        }
        if self.is_exceeded(id) {
            self.tolerance_exceeded(id);
        } else {
            self.start_items(id, 0);
        }
        Ok(())
    }
}

/// The map run of a frame.
fn map_run(frame: &Frame) -> Option<(&Items, &Distributed)> {
    let Phase::Joining(join) = &frame.phase else { return None };
    let Work::Items(items) = &join.work else { return None };
    Some((items, items.distributed.as_deref()?))
}

fn with_pending(counts: MapRunCounts, pending: u64, pending_redrive: u64) -> MapRunCounts {
    let MapRunCounts { running, succeeded, failed, timed_out, aborted, .. } = counts;
    let total = pending + pending_redrive + running + succeeded + failed + timed_out + aborted;
    MapRunCounts { pending, pending_redrive, total, ..counts }
}

/// Moves so many from those that run to those that have ended.
pub(super) fn count_end(counts: &mut MapRunCounts, outcome: &Outcome, number: u64) {
    counts.running = counts.running.saturating_sub(number);
    match outcome {
        Outcome::Succeeded(_) => counts.succeeded += number,
        Outcome::Failed(_) => counts.failed += number,
        Outcome::TimedOut => counts.timed_out += number,
        Outcome::Aborted { .. } => counts.aborted += number,
    }
}
