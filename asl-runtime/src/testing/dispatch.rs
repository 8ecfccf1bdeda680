//! Mocks in the place of handlers.

use std::sync::Arc;

use serde_json::Value;

use super::answer::{Answer, Outcome};
use super::call::{Call, Log};
use super::error::TestError;
use super::mocks::{Mocks, states};
use crate::context::TaskContext;
use crate::data::lambda;
use crate::error::TaskError;
use crate::program::{
    Dispatch, HandlerFuture, Handles, IntegrationPattern, StateData, TaskId, TaskInfo, TaskInput, TaskKind,
    WorkflowInfo,
};
use crate::tokens::TaskTokens;

/// Who answers for a state that is not mocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unmocked {
    /// The application's handlers.
    Handlers,
    /// Nobody: the test is wrong.
    Nobody,
}

/// Mocks, and handlers for the rest.
pub(super) struct Mocked {
    pub(super) workflow: &'static WorkflowInfo,
    pub(super) handlers: Arc<dyn Dispatch>,
    pub(super) unmocked: Unmocked,
    pub(super) mocks: Mocks,
    pub(super) tokens: TaskTokens,
    pub(super) log: Arc<Log>,
}

impl Dispatch for Mocked {
    fn call(&self, task: TaskId, input: TaskInput<'_>, context: TaskContext) -> HandlerFuture {
        let Some(info) = self.workflow.tasks.get(usize::from(task.0)) else {
            return crate::workflow::no_handler(self.workflow, task);
        };
        let state = context.state_name();
        let call = self.log.add(state, info.resource, input.json());
        let failure = match (self.mocks.response(state), self.unmocked) {
            (Some((response, place)), _) => match response.answer(call.invocation) {
                Some(answer) => return give(answer.clone(), call, info.kind, context, self.tokens.clone()),
                None => TestError::NoAnswer { state, invocation: call.invocation, place: place.cloned() },
            },
            (None, Unmocked::Handlers) => return self.handle(task, info, input, context),
            (None, Unmocked::Nobody) => TestError::NotMocked { state, resource: info.resource },
        };
        self.log.fail(failure);
        // The test ends before anybody could wait for it.
        Box::pin(std::future::pending())
    }

    fn serves(&self, task: &TaskInfo) -> bool {
        let is_task = |id: TaskId| {
            let info = self.workflow.tasks.get(usize::from(id.0));
            info.is_some_and(|info| std::ptr::eq(info, task))
        };
        let mut its_states = states(self.workflow).filter(|state| state.task.is_some_and(is_task));
        self.handlers.serves(task) || its_states.any(|state| self.answers_for(state.name))
    }

    fn answers_for(&self, state: &str) -> bool {
        self.mocks.response(state).is_some()
    }

    /// A mock stands for the service; what stands for functions behind services is dealt with here.
    fn handles(&self) -> Handles {
        Handles::Services
    }
}

impl Mocked {
    /// Lets the application's handler answer.
    fn handle(
        &self,
        task: TaskId,
        info: &TaskInfo,
        input: TaskInput<'_>,
        context: TaskContext,
    ) -> HandlerFuture {
        match (info.kind, self.handlers.handles()) {
            (TaskKind::LambdaInvoke(_), Handles::Functions) => {
                let answer = self.handlers.call(task, TaskInput::Own(lambda::payload(input)), context);
                Box::pin(
                    async move { answer.await.map(|output| lambda::envelope(output.into_json()).into()) },
                )
            }
            _ => self.handlers.call(task, input, context),
        }
    }
}

/// Gives an answer in the way that the integration pattern asks for (TASK-5).
fn give(
    answer: Answer,
    call: Call,
    kind: TaskKind,
    context: TaskContext,
    tokens: TaskTokens,
) -> HandlerFuture {
    let token = match pattern(kind) {
        IntegrationPattern::WaitForTaskToken => context.token().map(str::to_owned),
        _ => None,
    };
    let Some(token) = token else {
        return Box::pin(async move { outcome(answer, call).await.map(StateData::Own) });
    };
    if matches!(answer.outcome, Outcome::Never) {
        return Box::pin(std::future::ready(Ok(StateData::default())));
    }
    Box::pin(async move {
        let answered = async move {
            let sent = match outcome(answer, call).await {
                Ok(output) => tokens.send_task_success(&token, output),
                Err(error) => tokens.send_task_failure(&token, error.error(), error.cause()),
            };
            // The state may have timed out meanwhile, which is then what the test is about.
            _ = sent;
        };
        let mut answered = Box::pin(answered);
        // An answer that takes no time is there when the request has been accepted.
        if futures_util::future::poll_immediate(&mut answered).await.is_none() {
            tokio::spawn(answered);
        }
        Ok(StateData::default())
    })
}

async fn outcome(answer: Answer, call: Call) -> Result<Value, TaskError> {
    if !answer.after.is_zero() {
        tokio::time::sleep(answer.after).await;
    }
    match answer.outcome {
        Outcome::Return(result) => Ok(result),
        Outcome::Throw(error) => Err(error),
        Outcome::With(function) => function(&call),
        Outcome::Never => std::future::pending().await,
    }
}

/// When a task ends.
pub(super) fn pattern(kind: TaskKind) -> IntegrationPattern {
    match kind {
        TaskKind::LambdaInvoke(pattern)
        | TaskKind::StartExecution(pattern)
        | TaskKind::Integration { pattern, .. } => pattern,
        TaskKind::Lambda | TaskKind::Activity | TaskKind::Other => IntegrationPattern::RequestResponse,
    }
}
