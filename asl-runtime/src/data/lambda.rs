//! `states:::lambda:invoke`: the handler stands for the function, so it gets the payload, and the state gets the
//! service's envelope (TASK-11).

use serde_json::{Map, Value, json};

use crate::program::{StateData, TaskInput};

/// What the function gets: `Payload` of the parameters; an empty object, as from Lambda, where there is none.
pub fn payload(parameters: TaskInput<'_>) -> StateData {
    let payload = match parameters {
        TaskInput::Own(StateData::Own(mut parameters)) => parameters.get_mut("Payload").map(Value::take),
        parameters => parameters.json().get("Payload").cloned(),
    };
    payload.unwrap_or_else(|| Value::Object(Map::new())).into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_gets_the_payload() {
        let cases = [
            (json!({"FunctionName": "f", "Payload": {"a": 1}}), json!({"a": 1})),
            (json!({"FunctionName": "f", "Payload": null}), json!(null)),
            (json!({"FunctionName": "f"}), json!({})),
            (json!(null), json!({})),
            (json!([]), json!({})),
        ];
        for (parameters, expected) in cases {
            let mut raw = StateData::from(parameters);
            assert_eq!(*payload(TaskInput::Raw(&mut raw)).json(), expected, "{raw:?}");
            assert_eq!(*payload(TaskInput::Own(raw)).json(), expected);
        }
    }

    #[test]
    fn the_state_gets_an_envelope() {
        let envelope = envelope(json!([1]));
        let members: Vec<_> = envelope.as_object().into_iter().flat_map(Map::keys).collect();
        let order = ["ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"];
        assert_eq!(members, order);
        assert_eq!(envelope["Payload"], json!([1]));
        assert_eq!(envelope["StatusCode"], json!(200));
        assert_eq!(envelope["SdkHttpMetadata"]["HttpStatusCode"], json!(200));
    }
}
