//! `Retry` and `Catch`: error names that are none, entries that no error reaches, numbers that do nothing.

mod entry;
mod known;
mod matching;
mod names;
mod numbers;
#[cfg(test)]
mod tests;
mod timeouts;
mod unreachable;

pub(super) use entry::handlers;
pub(super) use matching::covers;

use super::view::View;
use crate::diagnostic::Findings;

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    let raised = names::raised(view);
    let handled = names::handled(view);
    for state in view.states() {
        for list in entry::lists(view, state) {
            unreachable::check(&list, findings);
            for entry in &list {
                names::check(entry, &raised, findings);
                timeouts::check_unraised(view, state, entry, findings);
            }
        }
        names::check_fail(state, &handled, findings);
        numbers::check(view, state, findings);
        timeouts::check(state, findings);
    }
}
