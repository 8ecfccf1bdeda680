//! The way on which a variable is not assigned, in words.

use super::Usage;
use super::assignments::{Transition, Via};
use super::set::VariableId;

/// The most states of a way that messages name.
const SHOWN: usize = 6;

/// The way to a state on which nothing assigns a variable.
pub(super) fn words(
    usage: &Usage<'_, '_>,
    variable: VariableId,
    mut scope: usize,
    mut position: usize,
) -> Option<String> {
    // If the scope finds it assigned on no way, it is missing on the way to what holds the scope.
    loop {
        let around = usage.flow.scopes.get(scope)?.around.as_ref()?;
        let Some(holder) =
            usage.view.scopes.get(scope)?.holder.filter(|_| around.sometimes.contains(variable))
        else {
            break;
        };
        position = holder.position;
        scope = holder.scope;
    }
    let way = usage.flow.scopes.get(scope)?.way_without(variable, position)?;
    Some(listed(usage, scope, &way, position))
}

fn listed(usage: &Usage<'_, '_>, scope: usize, way: &[(usize, &Transition)], to: usize) -> String {
    let name = |position: usize| {
        let states = &usage.view.scopes[scope].scope.states;
        states.get(position).map_or("", |state| state.name.value.as_str())
    };
    let mut steps: Vec<String> = way
        .iter()
        .map(|(from, transition)| match transition.via {
            Via::Next => format!("`{}`", name(*from)),
            Via::Rule(index) => format!("`{}` (rule {})", name(*from), index + 1),
            Via::Catch(index) => format!("`{}` (catcher {})", name(*from), index + 1),
        })
        .collect();
    steps.push(format!("`{}`", name(to)));
    if steps.len() > SHOWN {
        let last = steps.split_off(steps.len() - SHOWN / 2);
        steps.truncate(SHOWN / 2);
        steps.push("…".to_owned());
        steps.extend(last);
    }
    steps.join(" → ")
}
