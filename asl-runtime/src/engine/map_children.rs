//! Children of map runs that a store runs (feature `durable`): executions of their own, of which nothing is in memory
//! here but how many items each of them has.

use serde_json::Value;

use super::action::{Action, Exported, GatherInto, Gathered, Outcome, Purpose, WriterId};
use super::distributed::{Distributed, Results};
use super::execution::Identity;
use super::frame::{FrameId, Phase};
use super::input::Engine;
use super::item_executions::child_identity;
use super::join::{Join, Work};
use super::map_redrive::Redriving;
use crate::names::derived_uuid;
use crate::program::{ExecutionType, Failure, Transformation, WorkflowKind};
use crate::results::{Child, Destination, whole};
use crate::store::{ChildAddress, ChildResult, Fate, Released, ResultKind};
use crate::trace::Span;

/// What a map run is, whose children a store runs.
#[derive(Debug)]
pub(super) struct Kept {
    /// The number of its frame.
    pub(super) frame: u64,
    /// Where its results go, if they are written.
    pub(super) destination: Option<Destination>,
    /// Whether the results of its children have been asked for.
    pub(super) gathering: Gathering,
    /// What is still to come of a redrive.
    pub(super) redriving: Option<Box<Redriving>>,
}

/// Whether the results of children have been asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gathering {
    NotYet,
    Asked,
}

/// A child that the step starts.
#[derive(Debug)]
pub(crate) struct NewChild {
    /// Which.
    pub(crate) address: ChildAddress,
    /// How many items it has.
    pub(crate) items: u64,
    /// Who it is.
    pub(crate) identity: Identity,
    /// Standard or Express.
    pub(crate) kind: WorkflowKind,
    /// The ARN of its map run.
    pub(crate) map_run: String,
    /// The name of its first state.
    pub(crate) processor: &'static str,
    /// The span of the state that starts it.
    pub(crate) around: Span,
}

impl Distributed {
    /// What a child is to the store.
    fn address(&self, kept: &Kept, index: usize) -> ChildAddress {
        ChildAddress { frame: kept.frame, attempt: self.number, index: index as u64 }
    }

    /// What is kept of a child that has ended: what the Map's result, or a file, will say of it. Of one that failed
    /// its own row tells all, where neither does.
    fn record(&self, child: Child) -> (ResultKind, Option<String>) {
        let transformation = match (&self.results, &self.kept) {
            (Results::Transformed(transformation), _) => Some(*transformation),
            (Results::Exported(_), Some(Kept { destination: Some(destination), .. })) => {
                Some(destination.transformation)
            }
            _ => None,
        };
        match (child.outcome, transformation) {
            (Outcome::Succeeded(output), None | Some(Transformation::Compact | Transformation::Flatten)) => {
                (ResultKind::Succeeded, Some(output.to_string()))
            }
            (outcome @ Outcome::Succeeded(_), Some(Transformation::None)) => {
                (ResultKind::Succeeded, Some(whole(Child { outcome, ..child }).to_string()))
            }
            (outcome, Some(_)) => (ResultKind::Failed, Some(whole(Child { outcome, ..child }).to_string())),
            (_, None) => (ResultKind::Failed, None),
        }
    }
}

impl Engine {
    /// Starts a child of a map run in the store.
    pub(super) fn start_stored_child(&mut self, id: FrameId, input: Value, items: u64) {
        let program = self.program;
        let Some(frame) = self.frames.get(id) else { return };
        let Some(parent) = self.executions.get(frame.execution) else { return };
        let Some(Work::Items(map)) = self.join(id).map(|join| &join.work) else { return };
        let Some((run, kept)) = map.distributed.as_ref().and_then(|run| Some((run, run.kept.as_ref()?)))
        else {
            return;
        };
        let index = run.started();
        // The same child has the same names, however often its step is made.
        let text = format!("{}/{index}", run.arn);
        let names = (derived_uuid(&text), derived_uuid(&format!("{text}/execution")));
        let identity = child_identity(&parent.identity.context, run, input, names, self.journal.now);
        let child = NewChild {
            address: run.address(kept, index),
            items,
            identity,
            kind: match run.execution_type {
                ExecutionType::Standard => WorkflowKind::Standard,
                ExecutionType::Express => WorkflowKind::Express,
            },
            map_run: run.arn.clone(),
            processor: program.info().first_state(map.processor),
            around: frame.span.clone(),
        };
        if let Some(Work::Items(map)) = self.join_mut(id).map(|join| &mut join.work) {
            map.held += 1;
            map.source.consumed(items);
            if let Some(run) = &mut map.distributed {
                run.start(index, items);
            }
        }
        if let Some(keeper) = &mut self.keeper {
            keeper.starting.push(child);
        }
    }

    /// A child of a map run has ended. One that is not waited for any more changes nothing.
    pub(crate) fn map_child_ended(&mut self, id: FrameId, address: ChildAddress, child: Child) {
        let Ok(index) = usize::try_from(address.index) else { return };
        if !self.map_run_mut(id).is_some_and(|run| run.runs(index)) {
            return;
        }
        let is_success = matches!(child.outcome, Outcome::Succeeded(_));
        if !is_success && self.runs_again(id, index) {
            return;
        }
        let Some(run) = self.map_run_mut(id) else { return };
        let items = run.end(index, &child.outcome);
        // AWS keeps no history of Express executions; those that failed can be run again.
        let is_forgotten = run.execution_type == ExecutionType::Express && is_success;
        let (kind, json) = run.record(child);
        if let Some(keeper) = &mut self.keeper {
            let ChildAddress { attempt, index, .. } = address;
            keeper.children.results.push(ChildResult { attempt, index, items, kind, json });
            let fate = if is_forgotten { Fate::Deleted } else { Fate::Kept };
            keeper.children.released.push(Released { address, fate });
        }
        if self.is_exceeded(id) {
            return self.tolerance_exceeded(id);
        }
        self.item_ended(id, None, 0);
        self.complete_if_done(id);
    }

    /// Stops the children of a map run that is given up. Items that never start are told of where files are.
    pub(super) fn give_up_stored(&mut self, join: &mut Join) {
        let Work::Items(map) = &mut join.work else { return };
        let Some(run) = &mut map.distributed else { return };
        run.give_up_redrive();
        let running = run.running();
        let Some(kept) = &run.kept else { return };
        let stopped: Vec<ChildAddress> = running.iter().map(|index| run.address(kept, *index)).collect();
        let (attempt, first) = (run.number, run.started() as u64);
        let are_written = kept.destination.is_some();
        let sizes: Vec<u64> = running.into_iter().map(|index| run.stop(index)).collect();
        let Some(keeper) = &mut self.keeper else { return };
        for (address, items) in stopped.into_iter().zip(sizes) {
            let index = address.index;
            let result = ChildResult { attempt, index, items, kind: ResultKind::Failed, json: None };
            keeper.children.results.push(result);
            keeper.children.released.push(Released { address, fate: Fate::Stopped });
        }
        if are_written {
            // They stay where they are: a redrive starts them.
            let pending = run.left_over.iter().cloned().chain(map.source.known());
            let pending = (first..).zip(pending).map(|(index, input)| ChildResult {
                attempt,
                index,
                items: 1,
                kind: ResultKind::Pending,
                json: Some(input.to_string()),
            });
            keeper.children.results.extend(pending);
        }
    }

    /// Whether a Map whose children have all ended waits for their results, which the store has.
    pub(super) fn waits_for_results(&mut self, id: FrameId) -> bool {
        let Some(run) = self.map_run_mut(id) else { return false };
        let (number, into) = (run.number, GatherInto::Result(run.transformation()));
        let Some(kept) = run.kept.as_mut().filter(|kept| kept.destination.is_none()) else { return false };
        if kept.gathering == Gathering::NotYet {
            kept.gathering = Gathering::Asked;
            self.actions.push(Action::Gather { writer: WriterId { frame: id, number }, into });
        }
        true
    }

    /// The results of children have been read, or written. What nobody waits for any more is dropped.
    pub(crate) fn gathered(
        &mut self,
        writer: WriterId,
        purpose: Purpose,
        gathered: Result<Gathered, Failure>,
    ) {
        // An execution that was loaded meanwhile has asked for it, too: what comes of that would be taken for the next answer.
        self.actions.retain(|action| {
            !matches!(action, Action::Gather { writer: asker, into } if *asker == writer && into.purpose() == purpose)
        });
        let id = writer.frame;
        let Some(run) = self.map_run_mut(id).filter(|run| run.number == writer.number) else { return };
        let gathered = match (purpose, gathered) {
            (Purpose::Redrive, Err(failure)) => return self.listed(id, Err(failure)),
            (_, Ok(Gathered::Unsuccessful(children, end))) => return self.listed(id, Ok((children, end))),
            (Purpose::Redrive | Purpose::Results, gathered) => gathered,
        };
        let is_written = matches!(run.results, Results::Exported(_));
        let is_asked = run.kept.as_ref().is_some_and(|kept| kept.gathering == Gathering::Asked);
        match gathered {
            Ok(Gathered::Results(results)) if is_asked => {
                self.complete_join(id, Some(Value::Array(results)));
            }
            Ok(Gathered::Written(written)) if is_written => {
                run.items.results_written = run.items.ended();
                run.executions.results_written = run.executions.ended();
                self.exported(writer, Exported::Closed(written));
            }
            Err(failure) if is_written => self.exported(writer, Exported::Failed(failure)),
            Err(failure) if is_asked => self.map_run_failed(id, failure),
            Ok(_) | Err(_) => {}
        }
    }

    /// Lets map runs of an execution that was loaded go on: what was being read or written is asked for anew.
    pub(crate) fn resume_map_runs(&mut self) {
        let ids: Vec<FrameId> = self.frames.ids().collect();
        for id in ids {
            let is_kept = self.frames.get(id).is_some_and(|frame| match &frame.phase {
                Phase::Joining(join) => match &join.work {
                    Work::Items(map) => map.distributed.as_ref().is_some_and(|run| run.kept.is_some()),
                    Work::Branches => false,
                },
                _ => false,
            });
            if is_kept && !self.resume_export(id) {
                self.start_items(id, 0);
                self.complete_if_done(id);
            }
        }
    }

    /// Whether children of map runs run: soon there may be something to do.
    pub(crate) fn expects_children(&self) -> bool {
        self.frames.iter().any(|frame| match &frame.phase {
            Phase::Joining(join) => match &join.work {
                Work::Items(map) => map.distributed.as_ref().is_some_and(|run| !run.is_idle()),
                Work::Branches => false,
            },
            _ => false,
        })
    }
}
