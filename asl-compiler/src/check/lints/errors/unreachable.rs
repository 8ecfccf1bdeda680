//! Retriers and catchers that no error reaches, and names that never match (STRICT-5, STRICT-6).

use super::entry::{Entry, Role};
use super::known::{never, text};
use super::matching::covers;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{ErrorName, Spanned};

/// Why a name never matches.
enum Dead<'a> {
    /// No error of this name comes here.
    Never(&'static str),
    /// The same name stands before it in the same entry.
    Repeated(&'a Spanned<ErrorName>),
    /// This name of an earlier entry matches all of its errors.
    Covered(&'a Spanned<ErrorName>),
}

pub(super) fn check(list: &[Entry<'_>], findings: &mut Findings) {
    for (index, entry) in list.iter().enumerate() {
        let earlier = &list[..index];
        let dead: Vec<_> = (0..entry.names.len()).map(|name| why(entry, name, earlier)).collect();
        let lost = entry.complete
            && !dead.is_empty()
            && dead.iter().all(|dead| dead.is_some())
            && !dead.iter().all(|dead| matches!(dead, Some(Dead::Repeated(_))));
        if lost {
            findings.push(unreachable(entry, &dead));
        } else {
            let pairs = entry.names.iter().zip(dead);
            findings.extend(pairs.filter_map(|(name, dead)| single(entry, name, dead?)));
        }
    }
}

fn why<'a>(entry: &Entry<'a>, index: usize, earlier: &[Entry<'a>]) -> Option<Dead<'a>> {
    let name = &entry.names[index];
    if let Some(why) = never(name) {
        return Some(Dead::Never(why));
    }
    let mut before = earlier.iter().flat_map(|entry| entry.names);
    // What stands after `States.ALL` is refused for that.
    if let Some(other) = before.find(|other| other.value != ErrorName::All && covers(other, name)) {
        return Some(Dead::Covered(other));
    }
    let twin = entry.names[..index].iter().find(|other| other.value == name.value);
    twin.map(Dead::Repeated)
}

fn unreachable(entry: &Entry<'_>, dead: &[Option<Dead<'_>>]) -> Diagnostic {
    let (code, verb) = match entry.role {
        Role::Retrier => (Code::UnreachableRetrier, "retries"),
        Role::Catcher => (Code::UnreachableCatcher, "catches"),
    };
    let place = entry.names.first().map_or(entry.place, |name| name.place);
    let finding = Diagnostic::new(code, place, format!("{} never {verb} anything", entry.words));
    let reasons = entry.names.iter().zip(dead);
    let mut finding = finding.label("no error gets here");
    for (name, dead) in reasons {
        let own = text(name);
        match dead {
            Some(Dead::Covered(other)) => {
                let words = match text(other) == own {
                    true => format!("`{own}` is taken here"),
                    false => format!("`{}` takes `{own}` too", text(other)),
                };
                finding = finding.related(other.place, words);
            }
            Some(Dead::Never(why)) if finding.help.is_none() => {
                finding = finding.help(format!("`{own}` never matches: {why}"));
            }
            _ => {}
        }
    }
    finding
}

fn single(entry: &Entry<'_>, name: &Spanned<ErrorName>, dead: Dead<'_>) -> Option<Diagnostic> {
    let own = text(name);
    Some(match dead {
        Dead::Never(why) => Diagnostic::new(
            Code::UnmatchedErrorName,
            name.place,
            format!("`{own}` in {} never matches", entry.words),
        )
        .label(why),
        Dead::Repeated(other) => repeated(entry, name).related(other.place, "it stands here too"),
        Dead::Covered(other) if text(other) == own => {
            repeated(entry, name).related(other.place, "the first of them takes the error")
        }
        // One of several names, covered by a broad one: it is often written out for the reader.
        Dead::Covered(_) => return None,
    })
}

fn repeated(entry: &Entry<'_>, name: &Spanned<ErrorName>) -> Diagnostic {
    let words = format!("`{}` in {} stands there already", text(name), entry.words);
    Diagnostic::new(Code::RepeatedErrorName, name.place, words).label("it has no effect")
}
