//! What a condition in JSONata tells of the data when it is true, or false (CHO-30).
//!
//! A path may go through arrays, whose elements it maps: nothing here says that what has a member is an object.

use std::rc::Rc;

use super::super::shape::{Member, Members, Presence, Shape, kinds};
use super::States;
use crate::expression::intrinsic::lint::Kind;
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind, Path, Stage, StepKind};
use crate::typed::PartStep;

/// What has been learnt, in the order in which it was.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Facts<'e>(Vec<Fact<'e>>);

#[derive(Debug, Clone)]
struct Fact<'e> {
    of: Place<'e>,
    what: Learnt<'e>,
}

/// A value that a plain path leads to.
#[derive(Debug, Clone)]
struct Place<'e> {
    root: Root<'e>,
    names: Vec<&'e str>,
}

#[derive(Debug, Clone, Copy)]
enum Root<'e> {
    /// `$states.input`
    Input,
    /// `$name`
    Variable(&'e str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Learnt<'e> {
    /// It is there.
    Present,
    /// It is not.
    Absent,
    /// It is of this type.
    Is(Kind),
    /// It is this text.
    Equal(&'e str),
    /// It is there, and another text.
    Other(&'e str),
    /// It is not this text, or is not there.
    NotEqual(&'e str),
    /// Something that is not understood has been asked of it.
    Guarded,
}

impl<'e> Facts<'e> {
    /// Learns that a condition was true, or false.
    pub(in super::super) fn assume(&mut self, condition: &'e Node, truth: bool) {
        match &condition.kind {
            NodeKind::Boolean(_) => {}
            NodeKind::Block(parts) if parts.len() == 1 => self.assume(&parts[0], truth),
            NodeKind::Path(_) | NodeKind::Variable(_) => match Place::of(condition) {
                Some(of) if truth => self.add(of, Learnt::Present),
                Some(_) => {}
                None => self.guard(condition),
            },
            NodeKind::Binary { operator: BinaryOperator::And, left, right } if truth => {
                self.assume(left, true);
                self.assume(right, true);
            }
            NodeKind::Binary { operator: BinaryOperator::Or, left, right } if !truth => {
                self.assume(left, false);
                self.assume(right, false);
            }
            NodeKind::Binary { operator, left, right } => self.compared(*operator, left, right, truth),
            NodeKind::Call { function, arguments } => match (&function.kind, arguments.as_slice()) {
                (NodeKind::Variable(name), [only]) if name == "not" => self.assume(only, !truth),
                (NodeKind::Variable(name), [only]) if name == "boolean" => self.assume(only, truth),
                (NodeKind::Variable(name), [only]) if name == "exists" => match Place::of(only) {
                    Some(of) => self.add(of, if truth { Learnt::Present } else { Learnt::Absent }),
                    None => self.guard(condition),
                },
                _ => self.guard(condition),
            },
            _ => self.guard(condition),
        }
    }

    fn compared(&mut self, operator: BinaryOperator, left: &'e Node, right: &'e Node, truth: bool) {
        let (left, right) = if is_literal(left) { (right, left) } else { (left, right) };
        if let (BinaryOperator::Equal, Some(of), NodeKind::Text(name)) = (operator, typed(left), &right.kind)
        {
            match kind_of(name) {
                Some(kind) if truth => self.add(of, Learnt::Is(kind)),
                _ => self.guard(left),
            }
            return;
        }
        let Some(of) = Place::of(left).filter(|_| is_literal(right)) else {
            self.guard(left);
            self.guard(right);
            return;
        };
        match (operator, &right.kind, truth) {
            (BinaryOperator::Equal, NodeKind::Text(text), true) => self.add(of, Learnt::Equal(text)),
            (BinaryOperator::Equal, NodeKind::Text(text), false) => self.add(of, Learnt::NotEqual(text)),
            // What has no value differs from nothing.
            (BinaryOperator::NotEqual, NodeKind::Text(text), true) => self.add(of, Learnt::Other(text)),
            (BinaryOperator::Equal, NodeKind::Number(_), true) => self.add(of, Learnt::Is(Kind::Number)),
            (BinaryOperator::Equal, NodeKind::Boolean(_), true) => self.add(of, Learnt::Is(Kind::Boolean)),
            (BinaryOperator::Equal, NodeKind::Number(_) | NodeKind::Boolean(_), false) => {}
            (
                BinaryOperator::Less
                | BinaryOperator::LessOrEqual
                | BinaryOperator::Greater
                | BinaryOperator::GreaterOrEqual,
                _,
                true,
            ) => self.add(of, Learnt::Present),
            _ => self.add(of, Learnt::Guarded),
        }
    }

    /// Learns that something that is not understood was asked of all that a part reads.
    fn guard(&mut self, node: &'e Node) {
        read(node, &mut |of| self.0.push(Fact { of, what: Learnt::Guarded }));
    }

    fn add(&mut self, of: Place<'e>, what: Learnt<'e>) {
        self.0.push(Fact { of, what });
    }

    /// What is known where these hold.
    pub(in super::super) fn refine(&self, states: &mut States) {
        for Fact { of, what } in &self.0 {
            match of.root {
                Root::Input => learn(&mut states.input, &of.names, *what),
                Root::Variable(name) => {
                    let names: Vec<&str> = std::iter::once(name).chain(of.names.iter().copied()).collect();
                    // Whether a variable is assigned is a matter of its own (VAR-8).
                    if names.len() > 1 || !matches!(what, Learnt::Absent) {
                        learn(&mut states.variables, &names, *what);
                    }
                }
            }
        }
    }
}

impl<'e> Place<'e> {
    /// The place of a plain path.
    fn of(node: &'e Node) -> Option<Self> {
        let (place, is_all) = Self::start(node)?;
        is_all.then_some(place)
    }

    /// How far a path is plain, and whether that is all of it.
    fn start(node: &'e Node) -> Option<(Self, bool)> {
        let (name, rest, plain) = match &node.kind {
            NodeKind::Variable(name) => (name, &[][..], true),
            NodeKind::Path(Path { steps, group, keep_array }) => {
                let (first, rest) = steps.split_first()?;
                let StepKind::Node(Node { kind: NodeKind::Variable(name), .. }) = &first.kind else {
                    return None;
                };
                let rest = if first.stages.is_empty() { rest } else { &[] };
                (name, rest, first.stages.is_empty() && group.is_none() && !keep_array)
            }
            _ => return None,
        };
        let names: Vec<&str> = rest
            .iter()
            .map_while(|step| match &step.kind {
                StepKind::Name(name) if step.stages.is_empty() && step.focus.is_none() => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let is_all = plain && names.len() == rest.len();
        let (root, names) = match (name.as_str(), names.as_slice()) {
            ("states", ["input", names @ ..]) => (Root::Input, names.to_vec()),
            ("states", []) => (Root::Input, Vec::new()),
            ("states", _) => return None,
            (name, names) => (Root::Variable(name), names.to_vec()),
        };
        Some((Self { root, names }, is_all))
    }
}

/// The value whose type is asked for: `$type(path)`.
fn typed(node: &Node) -> Option<Place<'_>> {
    match &node.kind {
        NodeKind::Call { function, arguments } => match (&function.kind, arguments.as_slice()) {
            (NodeKind::Variable(name), [only]) if name == "type" => Place::of(only),
            _ => None,
        },
        _ => None,
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "null" => Kind::Null,
        "boolean" => Kind::Boolean,
        "number" => Kind::Number,
        "string" => Kind::Text,
        "array" => Kind::Array,
        "object" => Kind::Object,
        _ => return None,
    })
}

fn is_literal(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Null | NodeKind::Boolean(_) | NodeKind::Number(_) | NodeKind::Text(_))
}

/// Every value that a part reads, as far as its paths are plain.
fn read<'e>(node: &'e Node, found: &mut dyn FnMut(Place<'e>)) {
    if let Some((place, _)) = Place::start(node) {
        found(place);
    }
    let mut all = |nodes: &mut dyn Iterator<Item = &'e Node>| nodes.for_each(|node| read(node, found));
    match &node.kind {
        NodeKind::Path(path) => {
            for step in &path.steps {
                match &step.kind {
                    StepKind::Node(node) => all(&mut std::iter::once(node)),
                    StepKind::Sort(terms) => all(&mut terms.iter().map(|term| &term.key)),
                    StepKind::Name(_) => {}
                }
                all(&mut step.stages.iter().filter_map(|stage| match stage {
                    Stage::Filter(node) => Some(node),
                    Stage::Index(_) => None,
                }));
            }
            all(&mut path.group.iter().flatten().flat_map(|(key, value)| [key, value]));
        }
        NodeKind::Filter { base, predicates } => all(&mut std::iter::once(&**base).chain(predicates)),
        NodeKind::Group { base, members } => {
            all(&mut std::iter::once(&**base).chain(members.iter().flat_map(|(key, value)| [key, value])));
        }
        NodeKind::KeepArray(inner) | NodeKind::Negate(inner) => all(&mut std::iter::once(&**inner)),
        NodeKind::Binary { left, right, .. } | NodeKind::Apply { left, right } => {
            all(&mut [&**left, &**right].into_iter());
        }
        NodeKind::Array(nodes) | NodeKind::Block(nodes) => all(&mut nodes.iter()),
        NodeKind::Object(members) => all(&mut members.iter().flat_map(|(key, value)| [key, value])),
        NodeKind::Conditional { condition, then, otherwise } => {
            all(&mut [&**condition, &**then].into_iter().chain(otherwise.as_deref()));
        }
        NodeKind::Bind { value, .. } => all(&mut std::iter::once(&**value)),
        NodeKind::Call { function, arguments } => {
            all(&mut std::iter::once(&**function).chain(arguments));
        }
        NodeKind::Partial { function, arguments } => {
            all(&mut std::iter::once(&**function).chain(arguments.iter().flatten()));
        }
        NodeKind::Lambda(lambda) => all(&mut std::iter::once(&lambda.body)),
        NodeKind::Transform { pattern, update, delete } => {
            all(&mut [&**pattern, &**update].into_iter().chain(delete.as_deref()));
        }
        NodeKind::Null
        | NodeKind::Boolean(_)
        | NodeKind::Number(_)
        | NodeKind::Text(_)
        | NodeKind::Regex(_)
        | NodeKind::Variable(_)
        | NodeKind::Context
        | NodeKind::Root
        | NodeKind::Wildcard
        | NodeKind::Descendants
        | NodeKind::Parent => {}
    }
}

fn learn(shape: &mut Shape, names: &[&str], what: Learnt<'_>) {
    if let Shape::OneOf(_) = shape {
        *shape = shape.map(|one| {
            let mut one = one.clone();
            learn(&mut one, names, what);
            one
        });
        return;
    }
    let Some((name, rest)) = names.split_first() else { return learn_value(shape, what) };
    if let Shape::Typed(part) = shape {
        *shape = Shape::Any(Rc::new(Members::of_part(part.clone(), [].into())));
    }
    let (Shape::Object(members) | Shape::Any(members)) = shape else { return };
    let tag = match what {
        Learnt::Equal(text) => Some(PartStep::Tagged((*name).into(), text.into())),
        Learnt::Other(text) | Learnt::NotEqual(text) => {
            Some(PartStep::NotTagged((*name).into(), text.into()))
        }
        _ => None,
    };
    if let (Some(tag), true) = (tag, rest.is_empty()) {
        let base = members.base().map(|base| base.step(tag));
        *members = Rc::new((**members).clone().on(base));
    }
    let presence = members.presence(name);
    if presence == Presence::Never {
        return;
    }
    let mut inner = members.mapped(name);
    let member = match what {
        Learnt::Absent if rest.is_empty() => Member { presence: Presence::Never, shape: Shape::unknown() },
        Learnt::Absent | Learnt::Guarded | Learnt::NotEqual(_) => {
            learn(&mut inner, rest, what);
            Member { presence, shape: inner }
        }
        Learnt::Present | Learnt::Is(_) | Learnt::Equal(_) | Learnt::Other(_) => {
            inner = inner.found();
            learn(&mut inner, rest, what);
            Member::always(inner)
        }
    };
    *members = Rc::new(members.with(name, member));
}

fn learn_value(shape: &mut Shape, what: Learnt<'_>) {
    match (&*shape, what) {
        (_, Learnt::Guarded) => *shape = shape.guarded(),
        (Shape::Any(members), Learnt::Is(kind)) if members.base().is_none() => *shape = Shape::of_kind(kind),
        (Shape::Any(members), Learnt::Equal(_)) if members.base().is_none() => *shape = Shape::Text,
        (Shape::Typed(part), _) => {
            let step = match what {
                Learnt::Is(kind) => PartStep::Only(kinds(&[kind])),
                Learnt::Equal(text) => PartStep::Equal(text.into()),
                Learnt::Other(text) | Learnt::NotEqual(text) => PartStep::NotEqual(text.into()),
                Learnt::Present | Learnt::Absent | Learnt::Guarded => return,
            };
            *shape = Shape::Typed(part.step(step));
        }
        _ => {}
    }
}
