//! Executions and steps to test with.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::{
    ChildChanges, Commit, EventRow, ExecutionKey, ExecutionState, Fence, FrameRow, Loaded, Locator,
    NewExecution, Progress, ResultRow, SlotKind, SlotRow, Status, Store, TokenRow,
};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// A folder that is there as long as the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("asl-store-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    #[cfg(feature = "sqlite")]
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What can't be removed is left to the system.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The definition of all executions that say nothing else.
pub(crate) const HASH: &str = "5f1e";

/// A time, by milliseconds after some day.
pub(crate) fn at(milliseconds: u64) -> Timestamp {
    let start = Timestamp::new(1_760_000_000, 0);
    start.saturating_add(std::time::Duration::from_millis(milliseconds))
}

pub(crate) fn arn(name: &str) -> String {
    format!("arn:aws:states:eu-west-1:123456789012:execution:order:{name}")
}

/// An execution of the machine `order`, with an empty input.
pub(crate) fn execution(name: &str) -> NewExecution {
    NewExecution {
        arn: arn(name),
        uuid: format!("uuid-of-{name}"),
        machine: "order".into(),
        name: name.into(),
        hash: HASH.into(),
        kind: WorkflowKind::Standard,
        input: "{}".into(),
        context: r#"{"role":"arn:aws:iam::123456789012:role/order"}"#.into(),
        start_time: at(0),
        map_child: None,
    }
}

pub(crate) fn running(next_due: Option<Timestamp>) -> ExecutionState {
    ExecutionState {
        status: Status::Running,
        output: None,
        error: None,
        cause: None,
        stop_time: None,
        next_due,
        progress: Progress::default(),
    }
}

pub(crate) fn ended(status: Status, stop_time: Timestamp) -> ExecutionState {
    ExecutionState { status, stop_time: Some(stop_time), ..running(None) }
}

/// A claim, and the version that the next step is based on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) key: ExecutionKey,
    pub(crate) fence: Fence,
    pub(crate) version: u64,
}

impl Held {
    /// A step that changes nothing but the version.
    pub(crate) fn step(self) -> Commit {
        Commit {
            execution: self.key,
            fence: self.fence,
            version: self.version,
            state: running(None),
            frames: Vec::new(),
            gone: Vec::new(),
            slots: Vec::new(),
            results: Vec::new(),
            forgotten: Vec::new(),
            events: Vec::new(),
            tokens: Vec::new(),
            closed: Vec::new(),
            consumed: Vec::new(),
            children: ChildChanges::default(),
        }
    }

    pub(crate) async fn commit(&mut self, store: &dyn Store, change: impl FnOnce(&mut Commit)) {
        let mut commit = self.step();
        change(&mut commit);
        self.version = store.commit(commit.into()).await.expect("a commit").version;
    }

    pub(crate) async fn load(self, store: &dyn Store) -> Loaded {
        store.load(self.key, self.fence).await.expect("what is kept")
    }
}

/// Starts executions and claims them, in the order of their names here.
pub(crate) async fn started(store: &dyn Store, names: &[&str]) -> Vec<Held> {
    let mut held = Vec::new();
    for name in names {
        store.start(execution(name)).await.expect("a start");
        held.extend(claimed(store, at(0)).await);
    }
    assert_eq!(held.len(), names.len());
    held
}

pub(crate) async fn one(store: &dyn Store) -> Held {
    started(store, &["one"]).await[0]
}

/// Claims what there is.
pub(crate) async fn claimed(store: &dyn Store, now: Timestamp) -> Vec<Held> {
    let mut held = Vec::new();
    for (key, fence) in store.claim(now, &[HASH.into()], 1_000).await.expect("claims") {
        let version = store.version(key).await.expect("a version");
        held.push(Held { key, fence, version });
    }
    held
}

pub(crate) fn frame(frame: u64, parent: Option<(u64, u64)>, state: &str) -> FrameRow {
    FrameRow { frame, parent, state: state.into(), phase: r#"{"ready":{}}"#.into() }
}

pub(crate) fn slot(frame: u64, kind: SlotKind, json: &str) -> SlotRow {
    SlotRow { frame, kind, json: Some(json.into()) }
}

pub(crate) fn result(frame: u64, index: u64, json: &str) -> ResultRow {
    ResultRow { frame, index, json: json.into() }
}

/// An event as the history has it.
pub(crate) fn event(id: u64, event_type: &str, details: &str) -> EventRow {
    let previous = id - 1;
    EventRow {
        id,
        previous,
        time: at(id),
        event_type: event_type.into(),
        json: format!(
            r#"{{"timestamp":1760000000.25,"type":"{event_type}","id":{id},"previousEventId":{previous},{details}}}"#
        ),
        data: None,
    }
}

pub(crate) fn locator(byte: u8) -> Locator {
    Locator([byte; 16])
}

pub(crate) fn token(byte: u8, frame: u64, attempt: u64) -> TokenRow {
    TokenRow {
        locator: locator(byte),
        attempt,
        frame,
        state: "Ask".into(),
        resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken".into(),
        since: at(u64::from(byte)),
        offer: None,
    }
}
