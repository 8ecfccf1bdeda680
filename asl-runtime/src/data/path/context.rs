//! The context object (CTX): read member by member, and built as a whole only where a path asks for the whole.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Miss, Misses, PathStep, plain, walk};
use crate::program::{ExecutionContext, ItemView, Step};

/// What `steps` name in the context object.
pub(super) fn select<'d>(
    step: &'d Step<'_>,
    steps: &'static [PathStep],
    document: &'d Value,
) -> Result<Cow<'d, Value>, Miss> {
    // What ItemSelector most often asks for.
    if let [PathStep::Name("Map"), PathStep::Name("Item"), PathStep::Name("Value"), rest @ ..] = steps
        && let (None, Some(item)) = (step.probe.context(), step.item())
        && let Some(node) = plain(rest, item.value)
    {
        return Ok(Cow::Borrowed(node));
    }
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

/// The member that the first steps lead to, if they are names, and how many of them that took.
fn member<'d>(step: &'d Step<'_>, steps: &[PathStep]) -> Option<(Cow<'d, Value>, usize)> {
    named(step, |index| match steps.get(index) {
        Some(PathStep::Name(name)) => Some(*name),
        _ => None,
    })
}

/// The member that the first names lead to, and how many of them that took. `None` for anything but a member that
/// is there: walking the whole object then says what is missing.
pub(crate) fn named<'d, 'n>(
    step: &'d Step<'_>,
    name: impl Fn(usize) -> Option<&'n str>,
) -> Option<(Cow<'d, Value>, usize)> {
    if let Some(given) = step.probe.context() {
        return Some((Cow::Borrowed(given), 0));
    }
    let (member, used) = match name(0)? {
        "Execution" => (execution_member(step.execution, name(1)?)?, 2),
        "StateMachine" => (machine_member(step.execution, name(1)?)?, 2),
        "State" => (state_member(step, name(1)?)?, 2),
        "Task" if name(1)? == "Token" => (text(step.task_token?), 2),
        "Map" if name(1)? == "Item" => (item_member(step.item()?, name(2)?)?, 3),
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
        "RedriveCount" => Cow::Owned(Value::from(execution.redrive_count?)),
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

fn item_member<'d>(item: ItemView<'d>, name: &str) -> Option<Cow<'d, Value>> {
    Some(match name {
        "Index" => Cow::Owned(Value::from(item.index)),
        "Value" => Cow::Borrowed(item.value),
        "Key" => text(item.key?),
        "Source" => text(item.source?),
        _ => return None,
    })
}

fn text(text: impl ToString) -> Cow<'static, Value> {
    Cow::Owned(Value::String(text.to_string()))
}

/// The names that there may be below the names given, in the order of CTX-2. `None` where nothing is known.
pub(crate) fn names(step: &Step<'_>, path: &[&str]) -> Option<&'static [&'static str]> {
    Some(match path {
        [] => match (step.task_token, step.item()) {
            (None, None) => &["Execution", "StateMachine", "State"],
            (Some(_), None) => &["Execution", "StateMachine", "State", "Task"],
            (None, Some(_)) => &["Execution", "StateMachine", "State", "Map"],
            (Some(_), Some(_)) => &["Execution", "StateMachine", "State", "Task", "Map"],
        },
        ["Execution"] => &["Id", "Input", "StartTime", "Name", "RoleArn", "RedriveCount", "RedriveTime"],
        ["StateMachine"] => &["Id", "Name"],
        ["State"] => &["Name", "EnteredTime", "RetryCount"],
        ["Task"] => &["Token"],
        ["Map"] => &["Item"],
        ["Map", "Item"] => &["Index", "Value", "Key", "Source"],
        _ => return None,
    })
}

/// The whole context object, its members in the order of CTX-2.
pub(crate) fn object(step: &Step<'_>) -> Value {
    below(step, &mut Vec::new()).unwrap_or_default()
}

/// What stands below the names given.
fn below(step: &Step<'_>, path: &mut Vec<&'static str>) -> Option<Value> {
    if let Some((value, _)) = named(step, |index| path.get(index).copied()) {
        return Some(value.into_owned());
    }
    let mut members = Map::new();
    for &name in names(step, path)? {
        path.push(name);
        let value = below(step, path);
        path.pop();
        members.extend(value.map(|value| (name.to_owned(), value)));
    }
    Some(Value::Object(members))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PathStep::{Index, Name, Wildcard};
    use super::*;
    use crate::data::path::{Path, Root};
    use crate::program::{Fixture, ItemContext};
    use crate::time::Timestamp;

    fn in_map() -> Fixture {
        let mut fixture = Fixture::new(json!({"orders": [{"id": 1}]}));
        fixture.item = Some(ItemContext { index: 2, value: json!({"sku": "x"}), key: None, source: None });
        fixture.task_token = Some("token");
        fixture.retry_count = Some(1);
        fixture
    }

    fn select(step: &Step<'_>, steps: &'static [PathStep]) -> Result<Value, String> {
        let path = Path { text: "$$…", root: Root::Context, steps };
        let found = path.select(step, &Value::Null).map(Cow::into_owned);
        found.map_err(|miss| miss.text(&path))
    }

    #[test]
    fn reads_members() {
        let mut fixture = in_map();
        fixture.execution.redrive_time = Some(Timestamp::new(0, 1_000_000));
        let step = fixture.step();
        let cases: &[(&'static [PathStep], Value)] = &[
            (
                &[Name("Execution"), Name("Id")],
                json!("arn:aws:states:us-east-1:111111111111:execution:Machine:Run"),
            ),
            (&[Name("Execution"), Name("Name")], json!("Run")),
            (&[Name("Execution"), Name("StartTime")], json!("2025-01-01T00:00:00.000Z")),
            (&[Name("Execution"), Name("RoleArn")], json!("arn:aws:iam::111111111111:role/Role")),
            (&[Name("Execution"), Name("RedriveCount")], json!(0)),
            (&[Name("Execution"), Name("RedriveTime")], json!("1970-01-01T00:00:00.001Z")),
            (&[Name("Execution"), Name("Input"), Name("orders"), Index(0), Name("id")], json!(1)),
            (&[Name("Execution"), Name("Input"), Name("orders"), Wildcard, Name("id")], json!([1])),
            (&[Name("StateMachine"), Name("Name")], json!("Machine")),
            (&[Name("State"), Name("Name")], json!("State")),
            (&[Name("State"), Name("EnteredTime")], json!("2025-01-01T00:00:00.000Z")),
            (&[Name("State"), Name("RetryCount")], json!(1)),
            (&[Name("Task"), Name("Token")], json!("token")),
            (&[Name("Map"), Name("Item"), Name("Index")], json!(2)),
            (&[Name("Map"), Name("Item"), Name("Value"), Name("sku")], json!("x")),
            (&[Name("Map"), Name("Item")], json!({"Index": 2, "Value": {"sku": "x"}})),
            (&[Name("StateMachine"), Wildcard, Index(0)], json!([])),
        ];
        for (steps, value) in cases {
            assert_eq!(select(&step, steps).as_ref(), Ok(value), "{steps:?}");
        }
    }

    #[test]
    fn borrows_the_big_members() {
        let mut fixture = in_map();
        let step = fixture.step();
        let borrowed: [&'static [PathStep]; 2] =
            [&[Name("Execution"), Name("Input")], &[Name("Map"), Name("Item"), Name("Value")]];
        for steps in borrowed {
            let path = Path { text: "", root: Root::Context, steps };
            assert!(matches!(path.select(&step, &Value::Null), Ok(Cow::Borrowed(_))), "{steps:?}");
        }
    }

    #[test]
    fn the_whole_is_in_the_service_s_order() {
        let mut fixture = Fixture::new(json!({"a": 1}));
        let whole = select(&fixture.step(), &[]).map(|whole| whole.to_string());
        let expected = concat!(
            r#"{"Execution":{"Id":"arn:aws:states:us-east-1:111111111111:execution:Machine:Run","Input":{"a":1},"#,
            r#""StartTime":"2025-01-01T00:00:00.000Z","Name":"Run","#,
            r#""RoleArn":"arn:aws:iam::111111111111:role/Role","RedriveCount":0},"#,
            r#""StateMachine":{"Id":"arn:aws:states:us-east-1:111111111111:stateMachine:Machine","Name":"Machine"},"#,
            r#""State":{"Name":"State","EnteredTime":"2025-01-01T00:00:00.000Z"}}"#
        );
        assert_eq!(whole, Ok(expected.to_owned()));
        let keys = |value: Value| value.as_object().map(|whole| whole.keys().cloned().collect::<Vec<_>>());
        let all = select(&in_map().step(), &[]).ok().and_then(keys);
        assert_eq!(
            all,
            Some(["Execution", "StateMachine", "State", "Task", "Map"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn what_is_not_there_is_a_miss() {
        let mut fixture = Fixture::new(json!({}));
        let step = fixture.step();
        let cases: &[(&'static [PathStep], &str)] = &[
            (&[Name("Task"), Name("Token")], "Missing property in path $['Task']"),
            (&[Name("Map"), Name("Item"), Name("Value")], "Missing property in path $['Map']"),
            (&[Name("State"), Name("RetryCount")], "No results for path: $['State']['RetryCount']"),
            (&[Name("Execution"), Name("RedriveTime")], "No results for path: $['Execution']['RedriveTime']"),
            (
                &[Name("Execution"), Name("Input"), Name("x")],
                "No results for path: $['Execution']['Input']['x']",
            ),
            (
                &[Name("Execution"), Name("Input"), Name("x"), Name("y")],
                "Missing property in path $['Execution']['Input']['x']",
            ),
            (&[Name("Other")], "No results for path: $['Other']"),
        ];
        for (steps, text) in cases {
            assert_eq!(select(&step, steps), Err((*text).to_owned()), "{steps:?}");
        }
    }
}
