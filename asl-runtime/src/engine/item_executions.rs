//! The executions of a distributed Map's items: what each of them gets, and what becomes of it (DMAP-1).

use std::sync::Arc;

use serde_json::Value;

use super::action::Outcome;
use super::batch::Filling;
use super::distributed::{Distributed, Results};
use super::execution::{Entry, Identity};
use super::frame::{FrameId, Origin, Parent, Phase};
use super::input::Engine;
use super::join::Work;
use super::map::Given;
use super::permit::{Issuer, PermitId};
use crate::names::{ArnPrefix, uuid};
use crate::program::{ExecutionContext, ExecutionType, Failure, ItemOf, Transformation, WorkflowKind};
use crate::results::{Child, Record, whole};
use crate::time::Timestamp;

/// What the context object calls the source of items from the state's input (CTX-5).
const STATE_DATA: &str = "STATE_DATA";

impl Engine {
    /// Starts the execution of the next item or batch.
    pub(super) fn start_child_execution(&mut self, id: FrameId) -> Result<(), Failure> {
        let Some((input, size)) = self.child_input(id)? else { return Ok(()) };
        #[cfg(feature = "durable")]
        if self.keeper.is_some() {
            self.start_stored_child(id, input, size);
            return Ok(());
        }
        let too_big = self.child_input_too_big(&input);
        let Some(frame) = self.frames.get(id) else { return Ok(()) };
        let (issuer, outer) = (Issuer { frame: id, state: frame.at.state }, frame.permit);
        let Some(parent) = self.executions.get(frame.execution) else { return Ok(()) };
        let Some(Work::Items(map)) = self.join(id).map(|join| &join.work) else { return Ok(()) };
        let Some(run) = &map.distributed else { return Ok(()) };
        let (kind, machine) = (run.execution_type, map.processor);
        let mut random = self.random.borrow_mut();
        let names = (uuid(&mut random), uuid(&mut random));
        drop(random);
        let identity = child_identity(&parent.identity.context, run, input, names, self.journal.now);
        let permit = self.permits.issue(issuer, outer);
        let Some(join) = self.join_mut(id) else { return Ok(()) };
        let Work::Items(map) = &mut join.work else { return Ok(()) };
        let Some(run) = &mut map.distributed else { return Ok(()) };
        let index = run.started();
        run.start(index, size);
        // What is written is not kept.
        if !matches!(run.results, Results::Exported(_)) {
            join.outputs.add_place();
        }
        let kind = match kind {
            ExecutionType::Standard => WorkflowKind::Standard,
            ExecutionType::Express => WorkflowKind::Express,
        };
        let parent = Parent { frame: id, index };
        let entry = Entry { machine, kind, timeout_seconds: None };
        let Some(child) = self.start_execution(identity, entry, Some(parent)) else {
            return Ok(());
        };
        if let Some(frame) = self.frames.get_mut(child) {
            frame.permit = Some(permit);
            if let Some(failure) = too_big {
                frame.phase = Phase::Failed(failure, Origin::Input);
            }
        }
        let Some(join) = self.join_mut(id) else { return Ok(()) };
        join.running.insert(index, child);
        if let Work::Items(map) = &mut join.work {
            map.held += 1;
        }
        Ok(())
    }

    /// The input of the next child, and how many items it holds (DMAP-13).
    fn child_input(&mut self, id: FrameId) -> Result<Option<(Value, u64)>, Failure> {
        let Some(run) = self.map_run_mut(id) else { return Ok(None) };
        let Some(batch) = run.shared_batch() else {
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

    pub(super) fn is_reading(&self, id: FrameId) -> bool {
        self.join(id).is_some_and(|join| matches!(&join.work, Work::Items(map) if map.source.is_open()))
    }

    fn selected_item(&mut self, id: FrameId) -> Result<Option<Value>, Failure> {
        let Some(mut item) = self.next_item(id, Some(STATE_DATA)) else { return Ok(None) };
        self.item_input(id, Given::Item(ItemOf::Last(&mut item))).map(Some)
    }

    /// A child has ended, one way or the other.
    pub(super) fn child_execution_ended(
        &mut self,
        parent: Parent,
        permit: Option<PermitId>,
        identity: Identity,
        outcome: Outcome,
    ) {
        let now = self.journal.now;
        let Some(join) = self.join_mut(parent.frame) else { return };
        join.running.remove(parent.index);
        let Work::Items(map) = &mut join.work else { return };
        let Some(run) = &mut map.distributed else { return };
        let items = run.end(parent.index, &outcome);
        let execution_type = run.execution_type;
        match (&mut run.results, outcome) {
            (Results::Outputs, Outcome::Succeeded(output)) => join.outputs.keep(parent.index, output),
            (Results::Outputs, _) => {}
            (
                Results::Transformed(Transformation::Compact | Transformation::Flatten),
                Outcome::Succeeded(output),
            ) => {
                join.outputs.keep(parent.index, output);
            }
            (Results::Transformed(_), outcome) => {
                join.outputs.keep(parent.index, whole(Child::new(&identity, execution_type, now, outcome)));
            }
            (Results::Exported(export), outcome) => {
                let child = Child::new(&identity, execution_type, now, outcome);
                let action = export.write(Record::Ended(Box::new(child)), items);
                self.actions.push(action);
            }
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
}

/// Who a child is: `Execution` and `StateMachine` of the context object are its own (CTX-6, NAME-7).
pub(super) fn child_identity(
    parent: &ExecutionContext,
    run: &Distributed,
    input: Value,
    (name, uuid): (String, String),
    now: Timestamp,
) -> Identity {
    let prefix = ArnPrefix::of(&parent.state_machine_id);
    let id = match run.execution_type {
        ExecutionType::Standard => prefix.standard_execution(run.machine_name(), &name),
        ExecutionType::Express => prefix.express_execution(run.machine_name(), &name, &uuid),
    };
    let context = ExecutionContext {
        id,
        name,
        input: Arc::new(input),
        start_time: now,
        role_arn: parent.role_arn.clone(),
        redrive_count: Some(0),
        redrive_time: None,
        state_machine_id: prefix.state_machine(run.machine_name()),
        state_machine_name: run.machine_name().to_owned(),
        substitutions: parent.substitutions.clone(),
    };
    Identity::new(context, uuid)
}
