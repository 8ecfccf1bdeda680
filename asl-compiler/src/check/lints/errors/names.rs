//! Error names that are misspelt, or reserved and none (STRICT-7, ERR-2).

use std::collections::{HashMap, HashSet};

use super::entry::{Entry, handlers};
use super::known::{LAMBDA, LAMBDA_ERRORS, PREDEFINED, RESERVED, is_predefined, text};
use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{ErrorName, FailText, State, StateKind};
use crate::suggest::nearest;
use crate::syntax::Place;

/// The names that the definition's Fail states raise, each with a place where one does.
pub(super) fn raised<'a>(view: &View<'a>) -> HashMap<&'a str, Place> {
    view.states().filter_map(fail_error).collect()
}

fn fail_error(state: &State) -> Option<(&str, Place)> {
    match &state.kind {
        StateKind::Fail(fail) => match &fail.error {
            Some(FailText::Literal(name)) => Some((&name.value, name.place)),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn check(entry: &Entry<'_>, raised: &HashMap<&str, Place>, findings: &mut Findings) {
    for name in entry.names {
        let ErrorName::Named(text) = &name.value else { continue };
        if is_predefined(text) {
            continue;
        }
        let near = match raised.contains_key(text.as_str()) {
            true => None,
            false => reserved_like(text),
        };
        if let Some(near) = near {
            let words = format!("`{text}` in {} is no error of the service, and never matches", entry.words);
            let finding = Diagnostic::new(Code::MisspeltErrorName, name.place, words);
            findings.push(finding.help(format!("did you mean `{near}`?")));
        } else if text.contains('*') {
            let words = format!("`{text}` in {} is compared as it stands, and never matches", entry.words);
            let finding = Diagnostic::new(Code::MisspeltErrorName, name.place, words);
            findings.push(finding.label("there are no wildcards").help("`States.ALL` matches every error"));
        } else if text.starts_with(RESERVED) {
            let finding = reserved(name.place, text, &entry.words);
            findings.push(match raised.get(text.as_str()) {
                Some(place) => finding.related(*place, "it is raised here"),
                None => finding,
            });
        } else if let Some(near) = lambda_like(text).filter(|_| !raised.contains_key(text.as_str())) {
            let words = format!("`{text}` in {} is no error that calling a function gives", entry.words);
            let finding = Diagnostic::new(Code::UnknownLambdaError, name.place, words);
            findings.push(finding.help(format!("did you mean `{near}`?")));
        }
    }
}

/// The names in every `Retry` and `Catch`.
pub(super) fn handled<'a>(view: &View<'a>) -> HashSet<&'a str> {
    let handlers = view.states().map(handlers);
    let names = handlers.flat_map(|(retriers, catchers)| {
        let retried = retriers.iter().flat_map(|retrier| &retrier.error_equals);
        retried.chain(catchers.iter().flat_map(|catcher| &catcher.error_equals))
    });
    names.map(|name| text(name)).collect()
}

/// A Fail state whose own error is reserved (ERR-2). Where the name is caught, it is said there.
pub(super) fn check_fail(state: &State, handled: &HashSet<&str>, findings: &mut Findings) {
    if let Some((name, place)) = fail_error(state)
        && name.starts_with(RESERVED)
        && !is_predefined(name)
        && !handled.contains(name)
    {
        findings.push(reserved(place, name, &words(state)));
    }
}

fn reserved(place: Place, name: &str, words: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ReservedErrorName,
        place,
        format!("`{name}` in {words} is not among the names that the service has"),
    )
    .label(format!("names that begin with `{RESERVED}` are reserved"))
    .help(format!("give an error of your own another name: `{}`", &name[RESERVED.len()..]))
}

/// The reserved name that was most likely meant.
fn reserved_like(name: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|next| next.to_ascii_lowercase()).collect()
    };
    let plain = letters(name);
    if matches!(plain.as_str(), "all" | "") {
        return Some("States.ALL");
    }
    if let Some(same) = PREDEFINED.into_iter().find(|known| letters(known) == plain) {
        return Some(same);
    }
    // The two parts are compared each for itself: of a short name too much may be a slip else.
    let (prefix, rest) = name.split_once('.')?;
    let states = prefix == "States" || nearest(prefix, ["States"]).is_some();
    states.then(|| nearest_after(RESERVED, rest, &PREDEFINED)).flatten()
}

/// The error of calling a function that was most likely meant.
fn lambda_like(name: &str) -> Option<&'static str> {
    if LAMBDA_ERRORS.contains(&name) {
        return None;
    }
    let (prefix, rest) = name.split_at_checked(LAMBDA.len())?;
    prefix.eq_ignore_ascii_case(LAMBDA).then(|| nearest_after(LAMBDA, rest, &LAMBDA_ERRORS)).flatten()
}

/// The known name that begins with `prefix` and goes on as `rest`, or nearly so.
fn nearest_after(prefix: &str, rest: &str, known: &[&'static str]) -> Option<&'static str> {
    let ends = || known.iter().filter_map(|known| known.strip_prefix(prefix));
    let meant = ends().find(|end| *end == rest).or_else(|| nearest(rest, ends()))?;
    known.iter().copied().find(|known| known.strip_prefix(prefix) == Some(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_reserved_name_that_was_meant() {
        for (written, meant) in [
            ("State.ALL", Some("States.ALL")),
            ("States.All", Some("States.ALL")),
            ("states.all", Some("States.ALL")),
            ("StatesALL", Some("States.ALL")),
            ("ALL", Some("States.ALL")),
            ("*", Some("States.ALL")),
            ("States.TaskFail", Some("States.TaskFailed")),
            ("States.TaskFailedId", Some("States.TaskFailed")),
            ("States.TimeOut", Some("States.Timeout")),
            ("States.Timout", Some("States.Timeout")),
            ("State.Runtime", Some("States.Runtime")),
            ("Stage.Call", None),
            ("States.Heartbeat", None),
            ("States.QuorumMet", None),
            ("StateTimeout", None),
            ("OrderFailed", None),
            ("Lambda.Unknown", None),
        ] {
            assert_eq!(reserved_like(written), meant, "{written}");
        }
    }

    #[test]
    fn finds_the_error_of_a_function_that_was_meant() {
        for (written, meant) in [
            ("Lambda.Unknwon", Some("Lambda.Unknown")),
            ("lambda.ServiceException", Some("Lambda.ServiceException")),
            ("Lambda.TooManyRequestException", Some("Lambda.TooManyRequestsException")),
            ("Lambda.SdkClientException", None),
            ("Lambda.MyOwnTrouble", None),
            ("Unknwon", None),
        ] {
            assert_eq!(lambda_like(written), meant, "{written}");
        }
    }
}
