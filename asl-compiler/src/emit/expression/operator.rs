//! Operators and conditionals.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::code::Code;
use super::scope::Scope;
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind};

pub(super) fn binary(operator: BinaryOperator, left: &Node, right: &Node, scope: &mut Scope) -> Option<Code> {
    if let BinaryOperator::And | BinaryOperator::Or = operator {
        let condition = logical(operator, left, right, scope)?;
        return Some(Code::new(quote!(rt::jsonata::datum(#condition))));
    }
    let (function, fallible) = match operator {
        BinaryOperator::Add => ("add", true),
        BinaryOperator::Subtract => ("subtract", true),
        BinaryOperator::Multiply => ("multiply", true),
        BinaryOperator::Divide => ("divide", true),
        BinaryOperator::Remainder => ("remainder", true),
        BinaryOperator::Equal => ("equal", false),
        BinaryOperator::NotEqual => ("not_equal", false),
        BinaryOperator::Less => ("less", true),
        BinaryOperator::LessOrEqual => ("less_or_equal", true),
        BinaryOperator::Greater => ("greater", true),
        BinaryOperator::GreaterOrEqual => ("greater_or_equal", true),
        BinaryOperator::In => ("contained", false),
        BinaryOperator::Concatenate => ("concatenate", true),
        BinaryOperator::Range => ("range", true),
        BinaryOperator::And | BinaryOperator::Or => return None,
    };
    let left = super::code(left, scope)?.value();
    let right = super::code(right, scope)?.value();
    let function = format_ident!("{function}");
    let tokens = quote!(rt::jsonata::#function(#left, #right));
    Some(if fallible { Code::fallible(tokens) } else { Code::new(tokens) })
}

/// `left and right`, `left or right`, of type `bool`.
fn logical(operator: BinaryOperator, left: &Node, right: &Node, scope: &mut Scope) -> Option<TokenStream> {
    let left = operand(operator, left, scope)?;
    let right = operand(operator, right, scope)?;
    Some(match operator {
        BinaryOperator::And => quote!(#left && #right),
        _ => quote!(#left || #right),
    })
}

/// A condition beside `and` or `or`, in parentheses where it needs them.
fn operand(around: BinaryOperator, node: &Node, scope: &mut Scope) -> Option<TokenStream> {
    let condition = self::condition(node, scope)?;
    Some(match &within(node).kind {
        NodeKind::Binary { operator: operator @ (BinaryOperator::And | BinaryOperator::Or), .. }
            if *operator != around =>
        {
            quote!((#condition))
        }
        _ => condition,
    })
}

/// Whether a part holds, of type `bool`.
fn condition(node: &Node, scope: &mut Scope) -> Option<TokenStream> {
    let node = within(node);
    if let NodeKind::Binary { operator: operator @ (BinaryOperator::And | BinaryOperator::Or), left, right } =
        &node.kind
    {
        return super::nested(scope, |scope| logical(*operator, left, right, scope));
    }
    let value = super::code(node, scope)?.receiver();
    Some(quote!(#value.holds()))
}

pub(super) fn conditional(
    condition: &Node,
    then: &Node,
    otherwise: Option<&Node>,
    scope: &mut Scope,
) -> Option<Code> {
    let condition = self::condition(condition, scope)?;
    let then = super::code(then, scope)?.value();
    let otherwise = match otherwise {
        None => quote!({ rt::jsonata::Datum::Undefined }),
        Some(otherwise) => {
            let otherwise = within(otherwise);
            let code = super::code(otherwise, scope)?.value();
            // `else if`
            if matches!(otherwise.kind, NodeKind::Conditional { .. }) { code } else { quote!({ #code }) }
        }
    };
    Some(Code::block(quote!(if #condition { #then } else #otherwise)))
}

/// What stands between parentheses that are there for the order of operators only.
fn within(node: &Node) -> &Node {
    match &node.kind {
        NodeKind::Block(parts) => match parts.as_slice() {
            [only] if !matches!(only.kind, NodeKind::Bind { .. }) => within(only),
            _ => node,
        },
        _ => node,
    }
}
