//! Results of a map run that are written while it runs (DMAP-18).
//!
//! A host has a writer for each such run. What is told of a child goes there when the child ends. A Map ends when
//! all has been written, a failed one too; what is cut off from outside leaves its last words to the writer.

use std::collections::VecDeque;

use serde_json::{Value, json};

#[cfg(feature = "durable")]
use super::action::GatherInto;
use super::action::{Action, Export as Step, Exported, Outcome, WriterId};
use super::distributed::{Distributed, Results};
use super::frame::{self, FrameId};
use super::input::Engine;
use super::join::{Join, Work};
use super::outputs::Outputs;
use crate::program::{Failure, Transformation};
use crate::results::{Child, Record, Written};

/// While so many records wait for the writer, no further child is started.
const MOST_UNWRITTEN: usize = 256;

/// A writer at work, as its map run sees it.
#[derive(Debug)]
pub(super) struct Export {
    writer: WriterId,
    phase: Phase,
    /// How many items each record stands for that has not been written; one that never started, for none.
    unwritten: VecDeque<u64>,
}

#[derive(Debug)]
enum Phase {
    Opening,
    Open,
    /// Everything has been handed over.
    Closing(Ending),
}

/// What becomes of a Map when its results have been written.
#[derive(Debug)]
pub(super) enum Ending {
    Success,
    /// The map run failed.
    Failure(Failure),
    /// The state failed, before an item.
    StateFailure(Failure),
}

impl Export {
    pub(super) fn new(writer: WriterId) -> Self {
        Self { writer, phase: Phase::Opening, unwritten: VecDeque::new() }
    }

    /// Whether children may be started.
    pub(super) fn takes_more(&self) -> bool {
        matches!(self.phase, Phase::Open) && self.unwritten.len() < MOST_UNWRITTEN
    }

    /// Hands a record over.
    pub(super) fn write(&mut self, record: Record, items: u64) -> Action {
        self.unwritten.push_back(items);
        Action::Export { writer: self.writer, step: Step::Write(record) }
    }

    /// A map run whose results were written, or were to be, goes on: they are written again when it ends.
    #[cfg(feature = "durable")]
    pub(super) fn begin_anew(&mut self) {
        *self = Self::new(self.writer);
    }

    /// How far it has got: not begun, open, or ending.
    #[cfg(feature = "durable")]
    pub(super) fn ending(&self) -> Option<Option<&Ending>> {
        match &self.phase {
            Phase::Opening => None,
            Phase::Open => Some(None),
            Phase::Closing(ending) => Some(Some(ending)),
        }
    }

    /// As a store has it.
    #[cfg(feature = "durable")]
    pub(super) fn restored(frame: FrameId, number: u64, ending: Option<Option<Ending>>) -> Self {
        let phase = match ending {
            None => Phase::Opening,
            Some(None) => Phase::Open,
            Some(Some(ending)) => Phase::Closing(ending),
        };
        Self { phase, ..Self::new(WriterId { frame, number }) }
    }
}

impl Distributed {
    /// Hands over that there is nothing more, unless that has been done.
    fn close(&mut self, ending: Ending) -> Option<Action> {
        let Results::Exported(export) = &mut self.results else { return None };
        if matches!(export.phase, Phase::Closing(_)) {
            return None;
        }
        export.phase = Phase::Closing(ending);
        let writer = export.writer;
        Some(self.last_step(writer))
    }

    /// What makes a writer end. Where a store has the results, all is written then.
    fn last_step(&self, writer: WriterId) -> Action {
        #[cfg(feature = "durable")]
        if let Some(destination) = self.kept.as_ref().and_then(|kept| kept.destination.clone()) {
            return Action::Gather { writer, into: GatherInto::Files(Box::new(destination)) };
        }
        Action::Export { writer, step: Step::Close }
    }

    /// What makes a writer go on that a store knows of, if it has something to do.
    #[cfg(feature = "durable")]
    fn next_step(&self) -> Option<Action> {
        let Results::Exported(export) = &self.results else { return None };
        let destination = self.kept.as_ref().and_then(|kept| kept.destination.clone());
        match export.phase {
            Phase::Open => None,
            Phase::Opening => {
                let step = Step::Open(Box::new(destination?));
                Some(Action::Export { writer: export.writer, step })
            }
            Phase::Closing(_) => Some(self.last_step(export.writer)),
        }
    }
}

impl Engine {
    fn export_mut(&mut self, id: FrameId) -> Option<&mut Export> {
        match &mut self.map_run_mut(id)?.results {
            Results::Exported(export) => Some(export),
            Results::Outputs | Results::Transformed(_) => None,
        }
    }

    /// Whether a Map whose children have all ended has results that are still to be written.
    pub(super) fn waits_for_export(&mut self, id: FrameId) -> bool {
        #[cfg(feature = "durable")]
        if self.waits_for_results(id) {
            return true;
        }
        if self.export_mut(id).is_none() {
            return false;
        }
        let close = self.map_run_mut(id).and_then(|run| run.close(Ending::Success));
        self.actions.extend(close);
        true
    }

    /// Stops a map run that fails, and has its results written. False if it has none, or no writer to do it.
    pub(super) fn export_before(&mut self, id: FrameId, ending: Ending) -> bool {
        if !self.export_mut(id).is_some_and(|export| !matches!(export.phase, Phase::Closing(_))) {
            return false;
        }
        self.last_words(id);
        self.stop_children(id);
        let close = self.map_run_mut(id).and_then(|run| run.close(ending));
        self.actions.extend(close);
        true
    }

    /// Goes on with the writer of a map run that was loaded, if it has something to do. False if it has not, and
    /// children may be started.
    #[cfg(feature = "durable")]
    pub(super) fn resume_export(&mut self, id: FrameId) -> bool {
        let step = self.map_run_mut(id).and_then(|run| run.next_step());
        let is_there = step.is_some();
        self.actions.extend(step);
        is_there
    }

    fn last_words(&mut self, id: FrameId) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        let mut phase = std::mem::replace(&mut frame.phase, frame::Phase::Busy);
        if let frame::Phase::Joining(join) = &mut phase {
            self.tell_of_the_rest(join);
        }
        if let Some(frame) = self.frames.get_mut(id) {
            frame.phase = phase;
        }
    }

    /// Hands over what is left of a map run: children that are stopped, and items that never start.
    fn tell_of_the_rest(&mut self, join: &mut Join) {
        let Work::Items(map) = &mut join.work else { return };
        let Some(run) = &mut map.distributed else { return };
        #[cfg(feature = "durable")]
        if run.kept.is_some() {
            return self.give_up_stored(join);
        }
        for (index, child) in join.running.iter() {
            let items = run.stop(index);
            let Results::Exported(export) = &mut run.results else { continue };
            let Some(frame) = self.frames.get(child) else { continue };
            let Some(execution) = self.executions.get(frame.execution) else { continue };
            let outcome = Outcome::Aborted { error: None, cause: None };
            let child = Child::new(&execution.identity, run.execution_type, self.journal.now, outcome);
            self.actions.push(export.write(Record::Ended(Box::new(child)), items));
        }
        let left_over = std::mem::take(&mut run.left_over);
        let pending: Vec<Value> = left_over.into_iter().chain(map.source.give_up()).collect();
        run.pending = pending.len() as u64;
        if let Results::Exported(export) = &mut run.results {
            for input in pending {
                self.actions.push(export.write(Record::Pending(Box::new(input)), 0));
            }
        }
    }

    /// A map run is cut off: what is known of it is written, but nobody waits for it.
    pub(super) fn give_up_export(&mut self, join: &mut Join) {
        self.tell_of_the_rest(join);
        let Work::Items(map) = &mut join.work else { return };
        let close = map.distributed.as_deref_mut().and_then(|run| run.close(Ending::Success));
        self.actions.extend(close);
    }

    /// A writer has done something. What nobody waits for any more is dropped.
    pub(crate) fn exported(&mut self, writer: WriterId, exported: Exported) {
        let id = writer.frame;
        let Some(export) = self.export_mut(id).filter(|export| export.writer == writer) else { return };
        match exported {
            Exported::Opened => {
                if matches!(export.phase, Phase::Opening) {
                    export.phase = Phase::Open;
                }
                self.start_items(id, 0);
                self.complete_if_done(id);
            }
            Exported::Records(number) => {
                let number = number.min(export.unwritten.len());
                let written: Vec<u64> = export.unwritten.drain(..number).collect();
                if let Some(run) = self.map_run_mut(id) {
                    run.items.results_written += written.iter().sum::<u64>();
                    run.executions.results_written +=
                        written.iter().filter(|items| **items > 0).count() as u64;
                }
                self.start_items(id, 0);
            }
            Exported::Closed(written) => {
                let phase = std::mem::replace(&mut export.phase, Phase::Open);
                let Phase::Closing(ending) = phase else { return };
                match ending {
                    Ending::Success => {
                        let result = self.export_result(id, written);
                        self.complete_join(id, Some(result));
                    }
                    Ending::Failure(failure) => self.fail_map_run(id, failure),
                    Ending::StateFailure(failure) => self.fail_map_state(id, failure),
                }
            }
            Exported::Failed(failure) => {
                // Why a map run failed is worth more than why that could not be written down.
                match std::mem::replace(&mut export.phase, Phase::Closing(Ending::Success)) {
                    Phase::Closing(Ending::Failure(failure)) => self.fail_map_run(id, failure),
                    Phase::Closing(Ending::StateFailure(failure)) => self.fail_map_state(id, failure),
                    _ => self.fail_map_run(id, failure),
                }
            }
        }
    }

    /// The result of a Map whose results have been written (DMAP-18).
    fn export_result(&mut self, id: FrameId, written: Written) -> Value {
        let arn = self.map_run_mut(id).map(|run| run.arn.clone());
        json!({
            "MapRunArn": arn,
            "ResultWriterDetails": { "Bucket": written.bucket, "Key": written.key },
        })
    }
}

/// The results of a Map that writes none: those of its children, in order (MAP-9). An array of `FLATTEN` is opened.
pub(super) fn kept(outputs: Outputs, transformation: Option<Transformation>) -> Vec<Value> {
    let outputs = outputs.into_values();
    match transformation {
        Some(Transformation::Flatten) => outputs
            .into_iter()
            .flat_map(|output| match output {
                Value::Array(elements) => elements,
                other => vec![other],
            })
            .collect(),
        _ => outputs,
    }
}
