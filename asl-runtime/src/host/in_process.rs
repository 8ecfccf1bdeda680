//! The in-process host: one future drives one execution, its handlers included. Nothing is stored.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{Stream, StreamExt};
use tokio::time::{Instant, Sleep};

use super::attempt::{Attempt, Envelope, panicked};
use super::contexts::Contexts;
use super::exports::Exports;
use super::mailbox::{Inbox, Mailbox, Message};
use super::nested;
use super::together::Together;
use crate::clock::Clock;
use crate::context::{Ends, TaskContext, TaskDescription};
use crate::engine::{
    Action, AttemptId, Ended, Engine, Exported, Outcome, Progress, ReadFrom, ReadId, Start, WriterId,
};
use crate::items::{self, Chunk};
use crate::map_runs::MapRun;
use crate::program::{Failure, Handles, StateData, TaskInfo, TaskInput, TaskKind};
use crate::time::Timestamp;
use crate::workflow::{AfterEnd, Blueprint, HandlerThreads};

/// So many states go by before others on the same thread have their turn.
pub(super) const STATES_PER_TURN: usize = 256;

/// So often in a row answers that were given at once are handed in.
const ANSWERS_PER_TURN: u32 = 64;

/// So many ends of handlers are taken note of at once.
const ENDS_PER_TURN: usize = 1024;

/// Items that were read for a Map.
type Read = (ReadId, Result<Chunk, Failure>);

/// The map runs of an execution, once it has ended.
pub(crate) type EndedMapRuns = Arc<OnceLock<Vec<MapRun>>>;

/// An execution and all that it has at work.
pub(crate) struct Driver {
    pub(super) engine: Engine,
    pub(super) blueprint: Arc<Blueprint>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) messages: Inbox,
    pub(super) attempts: Together<Attempt>,
    pub(super) reads: Together<BoxFuture<'static, Read>>,
    pub(super) exports: Exports,
    pub(super) contexts: Contexts,
    pub(super) ended_map_runs: EndedMapRuns,
    /// A timer, once one was needed.
    pub(super) sleep: Option<Pin<Box<Sleep>>>,
    pub(super) asleep_until: Option<Timestamp>,
    pub(super) inbox: Vec<Message>,
    pub(super) ended: Vec<(AttemptId, Ended)>,
    pub(super) read: Vec<Read>,
    pub(super) exported: Vec<(WriterId, Exported)>,
    /// What is done once, however often it is asked for: an execution that is loaded anew asks again.
    #[cfg(feature = "durable")]
    pub(super) asked: Option<Box<super::gather::Asked>>,
    /// Whether steps are written before anything comes of them.
    pub(super) keeping: Keeping,
    /// What handlers left to be written with the ends of their attempts.
    #[cfg(feature = "durable")]
    pub(super) writes: std::collections::VecDeque<super::transactions::Writes>,
    /// Leave to be at work, for attempts that are about to start.
    #[cfg(feature = "durable")]
    pub(super) leaves: std::collections::HashMap<crate::engine::FrameId, super::gate::Leave>,
}

/// What becomes of an execution's steps.
#[derive(Clone)]
pub(super) enum Keeping {
    /// They are gone with the process.
    InProcess,
    /// A store has them.
    #[cfg(feature = "durable")]
    Store,
}

impl Driver {
    /// It is large, and whoever drives it holds it over many steps: so it has a box of its own.
    pub(crate) fn new(engine: Engine, blueprint: Arc<Blueprint>, clock: Arc<dyn Clock>) -> Box<Self> {
        Box::new(Self {
            engine,
            blueprint,
            clock,
            messages: Inbox::new(),
            attempts: Together::default(),
            reads: Together::default(),
            exports: Exports::default(),
            contexts: Contexts::default(),
            ended_map_runs: EndedMapRuns::default(),
            sleep: None,
            asleep_until: None,
            inbox: Vec::new(),
            ended: Vec::new(),
            read: Vec::new(),
            exported: Vec::new(),
            #[cfg(feature = "durable")]
            asked: None,
            keeping: Keeping::InProcess,
            #[cfg(feature = "durable")]
            writes: std::collections::VecDeque::new(),
            #[cfg(feature = "durable")]
            leaves: std::collections::HashMap::new(),
        })
    }

    /// Where to reach the execution while it runs.
    pub(crate) fn mailbox(&self) -> Mailbox {
        self.messages.mailbox()
    }

    /// Where its map runs are told when it has ended.
    pub(crate) fn ended_map_runs(&self) -> EndedMapRuns {
        Arc::clone(&self.ended_map_runs)
    }

    /// Drives the execution to its end.
    pub(crate) async fn drive(mut self: Box<Self>) -> Outcome<StateData> {
        let mut actions = Vec::new();
        let mut turns = 0_u32;
        loop {
            self.engine.set_now(self.clock.now());
            self.hand_in();
            self.engine.advance();
            let progress = self.engine.run(STATES_PER_TURN);
            self.engine.take_actions(&mut actions);
            self.ended.reserve(actions.len());
            for action in actions.drain(..) {
                self.carry_out(action);
            }
            if let Some(outcome) = self.engine.take_outcome() {
                // It is set once, here.
                let _ = self.ended_map_runs.set(self.engine.map_runs());
                self.wind_down().await;
                return outcome;
            }
            match progress {
                // Answers that were given while starting are to be handed in before anybody waits. A loop of tasks
                // that never wait is not to keep others from their turn.
                _ if !self.ended.is_empty() || !self.exported.is_empty() => {
                    turns = turns.wrapping_add(1);
                    if turns.is_multiple_of(ANSWERS_PER_TURN) {
                        tokio::task::yield_now().await;
                    }
                    if !self.attempts.is_empty() || !self.reads.is_empty() {
                        self.look().await;
                    }
                }
                Progress::Idle => self.wait().await,
                Progress::More => {
                    tokio::task::yield_now().await;
                    self.look().await;
                }
            }
        }
    }

    /// Tells the engine what has happened.
    pub(super) fn hand_in(&mut self) {
        // An answer that was accepted is to count, even if the task's time is up by now.
        self.messages.read(&mut self.inbox);
        for message in self.inbox.drain(..) {
            match message {
                Message::Heartbeat(attempt) => {
                    self.contexts.heartbeat_noted(attempt);
                    self.engine.heartbeat(attempt);
                }
                Message::Submitted(attempt, answer) => self.engine.submitted(attempt, &answer),
                Message::Answer(attempt, answer) => self.engine.token_answered(attempt, answer),
                Message::Stop { error, cause } => self.engine.stop(error, cause),
                // Who asked may have gone.
                Message::Status(asked) => drop(asked.send(self.engine.status())),
                Message::MapRuns(asked) => drop(asked.send(self.engine.map_runs())),
                Message::ChildExecutions { map_run_arn, answer } => {
                    drop(answer.send(self.engine.child_executions(&map_run_arn)));
                }
                Message::UpdateMapRun { map_run_arn, update, answer } => {
                    let _ = answer.send(self.engine.update_map_run(&map_run_arn, update));
                }
            }
        }
        for (attempt, ended) in self.ended.drain(..) {
            self.contexts.handler_ended(attempt);
            self.engine.attempt_ended(attempt, ended);
        }
        for (read, result) in self.read.drain(..) {
            #[cfg(feature = "durable")]
            if let Some(asked) = &mut self.asked {
                asked.was_read(read);
            }
            self.engine.items_read(read, result);
        }
        for (writer, exported) in self.exported.drain(..) {
            self.engine.exported(writer, exported);
        }
        #[cfg(feature = "durable")]
        if let Some(asked) = &mut self.asked {
            asked.hand_in(&mut self.engine);
        }
    }

    pub(super) fn carry_out(&mut self, action: Action) {
        match action {
            Action::Start(start) => self.start(*start),
            // The store has it.
            #[cfg(feature = "durable")]
            Action::Offer(_) => {}
            Action::Cancel { attempt, token } => {
                self.contexts.cancel(attempt);
                if let Some(token) = token {
                    self.blueprint.tokens.close(&token);
                }
            }
            Action::Close { attempt, token } => {
                self.contexts.close(attempt);
                self.blueprint.tokens.close(&token);
            }
            Action::Read { read, from, most } => {
                #[cfg(feature = "durable")]
                if matches!(self.keeping, Keeping::Store) && !self.asked.get_or_insert_default().reads(read) {
                    return;
                }
                let objects = self.blueprint.objects.clone();
                self.reads.push(Box::pin(async move {
                    let reader = match from {
                        ReadFrom::Start(wanted) => items::open(objects.as_ref(), &wanted),
                        ReadFrom::Rest(reader) => Ok(reader),
                        #[cfg(feature = "durable")]
                        ReadFrom::At(wanted, place) => {
                            return (read, super::gather::read_at(objects, &wanted, *place, most).await);
                        }
                    };
                    match reader {
                        Ok(reader) => (read, reader.read(most).await),
                        Err(failure) => (read, Err(failure)),
                    }
                }));
            }
            #[cfg(feature = "durable")]
            Action::Export { writer, step: crate::engine::Export::Open(destination) }
                if matches!(self.keeping, Keeping::Store) =>
            {
                // Whether it can be written; that comes last.
                let (objects, bytes) =
                    (self.blueprint.objects.as_ref(), self.blueprint.result_file_bytes.get());
                let opened = crate::results::open(objects, *destination, bytes);
                let told = opened.map_or_else(Exported::Failed, |_| Exported::Opened);
                self.exported.push((writer, told));
            }
            // Its session does that.
            #[cfg(feature = "durable")]
            Action::Gather { .. } => {}
            Action::Export { writer, step } => {
                let objects = self.blueprint.objects.as_ref();
                let told =
                    self.exports.carry_out(writer, step, objects, self.blueprint.result_file_bytes.get());
                self.exported.extend(told);
            }
        }
    }

    /// Calls a handler.
    fn start(&mut self, start: Start) {
        let (attempt, task) = (start.attempt, start.call.task);
        // It may have been closed in the very step that scheduled it.
        let Some((input, identity)) = self.engine.work(attempt) else { return };
        let Some(info) = self.blueprint.task(start.call.task) else { return };
        // Tokens of durable executions are answered in their store.
        if let (Some(token), Keeping::InProcess) = (&start.token, &self.keeping) {
            self.blueprint.tokens.open(Arc::clone(token), self.messages.mailbox(), attempt);
        }
        let context = TaskContext::new(TaskDescription {
            execution: Arc::clone(&identity.names),
            state_name: start.state,
            attempt: start.number,
            number: attempt.number,
            token: start.token,
            deadline: start.deadline,
            handing: start.call.handing,
            reports_to: Some((self.messages.mailbox(), attempt)),
            ends: match self.keeping {
                Keeping::InProcess => Ends::InProcess,
                #[cfg(feature = "durable")]
                Keeping::Store => Ends::InStore,
            },
        });
        let payload = start.call.payload.for_handler(input);
        let span = start.span;
        let nested = || match &self.keeping {
            Keeping::InProcess => nested::start(&self.blueprint, &self.clock, info, &payload, &context),
            #[cfg(feature = "durable")]
            // Its children were started by the step.
            Keeping::Store => None,
        };
        let handler = match span.within(nested) {
            Some(Ok(handler)) => Ok(handler),
            Some(Err(refused)) => Err(Ended::Refused(refused)),
            None => {
                let payload = match envelope(info, &self.blueprint) {
                    Envelope::Lambda => TaskInput::Own(crate::data::lambda::payload(payload)),
                    Envelope::Plain => payload,
                };
                let dispatch = &self.blueprint.dispatch;
                let call = || dispatch.call(task, payload, context.clone());
                span.within(|| catch_unwind(AssertUnwindSafe(call)))
                    .map_err(|panic| Ended::Failed(panicked(&*panic)))
            }
        };
        match handler {
            Ok(handler) => {
                let handler = match self.blueprint.handler_threads {
                    HandlerThreads::Spread if self.engine.is_one_of_many(attempt) => {
                        super::spread::spread(handler, &span)
                    }
                    HandlerThreads::Spread | HandlerThreads::OfExecution => handler,
                };
                let envelope = envelope(info, &self.blueprint);
                let grace = self.blueprint.grace;
                let mut handler = Attempt::new(attempt, handler, context, envelope, grace, span);
                #[cfg(feature = "durable")]
                handler.take_leave(self.leaves.remove(&attempt.frame));
                let ended = handler.answer_at_once();
                // A context is asked again for what comes by its token, and for what its handler left to be written.
                let context = handler.context();
                let is_asked_again = context.token().is_some() || !matches!(self.keeping, Keeping::InProcess);
                if ended.is_none() || is_asked_again {
                    self.contexts.add(attempt, context.clone());
                }
                match ended {
                    Some(ended) => self.ended.push((attempt, ended)),
                    None => self.attempts.push(handler),
                }
            }
            Err(ended) => self.ended.push((attempt, ended)),
        }
    }

    /// Collects what has happened, without waiting for anything.
    pub(super) async fn look(&mut self) {
        poll_fn(|task| {
            let _ = self.poll(task);
            Poll::Ready(())
        })
        .await;
    }

    /// Waits until something happens.
    pub(super) async fn wait(&mut self) {
        let due = self.engine.next_due();
        if due.is_some_and(|due| due <= self.clock.now()) {
            // A timer would take a millisecond.
            return self.look().await;
        }
        if due != self.asleep_until {
            self.asleep_until = due;
            if let Some(due) = due {
                let wait = due.saturating_since(self.clock.now());
                let deadline = Instant::now() + wait.min(LONGEST_SLEEP);
                match &mut self.sleep {
                    Some(sleep) => sleep.as_mut().reset(deadline),
                    None => self.sleep = Some(Box::pin(tokio::time::sleep_until(deadline))),
                }
            }
        }
        poll_fn(|task| self.poll(task)).await;
    }

    /// Collects what has happened. Ready if anything has.
    pub(super) fn poll(&mut self, task: &mut Context<'_>) -> Poll<()> {
        while self.ended.len() < ENDS_PER_TURN
            && let Poll::Ready(Some(ended)) = Pin::new(&mut self.attempts).poll_next(task)
        {
            self.ended.push(ended);
        }
        while let Poll::Ready(Some(read)) = Pin::new(&mut self.reads).poll_next(task) {
            self.read.push(read);
        }
        while let Poll::Ready(exported) = self.exports.poll(task) {
            self.exported.push(exported);
        }
        self.messages.poll(task, &mut self.inbox);
        let is_due = self.asleep_until.is_some()
            && self.sleep.as_mut().is_some_and(|sleep| sleep.as_mut().poll(task).is_ready());
        if is_due {
            self.asleep_until = None;
        }
        let has_read = !self.read.is_empty() || !self.exported.is_empty();
        #[cfg(feature = "durable")]
        let has_read = self.asked.as_mut().is_some_and(|asked| asked.poll(task)) || has_read;
        if is_due || has_read || !self.ended.is_empty() || !self.inbox.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    /// Lets handlers that were stopped have their grace, and writers their last words.
    pub(super) async fn wind_down(&mut self) {
        // Those who ask from now on are to learn that it is over.
        self.messages.close();
        self.contexts.cancel_all();
        let mut attempts = std::mem::take(&mut self.attempts);
        if self.blueprint.grace.is_zero() {
            attempts.clear();
        }
        let exports = std::mem::take(&mut self.exports);
        #[cfg(feature = "durable")]
        let asked = std::mem::take(&mut self.asked);
        #[cfg(feature = "durable")]
        let is_gathering = asked.as_ref().is_some_and(|asked| !asked.is_idle());
        #[cfg(not(feature = "durable"))]
        let is_gathering = false;
        if attempts.is_empty() && exports.is_idle() && !is_gathering {
            return;
        }
        let all_gone = async move {
            while attempts.next().await.is_some() {}
            exports.finish().await;
            #[cfg(feature = "durable")]
            if let Some(asked) = asked {
                asked.finish().await;
            }
        };
        match self.blueprint.after_end {
            AfterEnd::Wait => all_gone.await,
            AfterEnd::Detach => drop(tokio::spawn(all_gone)),
        }
    }
}

/// Timers of the runtime reach about two years; a longer wait is taken in pieces.
const LONGEST_SLEEP: std::time::Duration = std::time::Duration::from_secs(365 * 24 * 60 * 60);

/// A handler stands for the function, unless it stands for the service (RES).
pub(super) fn envelope(task: &TaskInfo, blueprint: &Blueprint) -> Envelope {
    match (task.kind, blueprint.dispatch.handles()) {
        (TaskKind::LambdaInvoke(_), Handles::Functions) => Envelope::Lambda,
        _ => Envelope::Plain,
    }
}
