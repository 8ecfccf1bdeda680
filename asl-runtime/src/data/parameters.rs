//! What the service checks of a task's parameters before it calls an integration.
//!
//! Most is left to the services themselves, which answer with errors of their own. API Gateway's `invoke` is put
//! together by Step Functions, so a mistake there ends the execution.

use serde_json::Value;

use crate::program::{Failure, TaskKind};

/// Members of `apigateway:invoke` that hold lists of texts by name.
const LISTS_BY_NAME: [&str; 2] = ["Headers", "QueryParameters"];

/// Refuses parameters that no call can be made of.
///
/// # Errors
///
/// `States.Runtime`, which names the fields.
pub(crate) fn check_parameters<'p>(
    kind: TaskKind,
    parameters: impl FnOnce() -> &'p Value,
) -> Result<(), Failure> {
    let TaskKind::Integration { resource_type: "apigateway", resource, .. } = kind else { return Ok(()) };
    if !resource.starts_with("invoke") {
        return Ok(());
    }
    let parameters = parameters();
    let wrong: Vec<String> = LISTS_BY_NAME
        .iter()
        .filter(|name| parameters.get(**name).is_some_and(|value| !is_lists_by_name(value)))
        .map(|name| format!("The value of the field '{name}' has an invalid format"))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong = wrong.join(", ");
    Err(Failure::runtime(format!(
        "The Parameters '{parameters}' could not be used to start the Task: [{wrong}]"
    )))
}

fn is_lists_by_name(value: &Value) -> bool {
    let is_list = |value: &Value| value.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    value.as_object().is_some_and(|members| members.values().all(is_list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::IntegrationPattern;
    use serde_json::json;

    #[test]
    fn headers_are_lists() {
        let kind = |resource_type, resource| TaskKind::Integration {
            resource_type,
            resource,
            pattern: IntegrationPattern::RequestResponse,
        };
        let invoke = kind("apigateway", "invoke");
        for parameters in [
            json!({"Headers": {"a": ["1", "2"]}, "QueryParameters": {}}),
            json!({"Path": "/"}),
            json!({"Headers": {}}),
        ] {
            assert_eq!(check_parameters(invoke, || &parameters), Ok(()), "{parameters}");
        }
        for headers in [json!({"a": "1"}), json!({"a": [1]}), json!("a"), json!(["a"])] {
            let parameters = json!({ "Headers": headers });
            let cause = format!(
                "The Parameters '{parameters}' could not be used to start the Task: \
                 [The value of the field 'Headers' has an invalid format]"
            );
            assert_eq!(check_parameters(invoke, || &parameters), Err(Failure::runtime(cause)));
            assert_eq!(check_parameters(kind("sqs", "sendMessage"), || &parameters), Ok(()));
        }
        let both = json!({"Headers": 1, "QueryParameters": 2});
        let both = check_parameters(invoke, || &both).err();
        let cause = both.and_then(|failure| failure.cause().map(str::to_owned)).unwrap_or_default();
        assert!(cause.ends_with(
            "[The value of the field 'Headers' has an invalid format, \
             The value of the field 'QueryParameters' has an invalid format]"
        ));
    }
}
