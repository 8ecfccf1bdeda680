//! A part of what serde writes of a user's type.

use std::rc::Rc;

use super::KindSet;

/// A part of what serde writes of a user's type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// Whose.
    pub origin: Origin,
    /// How it is got to, and what is known of it.
    pub steps: Rc<[PartStep]>,
}

/// A type that data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The workflow's input.
    Input,
    /// The output of a method, by its index in [`crate::plan::Plan::methods`].
    Output(usize),
    /// What comes back with the token that a method hands out.
    Answer(usize),
}

/// A step, or something that is known there; the runtime's `Step`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartStep {
    /// A member.
    Field(Rc<str>),
    /// A member that is there: it has been read before, or tested.
    Sure(Rc<str>),
    /// A member, in the manner of JSONata.
    Mapped(Rc<str>),
    /// An element.
    Index(i64),
    /// An element by its position, in the manner of JSONata: what is no array stands at the first.
    At(i64),
    /// Any element.
    Element,
    /// Any element, or any value of an object.
    Item,
    /// What an iteration over it gets: an element, or of an object the `Key` and the `Value` of a member.
    Iteration,
    /// What an index before it has not found is `null`.
    OrNull,
    /// It is of one of these kinds.
    Only(KindSet),
    /// A member holds this string.
    Tagged(Rc<str>, Rc<str>),
    /// A member holds another string.
    NotTagged(Rc<str>, Rc<str>),
    /// It is this string.
    Equal(Rc<str>),
    /// It is not this string.
    NotEqual(Rc<str>),
    /// One or more of such values in the manner of JSONata: what they are together, nobody knows.
    Spread,
    /// A condition that is not understood has been evaluated: what may be missing or `null` may have been ruled out.
    Guarded,
}

impl Part {
    /// All of a type.
    pub fn whole(origin: Origin) -> Self {
        Self { origin, steps: Rc::from([]) }
    }

    /// What a step leads to.
    #[must_use]
    pub fn step(&self, step: PartStep) -> Self {
        // What has been said already need not be said again.
        if !matches!(step, PartStep::Field(_) | PartStep::Sure(_) | PartStep::Mapped(_) | PartStep::Index(_))
            && !matches!(step, PartStep::At(_) | PartStep::Element | PartStep::Item | PartStep::Iteration)
            && self.steps.last() == Some(&step)
        {
            return self.clone();
        }
        Self { origin: self.origin, steps: self.steps.iter().cloned().chain([step]).collect() }
    }

    /// A member.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        self.step(PartStep::Field(name.into()))
    }

    /// The same, once it has been read: were a member missing, the execution would have failed.
    #[must_use]
    pub fn assured(&self) -> Self {
        let steps = self.steps.iter().map(|step| match step {
            PartStep::Field(name) => PartStep::Sure(Rc::clone(name)),
            other => other.clone(),
        });
        Self { origin: self.origin, steps: steps.collect() }
    }

    /// The same, once it is known to be there, in the manner of JSONata.
    #[must_use]
    pub fn found(&self) -> Self {
        let steps = self.steps.iter().map(|step| match step {
            PartStep::Mapped(name) => PartStep::Sure(Rc::clone(name)),
            other => other.clone(),
        });
        Self { origin: self.origin, steps: steps.collect() }
    }

    /// What it is an iteration over.
    pub fn iterated(&self) -> Option<Self> {
        let (PartStep::Iteration, steps) = self.steps.split_last()? else { return None };
        Some(Self { origin: self.origin, steps: steps.into() })
    }

    /// The same, where an index on the way to it may find nothing, and it is `null` then.
    #[must_use]
    pub fn or_null(&self) -> Self {
        self.step(PartStep::OrNull)
    }

    /// What two parts are together that differ in nothing but in what has been found, where one has found what the
    /// other has not: nothing is left of it when the branches of a Choice meet again.
    pub fn united(&self, other: &Self) -> Option<Self> {
        if self.origin != other.origin || self.steps.len() != other.steps.len() {
            return None;
        }
        let mut steps = Vec::with_capacity(self.steps.len());
        for (one, other) in self.steps.iter().zip(other.steps.iter()) {
            if one == other {
                steps.push(one.clone());
            } else if !one.contradicts(other) && !other.contradicts(one) {
                return None;
            }
        }
        Some(Self { origin: self.origin, steps: steps.into() })
    }

    /// Whether a condition that is not understood stands before it, or nobody knows what it is as a whole: only that it
    /// can never be there is certain.
    pub fn is_guarded(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, PartStep::Guarded | PartStep::Spread))
    }

    /// Whether reading it may fail.
    pub fn may_be_missing(&self) -> bool {
        self.steps.iter().any(|step| {
            matches!(
                step,
                PartStep::Field(_)
                    | PartStep::Mapped(_)
                    | PartStep::Index(_)
                    | PartStep::At(_)
                    | PartStep::Element
                    | PartStep::Item
                    | PartStep::Iteration
            )
        })
    }
}

impl PartStep {
    /// Whether one of the two holds, and never both.
    fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tagged(name, text), Self::NotTagged(other, unlike)) => name == other && text == unlike,
            (Self::Equal(text), Self::NotEqual(unlike)) => text == unlike,
            (Self::Only(kinds), Self::Only(others)) => kinds.others() == *others,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_that_meet_know_nothing_more() {
        let part = Part::whole(Origin::Input).field("kind");
        let (yes, no) =
            (part.step(PartStep::Equal("card".into())), part.step(PartStep::NotEqual("card".into())));
        assert_eq!(yes.united(&no), Some(part.clone()));
        assert_eq!(yes.united(&part.step(PartStep::NotEqual("cash".into()))), None);
        assert_eq!(part.united(&Part::whole(Origin::Output(0)).field("kind")), None);
        assert_eq!(part.united(&part.field("x")), None);
    }

    #[test]
    fn what_has_been_read_is_there() {
        let part = Part::whole(Origin::Input).field("a").step(PartStep::Index(0));
        assert!(part.may_be_missing());
        assert_eq!(&*part.assured().steps, &[PartStep::Sure("a".into()), PartStep::Index(0)]);
        assert!(!Part::whole(Origin::Input).field("a").assured().may_be_missing());
    }
}
