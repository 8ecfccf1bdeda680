//! The executions in a tree: the outermost, and one for each running item of a distributed Map (DMAP-1).

use std::sync::Arc;
use std::time::Duration;

use super::frame::FrameId;
use super::timers::TimerId;
use crate::context::ExecutionNames;
use crate::history::EventType;
use crate::program::{ExecutionContext, MachineId, Program, WorkflowKind};
use crate::trace::Span;

/// An execution.
#[derive(Debug)]
pub(super) struct Execution {
    pub(super) identity: Identity,
    /// Its outermost frame.
    pub(super) root: Option<FrameId>,
    /// The id of the last event (HIST-1).
    pub(super) last_event: u64,
    /// The most events that it may have (HIST-5).
    pub(super) most_events: Option<u64>,
    /// The longest it lasts.
    pub(super) timer: Option<TimerId>,
    pub(super) span: Span,
}

impl Execution {
    /// Whether an event fits into the history: the last place is for that of the end.
    pub(super) fn has_room(&self, event_type: EventType) -> bool {
        self.most_events.is_none_or(|most| self.last_event.saturating_add(1) < most || event_type.is_end())
    }
}

/// Who an execution is.
#[derive(Debug)]
pub(crate) struct Identity {
    /// What the context object says.
    pub(crate) context: ExecutionContext,
    /// What its tasks are told.
    pub(crate) names: Arc<ExecutionNames>,
}

impl Identity {
    pub(crate) fn new(context: ExecutionContext, uuid: String) -> Self {
        let (id, name) = (context.id.clone(), context.name.clone());
        Self { context, names: Arc::new(ExecutionNames { id, name, uuid }) }
    }
}

/// What an execution is to the definition: the whole of it, or an item of a distributed Map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where it begins.
    pub(super) machine: MachineId,
    /// Standard or Express.
    pub(super) kind: WorkflowKind,
    /// `TimeoutSeconds`, which is not about children (TIME-7).
    pub(super) timeout_seconds: Option<u32>,
}

impl Entry {
    /// The whole definition.
    pub(crate) fn whole(program: &dyn Program) -> Self {
        let info = program.info();
        Self { machine: MachineId(0), kind: info.kind, timeout_seconds: info.timeout_seconds }
    }

    /// A child of a map run, by the name of its first state. None if the definition has no machine that begins so.
    #[cfg(feature = "durable")]
    pub(crate) fn child(program: &dyn Program, first_state: &str, kind: WorkflowKind) -> Option<Self> {
        let machine = program.info().machine_from(first_state)?;
        Some(Self { machine, kind, timeout_seconds: None })
    }

    /// How long it lasts at the most.
    pub(super) fn longest(self) -> Duration {
        longest(self.kind, self.timeout_seconds)
    }

    #[cfg(feature = "durable")]
    pub(super) fn is_child(self) -> bool {
        self.machine != MachineId(0)
    }
}

/// How long an execution of this kind lasts at the most; a larger `TimeoutSeconds` does not make it last longer
/// (TIME-9).
pub(super) fn longest(kind: WorkflowKind, timeout_seconds: Option<u32>) -> Duration {
    let longest = Duration::from_secs(match kind {
        WorkflowKind::Standard => 365 * 24 * 60 * 60,
        WorkflowKind::Express => 5 * 60,
    });
    timeout_seconds.map_or(longest, |seconds| longest.min(Duration::from_secs(seconds.into())))
}

/// How many events an execution of this kind has at the most, where Standard ones are limited: Express ones have no
/// history (HIST-4).
pub(super) fn most_events(kind: WorkflowKind, limit: Option<u64>) -> Option<u64> {
    limit.filter(|_| kind == WorkflowKind::Standard)
}

/// Names an execution of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExecutionId(u32);

impl ExecutionId {
    /// The outermost execution.
    pub(super) const ROOT: Self = Self(0);
}

/// All executions of the tree that run. Slots are used again: an id is good as long as its execution runs.
#[derive(Debug, Default)]
pub(super) struct Executions {
    slots: Vec<Option<Execution>>,
    free: Vec<u32>,
}

impl Executions {
    pub(super) fn insert(&mut self, identity: Identity, most_events: Option<u64>, span: Span) -> ExecutionId {
        let execution =
            Some(Execution { identity, root: None, last_event: 0, most_events, timer: None, span });
        match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = execution;
                ExecutionId(slot)
            }
            None => {
                // Most trees have one execution, and no need of more room.
                if self.slots.is_empty() {
                    self.slots.reserve_exact(1);
                }
                self.slots.push(execution);
                ExecutionId((self.slots.len() - 1) as u32)
            }
        }
    }

    pub(super) fn get(&self, id: ExecutionId) -> Option<&Execution> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, id: ExecutionId) -> Option<&mut Execution> {
        self.slots.get_mut(id.0 as usize)?.as_mut()
    }

    pub(super) fn remove(&mut self, id: ExecutionId) -> Option<Execution> {
        let execution = self.slots.get_mut(id.0 as usize)?.take()?;
        self.free.push(id.0);
        Some(execution)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Execution> {
        self.slots.iter_mut().flatten()
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.slots.len()
    }
}
