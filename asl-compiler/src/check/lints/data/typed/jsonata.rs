//! Plain paths in JSONata into parts of types.
//!
//! What is undefined is often meant so, and conditions guard what they like by any function: only what can never be there is
//! told.

use super::super::jsonata::States;
use super::super::missing::Site;
use super::super::services;
use super::Checks;
use crate::check::jsonata::{self, Holds};
use crate::expression::jsonata::{Node, NodeKind, Path, Stage, StepKind};
use crate::typed::Verdict;

/// The paths of the expressions of a state.
pub(super) fn check(site: &Site<'_>, expressions: &[jsonata::Site<'_>], checks: &mut Checks<'_>) {
    let state = site.state();
    let error = services::error_output();
    for expression in expressions.iter().filter(|expression| std::ptr::eq(expression.state, state)) {
        let in_item = expression.field == "ItemSelector";
        let states = States {
            input: site.input,
            result: site.steps.result.as_ref().filter(|_| expression.holds == Holds::Result),
            error_output: (expression.holds == Holds::ErrorOutput).then_some(&error),
            item: if in_item { &site.steps.item } else { &site.around.item },
            execution: &site.around.execution,
        };
        let mut paths = Vec::new();
        collect(&expression.expression.root, &mut paths);
        for (node, path) in paths {
            let Some(found) = states.path(path) else { continue };
            let place = expression.part(site.solution.view, &node.range);
            let text = expression.expression.text.get(node.range.clone()).unwrap_or_default();
            for (_, part) in super::parts(&found).filter(|(_, part)| part.may_be_missing()) {
                let words = checks.words.reads(state, place, text, "");
                checks.push(words, Verdict::Selected(part.clone()));
            }
        }
    }
}

/// Every path in an expression.
fn collect<'n>(node: &'n Node, paths: &mut Vec<(&'n Node, &'n Path)>) {
    let mut all = |nodes: &mut dyn Iterator<Item = &'n Node>| nodes.for_each(|node| collect(node, paths));
    match &node.kind {
        NodeKind::Path(path) => {
            for step in &path.steps {
                if let StepKind::Node(node) = &step.kind {
                    collect(node, paths);
                }
                for stage in &step.stages {
                    if let Stage::Filter(node) = stage {
                        collect(node, paths);
                    }
                }
            }
            paths.push((node, path));
        }
        NodeKind::Negate(inner) | NodeKind::KeepArray(inner) => collect(inner, paths),
        NodeKind::Binary { left, right, .. } | NodeKind::Apply { left, right } => {
            all(&mut [&**left, &**right].into_iter());
        }
        NodeKind::Array(nodes) | NodeKind::Block(nodes) => all(&mut nodes.iter()),
        NodeKind::Object(members) => all(&mut members.iter().flat_map(|(key, value)| [key, value])),
        NodeKind::Conditional { condition, then, otherwise } => {
            all(&mut [&**condition, &**then].into_iter().chain(otherwise.as_deref()));
        }
        NodeKind::Call { arguments, .. } => all(&mut arguments.iter()),
        NodeKind::Bind { value, .. } => collect(value, paths),
        NodeKind::Filter { base, predicates } => {
            all(&mut std::iter::once(&**base).chain(predicates));
        }
        _ => {}
    }
}
