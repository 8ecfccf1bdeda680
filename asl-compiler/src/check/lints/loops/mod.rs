//! Loops that never end, and loops that go round at once (STRICT-18).

mod graph;
#[cfg(test)]
mod tests;

use graph::Graph;

use super::errors::handlers;
use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::resource::{IntegrationPattern, Target};
use crate::model::{
    Catcher, Choice, Condition, ErrorName, Next, Operator, ResultPath, Scope, State, StateId, StateKind, Task,
};

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for scope in &view.scopes {
        let scope = scope.scope;
        // A scope that has no end at all is told of as a whole.
        let ends = scope.states.iter().any(|state| leads(state).contains(&Next::End) || is_fail(state));
        if view.has_open_target(scope) || !ends {
            continue;
        }
        let graph = Graph(scope.states.iter().map(|state| indices(&leads(state))).collect());
        for group in graph.loops() {
            if let Some(finding) = endless(scope, &group) {
                findings.push(finding);
            } else {
                findings.extend(retried_for_ever(scope, &group));
                findings.extend(polls_without_wait(scope, &group));
            }
        }
    }
}

/// Where a state may lead; its failure is no way out.
fn leads(state: &State) -> Vec<Next> {
    let mut leads = ends_well(state);
    leads.extend(handlers(state).1.iter().map(|catcher| catcher.next));
    leads
}

/// Where a state leads that ends well.
fn ends_well(state: &State) -> Vec<Next> {
    match &state.kind {
        StateKind::Task(task) => vec![task.next],
        StateKind::Pass(pass) => vec![pass.next],
        StateKind::Wait(wait) => vec![wait.next],
        StateKind::Parallel(parallel) => vec![parallel.next],
        StateKind::Map(map) => vec![map.next],
        StateKind::Choice(choice) => {
            choice.choices.iter().map(|rule| rule.next).chain(choice.default).collect()
        }
        StateKind::Succeed(_) => vec![Next::End],
        StateKind::Fail(_) => Vec::new(),
    }
}

fn is_fail(state: &State) -> bool {
    matches!(state.kind, StateKind::Fail(_))
}

fn indices(leads: &[Next]) -> Vec<usize> {
    leads
        .iter()
        .filter_map(|next| match next {
            Next::State(StateId(index)) => Some(*index as usize),
            Next::End => None,
        })
        .collect()
}

/// The states of a loop as messages list them.
fn list(scope: &Scope, group: &[usize]) -> String {
    const SHOWN: usize = 4;
    let names: Vec<String> =
        group.iter().take(SHOWN).map(|index| format!("`{}`", scope.states[*index].name.value)).collect();
    match group.len() {
        1 => format!("the state {}", names.join("")),
        length if length > SHOWN => format!("the states {} and {} more", names.join(", "), length - SHOWN),
        _ => format!("the states {}", names.join(", ")),
    }
}

fn endless(scope: &Scope, group: &[usize]) -> Option<Diagnostic> {
    let out = |index: &usize| {
        leads(&scope.states[*index]).iter().any(|next| match next {
            Next::End => true,
            Next::State(StateId(target)) => !group.contains(&(*target as usize)),
        })
    };
    if group.iter().any(out) {
        return None;
    }
    let first = &scope.states[*group.first()?];
    let message = match group.len() {
        1 => format!("{} leads to itself alone, and never out", list(scope, group)),
        _ => format!("{} lead to each other, and never out", list(scope, group)),
    };
    Some(
        Diagnostic::new(Code::EndlessLoop, first.name.place, message)
            .label("the execution can only fail here, or run until its history is full")
            .help("a Choice that leads out of the loop ends it"),
    )
}

/// Whether a state takes time of itself: the loop does not go round at once.
fn takes_time(state: &State) -> bool {
    match &state.kind {
        StateKind::Wait(_) => true,
        StateKind::Task(task) => match &task.resource.target {
            Target::Integration(integration) => integration.pattern != IntegrationPattern::RequestResponse,
            Target::Activity { .. } => true,
            Target::Lambda { .. } | Target::Substitution { .. } | Target::Other => false,
        },
        // What is inside of them may take any time.
        StateKind::Parallel(_) | StateKind::Map(_) => true,
        _ => false,
    }
}

/// A loop by way of a catcher for every error: while the error lasts, it goes round. A catcher of one error
/// may lead to what mends it.
fn retried_for_ever(scope: &Scope, group: &[usize]) -> Option<Diagnostic> {
    let at_once = |index: usize| {
        let state = &scope.states[index];
        group.contains(&index) && !takes_time(state) && !matches!(state.kind, StateKind::Choice(_))
    };
    let edges = (0..scope.states.len()).map(|index| {
        let state = &scope.states[index];
        let caught = handlers(state).1.iter().filter(|catcher| is_broad(catcher)).map(|catcher| catcher.next);
        let leads: Vec<Next> = ends_well(state).into_iter().chain(caught).collect();
        let mut targets = indices(&leads);
        targets.retain(|target| at_once(index) && at_once(*target));
        targets
    });
    let inner = Graph(edges.collect()).loops().into_iter().next()?;
    let (state, catcher) = inner.iter().map(|index| &scope.states[*index]).find_map(|state| {
        let catchers = handlers(state).1.iter().filter(|catcher| is_broad(catcher));
        let mut back = catchers.filter(|catcher| match catcher.next {
            Next::State(StateId(target)) => inner.contains(&(target as usize)),
            Next::End => false,
        });
        Some((state, back.next()?))
    })?;
    let message = format!("{} is run again at once for as long as it fails", words(state));
    let place = catcher.error_equals.first().map_or(catcher.place, |name| name.place);
    Some(
        Diagnostic::new(Code::UnboundedLoop, place, message)
            .label("this leads back to it, without a Wait and without a bound")
            .help("`Retry` waits longer each time, and gives up after `MaxAttempts`"),
    )
}

fn is_broad(catcher: &Catcher) -> bool {
    catcher.error_equals.iter().any(|name| matches!(name.value, ErrorName::All | ErrorName::TaskFailed))
}

/// A loop that asks a service for a status over and over.
fn polls_without_wait(scope: &Scope, group: &[usize]) -> Option<Diagnostic> {
    let states = || group.iter().map(|index| &scope.states[*index]);
    if states().any(takes_time) {
        return None;
    }
    let choices: Vec<(usize, &Choice)> = group
        .iter()
        .filter_map(|index| match &scope.states[*index].kind {
            StateKind::Choice(choice) => Some((*index, &**choice)),
            _ => None,
        })
        .collect();
    let asks = |task: &Task| match &task.resource.target {
        Target::Integration(integration) => {
            ["describe", "get"].iter().any(|start| integration.action.starts_with(start))
        }
        _ => false,
    };
    let asking = states().find(|state| match &state.kind {
        StateKind::Task(task) if asks(task) && !choices.is_empty() => {
            choices.iter().all(|(index, choice)| {
                choice.choices.iter().all(|rule| {
                    rule.test.json_path().is_some_and(|condition| is_of_answer(condition, task, *index))
                })
            })
        }
        _ => false,
    })?;
    let message = format!("{} is asked again at once, for as long as the loop goes on", words(asking));
    Some(
        Diagnostic::new(Code::UnboundedLoop, asking.name.place, message)
            .label("no state of this loop waits")
            .help(
                "put a Wait into the loop: every turn costs events of the history, of which there are 25,000",
            ),
    )
}

/// Whether a condition compares texts alone, of what a task has been answered: a count has an end, a status
/// may not.
fn is_of_answer(condition: &Condition, task: &Task, choice: usize) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().all(|part| is_of_answer(part, task, choice))
        }
        Condition::Not(part) => is_of_answer(part, task, choice),
        Condition::Comparison(comparison) => {
            let text = matches!(comparison.operator.value, Operator::String(..) | Operator::StringMatches(_));
            let of_answer = match task.flow.json_path().map(|work| &work.result.path) {
                Some(ResultPath::Insert(path)) => comparison.variable.steps.starts_with(&path.value.0.steps),
                Some(ResultPath::Replace) => task.next == Next::State(StateId(choice as u32)),
                Some(ResultPath::Discard) | None => false,
            };
            text && of_answer
        }
    }
}
