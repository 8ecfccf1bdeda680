//! TestState calls: which of them are about a data flow that is compiled, and the machine around their state.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::cases::Form;
use super::validation::Expected;

/// The name that the service gives a state that stands by itself.
const ALONE: &str = "StateName";

/// What a call is a recording of.
pub(super) fn form(request: &Value, definition: &Value, expect: &Value) -> Form {
    if let Some(exception) = expect.get("exception") {
        return refused(exception);
    }
    let name = request["stateName"].as_str().unwrap_or(ALONE);
    let state = find(definition, name);
    let is_task = state.is_some_and(|state| state["Type"] == "Task");
    let mock = request.get("mock").filter(|mock| !mock.is_null());
    if is_task && mock.is_none() {
        let resource = state.and_then(|state| state["Resource"].as_str()).unwrap_or_default();
        if resource.contains(":states:::http:invoke") {
            return Form::NotRun("TestState: a call of a real HTTP endpoint".into());
        }
        if expect["inspectionData"].get("result").is_none() {
            return Form::NotRun("TestState: what the real service answered is not recorded".into());
        }
    }
    Form::TestState(name.to_owned())
}

/// A call that the service refused: because of the definition, which the compiler must refuse too, or by what only
/// the API checks.
fn refused(exception: &Value) -> Form {
    let (code, message) = (exception["code"].as_str(), exception["message"].as_str());
    let diagnostic = message
        .filter(|_| code == Some("InvalidDefinition"))
        .and_then(|message| message.strip_prefix("Invalid State Machine Definition: '")?.strip_suffix('\''))
        .and_then(diagnostic);
    match diagnostic {
        Some(diagnostic) => Form::Validation(Expected { is_accepted: false, diagnostics: vec![diagnostic] }),
        None => {
            Form::NotRun(format!("TestState: the API refuses the request ({})", code.unwrap_or("no code")))
        }
    }
}

/// `CODE: message at /location`
fn diagnostic(text: &str) -> Option<Value> {
    let (code, rest) = text.split_once(": ")?;
    let (message, location) = rest.rsplit_once(" at /")?;
    Some(json!({ "code": code, "message": message, "location": format!("/{location}") }))
}

/// The text of a machine that holds a state which stands by itself; `text` is that of the state.
pub(super) fn machine_around(text: &str, state: &Value) -> String {
    let stubs: String = targets(state)
        .into_iter()
        .filter(|target| *target != ALONE)
        .map(|target| format!(", {}: {{\"Type\": \"Succeed\"}}", Value::from(target)))
        .collect();
    format!("{{\"StartAt\": \"{ALONE}\", \"States\": {{\"{ALONE}\": {text}{stubs}}}}}")
}

/// The states that a state leads to.
fn targets(state: &Value) -> BTreeSet<&str> {
    let lists = ["Choices", "Catch"].iter().filter_map(|field| state[field].as_array()).flatten();
    let nexts = lists.map(|entry| &entry["Next"]);
    nexts.chain([&state["Next"], &state["Default"]]).filter_map(Value::as_str).collect()
}

/// A state of a machine, at any depth; a definition without `States` is the state itself.
fn find<'d>(definition: &'d Value, name: &str) -> Option<&'d Value> {
    let Some(states) = definition["States"].as_object() else { return Some(definition) };
    if let Some(state) = states.get(name) {
        return Some(state);
    }
    states.values().find_map(|state| {
        let branches = state["Branches"].as_array().into_iter().flatten();
        let machines = branches.chain([&state["ItemProcessor"], &state["Iterator"]]);
        machines.filter(|machine| machine["States"].is_object()).find_map(|machine| find(machine, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form_of(request: Value, definition: Value, expect: Value) -> String {
        match form(&request, &definition, &expect) {
            Form::NotRun(why) => why,
            Form::TestState(state) => format!("runs {state}"),
            Form::Validation(expected) => format!("judges {:?}", expected.diagnostics),
            Form::Execution => "executes".into(),
        }
    }

    #[test]
    fn what_is_run_follows_from_the_form() {
        let task = json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke" });
        let http = json!({ "Type": "Task", "Resource": "arn:aws:states:::http:invoke" });
        let machine = json!({ "StartAt": "M", "States": { "M": { "Type": "Map", "ItemProcessor": {
            "StartAt": "A", "States": { "A": task } } } } });
        let known = json!({ "inspectionData": { "result": 1 } });
        let refused =
            |code: &str, message: &str| json!({ "exception": { "code": code, "message": message } });
        let wrong = "Invalid State Machine Definition: 'CODE: words at all at /States/A'";
        for (request, definition, expect, expected) in [
            (json!({ "mock": { "result": 1 } }), &task, json!({}), "runs StateName"),
            (json!({}), &task, known.clone(), "runs StateName"),
            (json!({}), &task, json!({}), "TestState: what the real service answered is not recorded"),
            (json!({}), &http, known.clone(), "TestState: a call of a real HTTP endpoint"),
            (json!({}), &json!({ "Type": "Pass" }), json!({}), "runs StateName"),
            (json!({ "stateName": "A" }), &machine, known, "runs A"),
            (
                json!({ "stateName": "A" }),
                &machine,
                json!({}),
                "TestState: what the real service answered is not recorded",
            ),
            (
                json!({}),
                &task,
                refused("ValidationException", wrong),
                "TestState: the API refuses the request (ValidationException)",
            ),
            (
                json!({}),
                &task,
                refused("InvalidDefinition", "other"),
                "TestState: the API refuses the request (InvalidDefinition)",
            ),
            (
                json!({}),
                &task,
                refused("InvalidDefinition", wrong),
                r#"judges [Object {"code": String("CODE"), "message": String("words at all"), "location": String("/States/A")}]"#,
            ),
        ] {
            assert_eq!(form_of(request, definition.clone(), expect), expected);
        }
    }

    #[test]
    fn a_machine_has_all_states_that_its_state_leads_to() {
        let text =
            r#"{"Type": "Choice", "Choices": [{"Next": "A"}, {"Next": "B"}], "Default": "A", "n": 1.0}"#;
        let state: Value = serde_json::from_str(text).expect("it is JSON");
        let machine = machine_around(text, &state);
        assert!(machine.contains(text), "the text of the state stays as it is");
        let machine: Value = serde_json::from_str(&machine).expect("it is JSON");
        let names: Vec<&String> =
            machine["States"].as_object().into_iter().flat_map(|states| states.keys()).collect();
        assert_eq!(names, ["StateName", "A", "B"]);
    }
}
