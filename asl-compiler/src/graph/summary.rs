//! What a state does, in a few words.

use crate::expression::resource::{IntegrationPattern, Resource, Target};
use crate::model::{
    Expression, FailText, Flow, Map, MapItems, Quantity, Spanned, StateKind, Template, WaitUntil,
};

/// What a state does, without its type; empty where the type says it all.
pub(super) fn summary(kind: &StateKind) -> String {
    match kind {
        StateKind::Task(task) => resource(&task.resource),
        StateKind::Wait(wait) => wait_until(&wait.until),
        StateKind::Fail(fail) => fail.error.as_ref().map(fail_text).unwrap_or_default(),
        StateKind::Map(map) => items(map),
        StateKind::Pass(_) | StateKind::Choice(_) | StateKind::Succeed(_) | StateKind::Parallel(_) => {
            String::new()
        }
    }
}

fn resource(resource: &Resource) -> String {
    match &resource.target {
        Target::Lambda { function } => format!("lambda {function}"),
        Target::Activity { name } => format!("activity {name}"),
        Target::Substitution { name } => format!("${{{name}}}"),
        Target::Integration(integration) => {
            let pattern = match integration.pattern {
                IntegrationPattern::RequestResponse => "",
                IntegrationPattern::Sync => ".sync",
                IntegrationPattern::Sync2 => ".sync:2",
                IntegrationPattern::WaitForTaskToken => ".waitForTaskToken",
            };
            format!("{}:{}{pattern}", integration.service, integration.action)
        }
        Target::Other => resource.text.rsplit([':', '/']).next().unwrap_or_default().into(),
    }
}

fn wait_until(until: &WaitUntil) -> String {
    match until {
        WaitUntil::Seconds(seconds) => format!("{} s", seconds.value),
        WaitUntil::SecondsPath(path) => format!("{} seconds", path.value.0.text.trim()),
        WaitUntil::Timestamp(timestamp) => format!("until {}", timestamp.value),
        WaitUntil::TimestampPath(path) => format!("until {}", path.value.0.text.trim()),
        WaitUntil::SecondsExpression(seconds) => format!("{} seconds", seconds.value.text),
        WaitUntil::TimestampExpression(timestamp) => format!("until {}", timestamp.value.text),
    }
}

fn fail_text(text: &FailText) -> String {
    match text {
        FailText::Literal(text) => text.value.clone(),
        FailText::Expression(expression) => match &expression.value {
            Expression::Path(path) => path.text.trim().into(),
            Expression::Intrinsic(call) => call.text.trim().into(),
            Expression::Jsonata(expression) => expression.text.clone(),
        },
    }
}

fn items(map: &Map) -> String {
    let items = match &map.items {
        MapItems::Input => match map.flow {
            Flow::JsonPath(_) => "each of $",
            Flow::Jsonata(_) => "each of $states.input",
        },
        MapItems::Items(items) => &match items {
            Template::Expression(Spanned { value: Expression::Jsonata(items), .. }) => {
                format!("each of {}", items.text)
            }
            _ => "each of the given items".into(),
        },
        MapItems::Path(path) => &format!("each of {}", path.value.text.trim()),
        MapItems::Reader(reader) => &format!("each of {}", resource(&reader.resource)),
    };
    match &map.max_concurrency {
        Some(Quantity::Literal(count)) if count.value > 0 => format!("{items}, {} at once", count.value),
        _ => items.into(),
    }
}
