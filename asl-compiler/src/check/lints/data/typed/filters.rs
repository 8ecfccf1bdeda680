//! What filters look at in the elements that they are asked of (PATH-8).

use super::super::missing::Site;
use super::super::select::{children, select};
use super::{Checks, parts};
use crate::check::lints::uses::PathUse;
use crate::expression::path::{Filter, Operand, Path, Root, Step};
use crate::syntax::Place;
use crate::typed::Verdict;

/// That each member that a filter looks at can be there: of what never is, nothing is ever selected.
pub(super) fn check(site: &Site<'_>, used: &PathUse<'_>, place: Place, checks: &mut Checks<'_>) {
    for (index, step) in used.path.steps.iter().enumerate() {
        let Step::Filter(filter) = step else { continue };
        let to = Path { steps: used.path.steps[..index].to_vec(), ..used.path.clone() };
        let Some(found) = site.found(&PathUse { path: &to, part: used.part.clone(), ..*used }) else {
            continue;
        };
        let candidate = children(&found.shape, Some(step));
        each_candidate(filter, &mut |steps| {
            let found = select(&candidate, steps).shape;
            for (_, part) in parts(&found).filter(|(_, part)| part.may_be_missing()) {
                let shown =
                    Path { text: String::new(), root: Root::Document, steps: steps.to_vec() }.to_string();
                let more = format!(", whose filter looks at {}", shown.replacen('$', "@", 1));
                let text = checks.words.reads(site.state(), place, &used.path.text, &more);
                checks.push(text, Verdict::Selected(part.clone()));
            }
        });
    }
}

/// Every path from `@`.
fn each_candidate<'f>(filter: &'f Filter, found: &mut dyn FnMut(&'f [Step])) {
    let mut operand = |operand: &'f Operand| {
        if let Operand::Candidate(steps) = operand {
            found(steps);
        }
    };
    match filter {
        Filter::And(filters) | Filter::Or(filters) => {
            filters.iter().for_each(|filter| each_candidate(filter, found));
        }
        Filter::Not(filter) => each_candidate(filter, found),
        Filter::Compare(one, _, other) => {
            operand(one);
            operand(other);
        }
        Filter::Exists(of) => operand(of),
    }
}
