//! Calls, partial calls and functions.

use std::ops::Range;

use super::error::ParseError;
use super::lexer::Slash;
use super::parser::{Parser, depth_of};
use super::signature::Signature;
use super::syntax::{Syntax, SyntaxKind};
use super::token::{Symbol, TokenKind};

/// The names that make a call the definition of a function.
const FUNCTION: [&str; 2] = ["function", "λ"];

impl Parser<'_> {
    /// `left(…)`
    pub(super) fn call(&mut self, left: Syntax) -> Result<Syntax, ParseError> {
        let arguments = self.list(Symbol::CloseParenthesis, |parser| {
            let start = parser.token.range.clone();
            if parser.eat(Symbol::Question)? { Ok(Err(start)) } else { parser.expression(0).map(Ok) }
        })?;
        let start = left.range.start;
        if let SyntaxKind::Name(name) = &left.kind
            && FUNCTION.contains(&name.as_str())
        {
            return self.lambda(start, arguments);
        }
        let left = Box::new(left);
        let depth = arguments.iter().flatten().map(|part| part.depth).max().unwrap_or_default();
        let depth = depth.max(left.depth);
        if arguments.iter().any(Result::is_err) {
            let arguments = arguments.into_iter().map(Result::ok).collect();
            return self.part(start, depth, SyntaxKind::Partial(left, arguments));
        }
        let arguments: Vec<Syntax> = arguments.into_iter().flatten().collect();
        let depth = depth.max(depth_of(&arguments));
        self.part(start, depth, SyntaxKind::Call(left, arguments))
    }

    /// The signature and the body of a function; each argument is a variable, or the place of a `?`.
    fn lambda(
        &mut self,
        start: usize,
        arguments: Vec<Result<Syntax, Range<usize>>>,
    ) -> Result<Syntax, ParseError> {
        let mut parameters = Vec::with_capacity(arguments.len());
        for argument in arguments {
            match argument {
                Ok(Syntax { kind: SyntaxKind::Variable(name), .. }) => parameters.push(name),
                Ok(Syntax { range, .. }) | Err(range) => {
                    let message = "a parameter of a function must be a variable";
                    return Err(ParseError::new("S0208", range, message)
                        .help("the name of a variable begins with `$`"));
                }
            }
        }
        let signature = if self.is_at(Symbol::Less) { Some(self.signature()?) } else { None };
        self.expect(Symbol::OpenBrace, Slash::Regex)?;
        let body = self.expression(0)?;
        self.expect(Symbol::CloseBrace, Slash::Regex)?;
        let depth = body.depth;
        self.part(start, depth, SyntaxKind::Lambda { parameters, signature, body: Box::new(body) })
    }

    /// `<…>`; the tokens in it are put together again.
    fn signature(&mut self) -> Result<Signature, ParseError> {
        let start = self.token.range.start;
        let mut text = String::from("<");
        let mut depth = 1_u32;
        while depth > 0 && !self.is_at(Symbol::OpenBrace) && self.token.kind != TokenKind::End {
            self.advance(Slash::Regex)?;
            match self.token.kind {
                TokenKind::Symbol(Symbol::Less) => depth += 1,
                TokenKind::Symbol(Symbol::Greater) => depth -= 1,
                _ => {}
            }
            text.push_str(&self.token.kind.value());
        }
        let end = self.token.range.end;
        self.expect(Symbol::Greater, Slash::Regex)?;
        Signature::parse(&text).map_err(|mut error| {
            error.error.range = start..end;
            error
        })
    }
}
