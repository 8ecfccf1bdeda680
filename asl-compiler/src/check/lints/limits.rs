//! Times that an execution does not live to see (TIME-7, TIME-9, STRICT-22).

use super::errors::handlers;
use super::view::{ScopeView, View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{ProcessorMode, Quantity, Spanned, State, StateKind, WaitUntil, WorkflowKind};
use crate::syntax::Place;

/// How long an express execution lasts at most (EXEC-1).
const EXPRESS: u32 = 300;

/// How long a standard execution lasts at most (EXEC-1).
const STANDARD: u32 = 365 * 24 * 3600;

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    let machine = view.machine.timeout_seconds.as_ref();
    if let Some(timeout) = machine
        && let Some(ScopeView { kind: WorkflowKind::Express, .. }) = view.scopes.first()
        && timeout.value > EXPRESS
    {
        let message = format!("`TimeoutSeconds` of the definition is {}, and has no effect", timeout.value);
        findings.push(
            Diagnostic::new(Code::BeyondTimeLimit, timeout.place, message)
                .label(format!("an express execution ends after {EXPRESS} seconds at most")),
        );
    }
    for scope in &view.scopes {
        let limit = Limit::of(view, scope, machine);
        for state in &scope.scope.states {
            check_state(view, state, &limit, findings);
        }
    }
}

/// When an execution ends at the latest, and why.
struct Limit {
    seconds: u32,
    words: String,
    place: Option<Place>,
}

impl Limit {
    fn of(view: &View<'_>, scope: &ScopeView<'_>, machine: Option<&Spanned<u32>>) -> Self {
        let (seconds, words) = match scope.kind {
            WorkflowKind::Express => (EXPRESS, format!("an express execution ends after {EXPRESS} seconds")),
            WorkflowKind::Standard => (STANDARD, "an execution ends after a year".to_owned()),
        };
        // The item of a distributed Map is an execution of its own.
        let distributed = |state: &State| match &state.kind {
            StateKind::Map(map) => matches!(map.mode, ProcessorMode::Distributed(_)),
            _ => false,
        };
        let own = view.holders(scope).iter().any(|holder| distributed(holder.state));
        match machine.filter(|timeout| !own && timeout.value < seconds) {
            Some(timeout) => Self {
                seconds: timeout.value,
                words: format!("the definition times out after {} seconds", timeout.value),
                place: Some(timeout.place),
            },
            None => Self { seconds, words, place: None },
        }
    }

    fn finding(&self, code: Code, place: Place, message: String) -> Diagnostic {
        let finding = Diagnostic::new(code, place, message).label(self.words.clone());
        match self.place {
            Some(place) => finding.related(place, "`TimeoutSeconds` stands here"),
            None => finding,
        }
    }
}

fn check_state(view: &View<'_>, state: &State, limit: &Limit, findings: &mut Findings) {
    match &state.kind {
        StateKind::Wait(wait) => {
            if let WaitUntil::Seconds(seconds) = &wait.until
                && seconds.value >= limit.seconds
            {
                let message = format!("{} never ends: it waits for {} seconds", words(state), seconds.value);
                findings.push(limit.finding(Code::WaitBeyondLimit, seconds.place, message));
            }
        }
        StateKind::Task(task) => {
            for (field, quantity) in
                [("TimeoutSeconds", &task.timeout), ("HeartbeatSeconds", &task.heartbeat)]
            {
                if let Some(Quantity::Literal(seconds)) = quantity
                    && seconds.value > limit.seconds
                    && limit.seconds != STANDARD
                {
                    let words = words(state);
                    let message = format!("`{field}` of {words} is {}, and has no effect", seconds.value);
                    findings.push(limit.finding(Code::BeyondTimeLimit, seconds.place, message));
                }
            }
        }
        _ => {}
    }
    for (index, retrier) in handlers(state).0.iter().enumerate() {
        if retrier.interval_seconds >= limit.seconds
            && retrier.max_attempts > 0
            && let Some(written) = view.field(retrier.place, "IntervalSeconds")
        {
            let message = format!(
                "retrier {} of {} waits for {} seconds, and then it is too late",
                index + 1,
                words(state),
                retrier.interval_seconds
            );
            findings.push(limit.finding(Code::BeyondTimeLimit, written.value.place(), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::found_in;
    use crate::diagnostic::Code;
    use crate::model::WorkflowKind::{Express, Standard};

    fn wait(machine: &str, seconds: u32) -> String {
        format!(
            r#"{{{machine} "StartAt": "A", "States": {{"A": {{"Type": "Wait", "Seconds": {seconds}, "End": true}}}}}}"#
        )
    }

    fn task(machine: &str, fields: &str) -> String {
        format!(
            r#"{{{machine} "StartAt": "A", "States": {{"A": {{"Type": "Task", {fields}, "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f"}}}}}}"#
        )
    }

    #[test]
    fn waits_that_never_end() {
        let place = ["/States/A/Seconds"];
        for (kind, machine, seconds, found) in [
            (Express, "", 300, true),
            (Express, "", 299, false),
            (Standard, "", 300, false),
            (Standard, "", 31_536_000, true),
            (Standard, r#""TimeoutSeconds": 60,"#, 60, true),
            (Standard, r#""TimeoutSeconds": 60,"#, 59, false),
            (Express, r#""TimeoutSeconds": 60,"#, 61, true),
        ] {
            let expected = if found { &place[..] } else { &[] };
            let definition = wait(machine, seconds);
            assert_eq!(found_in(Code::WaitBeyondLimit, &definition, kind), expected, "{kind:?} {definition}");
        }
    }

    #[test]
    fn children_of_a_distributed_map_have_limits_of_their_own() {
        let map = |kind: &str, seconds: u32| {
            format!(
                r#"{{"TimeoutSeconds": 60, "StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true,
                "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{kind}"}},
                "StartAt": "W", "States": {{"W": {{"Type": "Wait", "Seconds": {seconds}, "End": true}}}}}}}}}}}}"#
            )
        };
        let found = |kind, seconds| found_in(Code::WaitBeyondLimit, &map(kind, seconds), Standard);
        assert_eq!(found("STANDARD", 400), [""; 0]);
        assert_eq!(found("EXPRESS", 299), [""; 0]);
        assert_eq!(found("EXPRESS", 300), ["/States/M/ItemProcessor/States/W/Seconds"]);
    }

    #[test]
    fn numbers_that_have_no_effect() {
        let retry = r#""Retry": [{"ErrorEquals": ["A"], "IntervalSeconds": 300}]"#;
        for (kind, machine, fields, expected) in [
            (Express, r#""TimeoutSeconds": 301,"#, r#""Comment": "c""#, &["/TimeoutSeconds"][..]),
            (Express, r#""TimeoutSeconds": 300,"#, r#""Comment": "c""#, &[]),
            (Standard, r#""TimeoutSeconds": 301,"#, r#""Comment": "c""#, &[]),
            (Express, "", r#""TimeoutSeconds": 301"#, &["/States/A/TimeoutSeconds"]),
            (Express, "", r#""TimeoutSeconds": 300"#, &[]),
            (Standard, "", r#""TimeoutSeconds": 99999999"#, &[]),
            (
                Standard,
                r#""TimeoutSeconds": 60,"#,
                r#""HeartbeatSeconds": 61"#,
                &["/States/A/HeartbeatSeconds"],
            ),
            (Express, "", retry, &["/States/A/Retry/0/IntervalSeconds"]),
            (Standard, "", retry, &[]),
            (Standard, r#""TimeoutSeconds": 300,"#, retry, &["/States/A/Retry/0/IntervalSeconds"]),
        ] {
            let definition = task(machine, fields);
            assert_eq!(found_in(Code::BeyondTimeLimit, &definition, kind), expected, "{kind:?} {definition}");
        }
    }
}
