//! Two objects in one: `States.JsonMerge`, `$merge`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::merge::blend;
use super::shape::{Member, Members, Presence, Shape};
use crate::typed::{KindSet, PartStep};

/// The members of both; those of the second win (INT-23).
pub(super) fn merged(first: &Shape, second: &Shape) -> Shape {
    let (first, second) = (members(first), members(second));
    // Whatever the second has, nobody knows which of the first are left.
    let is_closed = second.base().is_none() && second.others() == Presence::Never;
    let mut named: BTreeMap<Rc<str>, Member> = BTreeMap::new();
    for (name, own) in first.named() {
        let member = match (own.presence, is_closed) {
            (_, true) => own.clone(),
            (Presence::Always, false) => Member::always(Shape::unknown()),
            (_, false) => Member { presence: Presence::Maybe, shape: Shape::unknown() },
        };
        named.insert(Rc::clone(name), member);
    }
    for (name, own) in second.named() {
        let before = (first.presence(name), first.shape(name));
        let member = match (own.presence, before) {
            (Presence::Always, _) => own.clone(),
            (Presence::Never, (presence, shape)) => Member { presence, shape },
            (presence, (Presence::Never, _)) => Member { presence, shape: own.shape.clone() },
            (_, (Presence::Always, shape)) => Member::always(blend([&shape, &own.shape])),
            (_, (_, shape)) => Member { presence: Presence::Maybe, shape: blend([&shape, &own.shape]) },
        };
        named.insert(Rc::clone(name), member);
    }
    let is_first_closed = first.base().is_none() && first.others() == Presence::Never;
    let base = match (is_first_closed, is_closed) {
        (_, true) => first.base(),
        (true, false) => second.base(),
        (false, false) => None,
    };
    let others = match (first.others(), second.others()) {
        (Presence::Never, Presence::Never) => Presence::Never,
        _ => Presence::Maybe,
    };
    Shape::Object(Rc::new(Members::new(named, others).on(base.cloned())))
}

/// The members of what is an object where it is merged.
fn members(shape: &Shape) -> Members {
    match shape {
        Shape::Object(members) => (**members).clone(),
        Shape::Typed(part) => Members::of_part(part.step(PartStep::Only(KindSet::OBJECT)), BTreeMap::new()),
        _ => Members::open(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_second_wins() {
        let shape = |value| Shape::of_json(&value);
        let both = merged(&shape(json!({"a": 1, "b": 1})), &shape(json!({"b": "x", "c": true})));
        assert_eq!(both, shape(json!({"a": 1, "b": "x", "c": true})));
        let open = merged(&shape(json!({"a": 1})), &Shape::unknown());
        let Shape::Object(members) = &open else { panic!("it is an object") };
        assert_eq!((members.presence("a"), members.shape("a")), (Presence::Always, Shape::unknown()));
        assert_eq!(members.presence("b"), Presence::Maybe);
    }

    #[test]
    fn what_may_be_missing_may_be_either() {
        let doubted = Shape::of_json(&json!({"a": "x"})).doubted();
        let both = merged(&Shape::of_json(&json!({"a": 1})), &doubted);
        let Shape::Object(members) = &both else { panic!("it is an object") };
        assert_eq!(members.presence("a"), Presence::Always);
        assert_eq!(members.shape("a").kind(), None);
        assert_eq!(members.presence("b"), Presence::Never);
    }
}
