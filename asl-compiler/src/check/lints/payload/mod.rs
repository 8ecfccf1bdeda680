//! Payload templates: calls that fail when they are reached, and text that looks as if it were evaluated.

mod calls;
#[cfg(test)]
mod tests;
mod text;

use super::view::View;
use crate::diagnostic::Findings;

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    let variables = text::variables(view);
    for state in view.jsonpath_states() {
        calls::check(view, state, findings);
        text::check(view, state, &variables, findings);
    }
}
