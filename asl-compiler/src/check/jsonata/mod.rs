//! Expressions of JSONata: what their names refer to, what their values can be (JNA).

mod error_output;
mod functions;
mod kinds;
mod locals;
mod names;
mod result;
mod site;
mod states;
#[cfg(test)]
mod tests;
mod top_level;

use std::ops::Range;

use super::view::View;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::read::service_location;

pub(super) use functions::{names as library_names, result_kind};
pub(super) use locals::{Local, Locals};
pub(super) use names::{Role, StatesUse, is_library};
pub(super) use site::{Holds, Site, Wants, sites};

/// Reports what the service refuses.
pub(super) fn refuse(
    view: &View<'_>,
    sites: &[Site<'_>],
    assigned: &dyn Fn(&str) -> bool,
    findings: &mut Findings,
) {
    for site in sites {
        states::check(view, site, &mut |finding| findings.push(finding));
        top_level::check(view, site, assigned, &mut |finding| findings.push(finding));
    }
}

/// Reports what the service accepts, and what then fails or is hardly meant.
pub(super) fn lint(
    view: &View<'_>,
    sites: &[Site<'_>],
    assigned: &dyn Fn(&str) -> bool,
    findings: &mut Findings,
) {
    for site in sites {
        let inferred = kinds::infer(&site.expression.root, assigned);
        result::check(view, site, inferred.kinds, findings);
        error_output::check(view, site, &mut |finding| findings.push(finding));
        for slip in inferred.slips {
            let place = site.part(view, &slip.range);
            let message = format!("{}, in {}", slip.message, site.words);
            findings.push(Diagnostic {
                label: slip.label,
                help: slip.help,
                ..Diagnostic::new(slip.code, place, message)
            });
        }
    }
}

/// What the service refuses in an expression.
struct Refusal<'r> {
    code: Code,
    range: &'r Range<usize>,
    message: String,
    /// Its own words.
    service: String,
}

fn refusal(view: &View<'_>, site: &Site<'_>, refusal: Refusal<'_>) -> Diagnostic {
    let Refusal { code, range, message, service } = refusal;
    let location = service_location(view.document, site.place.node);
    Diagnostic::new(code, site.part(view, range), message).service(
        "UNSUPPORTED_JSONATA_EXPRESSION",
        service,
        Some(location),
    )
}
