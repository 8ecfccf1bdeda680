//! Signatures of functions (`<s-nn?:s>`), and what the reference implementation says of arguments that don't fit.

use std::collections::HashMap;
use std::sync::OnceLock;

use jsonata_core::value::JValue;
use regex_lite::Regex;

/// What a function takes.
#[derive(Debug)]
pub(in crate::data::jsonata::evaluator) struct Signature {
    parameters: Vec<Parameter>,
    /// All parameters, over the types of the arguments, a letter each.
    pattern: Regex,
    /// The first parameter, the first two, and so on.
    prefixes: Vec<Regex>,
}

#[derive(Debug)]
struct Parameter {
    kind: char,
    /// Over the letters of types.
    pattern: String,
    /// `-`: what the context must be to stand for the argument.
    context: Option<Regex>,
    /// The type of an array's elements.
    elements: Option<char>,
}

/// The functions of the language that check their arguments by a signature.
const SIGNATURES: &[(&str, &str)] = &[
    ("sum", "a<n>"),
    ("count", "a"),
    ("max", "a<n>"),
    ("min", "a<n>"),
    ("average", "a<n>"),
    ("string", "x-b?"),
    ("substring", "s-nn?"),
    ("substringBefore", "s-s"),
    ("substringAfter", "s-s"),
    ("lowercase", "s-"),
    ("uppercase", "s-"),
    ("length", "s-"),
    ("trim", "s-"),
    ("pad", "s-ns?"),
    ("match", "s-fn?"),
    ("contains", "s-(sf)"),
    ("replace", "s-(sf)(sf)n?"),
    ("split", "s-(sf)n?"),
    ("join", "a<s>s?"),
    ("formatNumber", "n-so?"),
    ("formatBase", "n-n?"),
    ("formatInteger", "n-s"),
    ("parseInteger", "s-s"),
    ("number", "(nsb)-"),
    ("floor", "n-"),
    ("ceil", "n-"),
    ("round", "n-n?"),
    ("abs", "n-"),
    ("sqrt", "n-"),
    ("power", "n-n"),
    ("boolean", "x-"),
    ("not", "x-"),
    ("map", "af"),
    ("zip", "a+"),
    ("filter", "af"),
    ("single", "af?"),
    ("reduce", "afj?"),
    ("sift", "o-f?"),
    ("keys", "x-"),
    ("lookup", "x-s"),
    ("append", "xx"),
    ("exists", "x"),
    ("spread", "x-"),
    ("merge", "a<o>"),
    ("reverse", "a"),
    ("each", "o-f"),
    ("error", "s?"),
    ("assert", "bs?"),
    ("type", "x"),
    ("sort", "af?"),
    ("distinct", "x"),
    ("base64encode", "s-"),
    ("base64decode", "s-"),
    ("encodeUrlComponent", "s-"),
    ("encodeUrl", "s-"),
    ("decodeUrlComponent", "s-"),
    ("decodeUrl", "s-"),
    ("toMillis", "s-s?"),
    ("fromMillis", "n-s?s?"),
];

/// The signature of a function of the language.
pub(in crate::data::jsonata::evaluator) fn of(name: &str) -> Option<&'static Signature> {
    static PARSED: OnceLock<HashMap<&str, Signature>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| {
        SIGNATURES.iter().filter_map(|(name, text)| Some((*name, Signature::parse(text)?))).collect()
    });
    parsed.get(name)
}

impl Signature {
    fn parse(text: &str) -> Option<Self> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let pattern = match letter {
                's' | 'n' | 'b' | 'o' => format!("[{letter}m]"),
                'a' | 'x' => "[asnblfom]".to_owned(),
                'j' => "[asnblom]".to_owned(),
                'f' => "f".to_owned(),
                '(' => format!("[{}m]", until(&mut letters, ')')),
                '-' => {
                    let last = parameters.last_mut()?;
                    last.context = Some(Regex::new(&last.pattern).ok()?);
                    last.pattern.push('?');
                    continue;
                }
                '<' => {
                    parameters.last_mut()?.elements = until(&mut letters, '>').chars().next();
                    continue;
                }
                modifier => {
                    parameters.last_mut()?.pattern.push(modifier);
                    continue;
                }
            };
            parameters.push(Parameter { kind: letter, pattern, context: None, elements: None });
        }
        let groups: String = parameters.iter().map(|parameter| format!("({})", parameter.pattern)).collect();
        let mut prefix = "^".to_owned();
        let prefixes = parameters.iter().map(|parameter| {
            prefix.push_str(&parameter.pattern);
            Regex::new(&prefix).ok()
        });
        let prefixes = prefixes.collect::<Option<_>>()?;
        Some(Self { pattern: Regex::new(&format!("^{groups}$")).ok()?, prefixes, parameters })
    }

    /// What is wrong with a call, as the reference implementation finds it.
    pub(super) fn check(&self, name: &str, context: &JValue, arguments: &[JValue]) -> Result<(), String> {
        let types: String = arguments.iter().map(letter).collect();
        let Some(matched) = self.pattern.captures(&types) else {
            return Err(format!(
                "T0410: Argument {} of function \"{name}\" does not match function signature",
                self.matching(&types) + 1
            ));
        };
        let mut index = 0;
        for (parameter, group) in self.parameters.iter().zip(1..) {
            let given = matched.get(group).map_or("", |given| given.as_str());
            if given.is_empty() {
                match &parameter.context {
                    Some(pattern) if pattern.is_match(letter(context).encode_utf8(&mut [0; 4])) => {}
                    Some(_) => {
                        return Err(format!(
                            "T0411: Context value is not a compatible type with argument {} of function \"{name}\"",
                            index + 1
                        ));
                    }
                    None => index += 1,
                }
                continue;
            }
            for kind in given.chars() {
                if let (Some(elements), Some(argument)) = (parameter.elements, arguments.get(index))
                    && parameter.kind == 'a'
                    && !holds(kind, given, elements, argument)
                {
                    return Err(format!(
                        "T0412: Argument {} of function \"{name}\" must be an array of \"{}\"",
                        index + 1,
                        plural(elements)
                    ));
                }
                index += 1;
            }
        }
        Ok(())
    }

    /// How many arguments fit, from the first on.
    fn matching(&self, types: &str) -> usize {
        let mut good = 0;
        for prefix in &self.prefixes {
            match prefix.find(types) {
                Some(found) => good = found.end(),
                None => break,
            }
        }
        good
    }
}

/// What stands before `end`, which is skipped too.
fn until(letters: &mut std::str::Chars<'_>, end: char) -> String {
    letters.by_ref().take_while(|letter| *letter != end).collect()
}

/// Whether an argument has elements of a type, or is one.
fn holds(kind: char, given: &str, elements: char, argument: &JValue) -> bool {
    match argument {
        _ if kind == 'm' => true,
        JValue::Array(values) => values.iter().all(|value| letter(value) == elements),
        _ => given.chars().eq([elements]),
    }
}

fn letter(value: &JValue) -> char {
    match value {
        JValue::Undefined => 'm',
        JValue::Null => 'l',
        JValue::Bool(_) => 'b',
        JValue::Number(_) => 'n',
        JValue::String(_) => 's',
        JValue::Array(_) => 'a',
        JValue::Object(_) => 'o',
        JValue::Lambda(_) | JValue::Builtin { .. } | JValue::Regex { .. } => 'f',
    }
}

fn plural(elements: char) -> &'static str {
    match elements {
        'n' => "numbers",
        's' => "strings",
        _ => "objects",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_signatures_are_right() {
        for (name, text) in SIGNATURES {
            let parsed = Signature::parse(text);
            assert!(parsed.is_some_and(|parsed| !parsed.parameters.is_empty()), "{name}");
            assert!(of(name).is_some(), "{name}");
        }
        assert!(of("nothing").is_none());
    }
}
