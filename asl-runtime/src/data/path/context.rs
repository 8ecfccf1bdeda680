//! The context object (CTX): read member by member, and built as a whole only where a path asks for the whole.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::{Miss, Misses, PathStep, walk};
use crate::program::{ExecutionContext, ItemContext, Step};

/// What `steps` name in the context object.
pub(super) fn select<'d>(
    step: &'d Step<'_>,
    steps: &'static [PathStep],
    document: &'d Value,
) -> Result<Cow<'d, Value>, Miss> {
    match member(step, steps) {
        Some((Cow::Borrowed(value), used)) => {
            let rest = steps.get(used..).unwrap_or_default();
            walk(rest, value, document, Misses::Lenient).map_err(|miss| miss.after(used))
        }
        Some((Cow::Owned(value), used)) if used == steps.len() => Ok(Cow::Owned(value)),
        _ => {
            let object = object(step);
            walk(steps, &object, document, Misses::Lenient).map(|found| Cow::Owned(found.into_owned()))
        }
    }
}

/// The member that the first names lead to, and how many names that took. `None` for anything but a member
/// that is there: walking the whole object then says what is missing.
fn member<'d>(step: &'d Step<'_>, steps: &[PathStep]) -> Option<(Cow<'d, Value>, usize)> {
    let name = |index: usize| match steps.get(index) {
        Some(PathStep::Name(name)) => Some(*name),
        _ => None,
    };
    let (member, used) = match name(0)? {
        "Execution" => (execution_member(step.execution, name(1)?)?, 2),
        "StateMachine" => (machine_member(step.execution, name(1)?)?, 2),
        "State" => (state_member(step, name(1)?)?, 2),
        "Task" if name(1)? == "Token" => (text(step.task_token?), 2),
        "Map" if name(1)? == "Item" => (item_member(step.item?, name(2)?)?, 3),
        _ => return None,
    };
    Some((member, used))
}

fn execution_member<'d>(execution: &'d ExecutionContext, name: &str) -> Option<Cow<'d, Value>> {
    Some(match name {
        "Input" => Cow::Borrowed(&*execution.input),
        "Id" => text(&execution.id),
        "StartTime" => text(execution.start_time),
        "Name" => text(&execution.name),
        "RoleArn" => text(&execution.role_arn),
        "RedriveCount" => Cow::Owned(Value::from(execution.redrive_count)),
        "RedriveTime" => text(execution.redrive_time?),
        _ => return None,
    })
}

fn machine_member<'d>(execution: &'d ExecutionContext, name: &str) -> Option<Cow<'d, Value>> {
    Some(match name {
        "Id" => text(&execution.state_machine_id),
        "Name" => text(&execution.state_machine_name),
        _ => return None,
    })
}

fn state_member<'d>(step: &'d Step<'_>, name: &str) -> Option<Cow<'d, Value>> {
    Some(match name {
        "Name" => text(step.state_name),
        "EnteredTime" => text(step.entered_time),
        "RetryCount" => Cow::Owned(Value::from(step.retry_count?)),
        _ => return None,
    })
}

fn item_member<'d>(item: &'d ItemContext, name: &str) -> Option<Cow<'d, Value>> {
    Some(match name {
        "Index" => Cow::Owned(Value::from(item.index)),
        "Value" => Cow::Borrowed(&item.value),
        "Key" => text(item.key.as_deref()?),
        "Source" => text(item.source.as_deref()?),
        _ => return None,
    })
}

fn text(text: impl ToString) -> Cow<'static, Value> {
    Cow::Owned(Value::String(text.to_string()))
}

/// The whole context object, its members in the order of CTX-2.
pub(crate) fn object(step: &Step<'_>) -> Value {
    let execution = step.execution;
    let mut object = json!({
        "Execution": collect(
            ["Id", "Input", "StartTime", "Name", "RoleArn", "RedriveCount", "RedriveTime"],
            |name| execution_member(execution, name),
        ),
        "StateMachine": collect(["Id", "Name"], |name| machine_member(execution, name)),
        "State": collect(["Name", "EnteredTime", "RetryCount"], |name| state_member(step, name)),
    });
    if let Some(token) = step.task_token {
        object["Task"] = json!({ "Token": token });
    }
    if let Some(item) = step.item {
        let item = collect(["Index", "Value", "Key", "Source"], |name| item_member(item, name));
        object["Map"] = json!({ "Item": item });
    }
    object
}

/// Those of the named members that are there.
fn collect<'d, const N: usize>(
    names: [&str; N],
    member: impl Fn(&str) -> Option<Cow<'d, Value>>,
) -> Map<String, Value> {
    names.iter().filter_map(|name| Some(((*name).to_owned(), member(name)?.into_owned()))).collect()
}
