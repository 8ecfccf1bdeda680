//! `states:::lambda:invoke`: the handler stands for the function, so it gets the payload, and the state gets the
//! service's envelope (TASK-11).

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

static NO_PAYLOAD: LazyLock<Value> = LazyLock::new(|| Value::Object(Map::new()));

/// What the function gets: `Payload` of the parameters; an empty object, as from Lambda, where there is none.
pub fn payload(parameters: &Value) -> &Value {
    parameters.get("Payload").unwrap_or(&NO_PAYLOAD)
}

/// What the state gets for the function's result. No request was made, so the metadata says what is the same in
/// every answer.
pub fn envelope(result: Value) -> Value {
    json!({
        "ExecutedVersion": "$LATEST",
        "Payload": result,
        "SdkHttpMetadata": {
            "AllHttpHeaders": {
                "X-Amz-Executed-Version": ["$LATEST"],
                "Content-Type": ["application/json"],
            },
            "HttpHeaders": {
                "Content-Type": "application/json",
                "X-Amz-Executed-Version": "$LATEST",
            },
            "HttpStatusCode": 200,
        },
        "SdkResponseMetadata": { "RequestId": "00000000-0000-0000-0000-000000000000" },
        "StatusCode": 200,
    })
}
