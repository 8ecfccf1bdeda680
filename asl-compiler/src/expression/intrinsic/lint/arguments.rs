//! The values of literal arguments, function by function.

use serde_json::Value;

use super::super::{Argument, ArgumentValue, Call, Intrinsic};
use super::{ArgumentFinding, Kind, template};
use crate::suggest::nearest;

/// The most characters that the encoding functions and `States.Hash` take (INT-20 to INT-22).
const LONGEST: usize = 10_000;

/// The most elements that `States.ArrayRange` makes (INT-16).
const MOST_ELEMENTS: i64 = 1000;

/// Names of hash functions (INT-22).
const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// Checks a call whose arguments are right in number and type.
pub(super) fn check(call: &Call, findings: &mut Vec<ArgumentFinding>) {
    match (call.function, call.arguments.as_slice()) {
        (Intrinsic::Format, [template, values @ ..]) => {
            template::check(call, template, values, findings);
            findings.extend(values.iter().filter_map(printed_as_java_does));
        }
        (Intrinsic::StringToJson, [text]) => findings.extend(json(text)),
        (Intrinsic::ArrayPartition, [_, size]) => {
            findings.extend(cut(size));
            if whole(size).is_some_and(|size| size < 1) {
                findings.push(ArgumentFinding::fails(&size.range, "a chunk has at least one element"));
            }
        }
        (Intrinsic::ArrayRange, [first, last, step]) => {
            findings.extend([first, last, step].into_iter().filter_map(cut));
            findings.extend(range(call, first, last, step));
        }
        (Intrinsic::ArrayGetItem, [_, index]) => {
            findings.extend(cut(index));
            if whole(index).is_some_and(|index| index < 0) {
                findings.push(
                    ArgumentFinding::fails(&index.range, "an index can't be negative")
                        .help("the last element of a path's array is `$.name[-1]`"),
                );
            }
        }
        (Intrinsic::Base64Encode | Intrinsic::Base64Decode, [text]) => findings.extend(length(text)),
        (Intrinsic::Hash, [value, algorithm]) => {
            findings.extend(length(value));
            findings.extend(hash_algorithm(algorithm));
        }
        (Intrinsic::JsonMerge, [_, _, deep]) => findings.extend(deep_merge(deep)),
        (Intrinsic::MathRandom, [start, end, ..]) => {
            findings.extend([start, end].into_iter().filter_map(cut));
            if let (Some(from), Some(to)) = (whole(start), whole(end))
                && from >= to
            {
                let range = start.range.start..end.range.end;
                let message = format!("no number lies from {from} up to, but not including, {to}");
                findings.push(ArgumentFinding::fails(&range, message));
            }
        }
        (Intrinsic::MathAdd, [first, second]) => findings.extend(sum(call, first, second)),
        (Intrinsic::StringSplit, [_, separators]) => findings.extend(split(separators)),
        _ => {}
    }
}

/// A number that is written in the call.
fn number(argument: &Argument) -> Option<f64> {
    match &argument.value {
        ArgumentValue::Literal(Value::Number(number)) => number.as_f64(),
        _ => None,
    }
}

/// A text that is written in the call, with nothing in it that a substitution will change.
fn text(argument: &Argument) -> Option<&str> {
    match &argument.value {
        ArgumentValue::Text(text) if !text.contains("${") => Some(text),
        _ => None,
    }
}

/// A number that is written in the call, cut towards zero as the service does (INT-8).
fn whole(argument: &Argument) -> Option<i64> {
    // A cast saturates, and the bounds that are asked for are far within.
    number(argument).map(|number| number.trunc() as i64)
}

fn cut(argument: &Argument) -> Option<ArgumentFinding> {
    let number = number(argument).filter(|number| number.fract() != 0.0)?;
    // The sum makes 0 of a negative 0.
    let message = format!("this number is cut to {}, and not rounded", number.trunc() + 0.0);
    Some(ArgumentFinding::misleads(&argument.range, message))
}

fn printed_as_java_does(argument: &Argument) -> Option<ArgumentFinding> {
    let ArgumentValue::Call(call) = &argument.value else { return None };
    let kind = Kind::of(&argument.value).filter(|kind| matches!(kind, Kind::Array | Kind::Object))?;
    let message = format!(
        "`{}` gives {kind}, which is printed as `[a, b]` or `{{a=1}}`, not as JSON",
        call.function.name()
    );
    Some(
        ArgumentFinding::misleads(&argument.range, message)
            .help("`States.JsonToString` makes JSON text of it"),
    )
}

fn json(argument: &Argument) -> Option<ArgumentFinding> {
    let text = text(argument).filter(|text| !text.trim().is_empty())?;
    // What follows the first value is not looked at.
    let error = serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.err()?;
    Some(ArgumentFinding::fails(&argument.range, format!("this text is no JSON: {}", in_one_line(&error))))
}

/// What a JSON parser says, without line and column, which count in the text's own value.
fn in_one_line(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().replace('`', "'")
}

fn length(argument: &Argument) -> Option<ArgumentFinding> {
    let length = text(argument)?.chars().count();
    (length > LONGEST).then(|| {
        let message = format!("this text has {length} characters; {LONGEST} is the most");
        ArgumentFinding::fails(&argument.range, message)
    })
}

fn range(call: &Call, first: &Argument, last: &Argument, step: &Argument) -> Option<ArgumentFinding> {
    let step_by = whole(step)?;
    if step_by == 0 {
        return Some(ArgumentFinding::fails(&step.range, "the step can't be 0"));
    }
    let (from, to) = (whole(first)?, whole(last)?);
    let distance = to.saturating_sub(from);
    if distance != 0 && (distance < 0) != (step_by < 0) {
        let message =
            format!("a step of {step_by} leads from {from} away from {to}, and gives an empty array");
        return Some(ArgumentFinding::misleads(&call.range, message));
    }
    let elements = distance.checked_div(step_by)?.saturating_add(1);
    (elements > MOST_ELEMENTS).then(|| {
        let message = format!("this array has {elements} elements; {MOST_ELEMENTS} is the most");
        ArgumentFinding::fails(&call.range, message)
    })
}

fn hash_algorithm(argument: &Argument) -> Option<ArgumentFinding> {
    let name = text(argument).filter(|name| !ALGORITHMS.contains(name))?;
    let finding = ArgumentFinding::fails(&argument.range, format!("there is no hash algorithm `{name}`"));
    // Many write the names without their hyphen.
    let same = ALGORITHMS
        .into_iter()
        .find(|known| known.replace('-', "").eq_ignore_ascii_case(&name.replace('-', "")));
    Some(match same.or_else(|| nearest(name, ALGORITHMS)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("there are {}", ALGORITHMS.join(", "))),
    })
}

fn deep_merge(argument: &Argument) -> Option<ArgumentFinding> {
    let finding = match (&argument.value, Kind::of(&argument.value)?) {
        (ArgumentValue::Literal(Value::Bool(false)), _) => return None,
        (ArgumentValue::Literal(Value::Bool(true)), _) => {
            ArgumentFinding::fails(&argument.range, "the service merges one level deep only")
        }
        (_, Kind::Boolean) => return None,
        (_, kind) => {
            ArgumentFinding::misleads(&argument.range, format!("this is {kind}, and is taken as `false`"))
        }
    };
    Some(finding.help("the third argument is `false`"))
}

fn sum(call: &Call, first: &Argument, second: &Argument) -> Vec<ArgumentFinding> {
    const BOUNDS: std::ops::RangeInclusive<f64> = i32::MIN as f64..=i32::MAX as f64;
    // As Java rounds: half up (INT-8).
    let rounded = |argument| number(argument).map(|number| (number + 0.5).floor());
    let mut findings = Vec::new();
    for argument in [first, second] {
        let (Some(written), Some(number)) = (number(argument), rounded(argument)) else { continue };
        // The service takes a literal beyond the range of a double.
        if !BOUNDS.contains(&number) && written.abs() < f64::MAX {
            findings.push(ArgumentFinding::fails(&argument.range, "this number does not fit into 32 bits"));
        } else if written.fract() != 0.0 {
            findings.push(ArgumentFinding::misleads(
                &argument.range,
                format!("this number is rounded to {number}"),
            ));
        }
    }
    if let (Some(first), Some(second)) = (rounded(first), rounded(second))
        && findings.is_empty()
        && !BOUNDS.contains(&(first + second))
        && first.abs().max(second.abs()) < f64::MAX
    {
        findings.push(ArgumentFinding::fails(&call.range, "the sum does not fit into 32 bits"));
    }
    findings
}

fn split(separators: &Argument) -> Option<ArgumentFinding> {
    let written = text(separators)?;
    let mut characters = written.chars();
    match characters.next() {
        None => Some(ArgumentFinding::fails(&separators.range, "a text can't be split without a separator")),
        Some(first) if characters.any(|other| other != first) => Some(ArgumentFinding::misleads(
            &separators.range,
            "the text is split at each of these characters, not where all of them stand together",
        )),
        Some(_) => None,
    }
}
