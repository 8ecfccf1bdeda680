//! A host without time: it answers attempts by a function, and jumps to whatever is due next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::engine::{Action, AttemptId, Ended, Engine, Identity, Outcome, Progress, ReadId, Settings, Start};
use crate::history::{Details, Event};
use crate::limits::Limits;
use crate::program::{ExecutionContext, Program};
use crate::time::Timestamp;
use crate::tokens::TaskTokens;
use crate::trace::Caller;
use crate::workflow::Definition;

/// An event in short: `5<4 TaskSucceeded`.
pub(in crate::engine) type Line = String;

/// What a test does with an attempt.
pub(in crate::engine) enum Reply {
    /// It ends at once, after all others that start now have started.
    End(Ended),
    /// It goes on until it is cancelled.
    Silence,
}

impl From<Value> for Reply {
    fn from(output: Value) -> Self {
        Self::End(Ended::Answered(output.into()))
    }
}

/// An engine with what surrounds it.
pub(in crate::engine) struct Script {
    pub(in crate::engine) engine: Engine,
    pub(in crate::engine) events: Arc<Mutex<Vec<Line>>>,
    inputs: Arc<Mutex<Vec<Line>>>,
    pub(in crate::engine) now: Timestamp,
    pub(in crate::engine) started: Vec<Start>,
    pub(in crate::engine) cancelled: Vec<AttemptId>,
    pub(in crate::engine) reads: Vec<ReadId>,
    answers: VecDeque<(AttemptId, Ended)>,
    /// What is done with the engine after every step.
    #[cfg(feature = "durable")]
    pub(in crate::engine) after_step: Option<AfterStep>,
}

/// What is done with the engine after a step.
#[cfg(feature = "durable")]
pub(in crate::engine) type AfterStep = Box<dyn FnMut(&mut Engine)>;

const START: Timestamp = Timestamp::new(1_735_689_600, 0);

impl Script {
    /// A script whose events are written down, or are not to be (they may be many).
    pub(in crate::engine) fn new<D: Definition>(input: Value, recording: Recording) -> Self {
        Self::of(D::program(), input, recording)
    }

    pub(in crate::engine) fn of(program: &'static dyn Program, input: Value, recording: Recording) -> Self {
        Self::with(program, input, recording, Limits::NONE)
    }

    pub(in crate::engine) fn limited(program: &'static dyn Program, input: Value, limits: Limits) -> Self {
        Self::with(program, input, Recording::Off, limits)
    }

    fn with(program: &'static dyn Program, input: Value, recording: Recording, limits: Limits) -> Self {
        let context = ExecutionContext {
            id: "arn:aws:states:us-east-1:111111111111:execution:Machine:Run".into(),
            name: "Run".into(),
            input: Arc::new(input),
            start_time: START,
            role_arn: "arn:aws:iam::111111111111:role/Role".into(),
            redrive_count: Some(0),
            redrive_time: None,
            state_machine_id: "arn:aws:states:us-east-1:111111111111:stateMachine:Machine".into(),
            state_machine_name: "Machine".into(),
            substitutions: Vec::new(),
        };
        let events: Arc<Mutex<Vec<Line>>> = Arc::default();
        let sink = Arc::clone(&events);
        let inputs: Arc<Mutex<Vec<Line>>> = Arc::default();
        let entered = Arc::clone(&inputs);
        let record = move |event: &Event<'_>| {
            // Children of distributed Maps have numbers of their own.
            let child = if event.execution.name == "Run" { "" } else { "child " };
            let line = format!("{child}{}<{} {}", event.id, event.previous, event.event_type);
            sink.lock().expect("nobody panicked").push(line);
            if let Details::Entered { name, input } = event.details {
                entered.lock().expect("nobody panicked").push(format!("{name} {input}"));
            }
        };
        let settings = Settings {
            tokens: Arc::new(TaskTokens::seeded(1)),
            worker_name: None,
            absent: Vec::new(),
            recorder: matches!(recording, Recording::On).then(|| Arc::new(record) as _),
            inline_concurrency: 40,
            distributed_concurrency: 10_000,
            limits,
            caller: Caller::GoesOn,
            holding: crate::program::Holding::Nothing,
        };
        let identity = Identity::new(context, "00000000-0000-4000-8000-000000000000".into());
        let engine = Engine::new(
            program,
            settings,
            crate::engine::Entry::whole(program),
            identity,
            fastrand::Rng::with_seed(1),
            START,
        );
        let (started, cancelled, answers) = (Vec::new(), Vec::new(), VecDeque::new());
        Self {
            engine,
            events,
            inputs,
            now: START,
            started,
            cancelled,
            reads: Vec::new(),
            answers,
            #[cfg(feature = "durable")]
            after_step: None,
        }
    }

    /// Goes on until nothing happens without the passing of time.
    pub(in crate::engine) fn settle(
        &mut self,
        mut reply: impl FnMut(&Start, &Value) -> Reply,
    ) -> Option<Outcome> {
        let mut actions = Vec::new();
        loop {
            let progress = self.engine.run(100);
            self.engine.take_actions(&mut actions);
            #[cfg(feature = "durable")]
            if let Some(after_step) = &mut self.after_step {
                after_step(&mut self.engine);
            }
            for action in actions.drain(..) {
                match action {
                    Action::Start(start) => {
                        let Some((input, _)) = self.engine.work(start.attempt) else { continue };
                        if let Reply::End(ended) = reply(&start, start.call.payload.json(input)) {
                            self.answers.push_back((start.attempt, ended));
                        }
                        self.started.push(*start);
                    }
                    Action::Cancel { attempt, .. } => self.cancelled.push(attempt),
                    Action::Close { .. } => {}
                    #[cfg(feature = "durable")]
                    Action::Offer(_) => {}
                    Action::Read { read, .. } => self.reads.push(read),
                    Action::Export { .. } => {}
                    #[cfg(feature = "durable")]
                    Action::Gather { .. } => {}
                }
            }
            if let Some(outcome) = self.engine.take_outcome() {
                return Some(outcome.into_json());
            }
            match self.answers.pop_front() {
                Some((attempt, ended)) => self.engine.attempt_ended(attempt, ended),
                None if progress == Progress::Idle => return None,
                None => {}
            }
        }
    }

    /// Lets time go on to the next timer.
    pub(in crate::engine) fn skip(&mut self) -> bool {
        let Some(due) = self.engine.next_due() else { return false };
        self.now = due;
        self.engine.set_now(due);
        self.engine.advance();
        true
    }

    /// Goes on to the end.
    pub(in crate::engine) fn finish(&mut self, mut reply: impl FnMut(&Start, &Value) -> Reply) -> Outcome {
        loop {
            if let Some(outcome) = self.settle(&mut reply) {
                return outcome;
            }
            assert!(self.skip(), "nothing is left to happen: {:?}", self.engine);
        }
    }

    /// The states that were entered, with their inputs: `Wait {"x":1}`.
    pub(in crate::engine) fn inputs(&self) -> Vec<Line> {
        self.inputs.lock().expect("nobody panicked").clone()
    }

    pub(in crate::engine) fn events(&self) -> Vec<Line> {
        self.events.lock().expect("nobody panicked").clone()
    }
}

/// Whether events are written down.
#[derive(Clone, Copy)]
pub(in crate::engine) enum Recording {
    On,
    Off,
}
