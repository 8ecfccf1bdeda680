//! The nodes below a node of a syntax tree.

use jsonata_core::ast::{AstNode, BinaryOp, Stage};

/// Calls `visit` for every node right below `node`.
pub(super) fn children<'n>(node: &'n AstNode, visit: &mut dyn FnMut(&'n AstNode)) {
    match node {
        AstNode::String(_)
        | AstNode::Name(_)
        | AstNode::Number(_)
        | AstNode::Boolean(_)
        | AstNode::Null
        | AstNode::Undefined
        | AstNode::Placeholder
        | AstNode::Regex { .. }
        | AstNode::Variable(_)
        | AstNode::ParentVariable(_)
        | AstNode::Wildcard
        | AstNode::Descendant
        | AstNode::Parent(_) => {}
        AstNode::Path { steps } => {
            for step in steps {
                visit(&step.node);
                stages(&step.stages, visit);
            }
        }
        AstNode::Binary { lhs, rhs, .. } => {
            visit(lhs);
            visit(rhs);
        }
        AstNode::Unary { operand: inner, .. }
        | AstNode::Lambda { body: inner, .. }
        | AstNode::FunctionApplication(inner) => visit(inner),
        AstNode::Function { args: nodes, .. }
        | AstNode::Array(nodes)
        | AstNode::Block(nodes)
        | AstNode::ArrayGroup(nodes) => nodes.iter().for_each(visit),
        AstNode::Call { procedure, args } => {
            visit(procedure);
            args.iter().for_each(visit);
        }
        AstNode::Object(pairs) => self::pairs(pairs, visit),
        AstNode::ObjectTransform { input, pattern } => {
            visit(input);
            pairs(pattern, visit);
        }
        AstNode::Conditional { condition, then_branch, else_branch } => {
            visit(condition);
            visit(then_branch);
            else_branch.as_deref().into_iter().for_each(visit);
        }
        AstNode::Sort { input, terms } => {
            visit(input);
            terms.iter().for_each(|(term, _)| visit(term));
        }
        AstNode::Transform { location, update, delete } => {
            visit(location);
            visit(update);
            delete.as_deref().into_iter().for_each(visit);
        }
    }
}

/// The conditions of a step.
pub(super) fn stages<'n>(stages: &'n [Stage], visit: &mut dyn FnMut(&'n AstNode)) {
    for stage in stages {
        match stage {
            Stage::Filter(condition) => visit(condition),
            Stage::KeepArray | Stage::Index(_) => {}
        }
    }
}

fn pairs<'n>(pairs: &'n [(AstNode, AstNode)], visit: &mut dyn FnMut(&'n AstNode)) {
    for (key, value) in pairs {
        visit(key);
        visit(value);
    }
}

/// Calls `visit` for every node right below `node`, to change it.
pub(super) fn for_each_child(node: &mut AstNode, visit: &mut dyn FnMut(&mut AstNode)) {
    match node {
        AstNode::String(_)
        | AstNode::Name(_)
        | AstNode::Number(_)
        | AstNode::Boolean(_)
        | AstNode::Null
        | AstNode::Undefined
        | AstNode::Placeholder
        | AstNode::Regex { .. }
        | AstNode::Variable(_)
        | AstNode::ParentVariable(_)
        | AstNode::Wildcard
        | AstNode::Descendant
        | AstNode::Parent(_) => {}
        AstNode::Path { steps } => {
            for step in steps {
                visit(&mut step.node);
                for stage in &mut step.stages {
                    match stage {
                        Stage::Filter(condition) => visit(condition),
                        Stage::KeepArray | Stage::Index(_) => {}
                    }
                }
            }
        }
        AstNode::Binary { lhs, rhs, .. } => {
            visit(lhs);
            visit(rhs);
        }
        AstNode::Unary { operand: inner, .. }
        | AstNode::Lambda { body: inner, .. }
        | AstNode::FunctionApplication(inner) => visit(inner),
        AstNode::Function { args: nodes, .. }
        | AstNode::Array(nodes)
        | AstNode::Block(nodes)
        | AstNode::ArrayGroup(nodes) => nodes.iter_mut().for_each(visit),
        AstNode::Call { procedure, args } => {
            visit(procedure);
            args.iter_mut().for_each(visit);
        }
        AstNode::Object(pairs) => self::pairs_mut(pairs, visit),
        AstNode::ObjectTransform { input, pattern } => {
            visit(input);
            pairs_mut(pattern, visit);
        }
        AstNode::Conditional { condition, then_branch, else_branch } => {
            visit(condition);
            visit(then_branch);
            else_branch.as_deref_mut().into_iter().for_each(visit);
        }
        AstNode::Sort { input, terms } => {
            visit(input);
            terms.iter_mut().for_each(|(term, _)| visit(term));
        }
        AstNode::Transform { location, update, delete } => {
            visit(location);
            visit(update);
            delete.as_deref_mut().into_iter().for_each(visit);
        }
    }
}

fn pairs_mut(pairs: &mut [(AstNode, AstNode)], visit: &mut dyn FnMut(&mut AstNode)) {
    for (key, value) in pairs {
        visit(key);
        visit(value);
    }
}

/// Makes `$f(a, b)` of `a ~> $f(b)`, which is the same, for the functions that `wanted` tells.
pub(super) fn call_of_chain(node: &mut AstNode, wanted: impl Fn(&str) -> bool) {
    let AstNode::Binary { op: BinaryOp::ChainPipe, lhs, rhs } = node else { return };
    let AstNode::Function { name, args, is_builtin: true } = &mut **rhs else { return };
    if wanted(name) {
        args.insert(0, take(lhs));
        *node = take(rhs);
    }
}

/// Takes a node out of its place.
pub(super) fn take(node: &mut AstNode) -> AstNode {
    std::mem::replace(node, AstNode::Undefined)
}
