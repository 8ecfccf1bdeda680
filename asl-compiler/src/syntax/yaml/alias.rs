//! Anchors, aliases, and merge keys.

use std::collections::BTreeSet;

use super::reader::{Read, Reader};
use crate::source::Span;
use crate::syntax::node::{Kind, Member, Node, NodeId, Object, Segment};

/// How much may be copied by aliases, in characters: as much as a whole definition may have (DOC-1). A few
/// lines of aliases to aliases would otherwise fill the memory.
pub(super) const BUDGET: usize = 1 << 20;

const MERGES: &str = "`<<` takes a mapping, or a list of mappings";

/// Whether a mapping says a member itself, or merges what is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Own,
    Merge,
}

impl Reader<'_> {
    /// A copy of an anchored value at the place of its alias. Spans stay those of the original, so that
    /// findings show the text that they are about.
    pub(super) fn copy(
        &mut self,
        original: &Node,
        parent: Option<(NodeId, Segment)>,
        alias: Span,
    ) -> Read<Node> {
        let id = self.parents.allot(parent);
        self.pay(1, alias)?;
        let kind = match &original.kind {
            Kind::String(text) | Kind::Substitution(text) => {
                self.pay(text.len(), alias)?;
                original.kind.clone()
            }
            Kind::Array(elements) => {
                self.nested(alias, |reader| reader.copy_elements(elements, id, alias))?
            }
            Kind::Object(object) => self.nested(alias, |reader| reader.copy_members(object, id, alias))?,
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => original.kind.clone(),
        };
        Ok(Node { id, span: original.span, kind })
    }

    fn copy_elements(&mut self, elements: &[Node], id: NodeId, alias: Span) -> Read<Kind> {
        let copies = elements.iter().enumerate().map(|(at, element)| {
            let segment = Segment::Index(at as u32);
            self.copy(element, Some((id, segment)), alias)
        });
        Ok(Kind::Array(copies.collect::<Read<_>>()?))
    }

    fn copy_members(&mut self, object: &Object, id: NodeId, alias: Span) -> Read<Kind> {
        let copies = object.members.iter().map(|Member { key, key_span, value }| {
            self.pay(key.len(), alias)?;
            let value = self.copy(value, Some((id, Segment::Key(key.clone()))), alias)?;
            Ok(Member { key: key.clone(), key_span: *key_span, value })
        });
        Ok(Kind::Object(Object { members: copies.collect::<Read<_>>()? }))
    }

    fn pay(&mut self, cost: usize, alias: Span) -> Read<()> {
        match self.budget.checked_sub(cost) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => Err(self.error(alias, "aliases repeat more than a definition may hold")),
        }
    }

    /// Puts the members that a merge key (`<<`) brings where it stands. What the mapping says itself comes
    /// before what is merged, and of several mappings the first that has a key.
    pub(super) fn merge(&mut self, id: NodeId, members: Vec<(Member, Role)>) -> Read<Vec<Member>> {
        if members.iter().all(|(_, role)| *role == Role::Own) {
            return Ok(members.into_iter().map(|(member, _)| member).collect());
        }
        let own = members.iter().filter(|(_, role)| *role == Role::Own);
        let mut taken: BTreeSet<_> = own.map(|(member, _)| member.key.clone()).collect();
        let mut merged = Vec::with_capacity(members.len());
        for (member, role) in members {
            if role == Role::Own {
                merged.push(member);
                continue;
            }
            let sources = match member.value.kind {
                Kind::Object(object) => vec![object],
                Kind::Array(elements) => {
                    let objects = elements.into_iter().map(|element| match element.kind {
                        Kind::Object(object) => Ok(object),
                        _ => Err(self.error(element.span, MERGES)),
                    });
                    objects.collect::<Read<_>>()?
                }
                _ => return Err(self.error(member.value.span, MERGES)),
            };
            for inner in sources.into_iter().flat_map(|object| object.members) {
                if taken.insert(inner.key.clone()) {
                    self.parents.move_to(inner.value.id, id, Segment::Key(inner.key.clone()));
                    merged.push(inner);
                }
            }
        }
        Ok(merged)
    }
}
