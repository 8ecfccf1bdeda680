//! Parameters of services that are called often: misspelt names, and the one that says what is called.
//!
//! What else an API asks for is left to it: a workflow may be run without the service.

use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::resource::{IntegrationKind, IntegrationPattern, Target};
use crate::model::{QueryLanguage, State, StateKind};
use crate::substitution::holds_name;
use crate::suggest::nearest;
use crate::syntax::{Member, Object};

/// What an API takes.
struct Api {
    service: &'static str,
    action: &'static str,
    /// The parameter that says what is called, where there is one.
    callee: Option<&'static str>,
    parameters: &'static [&'static str],
}

const APIS: [Api; 8] = [
    Api {
        service: "lambda",
        action: "invoke",
        callee: Some("FunctionName"),
        parameters: &[
            "ClientContext",
            "FunctionName",
            "InvocationType",
            "LogType",
            "Payload",
            "Qualifier",
            "TenantId",
        ],
    },
    Api {
        service: "states",
        action: "startExecution",
        callee: Some("StateMachineArn"),
        parameters: &["Input", "Name", "StateMachineArn", "TraceHeader"],
    },
    Api {
        service: "sqs",
        action: "sendMessage",
        callee: None,
        parameters: &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageBody",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
            "QueueUrl",
        ],
    },
    Api {
        service: "sns",
        action: "publish",
        callee: None,
        parameters: &[
            "Message",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageStructure",
            "PhoneNumber",
            "Subject",
            "TargetArn",
            "TopicArn",
        ],
    },
    Api { service: "events", action: "putEvents", callee: None, parameters: &["EndpointId", "Entries"] },
    Api {
        service: "dynamodb",
        action: "getItem",
        callee: None,
        parameters: &[
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "Key",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
            "TableName",
        ],
    },
    Api { service: "dynamodb", action: "putItem", callee: None, parameters: WRITE },
    Api { service: "dynamodb", action: "deleteItem", callee: None, parameters: WRITE },
];

const WRITE: &[&str] = &[
    "ConditionExpression",
    "ConditionalOperator",
    "Expected",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "Item",
    "Key",
    "ReturnConsumedCapacity",
    "ReturnItemCollectionMetrics",
    "ReturnValues",
    "ReturnValuesOnConditionCheckFailure",
    "TableName",
];

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for state in view.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let field = match state.language {
            QueryLanguage::JsonPath => "Parameters",
            QueryLanguage::Jsonata => "Arguments",
        };
        let parameters = view.field(state.place, field);
        let object = parameters.and_then(|member| member.value.as_object());
        match &task.resource.target {
            Target::Lambda { .. } => findings.extend(object.and_then(|object| wrapped(state, field, object))),
            Target::Integration(integration) if integration.kind == IntegrationKind::Optimised => {
                let api = APIS
                    .iter()
                    .find(|api| api.service == integration.service && api.action == integration.action);
                if let (Some(api), Some(parameters), Some(object)) = (api, parameters, object) {
                    api.check(state, parameters, object, integration.pattern, findings);
                }
            }
            _ => {}
        }
    }
}

/// `FunctionName` and `Payload` for a function that is called by its ARN, and gets them as its input.
fn wrapped(state: &State, field: &str, object: &Object) -> Option<Diagnostic> {
    let keys: Vec<&str> = object.members.iter().map(name).collect();
    let others =
        keys.iter().all(|key| matches!(*key, "FunctionName" | "Payload" | "Qualifier" | "InvocationType"));
    let both = ["FunctionName", "Payload"].iter().all(|name| keys.contains(name));
    let first = object.members.first().filter(|_| both && others)?;
    let message = format!("the function of {} gets `FunctionName` and `Payload` as its input", words(state));
    Some(
        Diagnostic::new(Code::FunctionParameters, first.key_place(), message)
            .label("these are parameters of `arn:aws:states:::lambda:invoke`")
            .help(format!("put what is in `Payload` into `{field}`, or call the function by `arn:aws:states:::lambda:invoke`")),
    )
}

/// The name that a member has when the template is evaluated.
fn name(member: &Member) -> &str {
    member.key.strip_suffix(".$").unwrap_or(&member.key)
}

impl Api {
    fn check(
        &self,
        state: &State,
        parameters: &Member,
        object: &Object,
        pattern: IntegrationPattern,
        findings: &mut Findings,
    ) {
        // A substitution in a key may be any name.
        if object.members.iter().any(|member| holds_name(&member.key)) {
            return;
        }
        let api = format!("{}:{}{}", self.service, self.action, pattern.suffix());
        let has = |wanted: &str| object.members.iter().any(|member| name(member) == wanted);
        let mut misspelt = Vec::new();
        for member in object.members.iter().filter(|member| !self.parameters.contains(&name(member))) {
            let absent = self.parameters.iter().copied().filter(|known| !has(known));
            let Some(near) = nearest(name(member), absent) else { continue };
            misspelt.push(near);
            let message = format!("`{api}` has no parameter `{}`, in {}", name(member), words(state));
            findings.push(
                Diagnostic::new(Code::ServiceParameters, member.key_place(), message)
                    .help(format!("did you mean `{near}`?")),
            );
        }
        if let Some(callee) = self.callee.filter(|callee| !has(callee) && !misspelt.contains(callee)) {
            let message = format!("`{api}` needs the parameter `{callee}`, in {}", words(state));
            findings.push(Diagnostic::new(Code::ServiceParameters, parameters.key_place(), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::check_table;
    use crate::diagnostic::Code;

    fn task(resource: &str, parameters: &str) -> String {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:{resource}", "Parameters": {parameters}, "Next": "End"}}"#
        )
    }

    #[test]
    fn parameters_that_the_api_does_not_have_or_needs() {
        let invoke = |parameters: &str| task("states:::lambda:invoke", parameters);
        let arguments = |arguments: &str| {
            let task = invoke(arguments).replace(r#""Parameters""#, r#""Arguments""#);
            task.replace(r#""Type""#, r#""QueryLanguage": "JSONata", "Type""#)
        };
        check_table(
            Code::ServiceParameters,
            &[
                (&invoke(r#"{"FunctionName": "f", "Payload.$": "$"}"#), &[]),
                (&invoke(r#"{"FunctionNam": "f", "Payload.$": "$"}"#), &["/States/A/Parameters/FunctionNam"]),
                (&invoke(r#"{"FunctionName": "f", "Input.$": "$"}"#), &[]),
                (&invoke(r#"{"FunctionName": "f", "PayLoad.$": "$"}"#), &["/States/A/Parameters/PayLoad.$"]),
                (&invoke(r#"{"Payload.$": "$"}"#), &["/States/A/Parameters"]),
                (&invoke(r#"{"FunctionName": "f", "${Name}": 1}"#), &[]),
                (&task("states:::sqs:sendMessage", r#"{"QueueUrl": "q", "MessageBody": "m"}"#), &[]),
                (&task("states:::sqs:sendMessage", r#"{"QueueUrl": "q"}"#), &[]),
                (
                    &task("states:::sqs:sendMessage", r#"{"QueueURL": "q"}"#),
                    &["/States/A/Parameters/QueueURL"],
                ),
                (&task("states:::states:startExecution", r#"{"Input": "q"}"#), &["/States/A/Parameters"]),
                (&task("states:::aws-sdk:sqs:sendMessage", r#"{"QueueUrl": "q"}"#), &[]),
                (&task("states:::glue:startJobRun", r#"{"Anything": "q"}"#), &[]),
                (&arguments(r#"{"FunctionName": "f", "Payload": "{% $states.input %}"}"#), &[]),
                (&arguments(r#"{"FunctionNam": "f"}"#), &["/States/A/Arguments/FunctionNam"]),
                (&arguments(r#"{"Payload": 1}"#), &["/States/A/Arguments"]),
                (&arguments(r#""{% $states.input %}""#), &[]),
            ],
        );
    }

    #[test]
    fn functions_that_get_their_own_name() {
        let function = |parameters: &str| task("lambda:eu-west-1:111111111111:function:f", parameters);
        check_table(
            Code::FunctionParameters,
            &[
                (
                    &function(r#"{"FunctionName": "f", "Payload.$": "$"}"#),
                    &["/States/A/Parameters/FunctionName"],
                ),
                (&function(r#"{"Payload.$": "$"}"#), &[]),
                (&function(r#"{"FunctionName": "f", "Payload.$": "$", "order.$": "$.o"}"#), &[]),
                (&task("states:::lambda:invoke", r#"{"FunctionName": "f", "Payload.$": "$"}"#), &[]),
            ],
        );
    }
}
