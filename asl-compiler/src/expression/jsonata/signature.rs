//! Signatures of functions: `<s-n?:b>`.

use super::error::ParseError;

/// The signature of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// As it was written, with its angle brackets.
    pub text: String,
    /// What the function takes.
    pub parameters: Vec<Parameter>,
}

/// A parameter of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The letters of the types that it takes: `s`, `(sf)`, `x` …
    pub types: String,
    /// The type of the elements, of an array that has one: `a<n>`.
    pub elements: Option<String>,
    /// How often it may be given.
    pub times: Times,
}

/// How often a parameter may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Exactly once.
    Once,
    /// Once, or not at all (`?`).
    Optional,
    /// Once, or not at all: then it is the context (`-`).
    Context,
    /// Once or more (`+`).
    OneOrMore,
}

impl Signature {
    /// Parses a signature with its angle brackets. As in the reference implementation letters that are none
    /// are passed over, and so is what comes after `:`.
    ///
    /// # Errors
    ///
    /// `S0401`, `S0402`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut position = 1;
        while let Some(next) = text.get(position..).and_then(|rest| rest.chars().next()) {
            match next {
                ':' => break,
                's' | 'n' | 'b' | 'l' | 'o' | 'a' | 'f' | 'j' | 'x' => {
                    parameters.push(Parameter { types: next.into(), elements: None, times: Times::Once })
                }
                '-' => set_times(&mut parameters, Times::Context),
                '?' => set_times(&mut parameters, Times::Optional),
                '+' => set_times(&mut parameters, Times::OneOrMore),
                '(' => {
                    let end = closing(text, position, ('(', ')'));
                    let choice = text.get(position + 1..end).unwrap_or_default();
                    if choice.contains('<') {
                        let message = format!("`{choice}`: a choice of types can't hold types in `<>`");
                        return Err(ParseError::new("S0402", position..end, message));
                    }
                    let types = choice.to_owned();
                    parameters.push(Parameter { types, elements: None, times: Times::Once });
                    position = end;
                }
                '<' => {
                    let end = closing(text, position, ('<', '>'));
                    match parameters.last_mut() {
                        Some(parameter) if matches!(parameter.types.as_str(), "a" | "f") => {
                            parameter.elements = text.get(position + 1..end).map(str::to_owned);
                        }
                        _ => {
                            let message = "only `a` and `f` have types in `<>`";
                            return Err(ParseError::new("S0401", position..end, message));
                        }
                    }
                    position = end;
                }
                _ => {}
            }
            position += text.get(position..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        Ok(Self { text: text.to_owned(), parameters })
    }
}

fn set_times(parameters: &mut [Parameter], times: Times) {
    if let Some(last) = parameters.last_mut() {
        last.times = times;
    }
}

/// Where the bracket that opens at `start` is closed; the end of the text if it is not.
fn closing(text: &str, start: usize, (open, close): (char, char)) -> usize {
    let mut depth = 0_u32;
    for (at, next) in text.char_indices().skip_while(|(at, _)| *at < start) {
        if next == open {
            depth += 1;
        } else if next == close {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    text.len()
}
