//! Which call of a store meets which fault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::Notify;

/// What is done with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing, and that is said.
    Refused,
    /// Nothing, and whether it was done is not known.
    UnknownNotDone,
    /// It is done, and whether it was is not known.
    UnknownDone,
    /// It is done after a while.
    DoneLate,
    /// It is done, and answered after a while.
    AnsweredLate,
    /// The process dies before it is done.
    DeadBefore,
    /// The process dies after it was done.
    DeadAfter,
}

impl Fault {
    pub(crate) const ALL: [Self; 7] = [
        Self::Refused,
        Self::UnknownNotDone,
        Self::UnknownDone,
        Self::DoneLate,
        Self::AnsweredLate,
        Self::DeadBefore,
        Self::DeadAfter,
    ];

    pub(crate) fn is_death(self) -> bool {
        matches!(self, Self::DeadBefore | Self::DeadAfter)
    }
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Call {
    Commit,
    /// Anything else that changes what is kept.
    Write,
    Read,
    /// An object that is finished.
    File,
}

/// When faults happen.
#[derive(Debug, Clone)]
pub(crate) enum Plan {
    /// Never.
    Never,
    /// Once: at the call of its kind with this number. So many calls of any kind after it are refused.
    Once { call: Call, number: usize, fault: Fault, then_refused: usize },
    /// By chance, up to so many.
    Chance(fastrand::Rng, usize),
}

/// The plan while it is carried out, by all lives of a process.
#[derive(Clone)]
pub(crate) struct Faults {
    state: Arc<Mutex<State>>,
    died: Arc<Notify>,
    /// Told when the worker is about to lose its seat.
    pub(crate) unseated: Arc<Notify>,
}

struct State {
    plan: Plan,
    calls: HashMap<Call, usize>,
    happened: Vec<Fault>,
    is_dead: bool,
}

impl Faults {
    pub(crate) fn new(plan: Plan) -> Self {
        let state = State { plan, calls: HashMap::new(), happened: Vec::new(), is_dead: false };
        Self { state: Arc::new(Mutex::new(state)), died: Arc::default(), unseated: Arc::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panicked")
    }

    /// What is to become of the next call of this kind.
    pub(crate) fn next(&self, call: Call) -> Option<Fault> {
        let state = &mut *self.state();
        let number = state.calls.entry(call).or_default();
        *number += 1;
        let fault = match &mut state.plan {
            Plan::Never => None,
            Plan::Once { then_refused, .. } if !state.happened.is_empty() && *then_refused > 0 => {
                *then_refused -= 1;
                Some(Fault::Refused)
            }
            Plan::Once { call: of, number: at, fault, .. } => {
                (*of == call && *at == *number).then_some(*fault)
            }
            Plan::Chance(random, left) => {
                let rarely = if call == Call::Read { 40 } else { 8 };
                let fault = (*left > 0 && random.u32(0..rarely) == 0)
                    .then(|| Fault::ALL[random.usize(0..Fault::ALL.len())]);
                *left -= usize::from(fault.is_some());
                fault
            }
        };
        state.happened.extend(fault);
        fault
    }

    /// How many calls of a kind there were.
    pub(crate) fn calls(&self, call: Call) -> usize {
        self.state().calls.get(&call).copied().unwrap_or_default()
    }

    pub(crate) fn happened(&self) -> Vec<Fault> {
        self.state().happened.clone()
    }

    /// From now on nothing gets done.
    pub(crate) fn die(&self) {
        self.state().is_dead = true;
        self.died.notify_one();
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.state().is_dead
    }

    pub(crate) async fn died(&self) {
        self.died.notified().await;
    }

    /// Another process.
    pub(crate) fn live_again(&self) {
        self.state().is_dead = false;
    }
}
