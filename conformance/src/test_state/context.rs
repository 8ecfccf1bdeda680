//! The context object of a state that is tested by itself.

use serde_json::{Map, Value, json};

/// The context object of a call that gives none. Names and times of it are the service's choice.
pub(super) fn made_up(state_type: &str, input: &Value, retries: u32) -> Value {
    let calls = matches!(state_type, "Task" | "Parallel" | "Map");
    let (machine, execution, time) = ("state-machine", "execution", "2025-01-01T00:00:00.000Z");
    let mut state = Map::new();
    state.insert("Name".into(), "StateName".into());
    state.insert("EnteredTime".into(), time.into());
    if calls {
        state.insert("RetryCount".into(), retries.into());
    }
    json!({
        "Execution": {
            "Id": format!("arn:aws:states:us-east-1:111111111111:express:{machine}:{execution}"),
            "Input": input,
            "Name": execution,
            // A recording does not say with which role it was made. A state that calls nothing needs none.
            "RoleArn": if calls { Some("arn:aws:iam::111111111111:role/role") } else { None },
            "StartTime": time,
        },
        "StateMachine": {
            "Id": format!("arn:aws:states:us-east-1:111111111111:stateMachine:{machine}"),
            "Name": machine,
        },
        "State": state,
    })
}
