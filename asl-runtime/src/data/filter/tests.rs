//! Operators of filters (PATH-4, PATH-5).

use serde_json::json;

use super::*;
use crate::data::path::PathStep::{Name, Wildcard};

type Compare = fn(Operand<'_>, Operand<'_>) -> bool;

/// The comparison of two values, and of a path that names nothing.
fn holds(compare: Compare, left: &Value, right: &Value) -> bool {
    compare(select(left, &[], left), select(right, &[], right))
}

const MISSING: &[PathStep] = &[Name("missing")];

#[test]
fn equality_converts_nothing() {
    let equal_pairs = [
        (json!(1), json!(1.0)),
        (json!("a"), json!("a")),
        (json!(null), json!(null)),
        (json!(true), json!(true)),
        (json!([1, {"a": 2}]), json!([1.0, {"a": 2}])),
        (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1})),
    ];
    for (left, right) in equal_pairs {
        assert!(holds(equal, &left, &right) && !holds(not_equal, &left, &right), "{left} {right}");
    }
    let different = [
        (json!(1), json!("1")),
        (json!(0), json!(false)),
        (json!(null), json!(false)),
        (json!(null), json!("")),
        (json!("a"), json!("A")),
        (json!([]), json!({})),
        (json!([1]), json!(1)),
    ];
    for (left, right) in different {
        assert!(!holds(equal, &left, &right) && holds(not_equal, &left, &right), "{left} {right}");
        assert!(!holds(equal, &right, &left), "{right} {left}");
    }
}

#[test]
fn a_missing_value_equals_nothing() {
    let item = json!({"a": null});
    let missing = || select(&item, MISSING, &item);
    assert!(!equal(missing(), missing()) && not_equal(missing(), missing()));
    assert!(
        !equal(missing(), literal(&Literal::Null)) && not_equal(missing(), literal(&Literal::Integer(1)))
    );
    let compare: [Compare; 10] =
        [less, less_or_equal, greater, greater_or_equal, is_in, subset_of, any_of, none_of, size, empty];
    let array = || literal(&Literal::Array(&[Literal::Null]));
    for (index, compare) in compare.into_iter().enumerate() {
        assert!(!compare(missing(), array()), "{index}");
    }
    assert!(not_in(missing(), array()));
}

#[test]
fn numbers_and_strings_have_an_order() {
    let ordered =
        [(json!(1), json!(1.5)), (json!(-2), json!(1)), (json!("a"), json!("b")), (json!("B"), json!("a"))];
    for (small, great) in ordered {
        assert!(holds(less, &small, &great) && holds(less_or_equal, &small, &great));
        assert!(holds(greater, &great, &small) && holds(greater_or_equal, &great, &small));
        assert!(!holds(less, &great, &small) && !holds(greater, &small, &great));
        assert!(holds(less_or_equal, &small, &small) && holds(greater_or_equal, &small, &small));
        assert!(!holds(less, &small, &small) && !holds(greater, &small, &small));
    }
    let unordered = [json!(null), json!(true), json!([1]), json!({"a": 1}), json!("1")];
    for value in unordered {
        for compare in [less, less_or_equal, greater, greater_or_equal] {
            assert!(!holds(compare, &value, &json!(1)) && !holds(compare, &json!(1), &value), "{value}");
        }
    }
}

#[test]
fn literals_compare_like_values() {
    const LITERALS: &[(Literal, &str)] = &[
        (Literal::Null, "null"),
        (Literal::Bool(true), "true"),
        (Literal::Integer(5), "5"),
        (Literal::Unsigned(u64::MAX), "18446744073709551615"),
        (Literal::Float(0.5), "0.5"),
        (Literal::String("dog"), "\"dog\""),
        (Literal::Array(&[Literal::Integer(1), Literal::String("a")]), "[1,\"a\"]"),
    ];
    for (index, (constant, text)) in LITERALS.iter().enumerate() {
        let value: Value = text.parse().expect("the table holds JSON");
        for (other, (_, other_text)) in LITERALS.iter().enumerate() {
            let other_value: Value = other_text.parse().expect("the table holds JSON");
            let found = equal(literal(constant), select(&other_value, &[], &value));
            assert_eq!(found, index == other, "{text} {other_text}");
        }
    }
    assert!(less(literal(&Literal::Integer(1)), literal(&Literal::Float(1.5))));
    assert!(greater_or_equal(literal(&Literal::String("b")), literal(&Literal::String("a"))));
}

#[test]
fn looks_into_arrays() {
    let cases: [(Compare, Value, Value, bool); 15] = [
        (is_in, json!("a"), json!(["b", "a"]), true),
        (is_in, json!(1.0), json!([1]), true),
        (is_in, json!("1"), json!([1]), false),
        (is_in, json!("a"), json!("abc"), false),
        (not_in, json!("a"), json!(["b"]), true),
        (not_in, json!("b"), json!(["b"]), false),
        (subset_of, json!([1, 2]), json!([3, 2, 1]), true),
        (subset_of, json!([1, 4]), json!([3, 2, 1]), false),
        (subset_of, json!([]), json!([]), true),
        (subset_of, json!(1), json!([1]), false),
        (any_of, json!([4, 1]), json!([3, 2, 1]), true),
        (any_of, json!([4]), json!([3, 2, 1]), false),
        (none_of, json!([4]), json!([3, 2, 1]), true),
        (none_of, json!([4, 1]), json!([3, 2, 1]), false),
        (none_of, json!(4), json!([3]), false),
    ];
    for (compare, left, right, expected) in cases {
        assert_eq!(holds(compare, &left, &right), expected, "{left} {right}");
    }
}

#[test]
fn measures() {
    let sizes = [
        (json!([1, 2]), json!(2), true),
        (json!("abc"), json!(3), true),
        (json!("🚀"), json!(2), true),
        (json!([]), json!(0), true),
        (json!([1]), json!(2), false),
        (json!([1]), json!(-1), false),
        (json!({"a": 1}), json!(1), false),
        (json!([1]), json!("1"), false),
        (json!(null), json!(0), false),
    ];
    for (left, right, expected) in sizes {
        assert_eq!(holds(size, &left, &right), expected, "{left} size {right}");
    }
    for (value, is_empty) in
        [(json!([]), true), (json!(""), true), (json!({}), true), (json!([0]), false), (json!("0"), false)]
    {
        assert_eq!(holds(empty, &value, &json!(true)), is_empty, "{value}");
        assert_eq!(holds(empty, &value, &json!(false)), !is_empty, "{value}");
    }
    for value in [json!(null), json!(0), json!(false)] {
        assert!(!holds(empty, &value, &json!(true)) && !holds(empty, &value, &json!(false)), "{value}");
    }
}

#[test]
fn null_is_there_and_not_there() {
    let item = json!({"none": null, "zero": 0, "list": [1], "empty": []});
    let cases: &[(&'static [PathStep], bool, bool)] = &[
        (&[Name("zero")], true, false),
        (&[Name("none")], true, true),
        (&[Name("missing")], false, true),
        (&[Name("zero"), Name("x")], false, true),
        (&[Name("list"), Wildcard], true, false),
        (&[Name("empty"), Wildcard], true, false),
        (&[Name("missing"), Wildcard], false, true),
        (&[], true, false),
    ];
    for (steps, is_there, is_absent) in cases {
        assert_eq!(exists(&item, steps, &item), *is_there, "{steps:?}");
        assert_eq!(absent(&item, steps, &item), *is_absent, "{steps:?}");
    }
}

#[test]
fn patterns_match_whole_values() {
    let matched = |pattern: &Pattern, value: &Value| matches(select(value, &[], value), pattern);
    let exact = Pattern::new("a.c|x", Case::Exact);
    let cases = [
        (json!("abc"), true),
        (json!("x"), true),
        (json!("xx"), false),
        (json!("zabc"), false),
        (json!("ABC"), false),
        (json!(["no", "abc"]), true),
        (json!([]), false),
        (json!(null), false),
        (json!({"a": "abc"}), false),
    ];
    for (value, expected) in cases {
        assert_eq!(matched(&exact, &value), expected, "{value}");
    }
    assert!(matched(&Pattern::new("a.c", Case::Ignored), &json!("ABC")));
    assert!(matched(&Pattern::new("[0-9]+", Case::Exact), &json!(42)));
    assert!(matched(&Pattern::new("tr.*", Case::Exact), &json!(true)));
    // What can't be compiled matches nothing, and does so every time.
    let broken = Pattern::new("(?=a", Case::Exact);
    assert!(!matched(&broken, &json!("a")) && !matched(&broken, &json!("a")));
}
