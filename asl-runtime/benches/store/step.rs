//! A step as a Task makes it: it has ended, its state is left, the next one is entered.

use asl_runtime::store::{
    ChildChanges, Commit, EventRow, ExecutionKey, ExecutionState, Fence, FrameRow, NewExecution, Progress,
    SlotKind, SlotRow, Status,
};
use asl_runtime::{Timestamp, WorkflowKind};

pub(crate) const HASH: &str = "2f1c9a7be35d4c0a8f6e1b2d3c4a59687f1e2d3c4b5a69788796a5b4c3d2e1f0";

/// How many bytes flow from state to state.
const DATA: usize = 300;

pub(crate) fn start(number: usize) -> NewExecution {
    let name = format!("{number:08x}-5d2f-4a6b-9c31-7e0f2b4d6a88");
    NewExecution {
        arn: format!("arn:aws:states:eu-west-1:123456789012:execution:order:{name}"),
        uuid: name.clone(),
        machine: "order".into(),
        name,
        hash: HASH.into(),
        kind: WorkflowKind::Standard,
        input: format!(r#"{{"order":{number},"customer":"c-{number}"}}"#),
        context: r#"{"role":"arn:aws:iam::123456789012:role/order"}"#.into(),
        start_time: Timestamp::new(1_760_000_000, 0),
        map_child: None,
    }
}

/// What flows out of the step: no two are the same.
pub(crate) fn data(execution: i64, version: u64) -> String {
    format!(r#"{{"execution":{execution},"step":{version},"text":"{}"}}"#, "x".repeat(DATA))
}

pub(crate) const PHASE: &str =
    r#"{"running":{"attempt":1,"retries":[0,0],"entered":1760000000.5,"deadline":null}}"#;

pub(crate) const EVENTS: [&str; 3] = ["TaskSucceeded", "TaskStateExited", "TaskStateEntered"];

pub(crate) fn event_json(id: u64, event_type: &str) -> String {
    format!(
        r#"{{"timestamp":1760000000.25,"type":"{event_type}","id":{id},"previousEventId":{},"stateExitedEventDetails":{{"name":"Charge the card","outputDetails":{{"truncated":false}}}}}}"#,
        id - 1
    )
}

pub(crate) fn state(version: u64, next_due: Option<Timestamp>) -> ExecutionState {
    ExecutionState {
        status: Status::Running,
        output: None,
        error: None,
        cause: None,
        stop_time: None,
        next_due,
        progress: Progress {
            last_event: 3 * (version + 1),
            attempts: version,
            frames: 0,
            last_time: Some(Timestamp::new(1_760_000_000, 0)),
        },
    }
}

pub(crate) fn commit(key: ExecutionKey, fence: Fence, version: u64, next_due: Option<Timestamp>) -> Commit {
    let data = data(key.0, version);
    let event = |(id, event_type): (u64, &str)| EventRow {
        id,
        previous: id - 1,
        time: Timestamp::new(1_760_000_000, 0),
        event_type: event_type.into(),
        json: event_json(id, event_type),
        data: Some(data.clone()),
    };
    Commit {
        execution: key,
        fence,
        version,
        state: state(version, next_due),
        frames: vec![FrameRow {
            frame: 0,
            parent: None,
            state: "Charge the card".into(),
            phase: PHASE.into(),
        }],
        gone: Vec::new(),
        slots: vec![SlotRow { frame: 0, kind: SlotKind::Input, json: Some(data.clone()) }],
        results: Vec::new(),
        forgotten: Vec::new(),
        events: (3 * version + 1..).zip(EVENTS).map(event).collect(),
        tokens: Vec::new(),
        closed: Vec::new(),
        consumed: Vec::new(),
        children: ChildChanges::default(),
    }
}
