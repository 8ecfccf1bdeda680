//! Rustdoc of the generated items.

use crate::markdown::{code, paragraph};
use crate::plan::{Answers, HandlerInput, Method, Plan, PlannedState};

/// Of the module: where it comes from, its Comment, its picture.
pub(super) fn module(plan: &Plan<'_>) -> Vec<String> {
    let mut lines = vec![format!(" The workflow of {}.", code(&plan.source_name))];
    if let Some(comment) = &plan.model.comment {
        lines.push(String::new());
        lines.extend(paragraph(comment).map(|line| format!(" {line}")));
    }
    lines.push(String::new());
    lines.push(format!(" {}", crate::graph::svg(plan.model)));
    lines.push(String::new());
    lines.extend(errors(plan));
    lines
}

/// The errors that an execution can end with.
fn errors(plan: &Plan<'_>) -> Vec<String> {
    let listed = |states: &[&String]| states.iter().map(|state| code(state)).collect::<Vec<_>>().join(", ");
    let failures = &plan.failures;
    let mut lines = vec![" An execution can fail with".into(), String::new()];
    // Of a type, and what is left of it: the states whose methods answer with it.
    let mut of_types: Vec<(String, Vec<&String>)> = Vec::new();
    for failure in &failures.of_methods {
        let error = plan.methods.get(failure.method).and_then(|method| method.error.as_ref());
        let Some(error) = error else { continue };
        let mut text = format!("an error of {}", code(&error.shown));
        if !failure.caught.is_empty() {
            text = format!("{text} but {}", listed(&failure.caught.iter().collect::<Vec<_>>()));
        }
        match of_types.iter_mut().find(|(known, _)| *known == text) {
            Some((_, states)) => states.push(&failure.state),
            None => of_types.push((text, vec![&failure.state])),
        }
    }
    lines.extend(of_types.iter().map(|(text, states)| format!(" - {text}, of {}", listed(states))));
    for named in &failures.named {
        let states: Vec<_> = named.states.iter().collect();
        lines.push(format!(" - {}, of {}", code(&named.name), listed(&states)));
    }
    if !failures.unknown.is_empty() {
        lines.push(format!(" - any error, of {}", listed(&failures.unknown.iter().collect::<Vec<_>>())));
    }
    if let Some(seconds) = &plan.model.timeout_seconds {
        lines.push(format!(" - `States.Timeout`, when it lasts longer than {} s", seconds.value));
    }
    let handlers = match failures.of_methods.is_empty() {
        true => "",
        false => ", `InvalidHandlerInput`, `InvalidHandlerOutput`, `HandlerPanicked`",
    };
    lines.push(format!(" - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`{handlers}"));
    lines
}

/// Of the trait: what to implement, with a skeleton to copy.
pub(super) fn handlers(plan: &Plan<'_>) -> Vec<String> {
    let module = &plan.module;
    if plan.methods.is_empty() {
        return vec![" What the workflow calls: nothing, so an empty `impl` will do.".into()];
    }
    let mut lines = vec![
        " What the workflow calls: one method for each resource.".into(),
        String::new(),
        " ```ignore".into(),
        format!(" impl {module}::Handlers for MyHandlers {{"),
    ];
    for method in &plan.methods {
        let (input, output, error) = types(method, &format!("{module}::"));
        lines.push(format!(
            "     async fn {}(&self, input: {input}, task: &TaskContext) -> Result<{output}, {error}> {{",
            method.name
        ));
        lines.push("         …".into());
        lines.push("     }".into());
    }
    lines.push(" }".into());
    lines.push(" ```".into());
    lines
}

/// Of a method: which resource and which states.
pub(super) fn method(method: &Method) -> Vec<String> {
    let quoted = |texts: &[String]| texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!(" Serves {}, for {}.", quoted(&method.resources), quoted(&method.states))];
    if method.waits_for_token {
        lines.push(String::new());
        let answer = method.token_answer.as_ref();
        let answer = answer.map_or_else(String::new, |answer| format!(" with a {}", code(&answer.shown)));
        lines.push(format!(
            " Returns when the request is handed over; the state ends when the task token comes back{answer}."
        ));
    }
    if method.answers == Answers::InTransaction {
        lines.push(String::new());
        lines.push(
            " Returns what is to be written in the transaction that ends the state. It may be called again after a"
                .into(),
        );
        lines.push(" crash; what it returns is written once.".into());
    }
    lines
}

/// Of a variant: the name and the Comment of its state.
pub(super) fn state(state: &PlannedState<'_>) -> Vec<String> {
    let mut lines = vec![format!(" {}", code(&state.state.name.value))];
    if let Some(comment) = &state.state.comment {
        lines.push(String::new());
        lines.extend(paragraph(comment).map(|line| format!(" {line}")));
    }
    lines
}

/// The types of a method as the user writes them.
fn types(method: &Method, module: &str) -> (String, String, String) {
    let input = match &method.input {
        HandlerInput::Json => "&serde_json::Value".into(),
        HandlerInput::Given(given) => given.shown.clone(),
        HandlerInput::Generated(input) => format!("{module}{}", input.name),
    };
    let shown = |given: &Option<crate::plan::UserType>, otherwise: &str| {
        given.as_ref().map_or_else(|| otherwise.into(), |given| given.shown.clone())
    };
    let (output, error) = (shown(&method.output, "serde_json::Value"), shown(&method.error, "TaskError"));
    let output = match method.answers {
        Answers::AtItsEnd => output,
        Answers::InTransaction => format!("InTransaction<{output}, {error}>"),
    };
    (input, output, error)
}
