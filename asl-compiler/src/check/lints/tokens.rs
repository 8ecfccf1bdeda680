//! Tasks that wait for a token (CTX-9, STRICT-13).

use super::uses::paths;
use super::view::{View, words};
use crate::check::jsonata::{Site, StatesUse};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::path::{Path, Root, Step};
use crate::expression::resource::{IntegrationPattern, Target};
use crate::model::{QueryLanguage, State, StateKind, Task};
use crate::substitution::holds_name;
use crate::syntax::{Kind, Node, Place};

pub(super) fn check(view: &View<'_>, sites: &[Site<'_>], findings: &mut Findings) {
    for state in view.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(suffix) = suffix(view, task) else { continue };
        let (passes, help) = match state.language {
            QueryLanguage::JsonPath => (
                passes_token(state) || may_pass_token(view, state, "Parameters"),
                "put it into `Parameters`: `\"TaskToken.$\": \"$$.Task.Token\"`",
            ),
            QueryLanguage::Jsonata => (
                sites.iter().any(|site| std::ptr::eq(site.state, state) && evaluates_token(site))
                    || may_pass_token(view, state, "Arguments"),
                "put it into `Arguments`: `\"TaskToken\": \"{% $states.context.Task.Token %}\"`",
            ),
        };
        if !passes {
            let message = format!("{} waits for its token, and hands it to nobody", words(state));
            findings.push(
                Diagnostic::new(Code::TokenNotPassed, suffix, message)
                    .label("whoever is to answer needs the token")
                    .help(help),
            );
        }
        if task.timeout.is_none() && task.heartbeat.is_none() && view.machine.timeout_seconds.is_none() {
            let message = format!("{} waits for a year if nobody answers", words(state));
            findings.push(
                Diagnostic::new(Code::TokenWithoutTimeout, suffix, message)
                    .help("`TimeoutSeconds` or `HeartbeatSeconds` end it with `States.Timeout`"),
            );
        }
    }
}

/// The place of `.waitForTaskToken`, where a resource ends with it.
fn suffix(view: &View<'_>, task: &Task) -> Option<Place> {
    let Target::Integration(integration) = &task.resource.target else { return None };
    let text = &task.resource.value.text;
    let suffix = IntegrationPattern::WaitForTaskToken.suffix();
    (integration.pattern == IntegrationPattern::WaitForTaskToken)
        .then(|| view.part(task.resource.place, text.len().saturating_sub(suffix.len())..text.len()))
}

/// Whether some path of the payload holds the token.
fn passes_token(state: &State) -> bool {
    let payload = ["Parameters", "InputPath"];
    paths(state).iter().any(|used| payload.contains(&used.field) && holds_token(used.path))
}

/// Whether an expression of `Arguments` holds the token.
fn evaluates_token(site: &Site<'_>) -> bool {
    let token = |used: &StatesUse<'_>| {
        used.steps.iter().zip(["context", "Task", "Token"]).all(|((own, _), name)| *own == name)
    };
    site.field == "Arguments" && site.names.states.iter().any(token)
}

/// `$$`, `$$.Task` and `$$.Task.Token`; what cannot be told may.
fn holds_token(path: &Path) -> bool {
    if path.root != Root::Context {
        return false;
    }
    path.steps.iter().zip(["Task", "Token"]).all(|(step, name)| match step {
        Step::Name(own) => own == name,
        _ => true,
    })
}

/// Whether a substitution without a value may bring the token.
fn may_pass_token(view: &View<'_>, state: &State, field: &str) -> bool {
    view.field(state.place, field).is_some_and(|member| is_open(&member.value))
}

fn is_open(node: &Node) -> bool {
    match &node.kind {
        Kind::Substitution(_) => true,
        Kind::Object(object) => object.members.iter().any(|member| {
            let evaluated = member.key.ends_with(".$") || holds_name(&member.key);
            is_open(&member.value) || evaluated && member.value.as_str().is_some_and(holds_name)
        }),
        Kind::Array(elements) => elements.iter().any(is_open),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::{check_table, found_in};
    use crate::diagnostic::Code;
    use crate::model::WorkflowKind;

    fn task(resource: &str, fields: &str) -> String {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", {fields} "Next": "End"}}"#
        )
    }

    const TOKEN: &str = "sqs:sendMessage.waitForTaskToken";

    fn body(value: &str) -> String {
        format!(r#""Parameters": {{"QueueUrl": "q", "MessageBody": {value}}},"#)
    }

    #[test]
    fn the_token_is_in_the_payload() {
        let place = &["/States/A/Resource"][..];
        check_table(
            Code::TokenNotPassed,
            &[
                (&task(TOKEN, &body(r#"{"order.$": "$.order"}"#)), place),
                (&task(TOKEN, &body(r#"{"TaskToken": "$$.Task.Token"}"#)), place),
                (&task("ecs:runTask.waitForTaskToken", ""), place),
                (&task(TOKEN, &body(r#"{"TaskToken.$": "$$.Task.Token"}"#)), &[]),
                (&task(TOKEN, &body(r#"{"all.$": "States.Format('{}', $$.Task.Token)"}"#)), &[]),
                (&task(TOKEN, &body(r#"{"context.$": "$$"}"#)), &[]),
                (&task(TOKEN, &body(r#"{"x.$": "${Path}"}"#)), &[]),
                (&task("sqs:sendMessage", &body(r#""x""#)), &[]),
                (&task("ecs:runTask.sync", ""), &[]),
            ],
        );
    }

    #[test]
    fn the_token_is_in_the_arguments_of_jsonata() {
        let arguments = |value: &str| {
            let fields = r#""QueryLanguage": "JSONata", "TimeoutSeconds": 60, "Arguments":"#;
            task(TOKEN, &format!(r#"{fields} {{"QueueUrl": "q", "MessageBody": {value}}},"#))
        };
        let place = &["/States/A/Resource"][..];
        check_table(
            Code::TokenNotPassed,
            &[
                (&arguments(r#"{"order": "{% $states.input.order %}"}"#), place),
                (&arguments(r#"{"token": "{% $states.context.Task.Token %}"}"#), &[]),
                (&arguments(r#""{% $string({'t': $states.context.Task.Token}) %}""#), &[]),
                (&arguments(r#"{"context": "{% $states.context %}"}"#), &[]),
                (&arguments(r#"{"token": "{% $states.context.Task.Tokens %}"}"#), place),
                (&task(TOKEN, r#""QueryLanguage": "JSONata","#), place),
            ],
        );
    }

    #[test]
    fn the_wait_has_an_end() {
        let body = body(r#"{"TaskToken.$": "$$.Task.Token"}"#);
        let place = &["/States/A/Resource"][..];
        check_table(
            Code::TokenWithoutTimeout,
            &[
                (&task(TOKEN, &body), place),
                (&task(TOKEN, &format!(r#"{body} "TimeoutSeconds": 60,"#)), &[]),
                (&task(TOKEN, &format!(r#"{body} "HeartbeatSecondsPath": "$.h","#)), &[]),
                (&task("sqs:sendMessage", &body.replace("$$.Task.Token", "$.t")), &[]),
            ],
        );
        let whole = format!(
            r#"{{"TimeoutSeconds": 60, "StartAt": "A", "States": {{{}, "End": {{"Type": "Succeed"}}}}}}"#,
            task(TOKEN, &body)
        );
        assert_eq!(found_in(Code::TokenWithoutTimeout, &whole, WorkflowKind::Standard), [""; 0]);
    }
}
