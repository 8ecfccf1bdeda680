//! Runs a TestState call against its state, and compares.

use asl_runtime::__private::Program;
use asl_runtime::testing::{Answer, StateRun, StateTest};
use serde_json::Value;

use super::context;
use super::inspection::{State, inspection};
use crate::case::Case;
use crate::verdict::{Verdict, difference, numbers};

/// What a comparison says of a call; `name` is that of the state.
pub(crate) fn verdict(program: &'static dyn Program, case: &Case, name: &str) -> Verdict {
    let (result, data_flow) = match compared(program, case, name) {
        Ok(compared) => compared,
        Err(message) => (Err(format!("it can't be run: {message}")), None),
    };
    Verdict { result, history: None, data_flow }
}

/// Of the result, and of the data flow if it was recorded.
type Compared = (Result<(), String>, Option<Result<(), String>>);

fn compared(program: &'static dyn Program, case: &Case, name: &str) -> Result<Compared, String> {
    let definition = case.get("definition").ok_or("the definition is no object")?;
    let state = find(definition, name, is_jsonata(definition, false)).ok_or("the state is not there")?;
    let run = run(program, case, name, state)?;
    let text = |text: &Option<String>| text.clone().map(Value::String);
    let numbers = numbers(case);
    let check = |name: &str, found: Option<Value>| {
        difference(name, case.at(&format!("/expect/{name}")), found.as_ref(), numbers)
    };
    let result = check("status", Some(run.status.to_string().into()))
        .and_then(|()| check("error", text(&run.error)))
        .and_then(|()| check("cause", text(&run.cause)))
        .and_then(|()| check("output", run.output.clone()))
        .and_then(|()| check("nextState", run.next_state.map(Value::from)));
    let data_flow = case.at("/expect/inspectionData").map(|expected| {
        let found = inspection(state, &case.input(), &run, expected);
        difference("inspectionData", Some(expected), Some(&found), numbers)
    });
    Ok((result, data_flow))
}

fn run(program: &'static dyn Program, case: &Case, name: &str, state: State<'_>) -> Result<StateRun, String> {
    let number = |name: &str| case.at(&format!("/request/stateConfiguration/{name}")).and_then(Value::as_u64);
    let retries = number("retrierRetryCount").unwrap_or_default();
    let retries = u32::try_from(retries).map_err(|error| error.to_string())?;
    let input = case.input();
    let context = match case.at("/request/context") {
        Some(context) => context.clone(),
        None => context::made_up(state.state_type(), &input, retries),
    };
    let mut test = StateTest::in_program(program, name)
        .map_err(|error| error.to_string())?
        .context(context)
        .retried(retries)
        .failed_items(number("mapIterationFailureCount").unwrap_or_default());
    for (name, value) in case.at("/request/variables").and_then(Value::as_object).into_iter().flatten() {
        test = test.variable(name, value.clone());
    }
    if let Some(answer) = answer(case) {
        test = test.mock(answer);
    }
    test.run(input).map_err(|error| error.to_string())
}

/// What the mock says, or else what a real service has answered.
fn answer(case: &Case) -> Option<Answer> {
    if let Some(failed) = case.at("/request/mock/errorOutput") {
        let part = |name: &str| failed[name].as_str().unwrap_or_default();
        return Some(Answer::throws(part("error"), part("cause")));
    }
    let result = case.at("/request/mock/result").or_else(|| case.at("/expect/inspectionData/result"))?;
    Some(Answer::returns(result.clone()))
}

/// A state of a machine, at any depth; a definition without `States` is the state itself.
fn find<'d>(definition: &'d Value, name: &str, jsonata: bool) -> Option<State<'d>> {
    let Some(states) = definition.get("States").and_then(Value::as_object) else {
        return Some(State { definition, is_jsonata: jsonata });
    };
    if let Some(state) = states.get(name) {
        return Some(State { definition: state, is_jsonata: is_jsonata(state, jsonata) });
    }
    states.values().find_map(|state| {
        let branches = state.get("Branches").and_then(Value::as_array).into_iter().flatten();
        let processors = ["ItemProcessor", "Iterator"].into_iter().filter_map(|field| state.get(field));
        branches.chain(processors).filter(|machine| machine.get("States").is_some()).find_map(|machine| {
            // Machines inside of states have the language of the outermost one (LANG-3).
            find(machine, name, is_jsonata(machine, jsonata))
        })
    })
}

/// The query language of a machine or a state, within another one's.
fn is_jsonata(definition: &Value, around: bool) -> bool {
    match definition["QueryLanguage"].as_str() {
        Some(language) => language == "JSONata",
        None => around,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn states_are_found_at_any_depth_with_their_language() {
        let machine = json!({ "QueryLanguage": "JSONata", "States": {
            "A": { "Type": "Pass", "QueryLanguage": "JSONPath" },
            "M": { "Type": "Map", "ItemProcessor": { "States": { "B": { "Type": "Wait" } } } },
            "P": { "Type": "Parallel", "Branches": [{ "States": {} }, { "States": { "C": { "Type": "Fail" } } }] },
        } });
        for (name, found) in [
            ("A", Some(("Pass", false))),
            ("B", Some(("Wait", true))),
            ("C", Some(("Fail", true))),
            ("M", Some(("Map", true))),
            ("D", None),
        ] {
            let state = find(&machine, name, is_jsonata(&machine, false));
            let state = state.as_ref().map(|state| (state.state_type(), state.is_jsonata));
            assert_eq!(state, found, "{name}");
        }
        let alone = json!({ "Type": "Succeed", "QueryLanguage": "JSONata" });
        assert!(find(&alone, "StateName", is_jsonata(&alone, false)).is_some_and(|state| state.is_jsonata));
    }
}
