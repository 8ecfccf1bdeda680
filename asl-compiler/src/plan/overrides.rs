//! What the entries of `handlers: { … }` are about.

use super::PlanFindings;
use super::handlers::{default_method, invoked_function};
use super::machines::Machine;
use crate::model::{State, StateKind, Task};
use crate::options::HandlerOverride;
use crate::suggest::nearest;

/// The names by which an entry may mean a Task state: its own, its resource, its function.
pub(super) fn names(state: &State, task: &Task) -> Vec<String> {
    let function = invoked_function(task);
    let (identity, _) = default_method(&task.resource.value, function);
    let mut names = vec![state.name.value.clone(), task.resource.text.clone()];
    names.extend(function.map(str::to_owned));
    names.extend(identity.strip_prefix("function ").map(str::to_owned));
    names
}

/// What each entry's key is taken for. A key that nothing has is reported, and taken for what is probably meant,
/// so that the methods of the user's `impl` are not reported as well.
pub(super) fn keys(
    machines: &[Machine<'_>],
    given: &[HandlerOverride],
    findings: &mut PlanFindings,
) -> Vec<String> {
    let tasks: Vec<(&State, &Task)> = machines
        .iter()
        .flat_map(|machine| &machine.states)
        .filter_map(|planned| match &planned.state.kind {
            StateKind::Task(task) => Some((planned.state, &**task)),
            _ => None,
        })
        .collect();
    let known: Vec<String> = tasks.iter().flat_map(|(state, task)| names(state, task)).collect();
    given
        .iter()
        .map(|entry| {
            let key = entry.key.value();
            if known.contains(&key) {
                return key;
            }
            let near = nearest(&key, known.iter().map(String::as_str));
            findings.arguments.push((entry.key.span(), unknown(&key, near, &tasks)));
            let by_method = || {
                let of_method = |(_, task): &&(&State, &Task)| {
                    entry.method == default_method(&task.resource.value, invoked_function(task)).1
                };
                tasks.iter().find(of_method).map(|(state, _)| state.name.value.clone())
            };
            near.map(str::to_owned).or_else(by_method).unwrap_or(key)
        })
        .collect()
}

fn unknown(key: &str, near: Option<&str>, tasks: &[(&State, &Task)]) -> String {
    let advice = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if tasks.is_empty() => "the workflow has no Task state".into(),
        None => {
            let names: Vec<_> = tasks.iter().map(|(state, _)| format!("`{}`", state.name.value)).collect();
            format!("the Task states are {}", names.join(", "))
        }
    };
    format!("`{key}` is neither a Task state of the workflow nor a resource of one; {advice}")
}
