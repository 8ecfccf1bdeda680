//! Which names stand for what.

use proc_macro2::Ident;
use quote::quote;

use super::call::is_function;
use super::code::Code;
use crate::plan::names::{identifier, value_name};

/// The one name that is no variable (VAR-2).
pub(super) const STATES: &str = "states";

/// What generated code has names for itself, in the closure of an expression.
const TAKEN: [&str; 4] = ["scope", "rt", "keys", "member"];

/// What is known where a part of an expression stands.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// How deep the part is.
    pub(super) depth: usize,
    /// Variables of the blocks around, the latest last.
    bound: Vec<(String, Ident)>,
    /// Names of Rust that variables of the expression have.
    used: Vec<String>,
}

impl Scope {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// How many variables are bound.
    pub(super) fn len(&self) -> usize {
        self.bound.len()
    }

    /// Forgets the variables of a block.
    pub(super) fn truncate(&mut self, len: usize) {
        self.bound.truncate(len);
    }

    /// A new variable of a block, with a name of Rust that no other one has; `None` for a name that functions or the
    /// service have.
    pub(super) fn bind(&mut self, name: &str) -> Option<Ident> {
        if name == STATES || is_function(name) {
            return None;
        }
        let spelled = value_name(name);
        let mut unique = spelled.clone();
        let mut number = 2;
        while TAKEN.contains(&unique.as_str()) || self.used.contains(&unique) {
            unique = format!("{spelled}_{number}");
            number += 1;
        }
        let ident = identifier(&unique);
        self.used.push(unique);
        self.bound.push((name.to_owned(), ident.clone()));
        Some(ident)
    }

    /// The value of a variable.
    pub(super) fn variable(&self, name: &str) -> Option<Code> {
        if let Some((_, ident)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return Some(Code::new(quote!(#ident.again())));
        }
        match name {
            STATES => None,
            name if is_function(name) => Some(Code::new(quote!(scope.named_or_function(#name)))),
            name => Some(Code::new(quote!(scope.named(#name)))),
        }
    }
}
