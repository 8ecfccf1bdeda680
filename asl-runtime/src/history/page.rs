//! Histories by the page (API-14).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::owned::HistoryEvent;

/// What GetExecutionHistory is asked.
///
/// ```
/// use asl_runtime::history::{History, HistoryRequest};
/// # asl_runtime::include_workflow! {
/// #     name: order,
/// #     inline = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
/// # }
/// # struct Shop;
/// # impl order::Handlers for Shop {}
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let history = History::new();
/// let execution = order::workflow(Shop).recorder(history.clone()).start(serde_json::json!({}))?;
/// let request = HistoryRequest::of(execution.id()).max_results(1).reverse_order();
/// execution.wait().await?;
/// let page = history.page(&request)?;
/// assert_eq!(page.events[0].event_type.name(), "ExecutionSucceeded");
/// let next = history.page(&request.next_token(page.next_token.unwrap_or_default()))?;
/// assert_eq!(next.events[0].event_type.name(), "SucceedStateExited");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct HistoryRequest {
    execution: String,
    max_results: usize,
    order: Order,
    next_token: Option<String>,
    data: ExecutionData,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    OldestFirst,
    NewestFirst,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExecutionData {
    Included,
    LeftOut,
}

/// The most events on a page (API-33).
const MOST: usize = 1_000;

/// How many there are at most where the request does not say.
const DEFAULT: usize = 100;

impl HistoryRequest {
    /// The first events of an execution, by its ARN.
    pub fn of(execution: impl Into<String>) -> Self {
        Self {
            execution: execution.into(),
            max_results: 0,
            order: Order::OldestFirst,
            next_token: None,
            data: ExecutionData::Included,
        }
    }

    /// How many events a page has at most: up to 1,000, 100 by default and for 0 (API-33).
    #[must_use]
    pub fn max_results(self, max_results: usize) -> Self {
        Self { max_results, ..self }
    }

    /// The newest event first.
    #[must_use]
    pub fn reverse_order(self) -> Self {
        Self { order: Order::NewestFirst, ..self }
    }

    /// The page after the one that has this token. The rest of the request must be as it was for that.
    #[must_use]
    pub fn next_token(self, token: impl Into<String>) -> Self {
        Self { next_token: Some(token.into()), ..self }
    }

    /// Leaves inputs and outputs out, as `includeExecutionData: false` does; `parameters` stay (HIST-3).
    #[must_use]
    pub fn without_execution_data(self) -> Self {
        Self { data: ExecutionData::LeftOut, ..self }
    }

    /// Whose history.
    pub(super) fn execution(&self) -> &str {
        &self.execution
    }

    /// The page of an execution's events, which come in the order of their ids.
    pub(super) fn answer(&self, events: &[HistoryEvent]) -> Result<HistoryPage, HistoryError> {
        let most = match self.max_results {
            0 => DEFAULT,
            number if number <= MOST => number,
            number => return Err(HistoryError::TooManyResults { asked: number }),
        };
        let last = self.last_given()?;
        let (given, more) = match self.order {
            Order::OldestFirst => {
                let left = &events[events.partition_point(|event| event.id <= last.unwrap_or(0))..];
                let (given, more) = left.split_at(most.min(left.len()));
                (given.to_vec(), more)
            }
            Order::NewestFirst => {
                let left = &events[..events.partition_point(|event| event.id < last.unwrap_or(u64::MAX))];
                let (more, given) = left.split_at(left.len() - most.min(left.len()));
                (given.iter().rev().cloned().collect(), more)
            }
        };
        let next_token = given.last().filter(|_| !more.is_empty()).map(|last| self.token(last.id));
        let events = match self.data {
            ExecutionData::Included => given,
            ExecutionData::LeftOut => given.into_iter().map(HistoryEvent::without_execution_data).collect(),
        };
        Ok(HistoryPage { events, next_token })
    }

    /// A token says which event was the last, and in which direction.
    fn token(&self, last: u64) -> String {
        match self.order {
            Order::OldestFirst => format!("after-{last}"),
            Order::NewestFirst => format!("before-{last}"),
        }
    }

    fn last_given(&self) -> Result<Option<u64>, HistoryError> {
        let Some(token) = &self.next_token else { return Ok(None) };
        let number = match self.order {
            Order::OldestFirst => token.strip_prefix("after-"),
            Order::NewestFirst => token.strip_prefix("before-"),
        };
        match number.and_then(|number| number.parse().ok()) {
            Some(last) => Ok(Some(last)),
            None => Err(HistoryError::InvalidToken { token: token.clone() }),
        }
    }
}

/// What GetExecutionHistory answers. As JSON it has the service's members, and what the service answered can be
/// read: a history that was recorded there can stand beside one of a test.
///
/// ```
/// use asl_runtime::history::{EventType, HistoryPage};
///
/// let recorded = r#"{"events": [{
///     "timestamp": 1735689600.005, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
///     "executionStartedEventDetails": {"input": "{}", "inputDetails": {"truncated": false}, "roleArn": "r"}
/// }]}"#;
/// let page: HistoryPage = serde_json::from_str(recorded)?;
/// assert_eq!(page.events[0].event_type, EventType::ExecutionStarted);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HistoryPage {
    /// The events, in the order that was asked for.
    pub events: Vec<HistoryEvent>,
    /// Asks for the next page, if there is one.
    pub next_token: Option<String>,
}

impl Serialize for HistoryPage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_map(None)?;
        page.serialize_entry("events", &self.events)?;
        if let Some(token) = &self.next_token {
            page.serialize_entry("nextToken", token)?;
        }
        page.end()
    }
}

impl<'de> Deserialize<'de> for HistoryPage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Map::deserialize(deserializer)?;
        let Some(Value::Array(events)) = members.remove("events") else {
            return Err(Error::custom("the page of a history has no array `events`"));
        };
        let events = events.into_iter().map(HistoryEvent::deserialize);
        let events = events.collect::<Result<_, _>>().map_err(Error::custom)?;
        let next_token = match members.remove("nextToken") {
            None | Some(Value::Null) => None,
            Some(Value::String(token)) => Some(token),
            Some(other) => return Err(Error::custom(format!("`nextToken` is no text but {other}"))),
        };
        Ok(Self { events, next_token })
    }
}

/// Why a history is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HistoryError {
    /// Nothing of such an execution was recorded.
    ExecutionDoesNotExist {
        /// What was asked for.
        arn: String,
    },
    /// Express executions have no history to ask for (HIST-4); [`History::events`](super::History::events) has
    /// what was recorded of them.
    Express {
        /// What was asked for.
        arn: String,
    },
    /// No page has given such a token, or it was in another order.
    InvalidToken {
        /// What was asked for.
        token: String,
    },
    /// A page has no more than 1,000 events.
    TooManyResults {
        /// What was asked for.
        asked: usize,
    },
}

impl HistoryError {
    /// The service's name of the error (API-14, API-31).
    pub fn name(&self) -> &'static str {
        match self {
            Self::ExecutionDoesNotExist { .. } => "ExecutionDoesNotExist",
            Self::Express { .. } => "InvalidArn",
            Self::InvalidToken { .. } => "InvalidToken",
            Self::TooManyResults { .. } => "ValidationException",
        }
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ExecutionDoesNotExist { arn } => write!(out, "there is no history of an execution `{arn}`"),
            Self::Express { arn } => {
                write!(
                    out,
                    "`{arn}` is an Express execution: `History::events` gives what was recorded of it"
                )
            }
            Self::InvalidToken { token } => {
                write!(out, "`{token}` is no token of a page of this history in this order")
            }
            Self::TooManyResults { asked } => {
                write!(out, "{asked} events are too many for a page: it has at most {MOST}")
            }
        }
    }
}

impl std::error::Error for HistoryError {}
