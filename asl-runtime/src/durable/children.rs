//! `states:startExecution` of a registered workflow: the child is an execution of the same store (TASK-14).
//!
//! A child starts in the very step that starts its task's attempt, and its end is a message that its last step leaves.
//! In between nothing is at work, so the execution that waits need not be in memory.

use std::sync::Arc;

use serde_json::Value;

use super::patience::Patience;
use super::session::Session;
use super::token::SealedTokens;
use crate::engine::{Action, AttemptId, Ended, Engine, NewChild, Outcome, Start, Waiter};
use crate::host::child::{self, Started};
use crate::names::{ArnPrefix, derived_uuid};
use crate::program::{ExecutionType, Failure, IntegrationPattern, TaskKind, WorkflowKind};
use crate::results::Child;
use crate::store::{
    Awaited, ChildAddress, ChildChanges, Description, MapChild, NewExecution, Status, StoreError,
    is_equal_input,
};
use crate::time::Timestamp;
use crate::trace::{Caller, Span};
use crate::workflow::{self, Blueprint};

/// What the next step starts, and waits for.
#[derive(Default)]
pub(super) struct Starting {
    pub(super) started: Vec<NewExecution>,
    pub(super) awaited: Vec<Awaited>,
    /// The ARNs of those whose spans are known.
    pub(super) announced: Vec<String>,
}

impl Starting {
    pub(super) fn clear(&mut self) {
        self.started.clear();
        self.awaited.clear();
    }
}

/// What becomes of a start.
enum Verdict {
    /// The child is new.
    New(Box<NewExecution>),
    /// There is an equal one, which runs (EXEC-10).
    There(Timestamp),
    /// There is another one of the name.
    Taken,
}

impl Session {
    /// Starts the children of tasks that start; other tasks are left to their handlers. Gives the attempts that need
    /// no handler.
    pub(super) async fn resolve(
        &mut self,
        engine: &mut Engine,
        actions: &mut Vec<Action>,
    ) -> Result<Vec<AttemptId>, StoreError> {
        let mut resolved = Vec::new();
        for action in std::mem::take(actions) {
            match action {
                Action::Start(start) if self.starts_child(engine, &start).await? => {
                    resolved.push(start.attempt);
                }
                other => actions.push(other),
            }
        }
        engine.take_actions(actions);
        Ok(resolved)
    }

    async fn starts_child(&mut self, engine: &mut Engine, start: &Start) -> Result<bool, StoreError> {
        let blueprint = Arc::clone(&self.blueprint);
        let Some(task) = blueprint.task(start.call.task) else { return Ok(false) };
        let TaskKind::StartExecution(pattern) = task.kind else { return Ok(false) };
        if blueprint.dispatch.answers_for(start.state) {
            return Ok(false);
        }
        let Some((input, identity)) = engine.work(start.attempt) else { return Ok(false) };
        let parameters = start.call.payload.json(input);
        let registered = match child::find(&blueprint, task, parameters) {
            None => return Ok(false),
            Some(Ok(registered)) => registered,
            Some(Err(failure)) => return Ok(refuse(engine, start, failure)),
        };
        // The same attempt means the same child, however often its step is made.
        let uuid = derived_uuid(&format!("{}/{}", identity.names.uuid, start.attempt.number));
        let name = parameters.get("Name").and_then(Value::as_str).map(str::to_owned);
        let (asked, input) = match self.new_child(&registered, uuid, name.clone(), parameters) {
            Ok(asked) => asked,
            Err(failure) => return Ok(refuse(engine, start, failure)),
        };
        let (arn, started_at) = (asked.arn.clone(), asked.start_time);
        let verdict = match name {
            // No other execution has a name that was made up.
            None => Verdict::New(Box::new(asked)),
            Some(_) => self.judge(asked).await?,
        };
        let start_time = match &verdict {
            Verdict::New(_) => started_at,
            Verdict::There(since) => *since,
            Verdict::Taken => {
                let cause = StoreError::ExecutionAlreadyExists.to_string();
                return Ok(refuse(engine, start, child::refused("ExecutionAlreadyExists", &cause)));
            }
        };
        if let Verdict::New(asked) = verdict {
            self.announce(&asked.arn, &start.span, caller(pattern));
            self.starting.started.push(*asked);
        }
        let started = Started {
            arn,
            name: String::new(),
            state_machine_arn: registered.state_machine_arn(),
            input,
            start: start_time,
        };
        let answer = child::answer(&started);
        match pattern {
            IntegrationPattern::RequestResponse => {
                engine.attempt_ended(start.attempt, Ended::Answered(answer.into()));
            }
            IntegrationPattern::WaitForTaskToken => {
                self.give_out(start);
                engine.attempt_ended(start.attempt, Ended::Answered(answer.into()));
            }
            IntegrationPattern::Sync | IntegrationPattern::Sync2 => {
                engine.child_started(start.attempt, &answer);
                let (frame, attempt) = (start.attempt.frame.serial(), start.attempt.number);
                let address = ChildAddress { frame, attempt, index: 0 };
                self.starting.awaited.push(Awaited { arn: started.arn, address, items: 0 });
            }
        }
        Ok(true)
    }

    /// The child that a task asks for, and its input.
    fn new_child(
        &self,
        registered: &Blueprint,
        uuid: String,
        name: Option<String>,
        parameters: &Value,
    ) -> Result<(NewExecution, Value), Failure> {
        let input = child::input(parameters)?;
        let name = name.unwrap_or_else(|| uuid.clone());
        let start = workflow::Start { name: Some(name), uuid: Some(uuid), ..workflow::Start::default() };
        let identity = registered
            .admit(input.clone(), start, self.shared.setup.clock.now(), &mut fastrand::Rng::new())
            .map_err(|error| child::refusal(&error))?;
        Ok((super::client::new_execution(&self.shared.setup.tokens, registered, &identity), input))
    }

    /// Puts the children of map runs that a step starts into it.
    pub(super) fn start_map_children(&mut self, starting: Vec<NewChild>, changes: &mut ChildChanges) {
        for child in starting {
            let NewChild { address, items, identity, kind, map_run, processor, around } = child;
            let map_child = Some(MapChild { map_run, processor: processor.to_owned() });
            let asked = super::client::new_execution(&self.shared.setup.tokens, &self.blueprint, &identity);
            self.announce(&asked.arn, &around, Caller::Waits);
            changes.awaited.push(Awaited { arn: asked.arn.clone(), address, items });
            changes.started.push(NewExecution { kind, map_child, ..asked });
        }
        for result in &mut changes.results {
            result.json = result.json.take().map(|json| self.shared.setup.tokens.hide(json));
        }
    }

    /// A child is within the span of what starts it.
    fn announce(&mut self, arn: &str, around: &Span, caller: Caller) {
        if Span::ARE_MADE {
            self.shared.child_spans.announce(arn, around, caller);
            self.starting.announced.push(arn.to_owned());
        }
    }

    /// Whether a child with a name of its own may start: in this step another one of the name may have started, or
    /// somebody started one before. One that is started meanwhile makes the step a conflict, and it is judged anew.
    async fn judge(&self, asked: NewExecution) -> Result<Verdict, StoreError> {
        let started = self.starting.started.iter().find(|started| started.arn == asked.arn);
        if let Some(started) = started {
            let is_same =
                asked.kind == WorkflowKind::Standard && is_equal_input(&started.input, &asked.input);
            return Ok(if is_same { Verdict::There(started.start_time) } else { Verdict::Taken });
        }
        match self.there(&asked.arn).await {
            Err(StoreError::ExecutionDoesNotExist) => Ok(Verdict::New(Box::new(asked))),
            Err(error) => Err(error),
            Ok(there) => {
                let is_same = asked.kind == WorkflowKind::Standard
                    && there.status == Status::Running
                    && is_equal_input(&there.input, &asked.input);
                Ok(if is_same { Verdict::There(there.start_time) } else { Verdict::Taken })
            }
        }
    }

    /// What there is of a name, however long the store takes to tell.
    async fn there(&self, arn: &str) -> Result<Description, StoreError> {
        Patience::new(&self.shared).ask(|| self.shared.setup.store.describe(arn)).await
    }

    /// A child has ended.
    pub(super) fn child_ended(
        &self,
        engine: &mut Engine,
        address: ChildAddress,
        child: &Description,
    ) -> Result<(), StoreError> {
        match engine.waiter(address) {
            Waiter::Task(attempt, task) => {
                let Some(task) = self.blueprint.task(task) else { return Ok(()) };
                let TaskKind::StartExecution(pattern) = task.kind else { return Ok(()) };
                let (outcome, stop) = super::execution::outcome(&self.shared.setup.tokens, child)?;
                engine.child_ended(attempt, self.described(pattern, child, outcome, stop));
            }
            Waiter::MapRun(map) => {
                engine.map_child_ended(map, address, child_of(&self.shared.setup.tokens, child)?);
            }
            Waiter::Nobody => {}
        }
        Ok(())
    }

    fn described(
        &self,
        pattern: IntegrationPattern,
        child: &Description,
        outcome: Outcome,
        stop: Timestamp,
    ) -> Result<Value, Failure> {
        let input = self.shared.setup.tokens.reveal(child.input.clone());
        let started = Started {
            arn: child.arn.clone(),
            name: child.name.clone(),
            state_machine_arn: ArnPrefix::of(&child.arn).state_machine(&child.machine),
            input: crate::json::read(&input).unwrap_or_default(),
            start: child.start_time,
        };
        child::describe(&started, pattern, outcome, stop).map_err(Failure::from)
    }
}

/// What is told of a child of a map run that has ended.
pub(super) fn child_of(tokens: &SealedTokens, child: &Description) -> Result<Child, StoreError> {
    let (outcome, stop_date) = super::execution::outcome(tokens, child)?;
    let input = crate::json::read(&tokens.reveal(child.input.clone()))
        .map_err(|error| StoreError::Corrupt(format!("the input is no JSON: {error}")))?;
    let (execution_type, name) = match child.kind {
        WorkflowKind::Standard => (ExecutionType::Standard, child.name.clone()),
        // The service names these by two parts of their ARN.
        WorkflowKind::Express => {
            let uuid = child.arn.rsplit(':').next().unwrap_or_default();
            (ExecutionType::Express, format!("{}:{uuid}", child.name))
        }
    };
    Ok(Child {
        execution_arn: child.arn.clone(),
        name,
        state_machine_arn: ArnPrefix::of(&child.arn).state_machine(&child.machine),
        execution_type,
        input: Arc::new(input),
        redrive_count: child.redrive_count,
        start_date: child.start_time,
        stop_date,
        outcome,
    })
}

/// Whether anybody waits for a child.
fn caller(pattern: IntegrationPattern) -> Caller {
    match pattern {
        IntegrationPattern::Sync | IntegrationPattern::Sync2 => Caller::Waits,
        IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken => Caller::GoesOn,
    }
}

/// The task fails before anything was started.
fn refuse(engine: &mut Engine, start: &Start, failure: Failure) -> bool {
    engine.attempt_ended(start.attempt, Ended::Refused(failure));
    true
}
