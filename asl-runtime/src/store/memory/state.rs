//! What is kept, and who holds it.

use std::collections::{BTreeMap, HashMap};

use super::super::error::NOT_SEATED;
use super::super::redrive::RedriveTokens;
use super::super::{
    Commit, EventRow, ExecutionKey, ExecutionState, Fence, FrameRow, InboxRow, Locator, NewExecution,
    ResultRow, Served, SlotKind, SlotRow, StoreError, TokenRow,
};
use super::children::Children;
use crate::time::Timestamp;

/// The whole store.
pub(super) struct State {
    pub(super) secret: [u8; 32],
    pub(super) definitions: BTreeMap<(String, String), String>,
    pub(super) executions: BTreeMap<ExecutionKey, Kept>,
    pub(super) keys: HashMap<String, ExecutionKey>,
    pub(super) tokens: HashMap<Locator, Token>,
    pub(super) children: Children,
    pub(super) held: HashMap<ExecutionKey, Fence>,
    /// Executions that can't be read, and why.
    pub(super) aside: BTreeMap<ExecutionKey, String>,
    attached: bool,
    /// What the worker has told.
    pub(super) served: Served,
    /// The last key, message and fence that were given; none is given twice.
    pub(super) last_key: i64,
    pub(super) last_message: u64,
    pub(super) last_fence: u64,
}

/// An execution.
pub(super) struct Kept {
    pub(super) execution: NewExecution,
    pub(super) state: ExecutionState,
    pub(super) version: u64,
    pub(super) redrive_count: u32,
    pub(super) redrive_time: Option<Timestamp>,
    /// What redrives were asked for with.
    pub(super) redrive_tokens: RedriveTokens,
    pub(super) frames: BTreeMap<u64, FrameRow>,
    pub(super) slots: BTreeMap<(u64, SlotKind), SlotRow>,
    pub(super) results: BTreeMap<(u64, u64), ResultRow>,
    pub(super) events: BTreeMap<u64, EventRow>,
    pub(super) inbox: Vec<InboxRow>,
}

/// A token that was given out.
pub(super) struct Token {
    pub(super) execution: ExecutionKey,
    pub(super) row: TokenRow,
    pub(super) standing: Standing,
}

/// What has become of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Waiting,
    Answered,
    Closed,
}

impl State {
    pub(super) fn new(secret: [u8; 32]) -> Self {
        Self {
            secret,
            definitions: BTreeMap::new(),
            executions: BTreeMap::new(),
            keys: HashMap::new(),
            tokens: HashMap::new(),
            children: Children::default(),
            held: HashMap::new(),
            aside: BTreeMap::new(),
            attached: false,
            served: Served::default(),
            last_key: 0,
            last_message: 0,
            last_fence: 0,
        }
    }

    pub(super) fn attach(&mut self) -> Result<(), StoreError> {
        if self.attached {
            return Err(StoreError::EngineRunning);
        }
        self.attached = true;
        // A new worker tries all of them again.
        self.aside.clear();
        Ok(())
    }

    pub(super) fn vacate(&mut self) {
        self.attached = false;
        self.held.clear();
    }

    pub(super) fn seated(&self) -> Result<(), StoreError> {
        if self.attached { Ok(()) } else { Err(StoreError::failed(NOT_SEATED)) }
    }

    pub(super) fn define(&mut self, hash: &str, machine: &str, text: &str) {
        self.definitions.insert((hash.to_owned(), machine.to_owned()), text.to_owned());
    }

    pub(super) fn kept(&self, execution: ExecutionKey) -> Result<&Kept, StoreError> {
        self.executions.get(&execution).ok_or(StoreError::ExecutionDoesNotExist)
    }

    pub(super) fn key(&self, arn: &str) -> Result<ExecutionKey, StoreError> {
        self.keys.get(arn).copied().ok_or(StoreError::ExecutionDoesNotExist)
    }

    /// That a claim is still good.
    pub(super) fn hold(&self, execution: ExecutionKey, fence: Fence) -> Result<(), StoreError> {
        if self.held.get(&execution) == Some(&fence) { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    /// That the tokens of a step can be given out.
    pub(super) fn are_new(&self, commit: &Commit) -> bool {
        commit.tokens.iter().all(|token| !self.tokens.contains_key(&token.locator))
    }
}
