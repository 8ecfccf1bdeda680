//! Names in Retry and Catch that no handler there raises.

use super::super::missing::Site;
use super::{Checks, StateTypes};
use crate::check::lints::errors::handlers;
use crate::model::{ErrorName, Fail, FailText, Scope, State, StateKind};
use crate::substitution::holds_name;
use crate::typed::{Errors, Verdict};

/// What the names begin with that services raise, whatever the handlers do.
const OF_SERVICES: [&str; 4] = ["States.", "Lambda.", "Runtime.", "Sandbox."];

/// What the runtime raises where a handler can't be called, or has no answer.
const OF_RUNTIME: [&str; 4] = ["InvalidHandlerInput", "InvalidHandlerOutput", "HandlerPanicked", "NoHandler"];

pub(super) fn check(site: &Site<'_>, checks: &mut Checks<'_>) {
    let state = site.state();
    let mut errors = Errors::default();
    // Where no type says what is raised, a name too many is no matter of types.
    if raised(state, checks.types, &mut errors).is_none() || errors.methods.is_empty() {
        return;
    }
    let (retriers, catchers) = handlers(state);
    let names = retriers.iter().flat_map(|one| &one.error_equals);
    for name in names.chain(catchers.iter().flat_map(|one| &one.error_equals)) {
        let ErrorName::Named(text) = &name.value else { continue };
        let of_others = OF_SERVICES.iter().any(|start| text.starts_with(start))
            || OF_RUNTIME.contains(&text.as_str())
            || holds_name(text);
        if !of_others {
            let words = checks.words.handles(state, name.place, text);
            checks.push(words, Verdict::Raised(errors.clone(), text.clone()));
        }
    }
}

/// What a state can fail with besides the errors of services; `None` if that is not known.
fn raised(state: &State, types: &StateTypes, errors: &mut Errors) -> Option<()> {
    match &state.kind {
        StateKind::Task(_) => {
            let task = types.task(state).filter(|task| task.has_error)?;
            if !errors.methods.contains(&task.method) {
                errors.methods.push(task.method);
            }
        }
        StateKind::Parallel(parallel) => {
            parallel.branches.iter().try_for_each(|scope| inside(scope, types, errors))?;
        }
        StateKind::Map(map) => inside(&map.processor, types, errors)?,
        StateKind::Fail(fail) => errors.names.push(fail_name(fail)?),
        StateKind::Pass(_) | StateKind::Choice(_) | StateKind::Wait(_) | StateKind::Succeed(_) => {}
    }
    Some(())
}

fn inside(scope: &Scope, types: &StateTypes, errors: &mut Errors) -> Option<()> {
    scope.states.iter().try_for_each(|state| raised(state, types, errors))
}

/// The name that a Fail state raises, where it is known.
pub(super) fn fail_name(fail: &Fail) -> Option<String> {
    match fail.error.as_ref()? {
        FailText::Literal(text) if !holds_name(&text.value) => Some(text.value.clone()),
        FailText::Literal(_) | FailText::Expression(_) => None,
    }
}
