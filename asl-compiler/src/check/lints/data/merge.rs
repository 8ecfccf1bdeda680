//! Joining what comes together.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::shape::{Alternative, List, Member, Members, Presence, Shape, Way};

/// What a value is that comes one of these ways.
pub(super) fn merge(ways: &[(Way, &Shape)]) -> Shape {
    let parts: Vec<_> = ways.iter().map(|(way, shape)| (Some(*way), *shape)).collect();
    join(&parts)
}

/// What a value is that is one of these.
pub(super) fn blend<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Shape {
    let parts: Vec<_> = shapes.into_iter().map(|shape| (None, shape)).collect();
    if parts.is_empty() { Shape::unknown() } else { join(&parts) }
}

type Part<'a> = (Option<Way>, &'a Shape);

/// How many alternatives are followed.
const MOST: usize = 8;

/// What a value is that is one of these, by the way that it comes.
pub(super) fn join(parts: &[Part<'_>]) -> Shape {
    let Some(((_, first), rest)) = parts.split_first() else { return Shape::unknown() };
    if rest.iter().all(|(_, shape)| shape == first) {
        return (*first).clone();
    }
    if let Some(lists) = lists(parts) {
        return Shape::List(Rc::new(join_lists(&lists)));
    }
    let certain = parts.iter().all(|(_, shape)| matches!(shape, Shape::Object(_)));
    let base = match certain.then(|| common_base(parts)).flatten() {
        Some(base) => base,
        None if parts.iter().any(|(_, shape)| is_typed(shape)) => return one_of(parts),
        None => None,
    };
    let none = Members::none();
    let members: Vec<_> = parts.iter().map(|(way, shape)| (*way, shape.members().unwrap_or(&none))).collect();
    let members = Rc::new(join_members(&members).on(base));
    if certain { Shape::Object(members) } else { Shape::Any(members) }
}

/// Whether it is a part of a type, or has members of one.
fn is_typed(shape: &Shape) -> bool {
    match shape {
        Shape::Typed(_) | Shape::OneOf(_) => true,
        Shape::Object(members) | Shape::Any(members) => members.base().is_some(),
        Shape::Null | Shape::Boolean | Shape::Number | Shape::Text | Shape::List(_) => false,
    }
}

/// What all have their other members from: the same part of a type, or none.
fn common_base(parts: &[Part<'_>]) -> Option<Option<crate::typed::Part>> {
    let mut bases: Vec<Option<crate::typed::Part>> = Vec::new();
    for (_, shape) in parts {
        let base = shape.members().and_then(Members::base).cloned();
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    while let Some((one, other, united)) = pair(&bases, |one, other| one.as_ref()?.united(other.as_ref()?)) {
        bases.remove(other);
        bases[one] = Some(united);
    }
    (bases.len() == 1).then(|| bases.remove(0))
}

/// The first two that are one together.
fn pair<T, U>(all: &[T], united: impl Fn(&T, &T) -> Option<U>) -> Option<(usize, usize, U)> {
    (1..all.len())
        .find_map(|other| (0..other).find_map(|one| Some((one, other, united(&all[one], &all[other])?))))
}

/// What may be several things that have nothing in common.
fn one_of(parts: &[Part<'_>]) -> Shape {
    let mut all: Vec<Alternative> = Vec::new();
    for (way, shape) in parts {
        for (inner, shape) in shape.alternatives() {
            match all.iter_mut().find(|(_, known)| known == shape) {
                // It comes by more than one way.
                Some((way, _)) => *way = None,
                None => all.push((way.or(inner), shape.clone())),
            }
        }
    }
    let united = |one: &Alternative, other: &Alternative| match (&one.1, &other.1) {
        (Shape::Typed(one), Shape::Typed(other)) => one.united(other),
        _ => None,
    };
    while let Some((one, other, part)) = pair(&all, united) {
        all.remove(other);
        all[one] = (None, Shape::Typed(part));
    }
    match all.len() {
        1 => all.remove(0).1,
        2..=MOST => Shape::OneOf(Rc::new(all)),
        _ => Shape::unknown(),
    }
}

fn lists<'a>(parts: &[Part<'a>]) -> Option<Vec<(Option<Way>, &'a List)>> {
    parts.iter().map(|(way, shape)| Some((*way, shape.as_list()?))).collect()
}

fn join_lists(lists: &[(Option<Way>, &List)]) -> List {
    let exact: Option<Vec<_>> = lists
        .iter()
        .map(|(way, list)| match list {
            List::Exact(elements) => Some((*way, elements)),
            List::Of(_) => None,
        })
        .collect();
    if let Some(exact) = exact
        && let Some((_, first)) = exact.first()
        && exact.iter().all(|(_, elements)| elements.len() == first.len())
    {
        let element = |index: usize| {
            let parts: Vec<_> =
                exact.iter().filter_map(|(way, list)| Some((*way, list.get(index)?))).collect();
            join(&parts)
        };
        return List::Exact((0..first.len()).map(element).collect());
    }
    let elements = lists.iter().flat_map(|(_, list)| match list {
        List::Exact(elements) => elements.iter().collect::<Vec<_>>(),
        List::Of(element) => vec![element],
    });
    List::Of(blend(elements))
}

fn join_members(parts: &[(Option<Way>, &Members)]) -> Members {
    let names: BTreeSet<&Rc<str>> =
        parts.iter().flat_map(|(_, members)| members.named().map(|(name, _)| name)).collect();
    let named = names.into_iter().map(|name| {
        let presence = join_presence(parts.iter().map(|(way, members)| (*way, members.presence(name))));
        let there = parts.iter().filter(|(_, members)| members.presence(name) != Presence::Never);
        let shapes: Vec<_> = there.map(|(way, members)| (*way, members.shape(name))).collect();
        let shapes: Vec<_> = shapes.iter().map(|(way, shape)| (*way, shape)).collect();
        (Rc::clone(name), Member { presence, shape: join(&shapes) })
    });
    let others = join_presence(parts.iter().map(|(way, members)| (*way, members.others())));
    Members::new(named.collect(), others)
}

/// Whether something is there that is there or not by these ways.
pub(super) fn join_presence(parts: impl Iterator<Item = (Option<Way>, Presence)> + Clone) -> Presence {
    if parts.clone().all(|(_, presence)| presence == Presence::Never) {
        return Presence::Never;
    }
    if parts.clone().all(|(_, presence)| presence == Presence::Always) {
        return Presence::Always;
    }
    let mut lacking = parts.filter_map(|(way, presence)| match presence {
        Presence::Never => Some(way),
        Presence::Lacking(way) => Some(Some(way)),
        Presence::Always | Presence::Maybe => None,
    });
    match lacking.next() {
        Some(Some(way)) => Presence::Lacking(way),
        Some(None) | None => Presence::Maybe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::lints::data::shape::Via;

    fn way(from: usize) -> Way {
        Way { from, via: Via::Next }
    }

    fn shape(json: serde_json::Value) -> Shape {
        Shape::of_json(&json)
    }

    fn presence(shape: &Shape, name: &str) -> Option<Presence> {
        shape.members().map(|members| members.presence(name))
    }

    #[test]
    fn names_the_way_on_which_a_member_is_missing() {
        let (one, other) = (shape(serde_json::json!({"a": 1, "b": 1})), shape(serde_json::json!({"a": 2})));
        let merged = merge(&[(way(1), &one), (way(2), &other)]);
        assert_eq!(merged.kind(), one.kind());
        assert_eq!(presence(&merged, "a"), Some(Presence::Always));
        assert_eq!(presence(&merged, "b"), Some(Presence::Lacking(way(2))));
        assert_eq!(presence(&merged, "c"), Some(Presence::Never));
    }

    #[test]
    fn what_is_unknown_one_way_is_missing_on_the_other_alone() {
        let (unknown, other) = (Shape::unknown(), shape(serde_json::json!({"a": 2})));
        let merged = merge(&[(way(1), &unknown), (way(2), &other)]);
        assert_eq!(merged.kind(), None);
        assert_eq!(presence(&merged, "a"), Some(Presence::Maybe));
        assert_eq!(presence(&merged, "b"), Some(Presence::Lacking(way(2))));
        let text = merge(&[(way(1), &Shape::Text), (way(2), &other)]);
        assert_eq!(presence(&text, "a"), Some(Presence::Lacking(way(1))));
        assert_eq!(presence(&text, "b"), Some(Presence::Never));
    }

    #[test]
    fn elements_are_one_of_several_and_no_ways() {
        let list = shape(serde_json::json!([{"a": 1}, {"b": 1}]));
        let longer = shape(serde_json::json!([{"a": 1}, {"b": 1}, {"b": 2}]));
        let merged = merge(&[(way(1), &list), (way(2), &longer)]);
        let Some(List::Of(element)) = merged.as_list() else {
            panic!("lists of two lengths give a list of any length")
        };
        assert_eq!(presence(element, "a"), Some(Presence::Maybe));
        assert_eq!(presence(element, "c"), Some(Presence::Never));
    }
}
