//! The nodes below a node of a syntax tree.

use jsonata_core::ast::{AstNode, Stage};

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
