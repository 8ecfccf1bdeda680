//! What the service accepts and then fails, or what never does what it says (STRICT). A lint each, with a
//! code and a level of its own.
//!
//! A lint that is false does harm: where something is not known, nothing is said.

mod choice;
mod context;
pub(super) mod data;
mod errors;
mod fields;
mod limits;
mod loops;
mod parameters;
mod payload;
mod sizes;
#[cfg(test)]
pub(super) mod testing;
mod tokens;
pub(super) mod uses;

use super::jsonata::Site;
use super::view::{self, View};
use crate::diagnostic::Findings;

pub(super) fn check(view: &View<'_>, sites: &[Site<'_>], findings: &mut Findings) {
    errors::check(view, findings);
    payload::check(view, findings);
    context::check(view, sites, findings);
    limits::check(view, findings);
    parameters::check(view, findings);
    fields::check(view, findings);
    sizes::check(view, findings);
    // Where something is wrong, the model has something harmless in its place, and these would tell of that.
    if !findings.have_errors() {
        choice::check(view, findings);
        loops::check(view, findings);
        tokens::check(view, sites, findings);
        data::check(view, sites, findings);
    }
}
