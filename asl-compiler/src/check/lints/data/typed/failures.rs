//! The errors that an execution can end with: what its states raise, but for what is caught there or around them
//! (CATCH-2, ERR-27, ERR-28).

use super::errors::fail_name;
use super::{Checks, StateTypes};
use crate::check::lints::errors::{covers, handlers};
use crate::check::lints::view::View;
use crate::diagnostic::{Code, Diagnostic, Findings, Level};
use crate::model::{
    Catcher, ErrorName, MapItems, ProcessorMode, QueryLanguage, Scope, State, StateKind, Task,
};
use crate::syntax::Place;
use crate::typed::{Errors, Failures, MethodFailure, Verdict};

/// The errors that an execution of a definition can end with, besides those that every one can.
pub(crate) fn failures(scope: &Scope, types: &StateTypes) -> Failures {
    let mut failures = Failures::default();
    for state in &scope.states {
        failures.extend(of_state(state, types));
    }
    failures
}

fn of_state(state: &State, types: &StateTypes) -> Failures {
    let name = &state.name.value;
    let mut raised = match &state.kind {
        StateKind::Task(task) => of_task(state, task, types),
        StateKind::Parallel(parallel) => {
            let mut raised = Failures::default();
            parallel.branches.iter().for_each(|branch| raised.extend(failures(branch, types)));
            raised
        }
        StateKind::Map(map) if map.mode == ProcessorMode::Inline => failures(&map.processor, types),
        StateKind::Map(map) => {
            let mut raised = Failures::default();
            raised.add("States.ExceedToleratedFailureThreshold", name);
            if matches!(map.items, MapItems::Reader(_)) {
                raised.add("States.ItemReaderFailed", name);
            }
            if map.result_writer.is_some() {
                raised.add("States.ResultWriterFailed", name);
            }
            raised
        }
        StateKind::Fail(fail) => {
            let mut raised = Failures::default();
            match fail_name(fail) {
                Some(error) => raised.add(&error, name),
                None => raised.unknown.push(name.clone()),
            }
            raised
        }
        StateKind::Pass(_) | StateKind::Choice(_) | StateKind::Wait(_) | StateKind::Succeed(_) => {
            Failures::default()
        }
    };
    if state.language == QueryLanguage::Jsonata && !matches!(state.kind, StateKind::Fail(_)) {
        raised.add("States.QueryEvaluationError", name);
    }
    handlers(state).1.iter().for_each(|catcher| caught(&mut raised, catcher));
    raised
}

fn of_task(state: &State, task: &Task, types: &StateTypes) -> Failures {
    let mut raised = Failures::default();
    let name = state.name.value.clone();
    match types.task(state).filter(|task| task.has_error) {
        Some(of) => {
            raised.of_methods.push(MethodFailure {
                method: of.method,
                state: name.clone(),
                caught: Vec::new(),
            });
        }
        None => raised.unknown.push(name.clone()),
    }
    if task.timeout.is_some() || task.heartbeat.is_some() {
        raised.add("States.Timeout", &name);
    }
    raised
}

/// Takes away what a catcher takes.
fn caught(raised: &mut Failures, catcher: &Catcher) {
    for name in catcher.error_equals.iter().map(|name| &name.value) {
        raised.named.retain(|one| !covers(name, &ErrorName::Named(one.name.clone())));
        match name {
            ErrorName::All | ErrorName::TaskFailed => {
                raised.of_methods.clear();
                raised.unknown.clear();
            }
            ErrorName::HeartbeatTimeout => {}
            ErrorName::Named(name) => {
                raised.of_methods.iter_mut().for_each(|of| of.caught.push(name.clone()));
            }
        }
    }
}

/// The lint: errors of handlers that nothing catches. Whether names leave one out, only rustc can tell.
pub(super) fn check(view: &View<'_>, checks: &mut Checks<'_>, findings: &mut Findings) {
    let place_of = |name: &str| -> Option<(&State, Place)> {
        let state = view.states().find(|state| state.name.value == name)?;
        Some((state, state.name.place))
    };
    for MethodFailure { method, state, caught } in failures(&view.machine.scope, checks.types).of_methods {
        let Some((state, place)) = place_of(&state) else { continue };
        if checks.types.uncaught_errors == Level::Deny {
            let text = checks.words.fails(state, place);
            let errors = Errors { methods: vec![method], names: Vec::new() };
            checks.push(text, Verdict::Caught(errors, caught));
        } else if caught.is_empty() {
            let message = format!("nothing catches the errors of {}", crate::check::view::words(state));
            findings.push(
                Diagnostic::new(Code::UncaughtError, place, message)
                    .label("each of them ends the execution")
                    .help("a catcher of `States.ALL` takes all of them; `deny` instead of `warn` says which"),
            );
        }
    }
}
