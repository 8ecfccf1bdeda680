//! Expressions over a document as expressions of a state: the document is `$states.input`.

use asl_compiler::expression::jsonata::{Node, NodeKind, Path, Step, StepKind};

/// The expression with `$states.input` where it reads the document; `None` where it does so in ways that don't
/// compile anyway, or where there is no document.
pub(super) fn rooted(node: Node, has_document: bool) -> Option<Node> {
    let root = |node| rooted(node, has_document);
    let boxed = |node: Box<Node>| rooted(*node, has_document).map(Box::new);
    let all = |nodes: Vec<Node>| nodes.into_iter().map(root).collect::<Option<Vec<_>>>();
    let Node { kind, range } = node;
    let kind = match kind {
        NodeKind::Path(path) => NodeKind::Path(rooted_path(path, has_document)?),
        NodeKind::Context if has_document => NodeKind::Path(input()),
        NodeKind::Filter { base, predicates } => NodeKind::Filter { base: boxed(base)?, predicates },
        NodeKind::Negate(operand) => NodeKind::Negate(boxed(operand)?),
        NodeKind::Binary { operator, left, right } => {
            NodeKind::Binary { operator, left: boxed(left)?, right: boxed(right)? }
        }
        NodeKind::Array(elements) => NodeKind::Array(all(elements)?),
        NodeKind::Object(members) => {
            let members = members.into_iter().map(|(key, value)| Some((root(key)?, root(value)?)));
            NodeKind::Object(members.collect::<Option<_>>()?)
        }
        NodeKind::Conditional { condition, then, otherwise } => NodeKind::Conditional {
            condition: boxed(condition)?,
            then: boxed(then)?,
            otherwise: match otherwise {
                Some(otherwise) => Some(boxed(otherwise)?),
                None => None,
            },
        },
        NodeKind::Block(parts) => NodeKind::Block(all(parts)?),
        NodeKind::Bind { name, value } => NodeKind::Bind { name, value: boxed(value)? },
        NodeKind::Call { function, arguments } => NodeKind::Call { function, arguments: all(arguments)? },
        NodeKind::Apply { left, right } => NodeKind::Apply { left: boxed(left)?, right: boxed(right)? },
        kind @ (NodeKind::Null
        | NodeKind::Boolean(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::Variable(_)) => kind,
        _ => return None,
    };
    Some(Node { kind, range })
}

/// `$states.input`
fn input() -> Path {
    let step = |kind| Step { kind, range: 0..0, stages: Vec::new(), focus: None, index: None };
    let states = Node { kind: NodeKind::Variable("states".to_owned()), range: 0..0 };
    let steps = vec![step(StepKind::Node(states)), step(StepKind::Name("input".to_owned()))];
    Path { steps, group: None, keep_array: false }
}

fn rooted_path(mut path: Path, has_document: bool) -> Option<Path> {
    let first = path.steps.first_mut()?;
    match &mut first.kind {
        StepKind::Name(_) if has_document => {
            let mut steps = input().steps;
            steps.append(&mut path.steps);
            path.steps = steps;
        }
        StepKind::Node(node) => {
            let inner = Node { kind: std::mem::replace(&mut node.kind, NodeKind::Null), range: 0..0 };
            *node = rooted(inner, has_document)?;
        }
        StepKind::Name(_) | StepKind::Sort(_) => return None,
    }
    Some(path)
}
