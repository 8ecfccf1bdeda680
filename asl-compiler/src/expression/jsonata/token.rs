//! The tokens of JSONata.

use std::ops::Range;

use super::ast::{BinaryOperator, Regex};

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// The end of the text.
    End,
    /// `name`, `` `a name` ``
    Name(String),
    /// `$name`, without `$`.
    Variable(String),
    Text(String),
    Number(f64),
    Boolean(bool),
    Null,
    Regex(Regex),
    Symbol(Symbol),
}

macro_rules! symbols {
    ($( $variant:ident $text:literal $power:literal ),* $(,)?) => {
        /// Punctuation, and the words that are operators.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Symbol { $( $variant, )* }

        impl Symbol {
            /// Longer ones before those that they begin with.
            const ALL: &[Self] = &[$( Self::$variant, )*];

            pub(super) fn text(self) -> &'static str {
                match self { $( Self::$variant => $text, )* }
            }

            /// How strongly it binds what stands to its left; 0 where nothing may stand there.
            pub(super) fn power(self) -> u8 {
                match self { $( Self::$variant => $power, )* }
            }
        }
    };
}

symbols! {
    Range ".." 0,
    Bind ":=" 10,
    NotEqual "!=" 40,
    GreaterOrEqual ">=" 40,
    LessOrEqual "<=" 40,
    Descendants "**" 0,
    Apply "~>" 40,
    Dot "." 75,
    OpenBracket "[" 80,
    CloseBracket "]" 0,
    OpenBrace "{" 70,
    CloseBrace "}" 0,
    OpenParenthesis "(" 80,
    CloseParenthesis ")" 0,
    Comma "," 0,
    At "@" 80,
    Hash "#" 80,
    Semicolon ";" 0,
    Colon ":" 0,
    Question "?" 20,
    Plus "+" 50,
    Minus "-" 50,
    Star "*" 60,
    Slash "/" 60,
    Percent "%" 60,
    Pipe "|" 0,
    Equal "=" 40,
    Less "<" 40,
    Greater ">" 40,
    Caret "^" 40,
    Ampersand "&" 50,
    Exclamation "!" 0,
    Tilde "~" 0,
    And "and" 30,
    Or "or" 25,
    In "in" 40,
}

impl Symbol {
    /// The symbol of punctuation that a text begins with.
    pub(super) fn at_start(text: &str) -> Option<Self> {
        let punctuation = Self::ALL.iter().filter(|symbol| Self::word(symbol.text()).is_none());
        punctuation.copied().find(|symbol| text.starts_with(symbol.text()))
    }

    /// The operator that is a word.
    pub(super) fn word(name: &str) -> Option<Self> {
        match name {
            "and" => Some(Self::And),
            "or" => Some(Self::Or),
            "in" => Some(Self::In),
            _ => None,
        }
    }

    /// The operator that only joins two operands.
    pub(super) fn binary(self) -> Option<BinaryOperator> {
        Some(match self {
            Self::Plus => BinaryOperator::Add,
            Self::Minus => BinaryOperator::Subtract,
            Self::Star => BinaryOperator::Multiply,
            Self::Slash => BinaryOperator::Divide,
            Self::Percent => BinaryOperator::Remainder,
            Self::Equal => BinaryOperator::Equal,
            Self::NotEqual => BinaryOperator::NotEqual,
            Self::Less => BinaryOperator::Less,
            Self::LessOrEqual => BinaryOperator::LessOrEqual,
            Self::Greater => BinaryOperator::Greater,
            Self::GreaterOrEqual => BinaryOperator::GreaterOrEqual,
            Self::In => BinaryOperator::In,
            Self::And => BinaryOperator::And,
            Self::Or => BinaryOperator::Or,
            Self::Ampersand => BinaryOperator::Concatenate,
            _ => return None,
        })
    }
}

impl TokenKind {
    /// As messages name it.
    pub(super) fn words(&self) -> String {
        match self {
            Self::End => "the end of the expression".into(),
            Self::Name(name) => format!("the name `{name}`"),
            Self::Variable(name) => format!("the variable `${name}`"),
            Self::Text(_) => "a string".into(),
            Self::Number(number) => format!("the number `{number}`"),
            Self::Boolean(value) => format!("`{value}`"),
            Self::Null => "`null`".into(),
            Self::Regex(_) => "a regular expression".into(),
            Self::Symbol(symbol) => format!("`{}`", symbol.text()),
        }
    }

    /// As the reference implementation reads it inside of a signature.
    pub(super) fn value(&self) -> String {
        match self {
            Self::End => "(end)".into(),
            Self::Name(text) | Self::Variable(text) | Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(value) => value.to_string(),
            Self::Null => "null".into(),
            Self::Regex(regex) => format!("/{}/{}g", regex.pattern, regex.flags),
            Self::Symbol(symbol) => symbol.text().into(),
        }
    }
}
