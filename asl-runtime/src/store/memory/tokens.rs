//! Tokens: answered once, alive, listed.

use super::super::{
    Answer, ExecutionKey, InboxMessage, Locator, Offered, PendingToken, TokenRow, TokenState, WaitsFor,
};
use super::state::{Standing, State, Token};

impl State {
    pub(super) fn answer(&mut self, locator: Locator, answer: Answer) -> TokenState {
        let token = match self.waiting(locator) {
            Ok(token) => token,
            Err(state) => return state,
        };
        token.standing = Standing::Answered;
        let (attempt, frame, execution) = (token.row.attempt, token.row.frame, token.execution);
        self.leave(execution, InboxMessage::Answered { locator, attempt, frame, answer });
        TokenState::Accepted
    }

    /// Those of an execution that is over.
    pub(super) fn close_tokens(&mut self, execution: ExecutionKey) {
        for token in self.tokens.values_mut().filter(|token| token.execution == execution) {
            token.standing = Standing::Closed;
        }
    }

    /// The task that has waited longest.
    pub(super) fn take(&mut self, activity: &str, worker: Option<&str>) -> Option<Offered> {
        let waiting = self.tokens.values_mut().filter(|token| {
            token.standing == Standing::Waiting && token.row.offer.is_some() && token.row.resource == activity
        });
        let token = waiting.min_by_key(|token| (token.row.since, token.row.locator))?;
        let input = token.row.offer.take()?;
        let TokenRow { locator, attempt, frame, .. } = token.row;
        let execution = token.execution;
        let worker = worker.map(str::to_owned);
        self.leave(execution, InboxMessage::Taken { locator, attempt, frame, worker });
        Some(Offered { locator, input })
    }

    pub(super) fn heartbeat(&mut self, locator: Locator) -> TokenState {
        let token = match self.waiting(locator) {
            Ok(token) => token,
            Err(state) => return state,
        };
        let (attempt, frame, execution) = (token.row.attempt, token.row.frame, token.execution);
        if let Some(kept) = self.executions.get_mut(&execution) {
            kept.inbox.retain(
                |row| !matches!(row.message, InboxMessage::Heartbeat { locator: of, .. } if of == locator),
            );
        }
        self.leave(execution, InboxMessage::Heartbeat { locator, attempt, frame });
        TokenState::Accepted
    }

    /// A token that waits, or how it stands otherwise.
    fn waiting(&mut self, locator: Locator) -> Result<&mut Token, TokenState> {
        match self.tokens.get_mut(&locator) {
            None => Err(TokenState::Unknown),
            Some(token) if token.standing == Standing::Waiting => Ok(token),
            Some(_) => Err(TokenState::Closed),
        }
    }

    pub(super) fn pending_tokens(&self, most: usize) -> Vec<PendingToken> {
        let mut pending: Vec<_> = self
            .tokens
            .values()
            .filter(|token| token.standing == Standing::Waiting)
            .filter_map(|token| {
                Some(PendingToken {
                    locator: token.row.locator,
                    arn: self.executions.get(&token.execution)?.execution.arn.clone(),
                    state: token.row.state.clone(),
                    resource: token.row.resource.clone(),
                    since: token.row.since,
                    waits_for: if token.row.offer.is_some() { WaitsFor::Worker } else { WaitsFor::Answer },
                })
            })
            .collect();
        pending.sort_by_key(|token| (token.since, token.locator));
        pending.truncate(most);
        pending
    }
}
