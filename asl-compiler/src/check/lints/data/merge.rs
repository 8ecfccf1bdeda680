//! Joining what comes together.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::shape::{List, Member, Members, Presence, Shape, Way};

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

fn join(parts: &[Part<'_>]) -> Shape {
    let Some(((_, first), rest)) = parts.split_first() else { return Shape::unknown() };
    if rest.iter().all(|(_, shape)| shape == first) {
        return (*first).clone();
    }
    if let Some(lists) = lists(parts) {
        return Shape::List(Rc::new(join_lists(&lists)));
    }
    let certain = parts.iter().all(|(_, shape)| matches!(shape, Shape::Object(_)));
    let none = Members::none();
    let members: Vec<_> = parts.iter().map(|(way, shape)| (*way, shape.members().unwrap_or(&none))).collect();
    let members = Rc::new(join_members(&members));
    if certain { Shape::Object(members) } else { Shape::Any(members) }
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

fn join_presence(parts: impl Iterator<Item = (Option<Way>, Presence)> + Clone) -> Presence {
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
