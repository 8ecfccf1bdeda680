//! Which names match the errors of which others (ERR-4, ERR-6, ERR-26).

use crate::model::ErrorName;

const TIMEOUT: &str = "States.Timeout";

/// Errors of which it is not known that `States.TaskFailed` matches them.
const APART: [&str; 5] = [
    TIMEOUT,
    "States.DataLimitExceeded",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.Permissions",
];

/// Whether every error that `later` matches is matched by `earlier` too.
pub(in crate::check::lints) fn covers(earlier: &ErrorName, later: &ErrorName) -> bool {
    match (earlier, later) {
        (ErrorName::All, _) => true,
        (ErrorName::TaskFailed, ErrorName::Named(name)) => !APART.contains(&name.as_str()),
        // A missed heartbeat is a timeout under both names.
        (ErrorName::Named(name), ErrorName::HeartbeatTimeout) if name == TIMEOUT => true,
        _ => earlier == later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> ErrorName {
        match text {
            "States.ALL" => ErrorName::All,
            "States.TaskFailed" => ErrorName::TaskFailed,
            "States.HeartbeatTimeout" => ErrorName::HeartbeatTimeout,
            other => ErrorName::Named(other.into()),
        }
    }

    #[test]
    fn follows_err_4_and_err_6() {
        for (earlier, later, expected) in [
            ("A", "A", true),
            ("A", "a", false),
            ("A", "B", false),
            ("States.ALL", "States.Timeout", true),
            ("States.ALL", "States.TaskFailed", true),
            ("States.TaskFailed", "A", true),
            ("States.TaskFailed", "Lambda.Unknown", true),
            ("States.TaskFailed", "States.Timeout", false),
            ("States.TaskFailed", "States.HeartbeatTimeout", false),
            ("States.TaskFailed", "States.DataLimitExceeded", false),
            ("States.TaskFailed", "States.ALL", false),
            ("States.Timeout", "States.HeartbeatTimeout", true),
            ("States.HeartbeatTimeout", "States.Timeout", false),
            ("A", "States.TaskFailed", false),
        ] {
            assert_eq!(covers(&name(earlier), &name(later)), expected, "{earlier} {later}");
        }
    }
}
