//! The evaluator's errors in the words of the language (JNA-32).

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::parser::ParserError;

use crate::data::jsonata::Problem;
use crate::data::jsonata::bound::TOO_LARGE;

/// An expression that can't be parsed. The compiler has checked it, so its parser and this one disagree.
pub(super) fn syntax(error: &ParserError) -> Problem {
    let (code, text) = match error {
        ParserError::UnclosedComment => ("S0106", "Comment has no closing tag".to_owned()),
        other => {
            return coded(&other.to_string()).unwrap_or_else(|| Problem::error("S0201", other.to_string()));
        }
    };
    Problem::error(code, text)
}

/// An error of an evaluation.
pub(super) fn evaluation(error: &EvaluatorError) -> Problem {
    let message = error.message();
    match coded(message) {
        Some(Problem::Error { code, text }) => match code.as_ref() {
            "D2014" | "D2015" => TOO_LARGE,
            "D1011" | "U1001" => Problem::Limit(TOO_DEEP),
            "D1012" => Problem::Limit(TOO_LONG),
            known => match constant(known) {
                Some(text) => Problem::error(code, text),
                None => {
                    let text = reworded(known, text);
                    Problem::error(code, text)
                }
            },
        },
        Some(problem) => problem,
        None => Problem::error("D3137", message),
    }
}

/// What AWS says of an evaluation that nests too deep (JNA-35).
const TOO_DEEP: &str = "U1001: Stack overflow error: Check for non-terminating recursive function.  Consider rewriting \
                        as tail-recursive. Depth=101 max=100";

/// What the language's own time limit says.
const TOO_LONG: &str = "U1001: Expression evaluation timeout: Check for infinite loop";

/// The first `T2001: what happened` in a message.
fn coded(message: &str) -> Option<Problem> {
    let codes = message.match_indices(": ").filter_map(|(end, _)| {
        let code = message.get(end.checked_sub(5)?..end)?;
        let (letter, digits) = code.split_at_checked(1)?;
        let letter = letter.bytes().all(|byte| byte.is_ascii_uppercase());
        (letter && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((code, end + 2))
    });
    let (code, start) = codes.min_by_key(|(_, start)| *start)?;
    Some(Problem::error(code.to_owned(), message.get(start..)?))
}

/// A text with values in it, in the words of the reference implementation.
fn reworded(code: &str, text: String) -> String {
    match code {
        // What can't be a number prints as null.
        "D1001" => "Number out of range: null".to_owned(),
        "D3030" => {
            let value =
                text.strip_prefix("Cannot convert '").and_then(|rest| rest.strip_suffix("' to number"));
            match value {
                Some(value) => {
                    format!("Unable to cast value to a number: {}", serde_json::Value::from(value))
                }
                None => text,
            }
        }
        "D3100" => match text.rsplit_once(' ') {
            Some((_, radix)) => {
                format!(
                    "The radix of the formatBase function must be between 2 and 36.  It was given {radix}"
                )
            }
            None => text,
        },
        "D3130" => {
            let value = serde_json::Value::from(text);
            format!(
                "Formatting or parsing an integer as a sequence starting with {value} is not supported by this implementation"
            )
        }
        "D3133" => {
            let value = serde_json::Value::from(text);
            format!(
                "The 'name' modifier can only be applied to months and days in the date/time picture string, not {value}"
            )
        }
        "D3132" => {
            let value = serde_json::Value::from(text);
            format!("Unknown component specifier {value} in date/time picture string")
        }
        // A function has no text: what stands there are innards of the evaluator's.
        "T1003" => match text.split_once("; got: ") {
            Some((what, key)) if key.starts_with(['B', 'L', 'R']) => format!("{what}; got: \"\""),
            _ => text,
        },
        "T2001" | "T2002" => quoted_operator(text),
        _ => text,
    }
}

/// The operator of `The left side of the + operator …` in quotes, as the language prints values.
fn quoted_operator(text: String) -> String {
    let operator = text.split_once(" side of the ").and_then(|(_, rest)| rest.split_once(" operator "));
    match operator {
        Some((operator, _)) if !operator.contains(' ') => {
            text.replacen(&format!(" {operator} operator "), &format!(" \"{operator}\" operator "), 1)
        }
        _ => text,
    }
}

/// The texts of errors that name no values.
fn constant(code: &str) -> Option<&'static str> {
    Some(match code {
        "D1004" => "Regular expression matches zero length string",
        "T1006" => "Attempted to invoke a non-function",
        "T1008" => "Attempted to partially apply a non-function",
        "T2003" => "The left side of the range operator (..) must evaluate to an integer",
        "T2004" => "The right side of the range operator (..) must evaluate to an integer",
        "T2006" => "The right side of the function application operator ~> must be a function",
        "T2008" => "The expressions within an order-by clause must evaluate to numeric or string values",
        "D3001" => "Attempting to invoke string function on Infinity or NaN",
        "D3010" => "Second argument of replace function cannot be an empty string",
        "D3011" => "Fourth argument of replace function must evaluate to a positive number",
        "D3012" => "Attempted to replace a matched string with a non-string value",
        "D3020" => "Third argument of split function must evaluate to a positive number",
        "D3040" => "Third argument of match function must evaluate to a positive number",
        "D3050" => "The second argument of reduce function must be a function with at least two arguments",
        "D3070" => {
            "The single argument form of the sort function can only be applied to an array of strings or an array of \
             numbers.  Use the second argument to specify a comparison function"
        }
        "D3080" => "The picture string must only contain a maximum of two sub-pictures",
        "D3081" => {
            "The sub-picture must not contain more than one instance of the 'decimal-separator' character"
        }
        "D3082" => "The sub-picture must not contain more than one instance of the 'percent' character",
        "D3083" => "The sub-picture must not contain more than one instance of the 'per-mille' character",
        "D3084" => "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
        "D3085" => {
            "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit \
             character' or a member of the 'decimal digit family'"
        }
        "D3086" => {
            "The sub-picture must not contain a passive character that is preceded by an active character and that \
             is followed by another active character"
        }
        "D3087" => {
            "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a \
             'decimal-separator' character"
        }
        "D3088" => "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
        "D3089" => {
            "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character"
        }
        "D3090" => {
            "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is \
             followed by an instance of the 'optional digit character'"
        }
        "D3091" => {
            "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' \
             that is followed by a member of the 'decimal digit family'"
        }
        "D3092" => {
            "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated \
             as an 'exponent-separator'"
        }
        "D3093" => {
            "The exponent part of the sub-picture must comprise only of one or more characters that are members of \
             the 'decimal digit family'"
        }
        "D3131" => "In a decimal digit pattern, all digits must be from the same decimal group",
        "D3134" => "The timezone integer format specifier cannot have more than four digits",
        "D3135" => "No matching closing bracket ']' in date/time picture string",
        "D3136" => "The date/time picture string is missing specifiers required to parse the timestamp",
        "D3138" => "The $single() function expected exactly 1 matching result.  Instead it matched more.",
        "D3139" => "The $single() function expected exactly 1 matching result.  Instead it matched 0.",
        _ => return None,
    })
}
