//! Which states have types, for the checks of their data.

use super::{HandlerInput, Plan, TaskKind, UserType};
use crate::check::{Answer, StateTypes, TaskTypes};
use crate::diagnostic::Level;

/// The types of a workflow's states.
pub(crate) fn state_types(plan: &Plan<'_>, uncaught_errors: Level) -> StateTypes {
    let has_shape = |given: &Option<UserType>| given.as_ref().is_some_and(|given| given.has_shape);
    let mut types = StateTypes {
        has_input: has_shape(&plan.input),
        has_output: has_shape(&plan.output),
        uncaught_errors,
        ..StateTypes::default()
    };
    for planned in plan.machines.iter().flat_map(|machine| &machine.states) {
        let Some(task) = planned.task.map(|id| &plan.tasks[usize::from(id.0)]) else { continue };
        let Some(method) = task.method else { continue };
        let of_method = &plan.methods[method];
        // Where somebody else ends the task, the result is theirs, and not the method's.
        let answer = match task.kind.waits_for_token() {
            true if has_shape(&of_method.token_answer) => Answer::WithToken,
            false if has_shape(&of_method.output) => Answer::OfMethod,
            _ => Answer::Unknown,
        };
        let of_state = TaskTypes {
            method,
            has_input: matches!(&of_method.input, HandlerInput::Given(given) if given.has_shape),
            // Without a type it is the runtime's `TaskError`, which may have any name.
            has_error: of_method.error.is_some() && !is_service(&task.kind),
            answer,
            is_enveloped: matches!(task.kind, TaskKind::LambdaInvoke(_)),
        };
        types.tasks.insert(planned.state.place.node, of_state);
    }
    types
}

/// Whether the errors are those of a service as well, whatever the handler raises.
fn is_service(kind: &TaskKind) -> bool {
    matches!(kind, TaskKind::Integration { .. } | TaskKind::StartExecution(_)) || kind.waits_for_token()
}
