//! Code of a part of an expression.

use proc_macro2::TokenStream;
use quote::quote;

/// An expression of Rust.
#[derive(Debug, Clone)]
pub(super) struct Code {
    tokens: TokenStream,
    kind: Kind,
}

/// What stands in the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A `Datum`.
    Value,
    /// A `Result` of one.
    Result,
    /// A `Datum`, as a block or an `if`.
    Block,
}

impl Code {
    /// Code that gives a value.
    pub(super) fn new(tokens: TokenStream) -> Self {
        Self { tokens, kind: Kind::Value }
    }

    /// Code that gives a value or fails.
    pub(super) fn fallible(tokens: TokenStream) -> Self {
        Self { tokens, kind: Kind::Result }
    }

    /// A block, or an `if` with its `else`.
    pub(super) fn block(tokens: TokenStream) -> Self {
        Self { tokens, kind: Kind::Block }
    }

    /// Whether evaluating it does anything but give a value.
    pub(super) fn may_fail(&self) -> bool {
        self.kind == Kind::Result || crate::emit::may_fail(&self.tokens)
    }

    /// Of type `Datum`; inside a function that returns a `Result`.
    pub(super) fn value(self) -> TokenStream {
        let tokens = self.tokens;
        if self.kind == Kind::Result { quote!(#tokens?) } else { tokens }
    }

    /// Of type `Datum`, where a method is called on it.
    pub(super) fn receiver(self) -> TokenStream {
        let is_block = self.kind == Kind::Block;
        let value = self.value();
        if is_block { quote!((#value)) } else { value }
    }

    /// Of type `Result`.
    pub(super) fn result(self) -> TokenStream {
        let tokens = self.tokens;
        if self.kind == Kind::Result { tokens } else { quote!(Ok(#tokens)) }
    }
}
