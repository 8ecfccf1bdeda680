//! JSONata as plain Rust.
//!
//! What is plain in the language becomes calls of the runtime: literals, paths, operators, conditionals, constructors,
//! blocks, and most functions. One part that is not plain (a lambda, a pattern, an order, a condition in brackets)
//! leaves the whole expression to the evaluator.

mod block;
mod call;
mod code;
mod construct;
mod operator;
mod path;
mod scope;
#[cfg(test)]
mod tests;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expression::jsonata::{Node, NodeKind};
use code::Code;
use scope::Scope;

/// How deep parts of an expression nest that is compiled. The evaluator ends at a hundred levels (JNA-35), some of
/// which are its own.
const DEEPEST: usize = 32;

/// A closure from the scope to the value of an expression, unless some part of it is not plain.
pub(super) fn closure(root: &Node) -> Option<TokenStream> {
    let body = match &root.kind {
        NodeKind::Bind { value, .. } => block::bounded(value, &mut Scope::new())?,
        _ => code(root, &mut Scope::new())?,
    };
    let body = body.result();
    let parameter = super::parameter("scope", &body);
    Some(quote!(|#parameter| #body))
}

/// The code of a part; `None` where it is not plain.
fn code(node: &Node, scope: &mut Scope) -> Option<Code> {
    nested(scope, |scope| of_kind(&node.kind, scope))
}

/// What `make` makes of a part, one level below.
fn nested<T>(scope: &mut Scope, make: impl FnOnce(&mut Scope) -> Option<T>) -> Option<T> {
    if scope.depth == DEEPEST {
        return None;
    }
    scope.depth += 1;
    let made = make(scope);
    scope.depth -= 1;
    made
}

fn of_kind(kind: &NodeKind, scope: &mut Scope) -> Option<Code> {
    Some(match kind {
        NodeKind::Null => Code::new(quote!(rt::jsonata::NULL)),
        NodeKind::Boolean(value) => Code::new(quote!(rt::jsonata::datum(#value))),
        NodeKind::Number(number) => {
            let number = float(*number)?;
            Code::new(quote!(rt::jsonata::datum(#number)))
        }
        NodeKind::Text(text) => Code::new(quote!(rt::jsonata::datum(#text))),
        NodeKind::Variable(name) => scope.variable(name)?,
        NodeKind::Path(path) => path::path(path, scope)?,
        NodeKind::Filter { base, predicates } => path::filtered(base, predicates, scope)?,
        NodeKind::Negate(operand) => {
            let operand = code(operand, scope)?.value();
            Code::fallible(quote!(rt::jsonata::negate(#operand)))
        }
        NodeKind::Binary { operator, left, right } => operator::binary(*operator, left, right, scope)?,
        NodeKind::Conditional { condition, then, otherwise } => {
            operator::conditional(condition, then, otherwise.as_deref(), scope)?
        }
        NodeKind::Array(elements) => construct::array(elements, scope)?,
        NodeKind::Object(members) => construct::object(members, scope)?,
        NodeKind::Block(parts) => block::block(parts, scope)?,
        NodeKind::Call { function, arguments } => call::call(function, None, arguments, scope)?,
        NodeKind::Apply { left, right } => match &right.kind {
            NodeKind::Call { function, arguments } => call::call(function, Some(left), arguments, scope)?,
            _ => return None,
        },
        // What has a context, what calls back, and what changes.
        NodeKind::Regex(_)
        | NodeKind::Context
        | NodeKind::Root
        | NodeKind::Wildcard
        | NodeKind::Descendants
        | NodeKind::Parent
        | NodeKind::Group { .. }
        | NodeKind::KeepArray(_)
        | NodeKind::Bind { .. }
        | NodeKind::Partial { .. }
        | NodeKind::Lambda(_)
        | NodeKind::Transform { .. } => return None,
    })
}

/// A literal that reads as a person writes it.
fn float(number: f64) -> Option<TokenStream> {
    if !number.is_finite() {
        return None;
    }
    let size = number.abs();
    let literal = if size != 0.0 && !(1e-5..1e16).contains(&size) {
        format!("{size:e}").parse::<Literal>().ok()?
    } else {
        Literal::f64_unsuffixed(size)
    };
    Some(if number.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) })
}
