//! `%`: the step that it means (S0217).

use std::ops::Range;

use super::ast::{Node, NodeKind, Path, Step, StepKind};
use super::error::ParseError;

/// For each `%` that has not found its step, how many steps up it is. What has found it stays there as 0.
pub(super) type Sought = Vec<i32>;

pub(super) fn not_found(range: Range<usize>) -> ParseError {
    ParseError::new("S0217", range, "there is no step that this `%` could mean")
        .help("`%` is the object around the step that it follows: `a.b.%` is `a`")
}

/// One step up.
pub(super) fn seek_step(step: &Step, level: &mut i32) -> Result<(), ParseError> {
    match &step.kind {
        StepKind::Name(_) => {
            *level -= 1;
            Ok(())
        }
        StepKind::Sort(_) => Err(not_found(step.range.clone())),
        StepKind::Node(node) => seek_node(node, level),
    }
}

pub(super) fn seek_node(node: &Node, level: &mut i32) -> Result<(), ParseError> {
    match &node.kind {
        NodeKind::Wildcard => *level -= 1,
        NodeKind::Parent => *level += 1,
        NodeKind::Block(parts) => {
            if let Some(last) = parts.last() {
                return seek_node(last, level);
            }
        }
        NodeKind::Path(path) => {
            for (index, step) in path.steps.iter().rev().enumerate() {
                if index > 0 && *level <= 0 {
                    break;
                }
                seek_step(step, level)?;
            }
        }
        NodeKind::Filter { base, .. } | NodeKind::Group { base, .. } | NodeKind::KeepArray(base) => {
            return seek_node(base, level);
        }
        _ => return Err(not_found(node.range.clone())),
    }
    Ok(())
}

/// Seeks what the last step of a path seeks among the steps before it; gives what is not found there.
pub(super) fn resolve(path: &Path, sought: &Sought) -> Result<Sought, ParseError> {
    let before = path.steps.len().saturating_sub(1);
    let mut left = Sought::new();
    for level in sought {
        let mut level = *level;
        let mut steps = path.steps[..before].iter().rev().peekable();
        while level > 0 {
            let Some(mut step) = steps.next() else {
                left.push(level);
                break;
            };
            // Steps in a row that bind the focus count as one.
            while step.focus.is_some()
                && let Some(next) = steps.next_if(|next| next.focus.is_some())
            {
                step = next;
            }
            seek_step(step, &mut level)?;
        }
    }
    Ok(left)
}
