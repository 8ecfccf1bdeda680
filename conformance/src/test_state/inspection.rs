//! Which steps of the data flow TestState tells, by type and query language.

use asl_runtime::testing::{StateRun, StateStatus};
use serde_json::{Map, Value, json};

/// A state of a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    /// Its members.
    pub(super) definition: &'a Value,
    /// Whether its query language is JSONata.
    pub(super) is_jsonata: bool,
}

impl State<'_> {
    pub(super) fn state_type(&self) -> &str {
        self.definition["Type"].as_str().unwrap_or_default()
    }

    fn has(&self, field: &str) -> bool {
        self.definition.get(field).is_some()
    }

    /// A field that is there and `null`.
    fn is_null(&self, field: &str) -> bool {
        self.definition.get(field).is_some_and(Value::is_null)
    }

    /// The catchers that lead to a state.
    fn catchers(&self, next: Option<&str>) -> impl Iterator<Item = usize> {
        let catchers = self.definition["Catch"].as_array().map_or(&[][..], Vec::as_slice);
        let leads = move |(_, catcher): &(usize, &Value)| next.is_some() && catcher["Next"].as_str() == next;
        catchers.iter().enumerate().filter(leads).map(|(index, _)| index)
    }
}

/// `inspectionData`, as the service would have it.
pub(super) fn inspection(state: State<'_>, input: &Value, run: &StateRun, expected: &Value) -> Value {
    let mut told = Map::new();
    let mut tell = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            told.insert(name.to_owned(), value);
        }
    };
    tell("input", Some(input.clone()));
    let state_type = state.state_type();
    // A Pass with a Result has no use for its input.
    let is_result = state_type == "Pass" && state.has("Result");
    match (state.is_jsonata, state_type) {
        (false, "Parallel") => {}
        (false, _) if is_result => {}
        (false, _) if state.is_null("InputPath") => tell("afterInputPath", Some(json!({}))),
        (false, _) => tell("afterInputPath", run.effective_input.clone()),
        (true, _) => {}
    }
    match (state.is_jsonata, state_type) {
        (false, "Task") => tell("afterParameters", run.payload.clone()),
        (false, "Pass") if !is_result => tell("afterParameters", run.selected_result.clone()),
        (true, "Task") if state.has("Arguments") => tell("afterArguments", run.payload.clone()),
        _ => {}
    }
    if state_type == "Map" {
        if !state.is_jsonata {
            tell("afterItemsPath", run.items.clone());
            tell("afterItemSelector", run.selected_items.clone().filter(|_| state.has("ItemSelector")));
        }
        tell("maxConcurrency", run.max_concurrency.map(Value::from));
        tell("toleratedFailureCount", run.tolerated_failure_count.map(Value::from));
        tell("toleratedFailurePercentage", run.tolerated_failure_percentage.map(Value::from));
    }
    match state_type {
        "Task" => tell("result", run.result.clone()),
        "Pass" if is_result && !state.is_jsonata => tell("result", run.selected_result.clone()),
        _ => {}
    }
    if !state.is_jsonata && matches!(state_type, "Task" | "Pass" | "Parallel" | "Map") {
        let (selected, merged) = after_result(state, input, run, expected);
        tell("afterResultSelector", selected);
        tell("afterResultPath", merged);
    }
    if !run.variables.is_empty() {
        tell("variables", Some(run.variables.iter().cloned().collect()));
    }
    tell("errorDetails", error_details(state, run, expected));
    Value::Object(told)
}

/// `afterResultSelector` and `afterResultPath`. Paths that are `null` are not applied by any function that could
/// tell what was before.
fn after_result(
    state: State<'_>,
    input: &Value,
    run: &StateRun,
    expected: &Value,
) -> (Option<Value>, Option<Value>) {
    if run.status != StateStatus::Succeeded {
        return (None, None);
    }
    let (drops_result, drops_output) = (state.is_null("ResultPath"), state.is_null("OutputPath"));
    let is_seen = !drops_result && (state.has("ResultPath") || !drops_output);
    let selected = if is_seen {
        run.selected_result.clone()
    } else if state.has("ResultSelector") || state.state_type() == "Pass" {
        // It can't be seen, so it can't be compared.
        expected.get("afterResultSelector").cloned()
    } else {
        run.result.clone()
    };
    let merged = match (drops_result, drops_output, state.has("ResultPath")) {
        (true, ..) => Some(input.clone()),
        (false, true, false) => selected.clone(),
        _ => run.merged_output.clone(),
    };
    (selected, merged)
}

fn error_details(state: State<'_>, run: &StateRun, expected: &Value) -> Option<Value> {
    match (run.status, run.retrier) {
        (StateStatus::CaughtError, _) => {
            // Catchers that lead to the same state can't be told apart by where they lead.
            let wanted = expected["errorDetails"]["catchIndex"].as_u64();
            let mut catchers = state.catchers(run.next_state);
            let first = catchers.next()?;
            let is_wanted = |index: &usize| wanted == Some(*index as u64);
            let index = if is_wanted(&first) { first } else { catchers.find(is_wanted).unwrap_or(first) };
            Some(json!({ "catchIndex": index }))
        }
        (StateStatus::Retriable, Some(retrier)) => {
            let seconds = run.retry_delay.unwrap_or_default().as_secs_f64();
            let seconds = if seconds.fract() == 0.0 { json!(seconds as u64) } else { json!(seconds) };
            Some(json!({ "retryIndex": retrier, "retryBackoffIntervalSeconds": seconds }))
        }
        (StateStatus::Failed, Some(retrier)) => Some(json!({ "retryIndex": retrier })),
        _ => None,
    }
}
