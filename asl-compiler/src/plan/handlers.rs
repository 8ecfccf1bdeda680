//! Resources become tasks, tasks become methods.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use super::machines::{Machine, TaskId};
use super::payload::{self, HandlerInput};
use super::types::{UserType, UserTypes};
use super::{PlanFindings, names, overrides};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::resource::{Integration, IntegrationKind, IntegrationPattern, Resource, Target};
use crate::model::{self, Flow, State, StateKind, Template};
use crate::options::{HandlerOverride, InputType, Options};
use crate::suggest::nearest;

/// What Task states call: one entry for each resource and method.
pub struct Task {
    /// The resource as the definition names it.
    pub resource: String,
    /// What it names.
    pub kind: TaskKind,
    /// The method that serves it, by its index; `None` for what the runtime serves itself.
    pub method: Option<usize>,
    /// Whether its handler may be called again for an attempt that a crash interrupted.
    pub repeats: Repeats,
}

/// What becomes of an attempt that a crash interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// It fails, and `Retry` and `Catch` decide.
    Fails,
    /// Its handler is idempotent, or has left no trace, and is called again with the same input.
    CalledAgain,
}

/// What a resource names, as the runtime needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskKind {
    /// A Lambda function by its ARN.
    Lambda,
    /// `states:::lambda:invoke`
    LambdaInvoke(IntegrationPattern),
    /// `states:::states:startExecution`
    StartExecution(IntegrationPattern),
    /// An activity.
    Activity,
    /// Any other integration, by its two names in history (HIST-8).
    Integration {
        /// `sqs`, `aws-sdk:dynamodb`
        resource_type: String,
        /// `sendMessage.waitForTaskToken`
        resource: String,
        /// How the state ends.
        pattern: IntegrationPattern,
    },
    /// A substitution, or another URI.
    Other,
}

impl TaskKind {
    /// Whether the state ends when its token comes back.
    pub(crate) fn waits_for_token(&self) -> bool {
        matches!(
            self,
            Self::LambdaInvoke(IntegrationPattern::WaitForTaskToken)
                | Self::StartExecution(IntegrationPattern::WaitForTaskToken)
                | Self::Integration { pattern: IntegrationPattern::WaitForTaskToken, .. }
        )
    }
}

/// A method of the `Handlers` trait.
pub struct Method {
    /// Its name.
    pub name: Ident,
    /// What it gets.
    pub input: HandlerInput,
    /// What it answers; JSON where no type is given.
    pub output: Option<UserType>,
    /// What it fails with; `TaskError` where no type is given.
    pub error: Option<UserType>,
    /// What comes back with the token that it hands out, where a type is given.
    pub token_answer: Option<UserType>,
    /// The resources that it serves, for docs.
    pub resources: Vec<String>,
    /// The states that call it, for docs.
    pub states: Vec<String>,
    /// Whether one of them waits for a task token.
    pub waits_for_token: bool,
    /// When its output is made.
    pub answers: Answers,
}

/// When a handler's output is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// When its future ends.
    AtItsEnd,
    /// Within the transaction that ends its state, together with rows of its own.
    InTransaction,
}

/// A Task state on its way to a method.
struct Call<'m> {
    state: &'m State,
    task: &'m model::Task,
    kind: TaskKind,
    /// What must be equal for two states to share a method by its default name.
    identity: String,
    method: String,
    given: Option<usize>,
}

pub(super) fn handlers(
    machines: &mut [Machine<'_>],
    options: &Options,
    types: &mut UserTypes,
    findings: &mut PlanFindings,
) -> (Vec<Task>, Vec<Method>) {
    let keys = overrides::keys(machines, &options.handlers, findings);
    let mut tasks: Vec<Task> = Vec::new();
    let mut methods: Vec<(String, Vec<Call<'_>>)> = Vec::new();
    let mut index_of_method: HashMap<String, usize> = HashMap::new();
    let mut index_of_task: HashMap<(String, Option<usize>), TaskId> = HashMap::new();
    for machine in machines.iter_mut() {
        for planned in &mut machine.states {
            let state: &State = planned.state;
            let StateKind::Task(task) = &state.kind else { continue };
            // That it is missing has been reported.
            if task.resource.text.is_empty() {
                continue;
            }
            let call = call(state, task, &options.handlers, &keys);
            let served_by_runtime = matches!(call.kind, TaskKind::StartExecution(_)) && call.given.is_none();
            let method = (!served_by_runtime).then(|| {
                *index_of_method.entry(call.method.clone()).or_insert_with(|| {
                    methods.push((call.method.clone(), Vec::new()));
                    methods.len() - 1
                })
            });
            let resource = task.resource.text.clone();
            let kind = call.kind.clone();
            planned.task = Some(*index_of_task.entry((resource.clone(), method)).or_insert_with(|| {
                let mut repeating = options.idempotent.iter().chain(&options.transactional);
                let repeats = match repeating.any(|name| *name == call.method) {
                    true => Repeats::CalledAgain,
                    false => Repeats::Fails,
                };
                tasks.push(Task { resource, kind, method, repeats });
                TaskId(tasks.len() as u16 - 1)
            }));
            if let Some(method) = method {
                methods[method].1.push(call);
            }
        }
    }
    let answered = options.answers.iter().map(|answer| &answer.method);
    for name in options.idempotent.iter().chain(&options.transactional).chain(answered.clone()) {
        if !index_of_method.contains_key(&name.to_string()) {
            let near = nearest(&name.to_string(), methods.iter().map(|(name, _)| name.as_str()))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("`{name}` is no method of the workflow's handlers{near}");
            findings.arguments.push((name.span(), message));
        }
    }
    for name in &options.transactional {
        let calls = methods.iter().find(|(method, _)| *name == **method).map(|(_, calls)| calls);
        if let Some(call) = calls.into_iter().flatten().find(|call| !ends_with_its_handler(&call.kind)) {
            let message = format!(
                "`{name}` can't be transactional: the state `{}` does not end when its handler ends",
                call.state.name.value
            );
            findings.arguments.push((name.span(), message));
        }
    }
    for name in answered {
        let calls = methods.iter().find(|(method, _)| *name == **method).map(|(_, calls)| calls);
        if let Some(call) = calls.into_iter().flatten().find(|call| !call.kind.waits_for_token()) {
            let message = format!(
                "`{name}` answers by itself: the state `{}` does not wait for a task token; the type of what it answers \
                 stands in `handlers`",
                call.state.name.value
            );
            findings.arguments.push((name.span(), message));
        }
    }
    let methods =
        methods.into_iter().map(|(name, calls)| method(&name, &calls, options, types, findings)).collect();
    (tasks, methods)
}

fn call<'m>(state: &'m State, task: &'m model::Task, given: &[HandlerOverride], keys: &[String]) -> Call<'m> {
    let resource = &task.resource.value;
    let (identity, default) = default_method(resource, invoked_function(task));
    // A state's own entry goes before its resource's.
    let by_state = keys.iter().position(|key| *key == state.name.value);
    let names = overrides::names(state, task);
    let entry = by_state.or_else(|| keys.iter().position(|key| names.contains(key)));
    Call {
        state,
        task,
        kind: kind(resource),
        method: entry.map_or(default, |entry| given[entry].method.to_string()),
        identity,
        given: entry,
    }
}

/// The method's default name for a resource. `function` is the literal `FunctionName` of
/// `states:::lambda:invoke`.
///
/// | resource | method |
/// | --- | --- |
/// | a Lambda ARN, or `lambda:invoke` with a literal `FunctionName` | the function's name |
/// | `lambda:invoke` with a computed `FunctionName` | `lambda_invoke` |
/// | an activity | its name |
/// | `states:::sqs:sendMessage` | `sqs_send_message` |
/// | `states:::aws-sdk:s3:getObject` | `aws_sdk_s3_get_object` |
/// | … with `.sync`, `.sync:2`, `.waitForTaskToken` | … `_sync`, `_sync2`, `_wait_for_task_token` |
/// | `${ChargeFunction}`, `${ChargeFunction.Arn}` | `charge_function` |
/// | any other URI | its last part |
pub fn handler_name(resource: &Resource, function: Option<&str>) -> String {
    default_method(resource, function).1
}

/// What two states must share to share a method, and the method's name.
pub(super) fn default_method(resource: &Resource, function: Option<&str>) -> (String, String) {
    match &resource.target {
        Target::Lambda { function } => (format!("function {function}"), names::value_name(function)),
        Target::Activity { name } => (format!("activity {name}"), names::value_name(name)),
        Target::Substitution { name } => {
            let name = without_attribute(name);
            (format!("function {name}"), names::value_name(name))
        }
        Target::Integration(integration) => integration_method(integration, function),
        Target::Other => {
            let last = resource.text.rsplit([':', '/']).find(|part| !part.is_empty()).unwrap_or("task");
            (format!("resource {}", resource.text), names::value_name(last))
        }
    }
}

fn integration_method(integration: &Integration, function: Option<&str>) -> (String, String) {
    let suffix = match integration.pattern {
        IntegrationPattern::RequestResponse => "",
        IntegrationPattern::Sync => "_sync",
        IntegrationPattern::Sync2 => "_sync2",
        IntegrationPattern::WaitForTaskToken => "_wait_for_task_token",
    };
    if let Some(function) = function.filter(|_| is_lambda_invoke(integration)) {
        let function = function_name(function);
        return (format!("function {function}{suffix}"), format!("{}{suffix}", names::value_name(function)));
    }
    let family = match integration.kind {
        IntegrationKind::Optimised => "",
        IntegrationKind::Sdk => "aws sdk ",
    };
    let stem = names::value_name(&format!("{family}{} {}", integration.service, integration.action));
    (
        format!("integration {family}{}:{}{suffix}", integration.service, integration.action),
        format!("{stem}{suffix}"),
    )
}

fn is_lambda_invoke(integration: &Integration) -> bool {
    integration.kind == IntegrationKind::Optimised
        && integration.service == "lambda"
        && integration.action == "invoke"
}

/// The function's name in an ARN, a partial ARN, a name with qualifier, or a substitution.
fn function_name(text: &str) -> &str {
    if let Some(name) =
        text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).filter(|name| !name.contains('}'))
    {
        return without_attribute(name);
    }
    let name = text.rsplit_once(":function:").map_or(text, |(_, name)| name);
    // Behind the name may stand a qualifier; a `:` inside `${…}` is none.
    match name.find(':') {
        Some(colon) if !name[..colon].contains("${") => &name[..colon],
        _ => name,
    }
}

/// `${Function.Arn}` names the same function as `${Function}`.
fn without_attribute(name: &str) -> &str {
    name.strip_suffix(".Arn").unwrap_or(name)
}

/// `Parameters`, in JSONata `Arguments`.
fn given(task: &model::Task) -> Option<&Template> {
    match &task.flow {
        Flow::JsonPath(work) => work.parameters.as_ref(),
        Flow::Jsonata(work) => work.arguments.as_ref(),
    }
}

/// The literal `FunctionName` of a task that is `states:::lambda:invoke`.
pub(super) fn invoked_function(task: &model::Task) -> Option<&str> {
    match &task.resource.target {
        Target::Integration(integration) if is_lambda_invoke(integration) => {}
        _ => return None,
    }
    match given(task)? {
        Template::Object(members) => members
            .iter()
            .find(|member| member.key.value == "FunctionName")
            .and_then(|member| match &member.value {
                Template::Literal(literal) => literal.value.as_str(),
                _ => None,
            }),
        Template::Literal(literal) => literal.value.get("FunctionName")?.as_str(),
        Template::Expression(_) | Template::Array(_) => None,
    }
}

fn kind(resource: &Resource) -> TaskKind {
    match &resource.target {
        Target::Lambda { .. } => TaskKind::Lambda,
        Target::Activity { .. } => TaskKind::Activity,
        Target::Substitution { .. } | Target::Other => TaskKind::Other,
        Target::Integration(integration) if is_lambda_invoke(integration) => {
            TaskKind::LambdaInvoke(integration.pattern)
        }
        Target::Integration(Integration { kind: IntegrationKind::Optimised, service, action, pattern })
            if service == "states" && action == "startExecution" =>
        {
            TaskKind::StartExecution(*pattern)
        }
        Target::Integration(integration) => {
            let suffix = match integration.pattern {
                IntegrationPattern::RequestResponse => "",
                IntegrationPattern::Sync => ".sync",
                IntegrationPattern::Sync2 => ".sync:2",
                IntegrationPattern::WaitForTaskToken => ".waitForTaskToken",
            };
            let family = match integration.kind {
                IntegrationKind::Optimised => "",
                IntegrationKind::Sdk => "aws-sdk:",
            };
            TaskKind::Integration {
                resource_type: format!("{family}{}", integration.service),
                resource: format!("{}{suffix}", integration.action),
                pattern: integration.pattern,
            }
        }
    }
}

/// What the handler of a state gets, as far as a template tells.
fn payload(task: &model::Task) -> Option<&Template> {
    let parameters = given(task)?;
    match (&task.resource.target, parameters) {
        (Target::Integration(integration), Template::Object(members)) if is_lambda_invoke(integration) => {
            members.iter().find(|member| member.key.value == "Payload").map(|member| &member.value)
        }
        (Target::Integration(integration), _) if is_lambda_invoke(integration) => None,
        _ => Some(parameters),
    }
}

fn method(
    name: &str,
    calls: &[Call<'_>],
    options: &Options,
    types: &mut UserTypes,
    findings: &mut PlanFindings,
) -> Method {
    report_collision(name, calls, findings);
    let signature = calls.iter().filter_map(|call| options.handlers[call.given?].signature.as_ref()).next();
    let role = |part: &str| format!("{name}_{part}");
    let input = match signature.and_then(|signature| signature.input.as_ref()) {
        Some(InputType::LentJson) => HandlerInput::Json,
        Some(InputType::Of(given)) => HandlerInput::Given(Box::new(types.name(&role("input"), given))),
        None => {
            let templates: Vec<_> = calls.iter().map(|call| payload(call.task)).collect();
            payload::generated(name, &templates).map_or(HandlerInput::Json, HandlerInput::Generated)
        }
    };
    let mut resources: Vec<String> = Vec::new();
    for call in calls {
        if !resources.contains(&call.task.resource.text) {
            resources.push(call.task.resource.text.clone());
        }
    }
    let mut ident = names::identifier(name);
    if let Some(entry) = calls.iter().find_map(|call| call.given) {
        // What rustc says of the method is shown where it was named.
        ident.set_span(Span::call_site().located_at(options.handlers[entry].method.span()));
    }
    Method {
        name: ident,
        input,
        output: signature
            .and_then(|signature| signature.output.as_ref())
            .map(|output| types.name(&role("output"), output)),
        error: signature
            .and_then(|signature| signature.error.as_ref())
            // Errors are names and causes, and no JSON.
            .map(|error| UserType { has_shape: false, ..types.name(&role("error"), error) }),
        token_answer: options
            .answers
            .iter()
            .find(|answer| answer.method == name)
            .map(|answer| types.name(&role("answer"), &answer.ty)),
        resources,
        states: calls.iter().map(|call| call.state.name.value.clone()).collect(),
        waits_for_token: calls.iter().any(|call| call.kind.waits_for_token()),
        answers: match options.transactional.iter().any(|transactional| *transactional == name) {
            true => Answers::InTransaction,
            false => Answers::AtItsEnd,
        },
    }
}

/// Whether a state ends when its handler does, and not when a job ends, somebody answers, or a worker has polled.
fn ends_with_its_handler(kind: &TaskKind) -> bool {
    match kind {
        TaskKind::Lambda | TaskKind::Other => true,
        TaskKind::Activity => false,
        TaskKind::LambdaInvoke(pattern)
        | TaskKind::StartExecution(pattern)
        | TaskKind::Integration { pattern, .. } => *pattern == IntegrationPattern::RequestResponse,
    }
}

/// Two resources that give one method by chance, not by the user's word.
fn report_collision(name: &str, calls: &[Call<'_>], findings: &mut PlanFindings) {
    let mut by_default = calls.iter().filter(|call| call.given.is_none());
    let Some(first) = by_default.next() else { return };
    if let Some(other) = by_default.find(|call| call.identity != first.identity) {
        let resource = &other.task.resource;
        findings.diagnostics.push(
            Diagnostic::new(
                Code::HandlerCollision,
                resource.place,
                format!("two resources give the same handler, `{name}`"),
            )
            .label(format!("the handler of `{}` would be `{name}`", other.state.name.value))
            .related(first.task.resource.place, format!("so would that of `{}`", first.state.name.value))
            .help(format!(
                "name one of them in the macro's arguments: `handlers: {{ \"{}\" => {name}2 }}`",
                other.state.name.value
            )),
        );
    }
}
