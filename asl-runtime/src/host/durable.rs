//! The durable host: the same driver, but every step is written before anything comes of it.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::gate::{Freed, Gate};
use super::in_process::{Driver, Keeping, STATES_PER_TURN};
use super::nudge::Nudge;
use crate::engine::{Action, AttemptId, Ended, Engine, GatherInto, Gathered, Outcome, Progress, Spans};
use crate::error::TaskError;
use crate::program::{Failure, TaskInfo};
use crate::store::StoreError;
use crate::transaction::HandlerWrites;

/// Writes the steps of one execution.
pub(crate) trait Step: Send {
    /// Hands in the messages that have come since. It asks the store only if there may be any.
    fn fetch<'a>(&'a mut self, engine: &'a mut Engine) -> BoxFuture<'a, Result<Heard, StoreError>>;

    /// Lets the step start the children of tasks that start (TASK-14): they need no handler, and are taken out of the
    /// actions. What they do to the engine is part of the step.
    fn start_children<'a>(
        &'a mut self,
        engine: &'a mut Engine,
        actions: &'a mut Vec<Action>,
    ) -> BoxFuture<'a, Result<Vec<AttemptId>, StoreError>>;

    /// Reads what is kept of the children of a map run, or has it written.
    fn gather(&self, number: u64, into: GatherInto) -> BoxFuture<'static, Result<Gathered, Failure>>;

    /// Writes a step, and tells observers of it. [`StoreError::Conflict`]: the engine is to be loaded again.
    fn commit<'a>(
        &'a mut self,
        engine: &'a mut Engine,
        actions: &'a [Action],
        at_work: AtWork,
        outcome: Option<&'a Outcome>,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Begins a step with what a handler left to be written. The output of its task, or the handler's error, if that
    /// has been taken back. What is committed next is written together with it.
    fn begin<'a>(
        &'a mut self,
        writes: &'a HandlerWrites,
    ) -> BoxFuture<'a, Result<Result<Value, TaskError>, StoreError>>;

    /// Takes back what a handler wrote in the step that has begun.
    fn take_back(&mut self);

    /// The execution as its last step that was written left it, with its spans.
    fn reload(&mut self, spans: Spans) -> BoxFuture<'_, Result<Engine, StoreError>>;

    /// Is told when there may be messages.
    fn nudge(&self) -> Arc<Nudge>;

    /// Whether workers do a task, who poll for it.
    fn is_offered(&self, task: &TaskInfo) -> bool;

    /// How many handlers may be at work.
    fn gate(&self) -> &Gate;

    /// Whether an execution is loaded again after every step.
    fn forgets(&self) -> bool;

    /// Whether the process is to end soon.
    fn closing(&self) -> Closing;

    /// So many attempts are left without an end.
    fn interrupted(&self, attempts: usize);
}

/// How many of the messages that there are were handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// All of them.
    All,
    /// The first ones; the next step hears more.
    Some,
}

/// Whether the process is to end soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    /// It is not.
    No,
    /// Nothing new is started; what is at work may end.
    WhenDone,
    /// What is at work is left without an end.
    AtOnce,
}

/// Whether a process that dies now leaves something half done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtWork {
    /// Everything waits.
    Nothing,
    /// Handlers are at work, or items are being read.
    Something,
}

/// How a driver left its execution.
#[derive(Debug)]
pub(crate) enum Left {
    /// It has ended.
    Ended,
    /// It waits; nothing of it is needed in memory.
    Parked,
    /// It can't go on here.
    Lost(StoreError),
}

/// Tasks wait for leave to start.
struct Waiting {
    freed: Arc<Freed>,
    /// How often leave had ended when they were refused.
    times: u64,
}

/// Whether something is told soon.
async fn was_told(nudge: &Nudge) -> bool {
    tokio::time::timeout(SOON, nudge.woken()).await.is_ok()
}

/// An execution that has something to do so soon stays in memory.
const SOON: Duration = Duration::from_secs(2);

impl Driver {
    /// Drives the execution as far as it gets without waiting for long.
    pub(crate) async fn drive_durably(mut self: Box<Self>, mut step: Box<dyn Step>) -> Left {
        self.keeping = Keeping::Store;
        let left = self.go_on(&mut *step).await;
        if !matches!(left, Left::Ended) {
            self.engine.suspend_spans();
        }
        left
    }

    async fn go_on(&mut self, step: &mut dyn Step) -> Left {
        let nudge = step.nudge();
        let mut actions = Vec::new();
        // What ended handlers gave, until it is written.
        let mut unwritten: Vec<(AttemptId, Ended)> = Vec::new();
        loop {
            self.engine.set_now(self.clock.now());
            // The store is asked within it, and what was written is told.
            let span = self.engine.span();
            let heard = match span.during(step.fetch(&mut self.engine)).await {
                Ok(heard) => heard,
                Err(error) => return Left::Lost(error),
            };
            self.set_writes_apart();
            unwritten.extend(self.ended.iter().cloned());
            self.hand_in();
            let written = match self.write_next(step, &mut unwritten).await {
                Ok(written) => written,
                Err(error) => return Left::Lost(error),
            };
            if heard == Heard::All {
                // Until then no time is up: what was said in time counts, however much was said before it.
                self.engine.advance();
            }
            let progress = self.engine.run(STATES_PER_TURN);
            let closing = step.closing();
            // What waits for leave waits in the store as well.
            let leave = if closing == Closing::No { self.let_in(step) } else { None };
            self.engine.take_actions(&mut actions);
            match span.during(step.start_children(&mut self.engine, &mut actions)).await {
                // Whoever waits for a child needs no leave.
                Ok(started) => started.iter().for_each(|attempt| drop(self.leaves.remove(&attempt.frame))),
                Err(error) => return Left::Lost(error),
            }
            let progress = if self.engine.is_ready() { Progress::More } else { progress };
            let outcome = self.engine.take_outcome().map(Outcome::into_json);
            let at_work = self.at_work(&actions);
            let committed = step.commit(&mut self.engine, &actions, at_work, outcome.as_ref());
            match span.during(committed).await {
                Ok(()) => {
                    unwritten.clear();
                    if outcome.is_none() && step.forgets() {
                        match step.reload(self.engine.spans()).await {
                            Ok(engine) => self.engine = engine,
                            Err(error) => return Left::Lost(error),
                        }
                        self.asleep_until = None;
                    }
                }
                Err(StoreError::Conflict) => {
                    // Someone answered a token that this step would have made void: the answer was first.
                    actions.clear();
                    self.leaves.clear();
                    match step.reload(self.engine.spans()).await {
                        Ok(engine) => self.engine = engine,
                        Err(error) => return Left::Lost(error),
                    }
                    self.asleep_until = None;
                    self.ended.append(&mut unwritten);
                    // What it wrote is taken back.
                    self.writes.extend(written);
                    continue;
                }
                Err(error) => return Left::Lost(error),
            }
            for action in actions.drain(..) {
                match action {
                    Action::Gather { writer, into } => {
                        let wish = (writer, into.purpose());
                        self.asked.get_or_insert_default().begin(wish, step.gather(writer.number, into));
                    }
                    action => self.carry_out(action),
                }
            }
            if outcome.is_some() {
                self.wind_down().await;
                return Left::Ended;
            }
            if closing == Closing::AtOnce {
                step.interrupted(self.attempts.len());
                return Left::Parked;
            }
            match progress {
                _ if !self.ended.is_empty() || !self.exported.is_empty() || !self.writes.is_empty() => {
                    self.look().await;
                }
                // However much there is to do: somebody else does it.
                _ if closing == Closing::WhenDone && self.is_at_rest() => return Left::Parked,
                Progress::Idle if self.may_park() => {
                    // Where many children run, loading for each that ends would cost more than staying a while.
                    let stays = self.engine.expects_children() && closing == Closing::No;
                    if !stays || !was_told(&nudge).await {
                        return Left::Parked;
                    }
                }
                Progress::Idle => self.wait_for(&nudge, leave).await,
                Progress::More => tokio::task::yield_now().await,
            }
        }
    }

    fn at_work(&self, actions: &[Action]) -> AtWork {
        let is_starting = actions.iter().any(|action| {
            matches!(
                action,
                Action::Start(_) | Action::Read { .. } | Action::Gather { .. } | Action::Export { .. }
            )
        });
        let is_at_work = !self.attempts.is_empty() || !self.reads.is_empty() || self.is_gathering();
        match is_starting || is_at_work || !self.writes.is_empty() {
            true => AtWork::Something,
            false => AtWork::Nothing,
        }
    }

    fn is_gathering(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| !asked.is_idle())
    }

    /// Whether nothing is at work, and nothing is due soon.
    fn may_park(&self) -> bool {
        let is_due_soon =
            self.engine.next_due().is_some_and(|due| due.saturating_since(self.clock.now()) <= SOON);
        self.is_at_rest() && !self.engine.is_holding() && !is_due_soon
    }

    /// Whether nothing is at work.
    fn is_at_rest(&self) -> bool {
        self.attempts.is_empty()
            && self.reads.is_empty()
            && self.read.is_empty()
            && !self.is_gathering()
            && self.inbox.is_empty()
            && self.writes.is_empty()
    }

    /// Lets tasks start as far as there is leave. Gives what tells when there is more, if some have to wait.
    fn let_in(&mut self, step: &dyn Step) -> Option<Waiting> {
        let gate = step.gate();
        let freed = gate.freed();
        let times = freed.times();
        let mut waiting = VecDeque::new();
        while let Some((frame, task)) = self.engine.next_held() {
            let info = self.blueprint.task(task);
            if info.is_some_and(|info| step.is_offered(info)) {
                // Nothing of it is at work here.
                self.engine.offer_held(frame);
                continue;
            }
            match info.and_then(|info| gate.enter(info)) {
                Some(leave) => {
                    self.leaves.insert(frame, leave);
                    self.engine.start_held(frame);
                }
                None => waiting.push_back(frame),
            }
        }
        let is_waiting = !waiting.is_empty();
        self.engine.hold_again(waiting);
        is_waiting.then_some(Waiting { freed, times })
    }

    async fn wait_for(&mut self, nudge: &Nudge, leave: Option<Waiting>) {
        let mut leave = std::pin::pin!(async {
            match &leave {
                Some(waiting) => waiting.freed.beyond(waiting.times).await,
                None => std::future::pending().await,
            }
        });
        let mut nudged = std::pin::pin!(nudge.woken());
        let mut waiting = std::pin::pin!(self.wait());
        poll_fn(|task| {
            if leave.as_mut().poll(task).is_ready() || nudged.as_mut().poll(task).is_ready() {
                return Poll::Ready(());
            }
            waiting.as_mut().poll(task)
        })
        .await;
    }
}
