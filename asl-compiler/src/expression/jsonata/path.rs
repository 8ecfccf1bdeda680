//! Paths: steps in a row, with predicates, groups and orders.

use std::ops::Range;

use super::ast::{Direction, Node, NodeKind, Path, SortTerm, Stage, Step, StepKind};
use super::error::ParseError;
use super::lower::{Part, members, part};
use super::parent::{Sought, resolve, seek_node, seek_step};
use super::syntax::{Pair, Syntax};

fn step(kind: StepKind, range: Range<usize>) -> Step {
    Step { kind, range, stages: Vec::new(), focus: None, index: None }
}

fn path_part(path: Path, range: Range<usize>) -> Part {
    Part::new(NodeKind::Path(path), range)
}

/// A name by itself.
pub(super) fn name(name: String, range: Range<usize>) -> Part {
    let steps = vec![step(StepKind::Name(name), range.clone())];
    path_part(Path { steps, group: None, keep_array: false }, range)
}

/// What a part is where paths are made of it.
enum Shape {
    Path(Path),
    Other(Node),
}

fn shape(node: Node) -> Shape {
    match node.kind {
        NodeKind::Path(path) => Shape::Path(path),
        _ => Shape::Other(node),
    }
}

/// `left.right`
pub(super) fn dot(left: Syntax, right: Syntax, range: Range<usize>) -> Result<Part, ParseError> {
    let (left, right) = (part(left)?, part(right)?);
    let keep_array = left.keep_array || right.keep_array;
    let (mut path, mut sought) = match shape(left.node) {
        Shape::Path(path) => (path, left.sought),
        Shape::Other(node) => {
            // What is sought inside of the first step is lost; if it is a `%` itself it is not.
            let sought = if is_parent(&node) { vec![1] } else { Sought::new() };
            let first = step_of(node, Predicates::OfTheValue);
            (Path { steps: vec![first], group: None, keep_array: false }, sought)
        }
    };
    let sought_by_step = match shape(right.node) {
        Shape::Path(rest) => {
            path.keep_array |= rest.keep_array;
            path.steps.extend(rest.steps);
            right.sought_by_step
        }
        Shape::Other(node) => {
            path.steps.push(step_of(node, Predicates::OfTheStep));
            right.sought
        }
    };
    path.keep_array |= keep_array;
    path.steps.iter_mut().try_for_each(name_or_refuse)?;
    sought.extend(resolve(&path, &sought_by_step)?);
    Ok(Part { sought, sought_by_step, ..path_part(path, range) })
}

fn is_parent(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Parent => true,
        NodeKind::Filter { base, .. } => is_parent(base),
        _ => false,
    }
}

/// What the predicates of a part filter when it becomes a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Predicates {
    /// At the beginning of a path: the whole value.
    OfTheValue,
    /// Later: what each value that comes in gives.
    OfTheStep,
}

/// A step that is no name.
fn step_of(node: Node, of: Predicates) -> Step {
    let Node { kind, range } = node;
    let (base, stages) = match kind {
        NodeKind::Filter { base, predicates } => (*base, predicates),
        kind => (Node { kind, range: range.clone() }, Vec::new()),
    };
    let stages_of = |predicates: Vec<Node>| predicates.into_iter().map(Stage::Filter).collect();
    if of == Predicates::OfTheValue && !stages.is_empty() && !matches!(base.kind, NodeKind::Text(_)) {
        let kind = NodeKind::Filter { base: Box::new(base), predicates: stages };
        return step(StepKind::Node(Node { kind, range: range.clone() }), range);
    }
    Step { stages: stages_of(stages), ..step(StepKind::Node(base), range) }
}

/// In a path of several steps a string is a name, and no step is any other literal.
fn name_or_refuse(step: &mut Step) -> Result<(), ParseError> {
    let StepKind::Node(node) = &mut step.kind else { return Ok(()) };
    let literal = match &node.kind {
        NodeKind::Filter { base, .. } => base,
        _ => &*node,
    };
    match &literal.kind {
        NodeKind::Number(_) | NodeKind::Boolean(_) | NodeKind::Null => {
            let message = "a literal value cannot be a step of a path";
            let range = literal.range.clone();
            Err(ParseError::new("S0213", range, message).help("a name goes between backquotes"))
        }
        NodeKind::Text(name) => {
            step.kind = StepKind::Name(name.clone());
            Ok(())
        }
        _ => Ok(()),
    }
}

/// `base[predicate]`
pub(super) fn filter(base: Syntax, predicate: Syntax, range: Range<usize>) -> Result<Part, ParseError> {
    let mut base = part(base)?;
    if has_group(&base.node) {
        return Err(ParseError::new("S0209", range, "a predicate cannot follow a group")
            .help("put the group between parentheses"));
    }
    let mut predicate = part(predicate)?;
    // As in the reference implementation, a predicate that is nothing but `%` seeks nothing.
    if matches!(predicate.node.kind, NodeKind::Parent) {
        predicate.sought.clear();
    }
    for level in &mut predicate.sought {
        if *level == 1 {
            match &base.node.kind {
                NodeKind::Path(path) => {
                    path.steps.last().map_or(Ok(()), |step| seek_step(step, level))?;
                }
                _ => seek_node(&base.node, level)?,
            }
        } else {
            *level -= 1;
        }
    }
    let sought = std::mem::take(&mut predicate.sought);
    let predicate = predicate.into_node();
    match &mut base.node.kind {
        NodeKind::Path(path) => {
            base.sought_by_step.extend(sought);
            if let Some(step) = path.steps.last_mut() {
                step.stages.push(Stage::Filter(predicate));
                step.range.end = range.end;
            }
        }
        NodeKind::Filter { predicates, .. } => {
            base.sought.extend(sought);
            predicates.push(predicate);
        }
        _ => {
            base.sought.extend(sought);
            let inner = std::mem::replace(&mut base.node.kind, NodeKind::Null);
            let inner = Node { kind: inner, range: base.node.range.clone() };
            base.node.kind = NodeKind::Filter { base: Box::new(inner), predicates: vec![predicate] };
        }
    }
    base.node.range = range;
    Ok(base)
}

/// Whether a predicate would stand on a group.
fn has_group(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Group { .. } => true,
        NodeKind::Path(path) => path.steps.last().is_some_and(|step| match &step.kind {
            StepKind::Node(node) => matches!(node.kind, NodeKind::Group { .. }),
            StepKind::Name(_) | StepKind::Sort(_) => false,
        }),
        _ => false,
    }
}

/// `base{key: value}`
pub(super) fn group(base: Syntax, pairs: Vec<Pair>, range: Range<usize>) -> Result<Part, ParseError> {
    let mut base = part(base)?;
    let repeated = match &base.node.kind {
        NodeKind::Group { .. } => true,
        NodeKind::Path(path) => path.group.is_some(),
        _ => false,
    };
    if repeated {
        return Err(ParseError::new("S0210", range, "a group cannot follow another group")
            .help("put the first one between parentheses"));
    }
    let members = members(pairs, &mut Sought::new())?;
    match &mut base.node.kind {
        NodeKind::Path(path) => path.group = Some(members),
        _ => {
            let inner = std::mem::replace(&mut base.node.kind, NodeKind::Null);
            let inner = Node { kind: inner, range: base.node.range.clone() };
            base.node.kind = NodeKind::Group { base: Box::new(inner), members };
        }
    }
    base.node.range = range;
    Ok(base)
}

/// `base^(terms)`
pub(super) fn sort(
    base: Syntax,
    terms: Vec<(Direction, Syntax)>,
    range: Range<usize>,
) -> Result<Part, ParseError> {
    let base = part(base)?;
    let start = base.node.range.end;
    let (mut path, mut sought) = match shape(base.node) {
        Shape::Path(path) => (path, base.sought),
        Shape::Other(node) => {
            let first = step(StepKind::Node(node.clone()), node.range);
            (Path { steps: vec![first], group: None, keep_array: base.keep_array }, Sought::new())
        }
    };
    let mut sought_by_step = Sought::new();
    let terms = terms
        .into_iter()
        .map(|(direction, key)| {
            let mut key = part(key)?;
            sought_by_step.append(&mut key.sought);
            Ok(SortTerm { direction, key: key.into_node() })
        })
        .collect::<Result<Vec<_>, ParseError>>()?;
    path.steps.push(step(StepKind::Sort(terms), start..range.end));
    sought.extend(resolve(&path, &sought_by_step)?);
    Ok(Part { sought, sought_by_step, ..path_part(path, range) })
}

/// A path to bind a variable in: what is none becomes its only step.
fn bound(base: Part) -> (Path, Part) {
    let Part { node, sought, sought_by_step, keep_array } = base;
    let range = node.range.clone();
    let (path, sought_by_step) = match shape(node) {
        Shape::Path(path) => (path, sought_by_step),
        Shape::Other(node) => {
            let first = step_of(node, Predicates::OfTheStep);
            (Path { steps: vec![first], group: None, keep_array }, sought.clone())
        }
    };
    (path, Part { sought, sought_by_step, keep_array, ..Part::new(NodeKind::Null, range) })
}

/// `base@$name`
pub(super) fn focus(base: Syntax, name: String, range: Range<usize>) -> Result<Part, ParseError> {
    let (mut path, base) = bound(part(base)?);
    if let Some(last) = path.steps.last_mut() {
        if !last.stages.is_empty() {
            let message = "`@` must stand before the predicates of its step";
            return Err(ParseError::new("S0215", range, message));
        }
        if matches!(last.kind, StepKind::Sort(_)) {
            let message = "`@` must stand before the `^(...)` of its step";
            return Err(ParseError::new("S0216", range, message));
        }
        last.focus = Some(name);
        last.range.end = range.end;
    }
    Ok(Part { node: path_part(path, range).node, ..base })
}

/// `base#$name`
pub(super) fn index(base: Syntax, name: String, range: Range<usize>) -> Result<Part, ParseError> {
    let (mut path, base) = bound(part(base)?);
    if let Some(last) = path.steps.last_mut() {
        if last.stages.is_empty() {
            last.index = Some(name);
        } else {
            last.stages.push(Stage::Index(name));
        }
        last.range.end = range.end;
    }
    Ok(Part { node: path_part(path, range).node, ..base })
}
