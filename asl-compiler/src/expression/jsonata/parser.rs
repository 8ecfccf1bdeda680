//! Tokens → what is written, by operator precedence as in the reference implementation.

use std::ops::Range;

use super::ast::Direction;
use super::error::ParseError;
use super::lexer::{Lexer, Slash};
use super::syntax::{Pair, Syntax, SyntaxKind};
use super::token::{Symbol, Token, TokenKind};

/// How deep parts of an expression may lie in each other. The service gives up beyond 100 when it evaluates
/// (JNA-35), and what calls itself here stays within its stack.
pub(super) const DEEPEST: usize = 200;

/// What stands on the right of a prefix operator.
const PREFIX: u8 = 70;

pub(super) struct Parser<'t> {
    lexer: Lexer<'t>,
    /// The token that is looked at.
    pub(super) token: Token,
    /// Where the token before it ended.
    end: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Result<Self, ParseError> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next(Slash::Regex)?;
        Ok(Self { lexer, token, end: 0, depth: 0 })
    }

    /// The whole text.
    pub(super) fn whole(mut self) -> Result<Syntax, ParseError> {
        let syntax = self.expression(0)?;
        if self.token.kind == TokenKind::End {
            return Ok(syntax);
        }
        let message = format!("{} was not expected here", self.token.kind.words());
        let error = ParseError::new("S0201", self.token.range.clone(), message);
        Err(match self.token.kind {
            TokenKind::Symbol(symbol) if symbol.text().starts_with([')', ']', '}']) => {
                error.help(format!("there is no opening bracket for it; remove the `{}`", symbol.text()))
            }
            TokenKind::Symbol(Symbol::Pipe) => error.help("`or` joins two conditions"),
            TokenKind::Symbol(_) => error,
            _ => error.help("an operator such as `&`, `+` or `,` is missing before it"),
        })
    }

    /// Goes to the next token, and gives the one before.
    pub(super) fn advance(&mut self, slash: Slash) -> Result<Token, ParseError> {
        let next = self.lexer.next(slash)?;
        self.end = self.token.range.end;
        Ok(std::mem::replace(&mut self.token, next))
    }

    pub(super) fn is_at(&self, symbol: Symbol) -> bool {
        self.token.kind == TokenKind::Symbol(symbol)
    }

    /// Reads a symbol if it stands here.
    pub(super) fn eat(&mut self, symbol: Symbol) -> Result<bool, ParseError> {
        let here = self.is_at(symbol);
        if here {
            self.advance(Slash::Regex)?;
        }
        Ok(here)
    }

    /// Reads a symbol that must stand here.
    pub(super) fn expect(&mut self, symbol: Symbol, slash: Slash) -> Result<(), ParseError> {
        if self.is_at(symbol) {
            self.advance(slash)?;
            return Ok(());
        }
        let (wanted, range) = (symbol.text(), self.token.range.clone());
        if self.token.kind == TokenKind::End {
            let message = format!("the expression ends where `{wanted}` is expected");
            return Err(ParseError::new("S0203", range, message).symbol(wanted));
        }
        let message = format!("`{wanted}` is expected here, found {}", self.token.kind.words());
        Err(ParseError::new("S0202", range, message).symbol(wanted))
    }

    /// A part that ends before the token that is looked at.
    pub(super) fn part(&self, start: usize, depth: usize, kind: SyntaxKind) -> Result<Syntax, ParseError> {
        let range = start..self.end;
        if depth >= DEEPEST {
            return Err(too_deep(range));
        }
        Ok(Syntax { kind, range, depth: depth + 1, keep_array: false })
    }

    /// An expression whose operators bind more strongly than `power`.
    pub(super) fn expression(&mut self, power: u8) -> Result<Syntax, ParseError> {
        if self.depth == DEEPEST {
            return Err(too_deep(self.token.range.clone()));
        }
        self.depth += 1;
        let mut left = self.value()?;
        while let TokenKind::Symbol(symbol) = self.token.kind
            && power < symbol.power()
        {
            self.advance(Slash::Regex)?;
            left = self.joined(left, symbol)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// What begins an expression.
    fn value(&mut self) -> Result<Syntax, ParseError> {
        let Token { kind, range } = self.advance(Slash::Division)?;
        let start = range.start;
        let kind = match kind {
            TokenKind::End => SyntaxKind::End,
            TokenKind::Name(name) => SyntaxKind::Name(name),
            TokenKind::Variable(name) => SyntaxKind::Variable(name),
            TokenKind::Text(text) => SyntaxKind::Text(text),
            TokenKind::Number(number) => SyntaxKind::Number(number),
            TokenKind::Boolean(value) => SyntaxKind::Boolean(value),
            TokenKind::Null => SyntaxKind::Null,
            TokenKind::Regex(regex) => SyntaxKind::Regex(regex),
            TokenKind::Symbol(symbol) => return self.prefix(symbol, range),
        };
        self.part(start, 0, kind)
    }

    fn prefix(&mut self, symbol: Symbol, range: Range<usize>) -> Result<Syntax, ParseError> {
        let start = range.start;
        match symbol {
            // The words may be names too.
            Symbol::And | Symbol::Or | Symbol::In => {
                self.part(start, 0, SyntaxKind::Name(symbol.text().into()))
            }
            Symbol::Star => self.part(start, 0, SyntaxKind::Wildcard),
            Symbol::Descendants => self.part(start, 0, SyntaxKind::Descendants),
            Symbol::Percent => self.part(start, 0, SyntaxKind::Parent),
            Symbol::Minus => {
                let operand = self.expression(PREFIX)?;
                self.part(start, operand.depth, SyntaxKind::Negate(Box::new(operand)))
            }
            Symbol::OpenParenthesis => self.block(start),
            Symbol::OpenBracket => self.array(start),
            Symbol::OpenBrace => {
                let pairs = self.pairs()?;
                self.part(start, depth_of_pairs(&pairs), SyntaxKind::Object(pairs))
            }
            Symbol::Pipe => self.transform(start),
            _ => Err(no_value(symbol, range)),
        }
    }

    /// `left` with an operator behind it, which has been read.
    fn joined(&mut self, left: Syntax, symbol: Symbol) -> Result<Syntax, ParseError> {
        let start = left.range.start;
        let here = self.end - symbol.text().len()..self.end;
        if let Some(operator) = symbol.binary() {
            let right = self.expression(symbol.power())?;
            let depth = left.depth.max(right.depth);
            let kind = SyntaxKind::Binary(operator, Box::new(left), Box::new(right));
            return self.part(start, depth, kind);
        }
        match symbol {
            Symbol::Dot | Symbol::Apply => {
                let right = self.expression(symbol.power())?;
                let depth = left.depth.max(right.depth);
                let (left, right) = (Box::new(left), Box::new(right));
                self.part(
                    start,
                    depth,
                    match symbol {
                        Symbol::Dot => SyntaxKind::Dot(left, right),
                        _ => SyntaxKind::Apply(left, right),
                    },
                )
            }
            Symbol::OpenBracket => self.filter(left),
            Symbol::OpenBrace => {
                let pairs = self.pairs()?;
                let depth = left.depth.max(depth_of_pairs(&pairs));
                self.part(start, depth, SyntaxKind::Group(Box::new(left), pairs))
            }
            Symbol::OpenParenthesis => self.call(left),
            Symbol::Caret => self.sort(left),
            Symbol::At | Symbol::Hash => self.position(left, symbol),
            Symbol::Bind => self.bind(left),
            Symbol::Question => self.conditional(left, here),
            _ => Err(no_value(symbol, here)),
        }
    }

    /// `(a; b)`
    fn block(&mut self, start: usize) -> Result<Syntax, ParseError> {
        let mut parts = Vec::new();
        while !self.is_at(Symbol::CloseParenthesis) {
            parts.push(self.expression(0)?);
            if !self.eat(Symbol::Semicolon)? {
                break;
            }
        }
        self.expect(Symbol::CloseParenthesis, Slash::Division)?;
        self.part(start, depth_of(&parts), SyntaxKind::Block(parts))
    }

    /// Parts with commas between them, up to `close`.
    pub(super) fn list<T>(
        &mut self,
        close: Symbol,
        mut read: impl FnMut(&mut Self) -> Result<T, ParseError>,
    ) -> Result<Vec<T>, ParseError> {
        let mut parts = Vec::new();
        if !self.is_at(close) {
            loop {
                parts.push(read(self)?);
                if !self.eat(Symbol::Comma)? {
                    break;
                }
            }
        }
        self.expect(close, Slash::Division)?;
        Ok(parts)
    }

    fn array(&mut self, start: usize) -> Result<Syntax, ParseError> {
        let parts = self.list(Symbol::CloseBracket, Self::element)?;
        self.part(start, depth_of(&parts), SyntaxKind::Array(parts))
    }

    /// `a`, or `a..b`
    fn element(&mut self) -> Result<Syntax, ParseError> {
        let first = self.expression(0)?;
        if !self.eat(Symbol::Range)? {
            return Ok(first);
        }
        let last = self.expression(0)?;
        let (start, depth) = (first.range.start, first.depth.max(last.depth));
        let operator = super::ast::BinaryOperator::Range;
        self.part(start, depth, SyntaxKind::Binary(operator, Box::new(first), Box::new(last)))
    }

    /// `key: value` up to the closing brace.
    fn pairs(&mut self) -> Result<Vec<Pair>, ParseError> {
        self.list(Symbol::CloseBrace, |parser| {
            let key = parser.expression(0)?;
            parser.expect(Symbol::Colon, Slash::Regex)?;
            Ok((key, parser.expression(0)?))
        })
    }

    /// `left[…]`
    fn filter(&mut self, mut left: Syntax) -> Result<Syntax, ParseError> {
        if self.eat(Symbol::CloseBracket)? {
            // An empty predicate belongs to what the predicates before it belong to.
            let mut step = &mut left;
            while let SyntaxKind::Filter(base, _) = &mut step.kind {
                step = base;
            }
            step.keep_array = true;
            return Ok(left);
        }
        let predicate = self.expression(0)?;
        self.expect(Symbol::CloseBracket, Slash::Division)?;
        let (start, depth) = (left.range.start, left.depth.max(predicate.depth));
        self.part(start, depth, SyntaxKind::Filter(Box::new(left), Box::new(predicate)))
    }

    /// `left^(…)`
    fn sort(&mut self, left: Syntax) -> Result<Syntax, ParseError> {
        self.expect(Symbol::OpenParenthesis, Slash::Regex)?;
        let mut terms = Vec::new();
        loop {
            let direction = if self.eat(Symbol::Less)? {
                Direction::Ascending
            } else if self.eat(Symbol::Greater)? {
                Direction::Descending
            } else {
                Direction::Ascending
            };
            terms.push((direction, self.expression(0)?));
            if !self.eat(Symbol::Comma)? {
                break;
            }
        }
        self.expect(Symbol::CloseParenthesis, Slash::Regex)?;
        let deepest = terms.iter().map(|(_, term)| term.depth).max().unwrap_or_default();
        let (start, depth) = (left.range.start, left.depth.max(deepest));
        self.part(start, depth, SyntaxKind::Sort(Box::new(left), terms))
    }

    /// `left@$name`, `left#$name`
    fn position(&mut self, left: Syntax, symbol: Symbol) -> Result<Syntax, ParseError> {
        let right = self.expression(symbol.power())?;
        let SyntaxKind::Variable(name) = right.kind else {
            let message = format!("`{}` needs a variable behind it", symbol.text());
            return Err(ParseError::new("S0214", right.range, message)
                .symbol(symbol.text())
                .help("a variable begins with `$`"));
        };
        let (start, depth) = (left.range.start, left.depth);
        let left = Box::new(left);
        self.part(
            start,
            depth,
            match symbol {
                Symbol::At => SyntaxKind::Focus(left, name),
                _ => SyntaxKind::Index(left, name),
            },
        )
    }

    /// `$name := value`
    fn bind(&mut self, left: Syntax) -> Result<Syntax, ParseError> {
        let start = left.range.start;
        let SyntaxKind::Variable(name) = left.kind else {
            let message = "only a variable can stand before `:=`";
            return Err(ParseError::new("S0212", left.range, message)
                .help("a variable begins with `$`; two values are compared with `=`"));
        };
        let value = self.expression(Symbol::Bind.power() - 1)?;
        self.part(start, value.depth, SyntaxKind::Bind(name, Box::new(value)))
    }

    /// `left ? then : otherwise`; the operators `??` and `?:` came later (JNA-5).
    fn conditional(&mut self, left: Syntax, here: Range<usize>) -> Result<Syntax, ParseError> {
        let (start, first) = (left.range.start, left.depth);
        let later = match &self.token.kind {
            TokenKind::Symbol(symbol @ (Symbol::Question | Symbol::Colon))
                if self.token.range.start == here.end =>
            {
                Some(*symbol)
            }
            _ => None,
        };
        if let Some(symbol) = later {
            let range = here.start..self.token.range.end;
            let message = format!("the service's JSONata has no operator `?{}`", symbol.text());
            let help = match symbol {
                Symbol::Question => "write `$exists(x) ? x : y`",
                _ => "write `$boolean(x) ? x : y`",
            };
            return Err(ParseError::new("S0211", range, message).help(help));
        }
        let then = self.expression(0)?;
        let otherwise = if self.eat(Symbol::Colon)? { Some(Box::new(self.expression(0)?)) } else { None };
        let last = otherwise.as_ref().map_or(0, |otherwise| otherwise.depth);
        let depth = first.max(then.depth).max(last);
        self.part(start, depth, SyntaxKind::Conditional(Box::new(left), Box::new(then), otherwise))
    }

    /// `|pattern|update, delete|`
    fn transform(&mut self, start: usize) -> Result<Syntax, ParseError> {
        let pattern = self.expression(0)?;
        self.expect(Symbol::Pipe, Slash::Regex)?;
        let update = self.expression(0)?;
        let delete = if self.eat(Symbol::Comma)? { Some(Box::new(self.expression(0)?)) } else { None };
        self.expect(Symbol::Pipe, Slash::Regex)?;
        let last = delete.as_ref().map_or(0, |delete| delete.depth);
        let depth = pattern.depth.max(update.depth).max(last);
        self.part(start, depth, SyntaxKind::Transform(Box::new(pattern), Box::new(update), delete))
    }
}

pub(super) fn depth_of(parts: &[Syntax]) -> usize {
    parts.iter().map(|part| part.depth).max().unwrap_or_default()
}

fn depth_of_pairs(pairs: &[Pair]) -> usize {
    pairs.iter().map(|(key, value)| key.depth.max(value.depth)).max().unwrap_or_default()
}

fn too_deep(range: Range<usize>) -> ParseError {
    let message = format!("this is nested more than {DEEPEST} deep");
    ParseError::limit(range, message)
}

/// An operator where a value should stand.
fn no_value(symbol: Symbol, range: Range<usize>) -> ParseError {
    let text = symbol.text();
    let message = format!("a value is expected where `{text}` stands");
    let error = ParseError::new("S0211", range, message);
    match symbol {
        Symbol::Equal => error.help("equality is written with a single `=`"),
        Symbol::Ampersand => error.help("a single `&` joins two texts, `and` joins two conditions"),
        _ => error,
    }
}
