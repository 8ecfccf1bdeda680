//! `States.Format`.

use std::fmt::Write;

use serde_json::Value;

use super::Call;
use crate::program::{Failure, Step};

/// `States.Format(template, a1, …)` (INT-10).
///
/// # Errors
///
/// A template that is no string or has a brace without its fellow; another number of arguments than of `{}`.
pub fn format(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "Format");
    let Some((template, arguments)) = arguments.split_first() else { return Err(call.invalid()) };
    filled(call, call.string(template)?, arguments)
}

/// The same with a template that the definition has written down: it need not be made a value.
///
/// # Errors
///
/// As for [`format`].
pub fn format_text(
    _step: &Step<'_>,
    call: &'static str,
    template: &str,
    arguments: &[Value],
) -> Result<Value, Failure> {
    filled(Call::new(call, "Format"), template, arguments)
}

/// The template with the arguments in place of its braces.
fn filled(call: Call, template: &str, arguments: &[Value]) -> Result<Value, Failure> {
    let mut rest = template;
    let mut arguments = arguments.iter();
    let mut text = String::with_capacity(2 * rest.len());
    let mut short = false;
    while let Some(index) = rest.find(['{', '}', '\\']) {
        let (before, from) = rest.split_at(index);
        text.push_str(before);
        rest = if let Some(after) = from.strip_prefix("{}") {
            match arguments.next() {
                Some(argument) => print(argument, &mut text),
                None => short = true,
            }
            after
        } else if let Some(after) = from.strip_prefix("\\{") {
            text.push('{');
            after
        } else if let Some(after) = from.strip_prefix("\\}") {
            text.push('}');
            after
        } else if let Some(after) = from.strip_prefix('\\') {
            text.push('\\');
            after
        } else if from.starts_with('{') {
            return Err(call.failed("Invalid template in States.Format: matching '}' not found for '{'."));
        } else {
            return Err(call.failed("Invalid template in States.Format: matching '{' not found for '}'."));
        };
    }
    if short || arguments.next().is_some() {
        return Err(call.invalid());
    }
    text.push_str(rest);
    Ok(Value::String(text))
}

/// Strings as they are; arrays and objects as the service's language prints its lists and maps.
fn print(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => text.push_str(string),
        Value::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                separate(index, text);
                print(element, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                separate(index, text);
                text.push_str(key);
                text.push('=');
                print(member, text);
            }
            text.push('}');
        }
        // Writing to a string can't fail.
        Value::Number(number) => drop(write!(text, "{number}")),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Null => text.push_str("null"),
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push_str(", ");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{fails, gives, refuses};

    #[test]
    fn fills_templates() {
        let cases = [
            (json!(["no placeholders"]), "no placeholders"),
            (json!([""]), ""),
            (json!(["{} {} {} {}", "x", 2, true, null]), "x 2 true null"),
            (json!(["  {}  ", 1.5]), "  1.5  "),
            (json!(["{}{}", "{}", "}"]), "{}}"),
            (json!(["\\{\\}{}\\n", "a"]), "{}a\\n"),
            (json!(["é{}é", "ü"]), "éüé"),
            (json!(["{}", {"Arg1": 1, "Arg2": []}]), "{Arg1=1, Arg2=[]}"),
            (json!(["{}", [1, 2, "a", [null], {"b": {"c": "d"}}]]), "[1, 2, a, [null], {b={c=d}}]"),
        ];
        for (arguments, text) in cases {
            gives(format, arguments, json!(text));
        }
    }

    #[test]
    fn templates_of_the_definition_are_filled_as_others_are() {
        let mut fixture = crate::program::Fixture::new(json!(null));
        let step = fixture.step();
        for (template, arguments) in
            [("item-{}", vec![json!(7)]), ("{} {}", vec![json!(1)]), ("none", vec![json!(1)]), ("{", vec![])]
        {
            let all: Vec<Value> = std::iter::once(json!(template)).chain(arguments.iter().cloned()).collect();
            let expected = format(&step, "States.Format(…)", &all);
            assert_eq!(format_text(&step, "States.Format(…)", template, &arguments), expected, "{template}");
        }
        let text = format_text(&step, "States.Format(…)", "item-{}", &[json!(7)]);
        assert_eq!(text, Ok(json!("item-7")));
    }

    #[test]
    fn wants_braces_in_pairs() {
        let open = "Invalid template in States.Format: matching '}' not found for '{'.";
        let close = "Invalid template in States.Format: matching '{' not found for '}'.";
        let cases = [
            ("Hello {", open),
            ("Hello {{}}", open),
            ("{ }", open),
            ("{0}", open),
            ("}", close),
            ("{}}", close),
            ("}{", close),
        ];
        for (template, problem) in cases {
            fails(format, json!([template, "x"]), problem);
        }
    }

    #[test]
    fn wants_as_many_arguments_as_placeholders() {
        let refused = [
            json!([]),
            json!(["{}"]),
            json!(["{} {}", 1]),
            json!(["{}", 1, 2]),
            json!(["", 1]),
            json!([1]),
            json!([null, 1]),
            json!([["{}"], 1]),
        ];
        for arguments in refused {
            refuses(format, "Format", arguments);
        }
    }
}
