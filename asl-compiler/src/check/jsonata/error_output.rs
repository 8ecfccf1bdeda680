//! `$states.errorOutput`: two strings, and nothing in them (JNA-13, ERR-23).

use super::site::{Holds, Site};
use crate::check::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::nearest;

const FIELDS: [&str; 2] = ["Error", "Cause"];

pub(super) fn check(view: &View<'_>, site: &Site<'_>, push: &mut impl FnMut(Diagnostic)) {
    for used in site.names.states.iter().filter(|_| site.holds == Holds::ErrorOutput) {
        let Some((("errorOutput", _), steps)) = used.steps.split_first() else { continue };
        let Some(((field, field_range), deeper)) = steps.split_first() else { continue };
        if !FIELDS.contains(field) {
            let message = format!("`$states.errorOutput` has no `{field}`, in {}", site.words);
            let finding = Diagnostic::new(Code::MissingData, site.part(view, field_range), message);
            push(match nearest(field, FIELDS) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("it has `Error` and `Cause`"),
            });
        } else if let Some((name, range)) = deeper.first() {
            let message =
                format!("`$states.errorOutput.{field}` is a string and has no `{name}`, in {}", site.words);
            let finding = Diagnostic::new(Code::MissingData, site.part(view, range), message);
            push(match *field {
                "Cause" => finding.help(
                    "a function's cause is JSON in a string: `$parse($states.errorOutput.Cause)` reads it",
                ),
                _ => finding,
            });
        }
    }
}
