//! Calls of intrinsic functions that fail whatever their paths give (INT-5, STRICT-3).

use crate::check::lints::uses::expressions;
use crate::check::lints::view::View;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::intrinsic::lint::{self, Outcome};
use crate::model::{Expression, State};

pub(super) fn check(view: &View<'_>, state: &State, findings: &mut Findings) {
    for used in expressions(state) {
        let Expression::Intrinsic(call) = &used.expression.value else { continue };
        for finding in lint::check(call) {
            let code = match finding.outcome {
                Outcome::Fails => Code::IntrinsicCall,
                Outcome::Misleads => Code::IntrinsicArgument,
            };
            let place = view.part(used.expression.place, finding.range);
            let mut diagnostic = Diagnostic::new(code, place, finding.message);
            diagnostic.help = finding.help;
            findings.push(diagnostic);
        }
    }
}
