//! A Catch for all failures that lets timeouts through (STRICT-8).

use super::known::text;
use crate::check::lints::view::words;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{ErrorName, State, StateKind};

/// `States.TaskFailed` says nothing of `States.Timeout` (ERR-4). Said only of a task that can time out.
pub(super) fn check(state: &State, findings: &mut Findings) {
    let StateKind::Task(task) = &state.kind else { return };
    if task.timeout.is_none() && task.heartbeat.is_none() {
        return;
    }
    let mut names = task.catch.iter().flat_map(|catcher| &catcher.error_equals);
    let taken = names.clone().any(|name| matches!(text(name), "States.ALL" | "States.Timeout"));
    let Some(broad) = names.find(|name| name.value == ErrorName::TaskFailed).filter(|_| !taken) else {
        return;
    };
    let message = format!("a timeout of {} is not caught", words(state));
    findings.push(
        Diagnostic::new(Code::UncaughtTimeout, broad.place, message)
            .label("`States.TaskFailed` matches every error but `States.Timeout`")
            .help("add `States.Timeout`, or catch `States.ALL`"),
    );
}
