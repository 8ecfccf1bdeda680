//! `$states`: the fields that it has where it is read, and that nothing else may have its name (JNA-10 to JNA-15).

use super::site::{Holds, Site};
use super::{Refusal, refusal};
use crate::check::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::nearest;

pub(super) fn check(view: &View<'_>, site: &Site<'_>, push: &mut impl FnMut(Diagnostic)) {
    for used in &site.names.states {
        let Some((field, range)) = used.steps.first() else { continue };
        let known = fields(site.holds);
        if known.contains(field) {
            continue;
        }
        let message = format!("`$states` has no `{field}` in {}", site.words);
        let service = format!("Field '$states.{field}' does not exist.");
        let finding = refusal(view, site, Refusal { code: Code::StatesField, range, message, service });
        push(match *field {
            "result" if site.field == "Catch" => {
                finding.help("a catcher has `$states.errorOutput`: there is no result")
            }
            "result" => finding.label("only `Output` and `Assign` of a Task, Parallel or Map have a result"),
            "errorOutput" => finding.label("only `Output` and `Assign` of a catcher have an error"),
            _ => match nearest(field, known.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `$states.{near}`?")),
                None => {
                    let list: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
                    finding.help(format!("it has {}", list.join(", ")))
                }
            },
        });
    }
    for binding in site.names.bindings.iter().filter(|binding| binding.name == "states") {
        let message = format!("`$states` cannot be bound again, in {}", site.words);
        let place = site.part(view, &binding.range);
        push(Diagnostic::new(Code::StatesBinding, place, message).help("give the variable another name"));
    }
}

fn fields(holds: Holds) -> &'static [&'static str] {
    match holds {
        Holds::Input => &["input", "context"],
        Holds::Result => &["input", "context", "result"],
        Holds::ErrorOutput => &["input", "context", "errorOutput"],
    }
}
