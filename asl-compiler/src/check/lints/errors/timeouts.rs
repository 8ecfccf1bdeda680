//! A Catch for all failures that lets timeouts through (STRICT-8), and one for timeouts that there are none of.

use super::entry::Entry;
use super::known::text;
use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::resource::{IntegrationPattern, Target};
use crate::model::{ErrorName, Spanned, State, StateKind};

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

/// An entry for timeouts alone, of a task that never times out: by default it has a hundred million seconds
/// (TIME-1), and no heartbeat to miss.
pub(super) fn check_unraised(view: &View<'_>, state: &State, entry: &Entry<'_>, findings: &mut Findings) {
    let StateKind::Task(task) = &state.kind else { return };
    let may_end = match &task.resource.target {
        Target::Lambda { .. } => false,
        // An HTTP task ends after a minute (LIM-17); who answers by a token may name any error.
        Target::Integration(integration) => {
            integration.service == "http" || integration.pattern == IntegrationPattern::WaitForTaskToken
        }
        Target::Activity { .. } | Target::Substitution { .. } | Target::Other => true,
    };
    let has = |field: &str| {
        view.field(state.place, field).or_else(|| view.field(state.place, &format!("{field}Path"))).is_some()
    };
    let (timeout, heartbeat) = (has("TimeoutSeconds"), has("HeartbeatSeconds"));
    let unraised = |name: &Spanned<ErrorName>| match text(name) {
        "States.Timeout" => !timeout && !heartbeat,
        "States.HeartbeatTimeout" => !heartbeat,
        _ => false,
    };
    let all = entry.complete && !entry.names.is_empty() && entry.names.iter().all(unraised);
    if let Some(name) = entry.names.first().filter(|_| all && !may_end) {
        let missing = if timeout { "HeartbeatSeconds" } else { "TimeoutSeconds" };
        let message = format!("{} is never used: the task does not time out", entry.words);
        findings.push(
            Diagnostic::new(Code::UnraisedTimeout, name.place, message)
                .help(format!("set `{missing}` of {}", words(state))),
        );
    }
}
