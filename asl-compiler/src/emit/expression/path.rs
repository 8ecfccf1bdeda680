//! Paths: fields and constant positions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::code::Code;
use super::scope::{STATES, Scope};
use crate::emit::literal::integer;
use crate::expression::jsonata::{Node, NodeKind, Path, Stage, Step, StepKind};

/// A field with its positions.
struct Field<'n> {
    name: &'n str,
    positions: Vec<i64>,
}

pub(super) fn path(path: &Path, scope: &mut Scope) -> Option<Code> {
    if path.group.is_some() {
        return None;
    }
    let (first, rest) = path.steps.split_first()?;
    let StepKind::Node(node) = &first.kind else { return None };
    if first.focus.is_some() || first.index.is_some() || !first.stages.is_empty() {
        return None;
    }
    let fields = rest.iter().map(field).collect::<Option<Vec<_>>>()?;
    let (base, fields) = match &node.kind {
        NodeKind::Variable(name) if name == STATES => states(&fields)?,
        NodeKind::Variable(_) | NodeKind::Filter { .. } | NodeKind::Call { .. } | NodeKind::Block(_) => {
            (super::code(node, scope)?, fields.as_slice())
        }
        _ => return None,
    };
    Some(fields_of(base, fields, path.keep_array))
}

/// A member of `$states`, and what follows.
fn states<'f>(fields: &'f [Field<'_>]) -> Option<(Code, &'f [Field<'f>])> {
    let (member, rest) = fields.split_first()?;
    let source = match member.name {
        "input" => quote!(scope.input()),
        "result" => quote!(scope.result()),
        "errorOutput" => quote!(scope.error_output()),
        "context" if member.positions.is_empty() => {
            let names = context_names(rest)?;
            let rest = &rest[names.len()..];
            return Some((Code::new(quote!(scope.context(&[#(#names),*]))), rest));
        }
        _ => return None,
    };
    Some((at(Code::new(source), &member.positions), rest))
}

/// The names that lead to a member of the context object that has a value of its own.
fn context_names<'f>(fields: &'f [Field<'_>]) -> Option<Vec<&'f str>> {
    let most = if fields.first().is_some_and(|field| field.name == "Map") { 3 } else { 2 };
    let (last, inner) = match fields {
        [] => return Some(Vec::new()),
        fields => fields[..most.min(fields.len())].split_last()?,
    };
    // A position among them would need the object above.
    if inner.iter().any(|field| !field.positions.is_empty()) || !last.positions.is_empty() {
        return None;
    }
    Some(inner.iter().chain([last]).map(|field| field.name).collect())
}

fn field(step: &Step) -> Option<Field<'_>> {
    let StepKind::Name(name) = &step.kind else { return None };
    if step.focus.is_some() || step.index.is_some() {
        return None;
    }
    let positions = step.stages.iter().map(|stage| match stage {
        Stage::Filter(predicate) => position(predicate),
        Stage::Index(_) => None,
    });
    Some(Field { name, positions: positions.collect::<Option<_>>()? })
}

/// `[0]`, `[-1]`
fn position(predicate: &Node) -> Option<i64> {
    match predicate.kind {
        NodeKind::Number(number) => Some(number.floor() as i64),
        _ => None,
    }
}

/// `base[0]` where the base is no path.
pub(super) fn filtered(base: &Node, predicates: &[Node], scope: &mut Scope) -> Option<Code> {
    let positions = predicates.iter().map(position).collect::<Option<Vec<_>>>()?;
    // The sequences that this function makes may hold arrays, and positions count in the sequence.
    if let NodeKind::Call { function, .. } = &base.kind
        && matches!(&function.kind, NodeKind::Variable(name) if name == "lookup")
    {
        return None;
    }
    Some(at(super::code(base, scope)?, &positions))
}

fn at(base: Code, positions: &[i64]) -> Code {
    if positions.is_empty() {
        return base;
    }
    let base = base.receiver();
    let positions = positions.iter().copied().map(integer);
    Code::new(quote!(#base #(.at(#positions))*))
}

/// What fields lead to.
fn fields_of(base: Code, fields: &[Field<'_>], keep_array: bool) -> Code {
    let is_plain = fields.iter().all(|field| field.positions.is_empty());
    if fields.is_empty() && !keep_array {
        return base;
    }
    let base = base.receiver();
    let fields: Vec<TokenStream> = fields
        .iter()
        .map(|Field { name, positions }| {
            let positions: Vec<Literal> = positions.iter().copied().map(integer).collect();
            if is_plain && !keep_array { quote!(#name) } else { quote!((#name, &[#(#positions),*])) }
        })
        .collect();
    let method = match (keep_array, is_plain) {
        (true, _) => quote!(keep),
        (false, true) => quote!(path),
        (false, false) => quote!(select),
    };
    Code::fallible(quote!(#base.#method(&[#(#fields),*])))
}
