//! Why a payload can't be read as a type, in words.

use super::names::{distance, is_near};
use super::near::nearest_variant;
use super::read::{accepted, bare};
use super::text::Text;
use super::{EnumShape, JsonShape, Kinds, Member, Needed, ShapeRef, StructShape};

/// What is wrong, and where in the payload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Misfit {
    fault: Fault,
    /// The names that lead to it, the innermost first.
    trail: [&'static str; Self::DEEPEST],
    depth: usize,
}

/// What is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// A field that must be there is not.
    Lacks { field: &'static str, of: &'static str, near: Option<&'static str> },
    /// A field that must be there is not always.
    MayLack { field: &'static str, of: &'static str },
    /// A field that the type does not know and refuses.
    Refuses { field: &'static str, shape: &'static StructShape },
    /// A value of another kind.
    Kind { found: Kinds, wanted: ShapeRef },
    /// A value that may be `null`.
    Null(ShapeRef),
    /// A name that no variant has.
    Variant { text: &'static str, shape: &'static EnumShape },
}

/// A search for what is wrong with a payload. Each finds one thing, behind those that have been told already.
pub(super) struct Search {
    /// How many fields are compared before the rest is taken for right.
    pub(super) fuel: usize,
    /// What has been told already and not yet been met.
    pub(super) told: usize,
}

impl Search {
    const FUEL: usize = 600;

    /// For what is wrong besides so many things that have been told.
    pub(super) const fn behind(told: usize) -> Self {
        Self { fuel: Self::FUEL, told }
    }

    /// Something that is wrong, unless it has been told.
    pub(super) const fn found(&mut self, fault: Fault) -> Option<Misfit> {
        if self.told > 0 {
            self.told -= 1;
            return None;
        }
        Some(Misfit { fault, trail: [""; Misfit::DEEPEST], depth: 0 })
    }
}

impl Misfit {
    const DEEPEST: usize = 8;

    /// The same inside of a member.
    pub(super) const fn inside(mut self, name: &'static str) -> Self {
        if self.depth < Self::DEEPEST {
            self.trail[self.depth] = name;
            self.depth += 1;
        }
        self
    }

    /// A text, and what is wrong behind it.
    pub(super) const fn after(&self, text: Text) -> Text {
        let mut text = text.and("; ");
        let subject = match self.fault {
            Fault::Kind { .. } | Fault::Null(_) | Fault::Variant { .. } => true,
            Fault::Lacks { .. } | Fault::MayLack { .. } | Fault::Refuses { .. } => false,
        };
        if self.depth == 0 {
            text = if subject { text.and("it") } else { text };
        } else {
            text = if subject { text } else { text.and("in ") };
            let mut at = self.depth;
            while at > 0 {
                at -= 1;
                let is_element = self.trail[at].as_bytes()[0] == b'[';
                text = if at + 1 < self.depth && !is_element { text.and(".") } else { text };
                text = text.and(self.trail[at]);
            }
            text = if subject { text } else { text.and(" ") };
        }
        match self.fault {
            Fault::Lacks { field, of, near } => {
                let text = text.and(of).and(" needs a field ").and(field);
                match near {
                    Some(near) => text.and(" (is it given as ").and(near).and("?)"),
                    None => text,
                }
            }
            Fault::MayLack { field, of } => {
                text.and(of).and(" needs a field ").and(field).and(", which may be missing")
            }
            Fault::Refuses { field, shape } => {
                let text =
                    text.and(shape.name).and(" has no field ").and(field).and(" and refuses unknown ones");
                match nearest(shape, field) {
                    Some(near) => text.and(" (did you mean ").and(near).and("?)"),
                    None => text,
                }
            }
            Fault::Kind { found, wanted } => wants(text.and(" is ").and(found.words()).and(", and "), wanted),
            Fault::Null(wanted) => wants(text.and(" may be null, and "), wanted),
            Fault::Variant { text: name, shape } => {
                let text = text
                    .and(" may be \"")
                    .and(name)
                    .and("\", and ")
                    .and(shape.name)
                    .and(" has no such variant");
                match nearest_variant(shape, name) {
                    Some(near) => text.and(" (did you mean ").and(near).and("?)"),
                    None => text,
                }
            }
        }
    }
}

/// What a type is read from.
const fn wants(text: Text, wanted: ShapeRef) -> Text {
    match bare(wanted) {
        JsonShape::Struct(_) | JsonShape::Enum(_) => {
            text.and(bare(wanted).name()).and(" is read from ").and(accepted(wanted).words())
        }
        _ => text.and(accepted(wanted).words()).and(" is wanted"),
    }
}

/// The field whose name is most like another.
const fn nearest(shape: &'static StructShape, name: &str) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let mut at = 0;
    while at < shape.members.len() {
        if let Member::Field(field) = &shape.members[at]
            && !matches!(field.needed, Needed::Never)
        {
            let distance = distance(name, field.read.text);
            if distance < least && is_near(name, distance) {
                (best, least) = (Some(field.read.text), distance);
            }
        }
        at += 1;
    }
    best
}
