//! A distributed Map: every item, or batch of items, is an execution of its own (DMAP).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::action::{Action, Export as Step, Outcome, WriterId};
use super::execution::ExecutionId;
use super::export::Export;
use super::frame::FrameId;
use super::input::Engine;
use super::join::Work;
#[cfg(feature = "durable")]
use super::map_children::{Gathering, Kept};
use super::map_runs::count_end;
use crate::history::{Details, EventType};
use crate::map_runs::MapRunCounts;
use crate::names::{ArnPrefix, uuid};
use crate::program::{Batch, Distribution, ExecutionType, Failure, ResultWriter, Tolerance, Transformation};
use crate::results::Destination;
use crate::time::Timestamp;

/// Which event of a map run the exit of its Map follows (HIST-45).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitFollows {
    Start,
    End,
}

/// A map run (DMAP-2).
#[derive(Debug)]
pub(super) struct Distributed {
    /// Its number among the attempts of the engine.
    pub(super) number: u64,
    /// The event of its start.
    pub(super) run_event: u64,
    /// What the exit of the Map follows.
    pub(super) exit_follows: ExitFollows,
    /// Its ARN.
    pub(super) arn: String,
    /// The ARN of the execution around it.
    pub(super) execution_arn: String,
    pub(super) start_date: Timestamp,
    /// How often it was redriven.
    pub(super) redrive_count: u32,
    /// When that was last done.
    pub(super) redrive_date: Option<Timestamp>,
    /// Items that were taken and belong into the next batch.
    pub(super) left_over: Vec<Value>,
    pub(super) execution_type: ExecutionType,
    /// As the definition says it, or who changed it since.
    pub(super) max_concurrency: u32,
    pub(super) tolerance: Tolerance,
    batch: Option<Arc<Batch>>,
    /// The machine's name, and with it that of the children's machine (NAME-7).
    machine_name: String,
    /// How many items there are, as far as is known.
    pub(super) length: u64,
    /// What has become of the items, but for those that have not been started.
    pub(super) items: MapRunCounts,
    /// The same of the children.
    pub(super) executions: MapRunCounts,
    /// How many items were given up before they were started.
    pub(super) pending: u64,
    /// How many children have been started.
    started: usize,
    /// How many items each running child has.
    sizes: BTreeMap<usize, u64>,
    /// What becomes of the children's results.
    pub(super) results: Results,
    /// What the object that is read is told apart from later ones by.
    pub(super) etag: Option<String>,
    /// What a store needs to run its children.
    #[cfg(feature = "durable")]
    pub(super) kept: Option<Kept>,
}

/// A map run as a store has it.
#[cfg(feature = "durable")]
pub(super) struct Restored {
    pub(super) number: u64,
    pub(super) run_event: u64,
    pub(super) exit_follows: ExitFollows,
    pub(super) arn: String,
    pub(super) execution_arn: String,
    pub(super) start_date: Timestamp,
    pub(super) redrive_count: u32,
    pub(super) redrive_date: Option<Timestamp>,
    pub(super) execution_type: ExecutionType,
    pub(super) max_concurrency: u32,
    pub(super) tolerance: Tolerance,
    pub(super) batch: Option<Batch>,
    pub(super) machine_name: String,
    pub(super) length: u64,
    pub(super) items: MapRunCounts,
    pub(super) executions: MapRunCounts,
    pub(super) pending: u64,
    pub(super) started: usize,
    pub(super) sizes: BTreeMap<usize, u64>,
    pub(super) results: Results,
    pub(super) etag: Option<String>,
    pub(super) kept: Kept,
}

/// What becomes of the results of children.
#[derive(Debug)]
pub(super) enum Results {
    /// The outputs of those that succeeded are the Map's result (DMAP-17).
    Outputs,
    /// What a `ResultWriter` without a destination tells of all is.
    Transformed(Transformation),
    /// They are written.
    Exported(Export),
}

impl Distributed {
    #[cfg(feature = "durable")]
    pub(super) fn restored(restored: Restored) -> Self {
        let Restored { number, run_event, exit_follows, arn, execution_arn, start_date, .. } = restored;
        let Restored { redrive_count, redrive_date, .. } = restored;
        let Restored { execution_type, max_concurrency, tolerance, batch, machine_name, .. } = restored;
        let Restored { length, items, executions, pending, started, sizes, results, etag, kept, .. } =
            restored;
        Self {
            number,
            run_event,
            exit_follows,
            arn,
            execution_arn,
            start_date,
            redrive_count,
            redrive_date,
            left_over: Vec::new(),
            execution_type,
            max_concurrency,
            tolerance,
            batch: batch.map(Arc::new),
            machine_name,
            length,
            items,
            executions,
            pending,
            started,
            sizes,
            results,
            etag,
            kept: Some(kept),
        }
    }

    pub(super) fn machine_name(&self) -> &str {
        &self.machine_name
    }

    #[cfg(feature = "durable")]
    pub(super) fn batch(&self) -> Option<&Batch> {
        self.batch.as_deref()
    }

    pub(super) fn shared_batch(&self) -> Option<Arc<Batch>> {
        self.batch.clone()
    }

    /// Whether no child runs.
    pub(super) fn is_idle(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Whether a child runs.
    #[cfg(feature = "durable")]
    pub(super) fn runs(&self, index: usize) -> bool {
        self.sizes.contains_key(&index)
    }

    /// The children that run.
    #[cfg(feature = "durable")]
    pub(super) fn running(&self) -> Vec<usize> {
        self.sizes.keys().copied().collect()
    }

    /// How many items the children have that were started.
    #[cfg(feature = "durable")]
    pub(super) fn begun(&self) -> u64 {
        let waiting = self.kept.as_ref().map_or(0, Kept::waiting_items);
        self.items.running + self.items.ended() + waiting
    }

    /// A child runs again.
    #[cfg(feature = "durable")]
    pub(super) fn start_again(&mut self, index: usize, items: u64) {
        self.sizes.insert(index, items);
        self.items.running += items;
        self.executions.running += 1;
    }

    /// How many children have been started.
    pub(super) fn started(&self) -> usize {
        self.started
    }

    /// Whether children get several items.
    pub(super) fn is_batched(&self) -> bool {
        self.batch.is_some()
    }

    /// How many items a running child has.
    pub(super) fn size(&self, index: usize) -> u64 {
        self.sizes.get(&index).copied().unwrap_or(1)
    }

    /// Whether another child may be started.
    pub(super) fn takes_more(&self) -> bool {
        match &self.results {
            Results::Exported(export) => export.takes_more(),
            Results::Outputs | Results::Transformed(_) => true,
        }
    }

    /// The form of a result that is not written.
    pub(super) fn transformation(&self) -> Option<Transformation> {
        match &self.results {
            Results::Transformed(transformation) => Some(*transformation),
            Results::Outputs | Results::Exported(_) => None,
        }
    }

    /// Whether children that did not succeed are still to run again (DMAP-24).
    pub(super) fn is_redriving(&self) -> bool {
        #[cfg(feature = "durable")]
        let is_redriving = self.kept.as_ref().is_some_and(Kept::has_unlisted);
        #[cfg(not(feature = "durable"))]
        let is_redriving = false;
        is_redriving
    }

    pub(super) fn start(&mut self, index: usize, items: u64) {
        self.started += 1;
        self.sizes.insert(index, items);
        self.items.running += items;
        self.executions.running += 1;
    }

    /// Counts the end of a child, and gives how many items it had.
    pub(super) fn end(&mut self, index: usize, outcome: &Outcome) -> u64 {
        let items = self.sizes.remove(&index).unwrap_or(1);
        count_end(&mut self.items, outcome, items);
        count_end(&mut self.executions, outcome, 1);
        items
    }

    /// The same for one that is stopped.
    pub(super) fn stop(&mut self, index: usize) -> u64 {
        self.end(index, &Outcome::Aborted { error: None, cause: None })
    }

    /// How many items, and how many children, wait to run again.
    pub(super) fn pending_redrive(&self) -> (u64, u64) {
        #[cfg(feature = "durable")]
        let waiting =
            self.kept.as_ref().map_or((0, 0), |kept| (kept.waiting_items(), kept.waiting_children()));
        #[cfg(not(feature = "durable"))]
        let waiting = (0, 0);
        waiting
    }

    /// How many items have failed.
    fn failed(&self) -> u64 {
        self.items.failed + self.items.timed_out + self.items.aborted
    }

    /// DMAP-14: more failed items than either limit bears. Without limits that is a single one. What share of
    /// all items has failed is known once all have been read.
    fn is_exceeded(&self, is_reading: bool) -> bool {
        let Tolerance { count, percentage } = self.tolerance;
        match (count, percentage) {
            (None, None) => self.failed() > 0,
            (count, percentage) => {
                let failed = self.failed() as f64 * 100.0;
                count.is_some_and(|count| self.failed() > count)
                    || !is_reading
                        && percentage.is_some_and(|percentage| failed > percentage * self.length as f64)
            }
        }
    }
}

impl Engine {
    /// Starts a map run: its children follow.
    pub(super) fn start_map_run(
        &mut self,
        id: FrameId,
        execution: ExecutionId,
        (length, max_concurrency): (usize, u32),
        distribution: Distribution,
    ) -> Distributed {
        let Distribution { execution_type, tolerance, batch, label, writer, .. } = distribution;
        let cause = self.frames.get(id).map_or(0, |frame| frame.last_event);
        self.attempts += 1;
        let number = self.attempts;
        let mut random = self.random.borrow_mut();
        let label = label.map_or_else(|| uuid(&mut random), str::to_owned);
        let context = self.executions.get(execution).map(|execution| &execution.identity.context);
        let machine = context.map_or("", |context| &context.state_machine_name);
        let machine_name = format!("{machine}/{label}");
        let prefix = ArnPrefix::of(context.map_or("", |context| &context.state_machine_id));
        let arn = prefix.map_run(&machine_name, &uuid(&mut random));
        drop(random);
        let execution_arn = context.map_or_else(String::new, |context| context.id.clone());
        let event = EventType::MapRunStarted;
        let details = || Details::MapRun { arn: &arn };
        let run_event = self.journal.add(&mut self.executions, execution, cause, event, details);
        let (results, destination) = self.results_of(id, number, &arn, writer);
        #[cfg(feature = "durable")]
        let kept = self.keeper.is_some().then_some(Kept {
            frame: id.serial(),
            destination,
            gathering: Gathering::NotYet,
            redriving: None,
        });
        #[cfg(not(feature = "durable"))]
        drop(destination);
        Distributed {
            number,
            run_event,
            exit_follows: ExitFollows::Start,
            results,
            etag: None,
            #[cfg(feature = "durable")]
            kept,
            arn,
            execution_arn,
            start_date: self.journal.now,
            redrive_count: 0,
            redrive_date: None,
            left_over: Vec::new(),
            execution_type,
            max_concurrency,
            tolerance,
            batch: batch.map(Arc::new),
            machine_name,
            length: length as u64,
            items: MapRunCounts::default(),
            executions: MapRunCounts::default(),
            pending: 0,
            started: 0,
            sizes: BTreeMap::new(),
        }
    }

    /// Asks for a writer, if there is to be one.
    fn results_of(
        &mut self,
        id: FrameId,
        number: u64,
        map_run_arn: &str,
        writer: Option<ResultWriter>,
    ) -> (Results, Option<Destination>) {
        let Some(ResultWriter { destination, transformation, output_type }) = writer else {
            return (Results::Outputs, None);
        };
        let Some(parameters) = destination else { return (Results::Transformed(transformation), None) };
        let map_run_arn = map_run_arn.to_owned();
        let destination = Destination { map_run_arn, parameters, transformation, output_type };
        let writer = WriterId { frame: id, number };
        self.actions.push(Action::Export { writer, step: Step::Open(Box::new(destination.clone())) });
        (Results::Exported(Export::new(writer)), Some(destination))
    }

    /// The map run that a frame waits for.
    pub(super) fn map_run_mut(&mut self, id: FrameId) -> Option<&mut Distributed> {
        match &mut self.join_mut(id)?.work {
            Work::Items(map) => map.distributed.as_deref_mut(),
            Work::Branches => None,
        }
    }

    /// Whether more items have failed than the map run bears.
    pub(super) fn is_exceeded(&mut self, id: FrameId) -> bool {
        let is_reading = self.is_reading(id);
        self.map_run_mut(id).is_some_and(|run| run.is_exceeded(is_reading))
    }

    /// Fails a map run that bears no more: running children are stopped, pending ones never start (DMAP-16).
    pub(super) fn tolerance_exceeded(&mut self, id: FrameId) {
        let failure = Failure::reported(
            Some("States.ExceedToleratedFailureThreshold".into()),
            Some("The specified tolerated failure threshold was exceeded".into()),
        );
        self.map_run_failed(id, failure);
    }
}
