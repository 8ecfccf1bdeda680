//! Names at the top level, where there is no input that they could be fields of (JNA-16, JNA-17).

use std::ops::Range;

use super::names::{Outside, OutsideKind};
use super::site::Site;
use super::{Refusal, functions, refusal};
use crate::check::view::View;
use crate::diagnostic::{Code, Diagnostic};

/// Reports what is refused; `assigned` are the workflow's variables.
pub(super) fn check(
    view: &View<'_>,
    site: &Site<'_>,
    assigned: &dyn Fn(&str) -> bool,
    push: &mut impl FnMut(Diagnostic),
) {
    for Outside { kind, range } in &site.names.outside {
        let at_top = |name: &str| format!("Reference to '{name}' at the top level is not supported.");
        let report = |message: String, service: String| {
            refusal(view, site, Refusal { code: Code::TopLevelReference, range, message, service })
        };
        let words = &site.words;
        push(match kind {
            OutsideKind::Name(name) => {
                let message = format!(
                    "the name `{name}` stands at the top level in {words}, where there is nothing that has it"
                );
                let finding = report(message, at_top(name));
                finding.help(help(name, text_after(site, range), assigned))
            }
            OutsideKind::Context => {
                let message = format!("`$` stands at the top level in {words}, where there is no context");
                report(message, at_top("$")).help("`$states.input` is the input of the state")
            }
            OutsideKind::Root => {
                let message = format!("`$$` is not available, in {words}");
                report(message, "Reference to '$$' is not supported.".into())
                    .help("`$states.context` is the context object, `$states.input` the input of the state")
            }
            OutsideKind::Wildcard => continue,
        });
    }
}

/// What follows a part of the expression.
fn text_after<'s>(site: &'s Site<'_>, range: &Range<usize>) -> &'s str {
    site.expression.text.get(range.end..).unwrap_or_default().trim_start()
}

fn help(name: &str, after: &str, assigned: &dyn Fn(&str) -> bool) -> String {
    let function = after.strip_prefix('.').and_then(|rest| rest.split('(').next()).map(str::trim);
    if name == "States"
        && let Some(instead) = function.and_then(instead_of)
    {
        return format!("intrinsic functions belong to JSONPath; in JSONata write {instead}");
    }
    if name == "states" || assigned(name) {
        return format!("a variable begins with `$`: `${name}`");
    }
    if after.starts_with('(') && functions::find(name).is_some() {
        return format!("the name of a function begins with `$`: `${name}`");
    }
    format!("write `$states.input.{name}` for a field of the input, `'{name}'` for the text")
}

/// What JSONata has in place of an intrinsic function.
fn instead_of(function: &str) -> Option<&'static str> {
    Some(match function {
        "Format" => "`'text ' & $value`",
        "StringToJson" => "`$parse(string)`",
        "JsonToString" => "`$string(value)`",
        "Array" => "`[a, b]`",
        "ArrayPartition" => "`$partition(array, size)`",
        "ArrayContains" => "`value in array`",
        "ArrayRange" => "`$range(start, end, step)`",
        "ArrayGetItem" => "`array[index]`",
        "ArrayLength" => "`$count(array)`",
        "ArrayUnique" => "`$distinct(array)`",
        "Base64Encode" => "`$base64encode(string)`",
        "Base64Decode" => "`$base64decode(string)`",
        "Hash" => "`$hash(string, algorithm)`",
        "JsonMerge" => "`$merge([a, b])`",
        "MathRandom" => "`$random()`",
        "MathAdd" => "`a + b`",
        "StringSplit" => "`$split(string, separator)`",
        "UUID" => "`$uuid()`",
        _ => return None,
    })
}
