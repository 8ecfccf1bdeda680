//! What is known of the data: paths that find nothing, values of the wrong type, comparisons that are never
//! true (STRICT-10 to STRICT-12, STRICT-17).
//!
//! What a state gets is followed from literals, templates, services' answers and Error Outputs, along
//! every way that leads to it. What is not known stays unknown, and nothing is said of it.

mod choice;
mod facts;
mod flow;
mod history;
mod insert;
mod jsonata;
mod merge;
mod missing;
mod select;
mod services;
mod shape;
mod solve;
mod template;
#[cfg(test)]
mod tests;
pub(in crate::check) mod typed;
mod types;

use super::view::View;
use crate::diagnostic::Findings;
use crate::model::{QueryLanguage, StateKind, WorkflowKind};

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    let types = typed::StateTypes::default();
    lint(&solve::solve(view, &types), findings);
}

fn lint(solution: &solve::Solution<'_>, findings: &mut Findings) {
    let view = solution.view;
    for (index, node) in solution.nodes.iter().enumerate() {
        if node.state.language == QueryLanguage::Jsonata {
            continue;
        }
        let Some(input) = solution.input(index) else { continue };
        let around = solution.around(index);
        let steps = around.steps(node.state, &input);
        let site = missing::Site { solution, index, input: &input, around: &around, steps: &steps };
        missing::check(&site, findings);
        types::check(&site, findings);
        // An express execution has no such history (EXEC-4).
        if view.scopes[node.scope].kind == WorkflowKind::Standard {
            findings.extend(history::check(&site));
        }
        if let StateKind::Choice(rules) = &node.state.kind {
            choice::check(&site, rules, findings);
        }
    }
}
