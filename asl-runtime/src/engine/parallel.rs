//! Parallel: all branches at once (PAR-8).

use std::sync::Arc;

use super::frame::{Frame, FrameId, Parent, Phase, Retries, Stored};
use super::input::Engine;
use super::join::{Join, Work};
use super::outputs::Outputs;
use super::running::Running;
use crate::history::{Details, EventType};
use crate::program::{Branches, MachineId, Position, Variables};
use crate::trace::Span;

impl Engine {
    /// Starts the branches; each gets the payload, and copies it when it writes to it (PAR-2).
    pub(super) fn start_parallel(&mut self, id: FrameId, branches: Branches) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        let event = EventType::ParallelStateStarted;
        let started =
            self.journal
                .add(&mut self.executions, frame.execution, frame.last_event, event, || Details::None);
        frame.last_event = started;
        let (execution, item, permit) = (frame.execution, frame.item.clone(), frame.permit);
        let variables = Arc::new(Variables::inside(&frame.variables));
        let mut payload = branches.payload.for_branches(&mut frame.input);
        let mut running = Running::with_room(branches.machines.len());
        self.frames.reserve(branches.machines.len());
        let last = branches.machines.len().saturating_sub(1);
        for (index, &machine) in branches.machines.iter().enumerate() {
            let input = if index == last { payload.take() } else { payload.share() };
            let child = self.frames.insert(Frame {
                execution,
                parent: Some(Parent { frame: id, index }),
                at: Position { machine, state: self.start_of(machine) },
                input,
                phase: Phase::Entering,
                retries: Retries::default(),
                entered_time: self.journal.now,
                entered_event: 0,
                entered_after: 0,
                last_event: started,
                item: item.clone(),
                variables: Arc::clone(&variables),
                permit,
                stored: Stored::default(),
                span: Span::none(),
            });
            running.insert(index, child);
            self.queue.push_back(child);
        }
        let outputs = Outputs::with_places(running.len());
        let join = Join {
            work: Work::Branches,
            running,
            outputs,
            last_event: started,
            #[cfg(feature = "durable")]
            started,
        };
        if let Some(frame) = self.frames.get_mut(id) {
            frame.phase = Phase::Joining(Box::new(join));
        }
        self.complete_if_done(id);
    }

    /// The first state of a machine.
    pub(super) fn start_of(&self, machine: MachineId) -> crate::program::StateId {
        let machines = self.info.machines;
        machines.get(usize::from(machine.0)).map_or(crate::program::StateId(0), |machine| machine.start)
    }
}
