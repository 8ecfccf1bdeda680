//! Blocks with variables of their own.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call;
use super::code::Code;
use super::scope::Scope;
use crate::expression::jsonata::BinaryOperator::{Concatenate, Range};
use crate::expression::jsonata::{Node, NodeKind};

/// `(a; b)`
pub(super) fn block(parts: &[Node], scope: &mut Scope) -> Option<Code> {
    let Some((last, parts)) = parts.split_last() else {
        return Some(Code::new(quote!(rt::jsonata::Datum::Undefined)));
    };
    if parts.is_empty() {
        return value(last, scope);
    }
    let outside = scope.len();
    let statements = parts.iter().map(|part| statement(part, scope)).collect::<Option<Vec<_>>>();
    let last = value(last, scope);
    scope.truncate(outside);
    Some(joined(statements?, last?))
}

/// The statements that are needed, and the value after them.
fn joined(statements: Vec<Statement>, last: Code) -> Code {
    let value = last.clone().value();
    let mut needed: Vec<TokenStream> = Vec::new();
    // From the end: only now it is known which variables are read.
    for Statement { ident, code } in statements.into_iter().rev() {
        let is_read = ident.as_ref().is_some_and(|ident| {
            let ident = ident.to_string();
            needed.iter().chain([&value]).any(|later| crate::emit::mentions(later, &ident))
        });
        match ident.filter(|_| is_read) {
            Some(ident) => {
                let value = code.value();
                needed.push(quote!(let #ident = #value;));
            }
            None if code.may_fail() => {
                let value = code.value();
                needed.push(quote!(let _ = #value;));
            }
            None => {}
        }
    }
    if needed.is_empty() {
        return last;
    }
    let needed = needed.iter().rev();
    Code::block(quote!({ #(#needed)* #value }))
}

/// The value of a block's last part.
fn value(part: &Node, scope: &mut Scope) -> Option<Code> {
    match &part.kind {
        // Nobody reads the variable.
        NodeKind::Bind { value, .. } => bounded(value, scope),
        _ => super::code(part, scope),
    }
}

/// What a variable is bound to.
pub(super) fn bounded(value: &Node, scope: &mut Scope) -> Option<Code> {
    let code = super::code(value, scope)?;
    Some(match value.kind {
        // These are no larger than what they are written with, or bounded already.
        NodeKind::Null
        | NodeKind::Boolean(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::Variable(_) => code,
        // Numbers and booleans have no size.
        NodeKind::Negate(_) => code,
        NodeKind::Binary { operator, .. } if !matches!(operator, Concatenate | Range) => code,
        NodeKind::Call { ref function, .. } if call::is_scalar(function) => code,
        _ => {
            let value = code.receiver();
            Code::fallible(quote!(#value.bounded()))
        }
    })
}

/// A part before the last: a variable of the block, or what is evaluated because it may fail.
struct Statement {
    ident: Option<Ident>,
    code: Code,
}

fn statement(part: &Node, scope: &mut Scope) -> Option<Statement> {
    let NodeKind::Bind { name, value } = &part.kind else {
        return Some(Statement { ident: None, code: super::code(part, scope)? });
    };
    let code = bounded(value, scope)?;
    Some(Statement { ident: Some(scope.bind(name)?), code })
}
