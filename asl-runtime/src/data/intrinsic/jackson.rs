//! What the service's JSON parser says of a text that is no JSON.
//!
//! The text is known to be wrong; this finds the place where that parser stops, and its words. What the parser
//! takes and ours does not is left to ours to explain.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::CharIndices;

const SOURCE: &str = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled);";
const TOKENS: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// The parser's message with its place; `None` if nothing wrong was found.
pub(super) fn explain(text: &str) -> Option<String> {
    let mut reader = Reader { text, characters: text.char_indices().peekable(), open: Vec::new() };
    let stop = reader.document().err()?;
    Some(format!("{}\n at {SOURCE} {}]", stop.problem, Place::of(text, stop.offset)))
}

struct Stop {
    problem: String,
    /// Where the place is told: a character, or the end of what was read.
    offset: usize,
}

/// Line and column, both from 1.
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        Self { line, column: before.get(start..).unwrap_or_default().encode_utf16().count() + 1 }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "line: {}, column: {}", self.line, self.column)
    }
}

/// An array or an object that is not closed yet.
struct Open {
    kind: &'static str,
    offset: usize,
}

struct Reader<'a> {
    text: &'a str,
    characters: Peekable<CharIndices<'a>>,
    open: Vec<Open>,
}

type Read<T> = Result<T, Stop>;

impl Reader<'_> {
    /// A loop instead of recursion: a text can be nested deeper than the program's stack.
    fn document(&mut self) -> Read<()> {
        loop {
            let mut ended = self.value()?;
            while ended {
                ended = match self.open.last() {
                    None => return Ok(()),
                    Some(open) => self.after_value(open.kind)?,
                };
            }
        }
    }

    /// Reads a scalar (`true`) or opens an array or an object (`false`, unless it is empty).
    fn value(&mut self) -> Read<bool> {
        match self.next_token()? {
            (offset, '{') => {
                self.open.push(Open { kind: "Object", offset });
                self.first_name()
            }
            (offset, '[') => {
                self.open.push(Open { kind: "Array", offset });
                self.skip_blanks();
                Ok(self.close_if(']'))
            }
            (_, '"') => self.string("was expecting closing quote for a string value").map(|()| true),
            (offset, '-' | '0'..='9') => self.number(offset).map(|()| true),
            (offset, first) if is_identifier(first) => self.word(offset).map(|()| true),
            (offset, other) => Err(unexpected(offset, other, &format!("expected a valid value {TOKENS}"))),
        }
    }

    fn close_if(&mut self, bracket: char) -> bool {
        let closes = self.characters.next_if(|(_, next)| *next == bracket).is_some();
        if closes {
            self.open.pop();
        }
        closes
    }

    /// After a value: `true` if that closed the array or object around it too.
    fn after_value(&mut self, kind: &'static str) -> Read<bool> {
        match (kind, self.next_token()?) {
            ("Object", (_, '}')) | ("Array", (_, ']')) => {
                self.open.pop();
                Ok(true)
            }
            ("Object", (_, ',')) => self.name().map(|()| false),
            ("Array", (_, ',')) => Ok(false),
            (_, (offset, other)) => {
                Err(unexpected(offset, other, &format!("was expecting comma to separate {kind} entries")))
            }
        }
    }

    /// The first name of an object, or its end.
    fn first_name(&mut self) -> Read<bool> {
        self.skip_blanks();
        if self.close_if('}') {
            return Ok(true);
        }
        self.name().map(|()| false)
    }

    /// A name and its colon.
    fn name(&mut self) -> Read<()> {
        match self.next_token()? {
            (_, '"') => self.string(" in field name")?,
            (offset, other) => {
                return Err(unexpected(offset, other, "was expecting double-quote to start field name"));
            }
        }
        self.skip_blanks();
        match self.characters.next() {
            Some((_, ':')) => Ok(()),
            Some((offset, other)) => {
                Err(unexpected(offset, other, "was expecting a colon to separate field name and value"))
            }
            None => Err(self.ended(" within/between Object entries")),
        }
    }

    /// The rest of a string, after its quote.
    fn string(&mut self, expecting: &str) -> Read<()> {
        loop {
            match self.characters.next() {
                Some((_, '"')) => return Ok(()),
                Some((_, '\\')) => self.escape()?,
                Some((offset, control @ '\0'..='\x1F')) => {
                    let problem = format!(
                        "Illegal unquoted character ({}): has to be escaped using backslash to be included in \
                         string value",
                        describe(control)
                    );
                    return Err(Stop { problem, offset: offset + 1 });
                }
                Some(_) => {}
                None if expecting.starts_with(' ') => return Err(self.ended(expecting)),
                None => return Err(self.ended(&format!(": {expecting}"))),
            }
        }
    }

    fn escape(&mut self) -> Read<()> {
        match self.characters.next() {
            Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => Ok(()),
            Some((_, 'u')) => {
                for _ in 0..4 {
                    match self.characters.next() {
                        Some((_, digit)) if digit.is_ascii_hexdigit() => {}
                        Some((offset, other)) => {
                            return Err(unexpected(
                                offset,
                                other,
                                "expected a hex-digit for character escape sequence",
                            ));
                        }
                        None => return Err(self.ended(" in character escape sequence")),
                    }
                }
                Ok(())
            }
            Some((offset, other)) => Err(Stop {
                problem: format!("Unrecognized character escape {}", describe(other)),
                offset: offset + other.len_utf8(),
            }),
            None => Err(self.ended(" in character escape sequence")),
        }
    }

    fn number(&mut self, offset: usize) -> Read<()> {
        let rest = self.text.get(offset..).unwrap_or_default();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let mut leading = digits.chars();
        match (leading.next(), leading.next()) {
            (Some('0'), Some('0'..='9')) => {
                let offset = self.text.len() - digits.len() + 1;
                Err(Stop { problem: "Invalid numeric value: Leading zeroes not allowed".to_owned(), offset })
            }
            (Some('0'..='9'), _) => {
                let number =
                    |(_, next): &(usize, char)| matches!(next, '0'..='9' | '.' | 'e' | 'E' | '+' | '-');
                while self.characters.next_if(number).is_some() {}
                Ok(())
            }
            (Some(other), _) => Err(unexpected(
                self.text.len() - digits.len(),
                other,
                "expected digit (0-9) to follow minus sign, for valid numeric value",
            )),
            (None, _) => Err(self.ended(" in Number token")),
        }
    }

    /// `true`, `false`, `null`, or a word that is none of them.
    fn word(&mut self, offset: usize) -> Read<()> {
        while self.characters.next_if(|(_, next)| is_identifier(*next) || next.is_numeric()).is_some() {}
        let end = self.offset();
        match self.text.get(offset..end).unwrap_or_default() {
            "true" | "false" | "null" => Ok(()),
            word => {
                let problem = format!("Unrecognized token '{word}': was expecting {TOKENS}");
                Err(Stop { problem, offset: end })
            }
        }
    }

    fn skip_blanks(&mut self) {
        while self.characters.next_if(|(_, next)| matches!(next, ' ' | '\t' | '\r' | '\n')).is_some() {}
    }

    fn next_token(&mut self) -> Read<(usize, char)> {
        self.skip_blanks();
        self.characters.next().ok_or_else(|| match self.open.last() {
            Some(open) => self.ended(&format!(
                ": expected close marker for {} (start marker at {SOURCE} {}])",
                open.kind,
                Place::of(self.text, open.offset)
            )),
            None => self.ended(""),
        })
    }

    fn ended(&self, expecting: &str) -> Stop {
        Stop { problem: format!("Unexpected end-of-input{expecting}"), offset: self.text.len() }
    }

    fn offset(&mut self) -> usize {
        self.characters.peek().map_or(self.text.len(), |(offset, _)| *offset)
    }
}

fn is_identifier(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '_' | '$')
}

fn unexpected(offset: usize, character: char, expecting: &str) -> Stop {
    Stop { problem: format!("Unexpected character ({}): {expecting}", describe(character)), offset }
}

fn describe(character: char) -> String {
    // The service's language has characters of sixteen bits.
    let mut units = [0; 2];
    let code = character.encode_utf16(&mut units).first().copied().unwrap_or_default();
    let mut text = String::new();
    let written = match code {
        0..=31 | 127..=159 => write!(text, "(CTRL-CHAR, code {code})"),
        256.. => write!(text, "'{character}' (code {code} / 0x{code:x})"),
        _ => write!(text, "'{character}' (code {code})"),
    };
    written.map(|()| text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_expected_and_where() {
        let name = "was expecting double-quote to start field name";
        let cases = [
            ("{bad json}", format!("Unexpected character ('b' (code 98)): {name}"), "1, column: 2"),
            ("{\"a\":1,}", format!("Unexpected character ('}}' (code 125)): {name}"), "1, column: 8"),
            (
                "{\"a\":1",
                format!(
                    "Unexpected end-of-input: expected close marker for Object (start marker at {SOURCE} line: 1, \
                     column: 1])"
                ),
                "1, column: 7",
            ),
            (
                "[1,\n [2",
                format!(
                    "Unexpected end-of-input: expected close marker for Array (start marker at {SOURCE} line: 2, \
                     column: 2])"
                ),
                "2, column: 4",
            ),
            ("undefined", format!("Unrecognized token 'undefined': was expecting {TOKENS}"), "1, column: 10"),
            ("[nul]", format!("Unrecognized token 'nul': was expecting {TOKENS}"), "1, column: 5"),
            ("[1,]", format!("Unexpected character (']' (code 93)): expected a valid value {TOKENS}"), "1, column: 4"),
            (
                "{\"a\":1 \"b\":2}",
                "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries".to_owned(),
                "1, column: 8",
            ),
            (
                "{\"a\" 1}",
                "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"
                    .to_owned(),
                "1, column: 6",
            ),
            (
                "\"abc",
                "Unexpected end-of-input: was expecting closing quote for a string value".to_owned(),
                "1, column: 5",
            ),
            ("\"\\x\"", "Unrecognized character escape 'x' (code 120)".to_owned(), "1, column: 4"),
            (
                "\"a\nb\"",
                "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included \
                 in string value"
                    .to_owned(),
                "2, column: 1",
            ),
            ("01", "Invalid numeric value: Leading zeroes not allowed".to_owned(), "1, column: 2"),
            (
                "✓",
                format!("Unexpected character ('✓' (code 10003 / 0x2713)): expected a valid value {TOKENS}"),
                "1, column: 1",
            ),
        ];
        for (text, problem, place) in cases {
            assert_eq!(explain(text), Some(format!("{problem}\n at {SOURCE} line: {place}]")), "{text}");
        }
    }

    #[test]
    fn has_nothing_to_say_of_json() {
        for text in ["{}", "[]", "[{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\"]},{}]", "0", "-0", " \"\" "] {
            assert_eq!(explain(text), None, "{text}");
        }
    }

    #[test]
    fn bears_deep_nesting() {
        assert!(
            explain(&"[".repeat(100_000)).is_some_and(|text| text.starts_with("Unexpected end-of-input"))
        );
    }
}
