//! Payload templates: calls that fail when they are reached, and text that looks as if it were evaluated.

mod calls;
mod jsonata;
#[cfg(test)]
mod tests;
mod text;

use super::view::View;
use crate::diagnostic::Findings;
use crate::model::QueryLanguage;
use text::{Check, Surroundings};

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    let variables = text::variables(view);
    for scope in &view.scopes {
        let within = scope.holder.is_some_and(|holder| holder.state.language == QueryLanguage::Jsonata);
        let surroundings = if within { Surroundings::Jsonata } else { Surroundings::Same };
        for state in &scope.scope.states {
            let check = Check::new(state, &variables, surroundings);
            match state.language {
                QueryLanguage::JsonPath => {
                    calls::check(view, state, findings);
                    text::check(view, state, &check, findings);
                }
                QueryLanguage::Jsonata => {
                    jsonata::check(view, state, &check, &mut |finding| findings.push(finding));
                }
            }
        }
    }
}
