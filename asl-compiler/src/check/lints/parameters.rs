//! Parameters of services that are called often: names that their APIs do not have, and what they need.

use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::resource::{IntegrationKind, IntegrationPattern, Target};
use crate::model::{State, StateKind};
use crate::substitution::holds_name;
use crate::suggest::nearest;
use crate::syntax::{Member, Object};

/// What an API takes.
struct Api {
    service: &'static str,
    action: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const APIS: [Api; 8] = [
    Api {
        service: "lambda",
        action: "invoke",
        required: &["FunctionName"],
        optional: &["ClientContext", "InvocationType", "LogType", "Payload", "Qualifier", "TenantId"],
    },
    Api {
        service: "states",
        action: "startExecution",
        required: &["StateMachineArn"],
        optional: &["Input", "Name", "TraceHeader"],
    },
    Api {
        service: "sqs",
        action: "sendMessage",
        required: &["MessageBody", "QueueUrl"],
        optional: &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
        ],
    },
    Api {
        service: "sns",
        action: "publish",
        required: &["Message"],
        optional: &[
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
    Api { service: "events", action: "putEvents", required: &["Entries"], optional: &["EndpointId"] },
    Api {
        service: "dynamodb",
        action: "getItem",
        required: &["Key", "TableName"],
        optional: &[
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
        ],
    },
    Api {
        service: "dynamodb",
        action: "putItem",
        required: &["Item", "TableName"],
        optional: &[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
        ],
    },
    Api {
        service: "dynamodb",
        action: "deleteItem",
        required: &["Key", "TableName"],
        optional: &[
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
        ],
    },
];

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for state in view.jsonpath_states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let parameters = view.field(state.place, "Parameters");
        let object = parameters.and_then(|member| member.value.as_object());
        match &task.resource.target {
            Target::Lambda { .. } => findings.extend(object.and_then(|object| wrapped(state, object))),
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
fn wrapped(state: &State, object: &Object) -> Option<Diagnostic> {
    let keys: Vec<&str> = object.members.iter().map(name).collect();
    let others =
        keys.iter().all(|key| matches!(*key, "FunctionName" | "Payload" | "Qualifier" | "InvocationType"));
    let both = ["FunctionName", "Payload"].iter().all(|name| keys.contains(name));
    let first = object.members.first().filter(|_| both && others)?;
    let message = format!("the function of {} gets `FunctionName` and `Payload` as its input", words(state));
    Some(
        Diagnostic::new(Code::FunctionParameters, first.key_place(), message)
            .label("these are parameters of `arn:aws:states:::lambda:invoke`")
            .help("put what is in `Payload` into `Parameters`, or call the function by `arn:aws:states:::lambda:invoke`"),
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
        let known = || self.required.iter().chain(self.optional).copied();
        let mut misspelt = Vec::new();
        for member in &object.members {
            let own = name(member);
            if known().any(|name| name == own) {
                continue;
            }
            let message = format!("`{api}` has no parameter `{own}`, in {}", words(state));
            let mut finding = Diagnostic::new(Code::ServiceParameters, member.key_place(), message);
            let absent =
                known().filter(|name| !object.members.iter().any(|member| self::name(member) == *name));
            if let Some(near) = nearest(own, absent) {
                misspelt.push(near);
                finding = finding.help(format!("did you mean `{near}`?"));
            }
            findings.push(finding);
        }
        let missing = self.required.iter().filter(|name| {
            !misspelt.contains(name) && !object.members.iter().any(|member| self::name(member) == **name)
        });
        for missing in missing {
            let message = format!("`{api}` needs the parameter `{missing}`, in {}", words(state));
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
        check_table(
            Code::ServiceParameters,
            &[
                (&invoke(r#"{"FunctionName": "f", "Payload.$": "$"}"#), &[]),
                (&invoke(r#"{"FunctionNam": "f", "Payload.$": "$"}"#), &["/States/A/Parameters/FunctionNam"]),
                (&invoke(r#"{"FunctionName": "f", "Input.$": "$"}"#), &["/States/A/Parameters/Input.$"]),
                (&invoke(r#"{"Payload.$": "$"}"#), &["/States/A/Parameters"]),
                (&invoke(r#"{"FunctionName": "f", "${Name}": 1}"#), &[]),
                (&task("states:::sqs:sendMessage", r#"{"QueueUrl": "q", "MessageBody": "m"}"#), &[]),
                (&task("states:::sqs:sendMessage", r#"{"QueueUrl": "q"}"#), &["/States/A/Parameters"]),
                (&task("states:::aws-sdk:sqs:sendMessage", r#"{"QueueUrl": "q"}"#), &[]),
                (&task("states:::glue:startJobRun", r#"{"Anything": "q"}"#), &[]),
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
