//! A distributed Map: every item, or batch of items, is an execution of its own (DMAP).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::action::Outcome;
use super::batch::Filling;
use super::execution::{ExecutionId, Identity};
use super::frame::{FrameId, Parent};
use super::input::Engine;
use super::join::Work;
use super::permit::{Issuer, PermitId};
use crate::history::{Details, EventType};
use crate::names::{ArnPrefix, uuid};
use crate::program::{Batch, ExecutionContext, ExecutionType, Failure, Tolerance, WorkflowKind};

/// What the context object calls the source of items from the state's input (CTX-5).
const STATE_DATA: &str = "STATE_DATA";

/// Which event of a map run the exit of its Map follows (HIST-45).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitFollows {
    Start,
    End,
}

/// A map run (DMAP-2).
#[derive(Debug)]
pub(super) struct Distributed {
    /// The event of its start.
    pub(super) run_event: u64,
    /// What the exit of the Map follows.
    pub(super) exit_follows: ExitFollows,
    /// Items that were taken and belong into the next batch.
    pub(super) left_over: Vec<Value>,
    execution_type: ExecutionType,
    tolerance: Tolerance,
    batch: Option<Arc<Batch>>,
    /// The machine's name, and with it that of the children's machine (NAME-7).
    machine_name: String,
    /// How many items there are, as far as is known.
    pub(super) length: u64,
    failed: u64,
    /// How many children have been started.
    started: usize,
    /// How many items each running child has.
    sizes: BTreeMap<usize, u64>,
}

impl Distributed {
    /// How many children have been started.
    pub(super) fn started(&self) -> usize {
        self.started
    }

    /// DMAP-14: more failed items than either limit bears. Without limits that is a single one. What share of
    /// all items has failed is known once all have been read.
    fn is_exceeded(&self, is_reading: bool) -> bool {
        let Tolerance { count, percentage } = self.tolerance;
        match (count, percentage) {
            (None, None) => self.failed > 0,
            (count, percentage) => {
                let failed = self.failed as f64 * 100.0;
                count.is_some_and(|count| self.failed > count)
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
        execution: ExecutionId,
        cause: u64,
        length: usize,
        mode: (ExecutionType, Tolerance, Option<Batch>, Option<&'static str>),
    ) -> Distributed {
        let (execution_type, tolerance, batch, label) = mode;
        let random = &mut self.random.borrow_mut();
        let label = label.map_or_else(|| uuid(random), str::to_owned);
        let context = self.executions.get(execution).map(|execution| &execution.identity.context);
        let machine = context.map_or("", |context| &context.state_machine_name);
        let machine_name = format!("{machine}/{label}");
        let prefix = ArnPrefix::of(context.map_or("", |context| &context.state_machine_id));
        let arn = prefix.map_run(&machine_name, &uuid(random));
        let event = EventType::MapRunStarted;
        let details = || Details::MapRun { arn: &arn };
        let run_event = self.journal.add(&mut self.executions, execution, cause, event, details);
        Distributed {
            run_event,
            exit_follows: ExitFollows::Start,
            left_over: Vec::new(),
            execution_type,
            tolerance,
            batch: batch.map(Arc::new),
            machine_name,
            length: length as u64,
            failed: 0,
            started: 0,
            sizes: BTreeMap::new(),
        }
    }

    /// Starts the execution of the next item or batch.
    pub(super) fn start_child_execution(&mut self, id: FrameId) -> Result<(), Failure> {
        let Some((input, size)) = self.child_input(id)? else { return Ok(()) };
        let Some(frame) = self.frames.get(id) else { return Ok(()) };
        let (issuer, outer) = (Issuer { frame: id, state: frame.at.state }, frame.permit);
        let Some(parent) = self.executions.get(frame.execution) else { return Ok(()) };
        let Some(Work::Items(map)) = self.join(id).map(|join| &join.work) else { return Ok(()) };
        let Some(run) = &map.distributed else { return Ok(()) };
        let (kind, machine) = (run.execution_type, map.processor);
        let identity = child_identity(
            &parent.identity.context,
            run,
            input,
            &mut self.random.borrow_mut(),
            self.journal.now,
        );
        let permit = self.permits.issue(issuer, outer);
        let Some(join) = self.join_mut(id) else { return Ok(()) };
        let index = join.results.len();
        join.results.push(None);
        let kind = match kind {
            ExecutionType::Standard => WorkflowKind::Standard,
            ExecutionType::Express => WorkflowKind::Express,
        };
        let parent = Parent { frame: id, index };
        let Some(child) = self.start_execution(identity, machine, Some(parent), kind) else {
            return Ok(());
        };
        if let Some(frame) = self.frames.get_mut(child) {
            frame.permit = Some(permit);
        }
        let Some(join) = self.join_mut(id) else { return Ok(()) };
        join.running.insert(index, child);
        if let Work::Items(map) = &mut join.work {
            map.held += 1;
            if let Some(run) = &mut map.distributed {
                run.started += 1;
                run.sizes.insert(index, size);
            }
        }
        Ok(())
    }

    /// The input of the next child, and how many items it holds (DMAP-13).
    fn child_input(&mut self, id: FrameId) -> Result<Option<(Value, u64)>, Failure> {
        let Some(run) = self.map_run_mut(id) else { return Ok(None) };
        let Some(batch) = run.batch.clone() else {
            return Ok(self.selected_item(id)?.map(|input| (input, 1)));
        };
        let mut filling = Filling::new(&batch);
        let mut size = 0;
        for item in std::mem::take(&mut run.left_over) {
            // An empty batch takes any item, and more than one have fitted before.
            let _ = filling.add(item);
            size += 1;
        }
        let mut overflows = false;
        while !filling.is_full()
            && let Some(item) = self.selected_item(id)?
        {
            if let Err(item) = filling.add(item) {
                if let Some(run) = self.map_run_mut(id) {
                    run.left_over.push(item);
                }
                overflows = true;
                break;
            }
            size += 1;
        }
        // More items may come that belong into this batch.
        if !filling.is_full() && !overflows && self.is_reading(id) {
            let items = filling.into_items();
            if let Some(run) = self.map_run_mut(id) {
                run.left_over = items;
            }
            return Ok(None);
        }
        Ok((size > 0).then(|| (filling.input(), size)))
    }

    fn is_reading(&self, id: FrameId) -> bool {
        self.join(id).is_some_and(|join| matches!(&join.work, Work::Items(map) if map.source.is_open()))
    }

    fn selected_item(&mut self, id: FrameId) -> Result<Option<Value>, Failure> {
        let Some(item) = self.next_item(id, Some(STATE_DATA)) else { return Ok(None) };
        self.item_input(id, &item).map(Some)
    }

    fn map_run_mut(&mut self, id: FrameId) -> Option<&mut Distributed> {
        match &mut self.join_mut(id)?.work {
            Work::Items(map) => map.distributed.as_deref_mut(),
            Work::Branches => None,
        }
    }

    /// A child has ended, one way or the other.
    pub(super) fn child_execution_ended(
        &mut self,
        parent: Parent,
        permit: Option<PermitId>,
        outcome: Outcome,
    ) {
        let Some(join) = self.join_mut(parent.frame) else { return };
        join.running.remove(&parent.index);
        let is_success = matches!(outcome, Outcome::Succeeded(_));
        if let Outcome::Succeeded(output) = outcome {
            join.keep(parent.index, output);
        }
        let Some(run) = self.map_run_mut(parent.frame) else { return };
        let size = run.sizes.remove(&parent.index).unwrap_or(1);
        if !is_success {
            run.failed += size;
        }
        if !self.is_exceeded(parent.frame) {
            self.item_ended(parent.frame, permit, 0);
            return self.complete_if_done(parent.frame);
        }
        if let Some(permit) = permit {
            self.permits.item_ended(permit);
        }
        self.tolerance_exceeded(parent.frame);
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

/// Who a child is: `Execution` and `StateMachine` of the context object are its own (CTX-6, NAME-7).
fn child_identity(
    parent: &ExecutionContext,
    run: &Distributed,
    input: Value,
    random: &mut fastrand::Rng,
    now: crate::time::Timestamp,
) -> Identity {
    let prefix = ArnPrefix::of(&parent.state_machine_id);
    let (name, uuid) = (uuid(random), uuid(random));
    let id = match run.execution_type {
        ExecutionType::Standard => prefix.standard_execution(&run.machine_name, &name),
        ExecutionType::Express => prefix.express_execution(&run.machine_name, &name, &uuid),
    };
    let context = ExecutionContext {
        id,
        name,
        input: Arc::new(input),
        start_time: now,
        role_arn: parent.role_arn.clone(),
        redrive_count: Some(0),
        redrive_time: None,
        state_machine_id: prefix.state_machine(&run.machine_name),
        state_machine_name: run.machine_name.clone(),
        substitutions: parent.substitutions.clone(),
    };
    Identity::new(context, uuid)
}
