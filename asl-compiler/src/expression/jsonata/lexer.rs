//! Text → tokens.

use std::ops::Range;

use super::ast::Regex;
use super::error::ParseError;
use super::token::{Symbol, Token, TokenKind};

/// What a `/` begins where the next token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slash {
    /// A regular expression: a value is wanted there.
    Regex,
    /// A division: a value stands before it.
    Division,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    position: usize,
}

fn is_blank(next: char) -> bool {
    matches!(next, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.position += next.len_utf8();
        Some(next)
    }

    /// What stands between `start` and here.
    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    pub(super) fn next(&mut self, slash: Slash) -> Result<Token, ParseError> {
        self.skip()?;
        let start = self.position;
        let kind = self.token(slash)?;
        Ok(Token { kind, range: start..self.position })
    }

    /// Skips blanks and comments.
    fn skip(&mut self) -> Result<(), ParseError> {
        loop {
            let rest = self.rest();
            self.position += rest.len() - rest.trim_start_matches(is_blank).len();
            if !self.rest().starts_with("/*") {
                return Ok(());
            }
            let start = self.position;
            let Some(length) = self.rest()[2..].find("*/") else {
                let message = "this comment is not closed";
                return Err(ParseError::new("S0106", start..start + 2, message).help("it ends with `*/`"));
            };
            self.position += length + 4;
        }
    }

    fn token(&mut self, slash: Slash) -> Result<TokenKind, ParseError> {
        let Some(first) = self.peek() else { return Ok(TokenKind::End) };
        if first == '/' && slash == Slash::Regex {
            return self.regex();
        }
        if let Some(symbol) = Symbol::at_start(self.rest()) {
            let start = self.position;
            self.position += symbol.text().len();
            let error = || {
                let message = format!("`{}` is no operator", symbol.text());
                ParseError::new("S0204", start..self.position, message)
            };
            return match symbol {
                Symbol::Exclamation => Err(error().help("write `$not(...)`")),
                Symbol::Tilde => Err(error().help("`~>` hands a value to a function")),
                _ => Ok(TokenKind::Symbol(symbol)),
            };
        }
        match first {
            '"' | '\'' => self.string(first),
            '`' => self.quoted_name(),
            '0'..='9' => self.number(),
            _ => Ok(self.name()),
        }
    }

    fn name(&mut self) -> TokenKind {
        let rest = self.rest();
        let ends = |(at, next): (usize, char)| is_blank(next) || Symbol::at_start(&rest[at..]).is_some();
        let length = rest.char_indices().find(|part| ends(*part)).map_or(rest.len(), |(at, _)| at);
        self.position += length;
        let name = &rest[..length];
        if let Some(name) = name.strip_prefix('$') {
            return TokenKind::Variable(name.into());
        }
        match name {
            "true" => TokenKind::Boolean(true),
            "false" => TokenKind::Boolean(false),
            "null" => TokenKind::Null,
            _ => Symbol::word(name).map_or_else(|| TokenKind::Name(name.into()), TokenKind::Symbol),
        }
    }

    /// A name between backquotes.
    fn quoted_name(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.position;
        self.position += 1;
        let rest = self.rest();
        let Some(length) = rest.find('`') else {
            let message = "this name is not closed";
            return Err(ParseError::new("S0105", start..self.text.len(), message)
                .help("a quoted name ends with another backquote"));
        };
        self.position += length + 1;
        Ok(TokenKind::Name(rest[..length].into()))
    }

    fn digits(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    }

    /// `0|[1-9][0-9]*`, a fraction, an exponent: each only if it is whole.
    fn number(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.position;
        if self.peek() == Some('0') {
            self.position += 1;
        } else {
            self.digits();
        }
        let digit = |text: &str| text.starts_with(|next: char| next.is_ascii_digit());
        if self.rest().strip_prefix('.').is_some_and(digit) {
            self.position += 1;
            self.digits();
        }
        if let Some(rest) = self.rest().strip_prefix(['e', 'E'])
            && let exponent = rest.strip_prefix(['+', '-']).unwrap_or(rest)
            && digit(exponent)
        {
            self.position = self.text.len() - exponent.len();
            self.digits();
        }
        let written = self.since(start);
        match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(TokenKind::Number(number)),
            _ => {
                let message = format!("`{written}` is beyond the numbers of JSONata");
                Err(ParseError::new("S0102", start..self.position, message))
            }
        }
    }

    fn string(&mut self, quote: char) -> Result<TokenKind, ParseError> {
        let start = self.position;
        self.position += 1;
        let mut units: Vec<u16> = Vec::new();
        while let Some(next) = self.bump() {
            if next == quote {
                // Half of a surrogate pair is text in JavaScript, and none here.
                return Ok(TokenKind::Text(String::from_utf16_lossy(&units)));
            }
            if next == '\\' {
                self.escape(&mut units)?;
            } else {
                units.extend_from_slice(next.encode_utf16(&mut [0; 2]));
            }
        }
        let message = "this string is not closed";
        let help = format!("it ends with another `{quote}`");
        Err(ParseError::new("S0101", start..self.text.len(), message).help(help))
    }

    /// What follows a backslash.
    fn escape(&mut self, units: &mut Vec<u16>) -> Result<(), ParseError> {
        let start = self.position - 1;
        let Some(next) = self.bump() else {
            let message = "the expression ends within an escape";
            return Err(ParseError::new("S0103", start..self.position, message));
        };
        let unit = match next {
            '"' | '\\' | '/' => next as u16,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'u' => return self.unicode(start, units),
            _ => {
                let message = format!("`\\{next}` is no escape");
                let error = ParseError::new("S0103", start..self.position, message);
                return Err(if next == '\'' {
                    error.help("between single quotes write `\\u0027`, or put the text between double quotes")
                } else {
                    error.help("write `\\\\` for a backslash (in JSON `\\\\\\\\`)")
                });
            }
        };
        units.push(unit);
        Ok(())
    }

    fn unicode(&mut self, start: usize, units: &mut Vec<u16>) -> Result<(), ParseError> {
        let digits: String = self.rest().chars().take(4).take_while(char::is_ascii_hexdigit).collect();
        match u16::from_str_radix(&digits, 16) {
            Ok(unit) if digits.len() == 4 => {
                self.position += 4;
                units.push(unit);
                Ok(())
            }
            _ => {
                let range = start..self.position + digits.len();
                Err(ParseError::new("S0104", range, "`\\u` needs four hexadecimal digits"))
            }
        }
    }

    /// Ends at the first `/` that is not escaped, and not inside of brackets.
    fn regex(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.position;
        self.position += 1;
        let (mut depth, mut escaped) = (0_i32, false);
        let body = self.position;
        let mut before = '/';
        while let Some(next) = self.bump() {
            if next == '/' && depth == 0 && !escaped {
                let pattern = self.text.get(body..self.position - 1).unwrap_or_default();
                return self.flags(start..self.position, pattern);
            }
            // The reference implementation looks at one character before a bracket, and at all before a slash.
            match next {
                '(' | '[' | '{' if before != '\\' => depth += 1,
                ')' | ']' | '}' if before != '\\' => depth -= 1,
                _ => {}
            }
            escaped = next == '\\' && !escaped;
            before = next;
        }
        let message = "this regular expression is not closed";
        Err(ParseError::new("S0302", start..self.text.len(), message)
            .help("it ends with another `/`; brackets in it must be closed"))
    }

    fn flags(&mut self, range: Range<usize>, pattern: &str) -> Result<TokenKind, ParseError> {
        if pattern.is_empty() {
            return Err(ParseError::new("S0301", range, "this regular expression is empty"));
        }
        let start = self.position;
        while self.rest().starts_with(['i', 'm']) {
            self.position += 1;
        }
        Ok(TokenKind::Regex(Regex { pattern: pattern.into(), flags: self.since(start).into() }))
    }
}
