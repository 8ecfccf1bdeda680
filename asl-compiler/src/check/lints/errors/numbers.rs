//! Numbers of retriers and tasks that do nothing, or not what they say (STRICT-14).

use super::entry::handlers;
use super::matching::covers;
use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{Quantity, Retrier, State, StateKind};

pub(super) fn check(view: &View<'_>, state: &State, findings: &mut Findings) {
    let (retriers, _) = handlers(state);
    for (index, retrier) in retriers.iter().enumerate() {
        let words = format!("retrier {} of {}", index + 1, words(state));
        findings.extend(max_delay(view, retrier, &words));
        findings.extend(no_attempts(view, retrier, &retriers[index + 1..], &words));
        findings.extend(backoff(view, retrier, &words));
    }
    findings.extend(heartbeat(state));
}

/// ST-12
fn max_delay(view: &View<'_>, retrier: &Retrier, words: &str) -> Option<Diagnostic> {
    let most = retrier.max_delay_seconds?;
    let first = retrier.interval_seconds;
    let written = view.field(retrier.place, "MaxDelaySeconds")?;
    (most <= first).then(|| {
        let message =
            format!("`MaxDelaySeconds` of {words} is {most}, and the first delay is {first} already");
        let finding = Diagnostic::new(Code::MaxDelay, written.value.place(), message)
            .label("it must be greater than `IntervalSeconds`");
        match view.field(retrier.place, "IntervalSeconds") {
            Some(interval) => finding.related(interval.value.place(), "`IntervalSeconds` stands here"),
            None => finding.help("`IntervalSeconds` is 1 where it is not given"),
        }
    })
}

/// A retrier that forbids retries, where none of those after it would have retried (RETRY-4).
fn no_attempts(view: &View<'_>, retrier: &Retrier, later: &[Retrier], words: &str) -> Option<Diagnostic> {
    let forbids = |other: &Retrier| other.max_attempts > 0 && overlap(retrier, other);
    if retrier.max_attempts > 0 || later.iter().any(forbids) {
        return None;
    }
    let place = view.field(retrier.place, "MaxAttempts").map_or(retrier.place, |member| member.value.place());
    let message = format!("{words} does nothing: it allows no retry");
    let finding = Diagnostic::new(Code::RetrierWithoutEffect, place, message);
    Some(finding.help("without it the errors are not retried either; `MaxAttempts` counts the retries after the first attempt"))
}

fn overlap(one: &Retrier, other: &Retrier) -> bool {
    let pairs =
        one.error_equals.iter().flat_map(|name| other.error_equals.iter().map(move |other| (name, other)));
    let mut pairs = pairs.peekable();
    pairs.peek().is_none() || pairs.any(|(name, other)| covers(name, other) || covers(other, name))
}

/// `BackoffRate` and `MaxDelaySeconds` that come into play with the second retry, where there is one at most.
fn backoff(view: &View<'_>, retrier: &Retrier, words: &str) -> Option<Diagnostic> {
    if retrier.max_attempts != 1 {
        return None;
    }
    let names = ["BackoffRate", "MaxDelaySeconds"];
    let written = names.iter().find_map(|name| view.field(retrier.place, name))?;
    let message = format!("`{}` of {words} has no effect", written.key);
    Some(
        Diagnostic::new(Code::RetryNumberWithoutEffect, written.key_place(), message)
            .label("it counts from the second retry on, and there is one at most"),
    )
}

/// ST-11
fn heartbeat(state: &State) -> Option<Diagnostic> {
    let StateKind::Task(task) = &state.kind else { return None };
    let (Some(Quantity::Literal(heartbeat)), Some(Quantity::Literal(timeout))) =
        (&task.heartbeat, &task.timeout)
    else {
        return None;
    };
    (heartbeat.value >= timeout.value).then(|| {
        let message = format!(
            "`HeartbeatSeconds` of {} is {}, and the task times out after {}",
            words(state),
            heartbeat.value,
            timeout.value
        );
        Diagnostic::new(Code::Heartbeat, heartbeat.place, message)
            .label("it must be smaller than `TimeoutSeconds`")
            .related(timeout.place, "`TimeoutSeconds` stands here")
    })
}
