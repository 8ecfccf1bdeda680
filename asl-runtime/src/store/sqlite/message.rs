//! What clients say to executions: messages, and answers to tokens.

use rusqlite::OptionalExtension;

use super::super::{
    Answer, ChildAddress, ExecutionKey, InboxMessage, Locator, Status, StoreError, TokenState,
};
use super::group::Group;
use super::trouble::Done;
use super::value::status;

pub(super) fn send(group: &Group<'_>, arn: &str, message: &InboxMessage) -> Done<()> {
    let mut select = group.connection.prepare_cached("SELECT id, status FROM execution WHERE arn = ?1")?;
    let found = select.query_row([arn], |row| Ok((row.get(0)?, status(row, 1)?))).optional()?;
    match found {
        None => Err(StoreError::ExecutionDoesNotExist.into()),
        Some((execution, Status::Running)) => Ok(leave(group, execution, message)?),
        Some(_) => Err(StoreError::ExecutionEnded.into()),
    }
}

/// Puts a message into an inbox.
pub(super) fn leave(
    group: &Group<'_>,
    execution: ExecutionKey,
    message: &InboxMessage,
) -> rusqlite::Result<()> {
    let mut row = InboxColumns::default();
    match message {
        InboxMessage::Stop { error, cause } => {
            row = InboxColumns { kind: "stop", error: error.as_deref(), cause: cause.as_deref(), ..row };
        }
        InboxMessage::Redrive => row.kind = "redrive",
        InboxMessage::Answered { locator, attempt, frame, answer } => {
            row.token = Some((*locator, *frame, *attempt));
            match answer {
                Answer::Success(output) => {
                    row = InboxColumns { kind: "success", output: Some(output), ..row };
                }
                Answer::Failure { error, cause } => {
                    row = InboxColumns {
                        kind: "failure",
                        error: error.as_deref(),
                        cause: cause.as_deref(),
                        ..row
                    };
                }
            }
        }
        InboxMessage::Taken { locator, attempt, frame, worker } => {
            let token = Some((*locator, *frame, *attempt));
            row = InboxColumns { kind: "taken", token, output: worker.as_deref(), ..row };
        }
        InboxMessage::Heartbeat { locator, attempt, frame } => {
            row = InboxColumns { kind: "heartbeat", token: Some((*locator, *frame, *attempt)), ..row };
        }
        InboxMessage::UpdateMapRun { update } => {
            row = InboxColumns { kind: "map-run", output: Some(update), ..row };
        }
        InboxMessage::ChildEnded { address, child } => {
            return leave_end(group, execution, *address, child.key);
        }
    }
    let mut insert = group.connection.prepare_cached(
        "INSERT INTO inbox (execution, kind, locator, frame, attempt, output, error, cause)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (locator, frame, attempt) = match row.token {
        Some((locator, frame, attempt)) => (Some(locator), Some(frame), Some(attempt)),
        None => (None, None, None),
    };
    let number =
        insert.insert((execution, row.kind, locator, frame, attempt, row.output, row.error, row.cause))?;
    wake(group, execution, number)
}

/// Tells an execution that a child has ended.
pub(super) fn leave_end(
    group: &Group<'_>,
    execution: ExecutionKey,
    address: ChildAddress,
    child: ExecutionKey,
) -> rusqlite::Result<()> {
    let ChildAddress { frame, attempt, index } = address;
    let mut insert = group.connection.prepare_cached(
        "INSERT INTO inbox (execution, kind, frame, attempt, branch, child) VALUES (?1, 'ended', ?2, ?3, ?4, ?5)",
    )?;
    let number = insert.insert((execution, frame, attempt, index, child))?;
    wake(group, execution, number)
}

fn wake(group: &Group<'_>, execution: ExecutionKey, number: i64) -> rusqlite::Result<()> {
    let mut wake = group.connection.prepare_cached(
        "UPDATE progress SET first_message = ?2 WHERE execution = ?1 AND first_message IS NULL",
    )?;
    wake.execute((execution, number))?;
    group.added();
    Ok(())
}

/// Finds the first message of an execution, where others are gone.
pub(super) const FIRST: &str = "UPDATE progress
    SET first_message = (SELECT min(number) FROM inbox WHERE execution = ?1) WHERE execution = ?1";

#[derive(Default)]
struct InboxColumns<'a> {
    kind: &'static str,
    token: Option<(Locator, u64, u64)>,
    output: Option<&'a str>,
    error: Option<&'a str>,
    cause: Option<&'a str>,
}

/// One statement decides that a token is used once; the message is in the same transaction.
pub(super) fn answer(group: &Group<'_>, locator: Locator, answer: Answer) -> Done<TokenState> {
    let mut update = group.connection.prepare_cached(
        "UPDATE token SET standing = 'answered' WHERE locator = ?1 AND standing = 'waiting'
            RETURNING execution, frame, attempt",
    )?;
    let waited = update
        .query_row([locator], |row| Ok((row.get::<_, ExecutionKey>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match waited {
        Some((execution, frame, attempt)) => {
            leave(group, execution, &InboxMessage::Answered { locator, attempt, frame, answer })?;
            Ok(TokenState::Accepted)
        }
        None => closed_or_unknown(group, locator),
    }
}

/// A newer sign of life takes the place of an older one that nobody has heard.
pub(super) fn heartbeat(group: &Group<'_>, locator: Locator) -> Done<TokenState> {
    let mut select = group.connection.prepare_cached(
        "SELECT execution, frame, attempt FROM token WHERE locator = ?1 AND standing = 'waiting'",
    )?;
    let waits = select
        .query_row([locator], |row| Ok((row.get::<_, ExecutionKey>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((execution, frame, attempt)) = waits else { return closed_or_unknown(group, locator) };
    let mut delete = group
        .connection
        .prepare_cached("DELETE FROM inbox WHERE execution = ?1 AND kind = 'heartbeat' AND locator = ?2")?;
    if delete.execute((execution, locator))? > 0 {
        let mut first = group.connection.prepare_cached(FIRST)?;
        first.execute([execution])?;
    }
    leave(group, execution, &InboxMessage::Heartbeat { locator, attempt, frame })?;
    Ok(TokenState::Accepted)
}

fn closed_or_unknown(group: &Group<'_>, locator: Locator) -> Done<TokenState> {
    let mut select = group.connection.prepare_cached("SELECT 1 FROM token WHERE locator = ?1")?;
    Ok(if select.exists([locator])? { TokenState::Closed } else { TokenState::Unknown })
}
