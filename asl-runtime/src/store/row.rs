//! The rows of an execution that steps write.

use super::Locator;
use crate::time::Timestamp;

/// A frame: a place where a machine stands. Small, since it changes with every step; values stand beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameRow {
    /// Its number within the execution, never used again.
    pub frame: u64,
    /// The frame that joins it, and its branch or item there.
    pub parent: Option<(u64, u64)>,
    /// The ASL name of its state.
    pub state: String,
    /// How far the state has got, as JSON: for the engine alone to read.
    pub phase: String,
}

/// Which value of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SlotKind {
    /// The raw input of its state.
    Input,
    /// Its own variables.
    Variables,
    /// What its attempt was given.
    Payload,
    /// The items of its Map.
    Items,
    /// The effective input of its Map.
    EffectiveInput,
    /// The item that it stands for.
    Item,
    /// The result of its effect.
    Result,
    /// What its Map reads items out of.
    Reader,
    /// What does not change of its map run.
    MapRun,
}

impl SlotKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Input,
        Self::Variables,
        Self::Payload,
        Self::Items,
        Self::EffectiveInput,
        Self::Item,
        Self::Result,
        Self::Reader,
        Self::MapRun,
    ];

    /// As a store may write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Variables => "variables",
            Self::Payload => "payload",
            Self::Items => "items",
            Self::EffectiveInput => "effective-input",
            Self::Item => "item",
            Self::Result => "result",
            Self::Reader => "reader",
            Self::MapRun => "map-run",
        }
    }
}

/// A value of a frame. It replaces the one that was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotRow {
    /// The frame's number.
    pub frame: u64,
    /// Which.
    pub kind: SlotKind,
    /// JSON; `None` removes it.
    pub json: Option<String>,
}

/// The output of a child that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The frame that joins.
    pub frame: u64,
    /// The branch or the item.
    pub index: u64,
    /// JSON.
    pub json: String,
}

/// An event of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id, from 1.
    pub id: u64,
    /// The causal predecessor.
    pub previous: u64,
    /// When.
    pub time: Timestamp,
    /// The type's name.
    pub event_type: String,
    /// The event as JSON of GetExecutionHistory, without its data.
    pub json: String,
    /// The JSON of its input, output or parameters: the same text often stands in several events and slots.
    pub data: Option<String>,
}

/// A token that a step gives out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Which.
    pub locator: Locator,
    /// The attempt that it ends.
    pub attempt: u64,
    /// The frame of the attempt.
    pub frame: u64,
    /// The name of the state, for lists of what waits.
    pub state: String,
    /// The resource of the task.
    pub resource: String,
    /// When it was given out.
    pub since: Timestamp,
    /// What the worker gets that takes the task, as JSON; nothing if its handler gets it.
    pub offer: Option<String>,
}
