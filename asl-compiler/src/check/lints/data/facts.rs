//! What the rules of a Choice tell of the data when they are true, false, or have been evaluated at all
//! (CHO-5, CHO-8).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::shape::{Member, Members, Presence, Shape, kinds};
use crate::check::lints::uses::operand_path;
use crate::expression::intrinsic::lint::Kind;
use crate::expression::path::{Path, Root, Step};
use crate::model::{Comparison, Condition, Operand, Operator, Relation, TypeTest};
use crate::syntax::Place;
use crate::typed::{KindSet, PartStep};

/// What has been learnt, in the order in which it was.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts<'a>(Vec<Fact<'a>>);

/// Something that has been learnt of a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact<'a> {
    path: &'a Path,
    /// What was learnt.
    pub(super) what: Learnt<'a>,
    /// The comparison that told it.
    pub(super) from: Place,
}

/// What can be learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Learnt<'a> {
    /// It was compared, which fails where it is missing.
    Compared,
    /// It was tested, and is there.
    Present,
    /// It was tested, and is not there.
    Absent,
    /// It is of this type.
    Is(Kind),
    /// It is not of this type.
    IsNot(Kind),
    /// It is this text.
    Equal(&'a str),
    /// It is not this text.
    NotEqual(&'a str),
}

impl<'a> Facts<'a> {
    /// What is known of whether a path finds anything.
    pub(super) fn presence(&self, path: &Path) -> Option<Fact<'a>> {
        self.0.iter().copied().find(|fact| match fact.what {
            Learnt::Compared | Learnt::Present => begins_with(fact.path, path),
            Learnt::Absent => begins_with(path, fact.path),
            Learnt::Is(_) | Learnt::IsNot(_) | Learnt::Equal(_) | Learnt::NotEqual(_) => false,
        })
    }

    /// The type of what a path finds.
    pub(super) fn kind(&self, path: &Path) -> Option<Kind> {
        self.0.iter().find_map(|fact| match fact.what {
            Learnt::Is(kind) if same(fact.path, path) => Some(kind),
            _ => None,
        })
    }

    /// Learns that a condition has been evaluated and was true, or false.
    pub(super) fn assume(&mut self, condition: &'a Condition, truth: bool) {
        match (condition, truth) {
            (Condition::And(parts), true) | (Condition::Or(parts), false) => {
                parts.iter().for_each(|part| self.assume(part, truth));
            }
            (Condition::And(parts), false) | (Condition::Or(parts), true) => match parts.as_slice() {
                [only] => self.assume(only, truth),
                [first, ..] => self.evaluated(first),
                [] => {}
            },
            (Condition::Not(part), _) => self.assume(part, !truth),
            (Condition::Comparison(comparison), _) => self.compared(comparison, truth),
        }
    }

    /// Learns that a condition has been evaluated: its first comparison has.
    fn evaluated(&mut self, condition: &'a Condition) {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => {
                parts.first().into_iter().for_each(|part| self.evaluated(part));
            }
            Condition::Not(part) => self.evaluated(part),
            Condition::Comparison(comparison) => self.read(comparison),
        }
    }

    /// Learns that a comparison has read what it compares.
    fn read(&mut self, comparison: &'a Comparison) {
        if matches!(comparison.operator.value, Operator::Is(TypeTest::Present, _)) {
            return;
        }
        let operand = operand_path(&comparison.operator.value);
        for path in std::iter::once(&comparison.variable.value).chain(operand) {
            self.add(path, Learnt::Compared, comparison);
        }
    }

    fn compared(&mut self, comparison: &'a Comparison, truth: bool) {
        self.read(comparison);
        let path = &comparison.variable.value;
        let kind = match &comparison.operator.value {
            Operator::Is(TypeTest::Present, expected) => {
                let what = if *expected == truth { Learnt::Present } else { Learnt::Absent };
                return self.add(path, what, comparison);
            }
            Operator::Is(test, expected) if *expected == truth => tested(*test),
            // A text that is no timestamp is a text still.
            Operator::Is(TypeTest::Timestamp, _) => None,
            Operator::Is(test, _) => {
                tested(*test).into_iter().for_each(|kind| self.add(path, Learnt::IsNot(kind), comparison));
                None
            }
            operator => compared_kind(operator).filter(|_| truth),
        };
        if let Operator::String(Relation::Equals, Operand::Literal(text)) = &comparison.operator.value {
            let what = if truth { Learnt::Equal(text) } else { Learnt::NotEqual(text) };
            self.add(path, what, comparison);
        }
        if let Some(kind) = kind {
            self.add(path, Learnt::Is(kind), comparison);
        }
    }

    fn add(&mut self, path: &'a Path, what: Learnt<'a>, from: &Comparison) {
        // The rules of a Choice mostly learn the same again, of the same path.
        if !self.0.iter().any(|known| known.what == what && same(known.path, path)) {
            self.0.push(Fact { path, what, from: from.place });
        }
    }

    /// What a document is that these hold of, and the variables, which are the members of an object.
    pub(super) fn refine(&self, document: &mut Shape, variables: &mut Shape) {
        for fact in &self.0 {
            let steps = fact.path.steps.iter().map(|step| match step {
                Step::Name(name) => Some(name.as_str()),
                _ => None,
            });
            match &fact.path.root {
                Root::Document => {
                    if let Some(names) = steps.collect::<Option<Vec<_>>>() {
                        refine(document, &names, fact.what);
                    }
                }
                Root::Variable(name) => {
                    let names = std::iter::once(Some(name.as_str())).chain(steps);
                    if let Some(names) = names.collect::<Option<Vec<_>>>() {
                        refine(variables, &names, fact.what);
                    }
                }
                Root::Context => {}
            }
        }
    }
}

/// The type that a test asks for.
pub(super) fn tested(test: TypeTest) -> Option<Kind> {
    match test {
        TypeTest::Null => Some(Kind::Null),
        TypeTest::String | TypeTest::Timestamp => Some(Kind::Text),
        TypeTest::Numeric => Some(Kind::Number),
        TypeTest::Boolean => Some(Kind::Boolean),
        TypeTest::Present => None,
    }
}

/// The type that a comparison asks for (CHO-7).
pub(super) fn compared_kind(operator: &Operator) -> Option<Kind> {
    match operator {
        Operator::String(..) | Operator::StringMatches(_) | Operator::Timestamp(..) => Some(Kind::Text),
        Operator::Numeric(..) => Some(Kind::Number),
        Operator::Boolean(_) => Some(Kind::Boolean),
        Operator::Is(..) => None,
    }
}

fn same(one: &Path, other: &Path) -> bool {
    one.root == other.root && one.steps == other.steps
}

fn begins_with(path: &Path, start: &Path) -> bool {
    path.root == start.root && path.steps.starts_with(&start.steps)
}

fn refine(shape: &mut Shape, names: &[&str], learnt: Learnt<'_>) {
    if let Shape::OneOf(_) = shape {
        *shape = shape.map(|one| {
            let mut one = one.clone();
            refine(&mut one, names, learnt);
            one
        });
        return;
    }
    let Some((name, rest)) = names.split_first() else { return refine_value(shape, learnt) };
    match (&*shape, learnt) {
        (Shape::Any(members), Learnt::Absent) if members.base().is_none() => {}
        (Shape::Any(members), _) if learnt != Learnt::Absent => *shape = Shape::Object(Rc::clone(members)),
        (Shape::Typed(part), Learnt::Absent) => {
            *shape = Shape::Any(Rc::new(Members::of_part(part.clone(), BTreeMap::new())));
        }
        (Shape::Typed(part), _) => {
            let object = part.step(PartStep::Only(KindSet::OBJECT));
            *shape = Shape::Object(Rc::new(Members::of_part(object, BTreeMap::new())));
        }
        _ => {}
    }
    let (Shape::Object(members) | Shape::Any(members)) = shape else { return };
    if rest.is_empty()
        && let Some(step) = tag(name, learnt)
    {
        let base = members.base().map(|base| base.step(step));
        *members = Rc::new((**members).clone().on(base));
    }
    let presence = members.presence(name);
    let member = if learnt != Learnt::Absent {
        let mut inner = members.shape(name).assured();
        refine(&mut inner, rest, learnt);
        (presence != Presence::Never).then(|| Member::always(inner))
    } else if rest.is_empty() {
        Some(Member { presence: Presence::Never, shape: Shape::unknown() })
    } else {
        let mut inner = members.shape(name);
        refine(&mut inner, rest, Learnt::Absent);
        Some(Member { presence, shape: inner }).filter(|_| presence != Presence::Never)
    };
    if let Some(member) = member {
        *members = Rc::new(members.with(name, member));
    }
}

/// What is learnt of an object when a member of it is compared with a text: in a tagged enum it tells the variant.
fn tag(name: &str, learnt: Learnt<'_>) -> Option<PartStep> {
    match learnt {
        Learnt::Equal(text) => Some(PartStep::Tagged(name.into(), text.into())),
        Learnt::NotEqual(text) => Some(PartStep::NotTagged(name.into(), text.into())),
        _ => None,
    }
}

fn refine_value(shape: &mut Shape, learnt: Learnt<'_>) {
    match (&*shape, learnt) {
        (Shape::Any(_), Learnt::Is(kind)) => {
            *shape = Shape::of_kind(kind);
        }
        (Shape::Typed(part), _) => {
            let step = match learnt {
                Learnt::Is(kind) => PartStep::Only(kinds(&[kind])),
                Learnt::IsNot(kind) => PartStep::Only(kinds(&[kind]).others()),
                Learnt::Equal(text) => PartStep::Equal(text.into()),
                Learnt::NotEqual(text) => PartStep::NotEqual(text.into()),
                Learnt::Compared | Learnt::Present | Learnt::Absent => return,
            };
            *shape = Shape::Typed(part.step(step));
        }
        _ => {}
    }
}
