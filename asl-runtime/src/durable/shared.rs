//! What all executions of an engine share.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::sync::oneshot;

use super::aside::Aside;
use super::child_spans::ChildSpans;
use super::migration::Migration;
use super::token::SealedTokens;
use crate::clock::Clock;
use crate::history::HistoryEvent;
use crate::host::{Closing, Gate, Nudge};
use crate::store::{ExecutionKey, RedriveLimits, Store, StoreError};
use crate::workflow::Blueprint;

/// How an engine was set up.
pub(super) struct Setup {
    pub(super) store: Arc<dyn Store>,
    pub(super) tokens: SealedTokens,
    pub(super) clock: Arc<dyn Clock>,
    /// The workflows by the hashes of their definitions.
    pub(super) blueprints: HashMap<String, Arc<Blueprint>>,
    /// By the hashes of the definitions that executions come from.
    pub(super) migrations: HashMap<String, Migration>,
    /// Activities that workers do.
    pub(super) activities: HashSet<String>,
    /// How many handlers may be at work.
    pub(super) gate: Gate,
    /// At most so many executions are in memory.
    pub(super) most_in_memory: usize,
    /// What keeps children of map runs from being redriven.
    pub(super) redrive_limits: RedriveLimits,
    pub(super) troubles: Option<Troubles>,
    pub(super) observer: Option<Observer>,
    /// What is done with an execution in memory after a step.
    pub(super) after_step: AfterStep,
}

/// What all executions of an engine share.
pub(super) struct Shared {
    pub(super) setup: Setup,
    /// The hashes of the definitions.
    pub(super) hashes: Vec<String>,
    /// The executions in memory, with what wakes them.
    in_memory: Mutex<HashMap<ExecutionKey, Arc<Nudge>>>,
    /// Who waits for the end of which execution.
    waiting: Mutex<HashMap<String, Vec<oneshot::Sender<()>>>>,
    /// What executions that are started by others are within.
    pub(super) child_spans: ChildSpans,
    /// Executions that can't be read.
    pub(super) aside: Aside,
    /// Wakes the scheduler.
    pub(super) wake: Notify,
    closing: AtomicU8,
    /// How many attempts were left without an end.
    pub(super) interrupted: AtomicUsize,
}

/// What is done with an execution in memory after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterStep {
    /// It stays.
    Keep,
    /// It is loaded again, so that tests see whether all of it was written.
    Reload,
}

/// Is told what goes wrong with the store while nobody waits for an answer.
pub(super) type Troubles = Box<dyn Fn(&StoreError) + Send + Sync>;

/// Is told events that are written, with the ARN of their execution.
pub(super) type Observer = Box<dyn Fn(&str, &HistoryEvent) + Send + Sync>;

impl Shared {
    pub(super) fn new(setup: Setup) -> Self {
        let hashes = setup.blueprints.keys().chain(setup.migrations.keys());
        let mut hashes: Vec<String> = hashes.cloned().collect();
        hashes.sort();
        Self {
            setup,
            hashes,
            in_memory: Mutex::default(),
            waiting: Mutex::default(),
            child_spans: ChildSpans::default(),
            aside: Aside::default(),
            wake: Notify::new(),
            closing: AtomicU8::new(Closing::No as u8),
            interrupted: AtomicUsize::new(0),
        }
    }

    pub(super) fn blueprint(&self, hash: &str) -> Result<Arc<Blueprint>, StoreError> {
        self.setup.blueprints.get(hash).cloned().ok_or_else(|| {
            StoreError::failed(format!("no workflow with the definition {hash} is registered"))
        })
    }

    pub(super) fn in_memory(&self) -> MutexGuard<'_, HashMap<ExecutionKey, Arc<Nudge>>> {
        // Nothing that holds the lock can panic half-way.
        self.in_memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends when the execution has ended in this process; it may have ended before.
    pub(super) fn ended(&self, arn: &str) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let waiters = waiting.entry(arn.to_owned()).or_default();
        // Those that have given up are forgotten.
        waiters.retain(|waiter| !waiter.is_closed());
        waiters.push(sender);
        receiver
    }

    pub(super) fn tell_ended(&self, arn: &str) {
        let waiters = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(arn);
        for waiter in waiters.into_iter().flatten() {
            // Whoever waited may have gone.
            let _ = waiter.send(());
        }
    }

    /// Lets all who wait for an end look again.
    pub(super) fn tell_all(&self) {
        let waiters = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        for waiter in waiters.into_values().flatten() {
            // Whoever waited may have gone.
            let _ = waiter.send(());
        }
    }

    pub(super) fn tell(&self, error: &StoreError) {
        if let Some(troubles) = &self.setup.troubles {
            troubles(error);
        }
    }

    /// Nothing new is started from now on; it may be called again, to be stricter.
    pub(super) fn close(&self, closing: Closing) {
        self.closing.fetch_max(closing as u8, Ordering::AcqRel);
        self.wake.notify_one();
        for nudge in self.in_memory().values() {
            nudge.wake();
        }
    }

    pub(super) fn closing(&self) -> Closing {
        match self.closing.load(Ordering::Acquire) {
            closing if closing == Closing::No as u8 => Closing::No,
            closing if closing == Closing::WhenDone as u8 => Closing::WhenDone,
            _ => Closing::AtOnce,
        }
    }

    pub(super) fn is_closing(&self) -> bool {
        self.closing() != Closing::No
    }
}
