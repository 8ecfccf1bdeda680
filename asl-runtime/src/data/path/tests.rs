//! What paths select (PATH-7 to PATH-14) and what their misses say (PATH-11).

use serde_json::{Value, json};

use super::PathStep::{self, Descendants, Filter, Function, Index, Indices, Name, Names, Slice, Wildcard};
use super::{Path, PathArgument, PathFunction, Root};
use crate::program::Fixture;

fn select(steps: &'static [PathStep], document: &Value) -> Result<Value, String> {
    let path = Path { text: "$…", root: Root::Document, steps };
    let mut fixture = Fixture::new(Value::Null);
    let found = path.select(&fixture.step(), document).map(|found| found.into_owned());
    found.map_err(|miss| miss.text(&path))
}

#[track_caller]
fn check(document: &Value, cases: &[(&'static [PathStep], Value)]) {
    for (steps, expected) in cases {
        let found = select(steps, document).map(|found| found.to_string());
        assert_eq!(found, Ok(expected.to_string()), "{steps:?}");
    }
}

#[track_caller]
fn misses(document: &Value, cases: &[(&'static [PathStep], &str)]) {
    for (steps, text) in cases {
        assert_eq!(select(steps, document), Err((*text).to_owned()), "{steps:?}");
    }
}

fn order() -> Value {
    json!({
        "id": 7,
        "none": null,
        "customer": {"name": "Ada", "tags": ["a", "b"]},
        "lines": [
            {"sku": "x", "price": 3, "sizes": [1, 2]},
            {"sku": "y", "price": 5},
            {"sku": "z", "price": 8, "sizes": []}
        ],
        "empty": []
    })
}

#[test]
fn a_definite_path_gives_the_node() {
    check(
        &order(),
        &[
            (&[], order()),
            (&[Name("id")], json!(7)),
            (&[Name("none")], json!(null)),
            (&[Name("customer"), Name("tags"), Index(1)], json!("b")),
            (&[Name("customer"), Name("tags"), Index(-1)], json!("b")),
            (&[Name("customer"), Name("tags"), Index(-2)], json!("a")),
            (&[Name("lines"), Index(2), Name("sizes")], json!([])),
        ],
    );
}

#[test]
fn a_definite_path_is_borrowed() {
    let document = order();
    let path =
        Path { text: "$.customer.name", root: Root::Document, steps: &[Name("customer"), Name("name")] };
    let mut fixture = Fixture::new(Value::Null);
    let step = fixture.step();
    assert!(matches!(path.select(&step, &document), Ok(std::borrow::Cow::Borrowed(_))));
}

#[test]
fn an_indefinite_path_gives_an_array_of_matches() {
    check(
        &order(),
        &[
            (&[Name("lines"), Wildcard, Name("sku")], json!(["x", "y", "z"])),
            (&[Name("lines"), Wildcard, Name("sizes")], json!([[1, 2], []])),
            (&[Name("lines"), Wildcard, Name("sizes"), Wildcard], json!([1, 2])),
            (&[Name("lines"), Indices(&[0, 2, 9, -1]), Name("price")], json!([3, 8, 8])),
            (&[Name("lines"), Index(0), Names(&["price", "sku", "nothing"])], json!([3, "x"])),
            (&[Name("customer"), Wildcard], json!(["Ada", ["a", "b"]])),
            (&[Name("lines"), Wildcard, Index(0)], json!([])),
            (&[Name("id"), Wildcard], json!([])),
            (&[Name("none"), Wildcard], json!([])),
            (&[Wildcard, Name("name")], json!(["Ada"])),
        ],
    );
}

#[test]
fn matches_nothing_below_a_missing_name() {
    check(
        &order(),
        &[
            (&[Name("nothing"), Wildcard], json!([])),
            (&[Name("nothing"), Slice(Some(1), None)], json!([])),
            (&[Name("nothing"), Name("more"), Wildcard, Name("x")], json!([])),
            (&[Name("lines"), Index(9), Wildcard], json!([])),
            (&[Name("id"), Name("x"), Wildcard], json!([])),
            (&[Name("id"), Slice(None, Some(1))], json!([])),
        ],
    );
}

#[test]
fn descends_in_document_order() {
    check(
        &json!({"a": {"x": 1, "b": {"x": 2}}, "x": 3, "c": [{"x": 4}, [{"x": 5}]]}),
        &[
            (&[Descendants, Name("x")], json!([3, 1, 2, 4, 5])),
            (&[Descendants, Index(0)], json!([{"x": 4}, {"x": 5}])),
            (&[Name("a"), Descendants, Name("x")], json!([1, 2])),
            (&[Descendants, Name("b"), Name("x")], json!([2])),
            (&[Descendants, Name("nothing")], json!([])),
            (&[Name("a"), Descendants, Wildcard], json!([1, {"x": 2}, 2])),
        ],
    );
}

#[test]
fn slices_as_the_service_does() {
    let cases: &[(Option<i64>, Option<i64>, Value)] = &[
        (Some(1), None, json!([11, 12, 13])),
        (None, Some(2), json!([10, 11])),
        (Some(1), Some(3), json!([11, 12])),
        (Some(-2), None, json!([12, 13])),
        (None, Some(-1), json!([10, 11, 12])),
        (Some(-9), None, json!([10, 11, 12, 13])),
        (Some(9), None, json!([])),
        (None, Some(9), json!([10, 11, 12, 13])),
        (Some(2), Some(2), json!([])),
        (Some(-3), Some(-1), json!([11, 12])),
        (Some(0), Some(-1), json!([])),
        (Some(-2), Some(1), json!([12, 13, 10])),
        (None, None, json!([10, 11, 12, 13])),
        (Some(i64::MIN), Some(i64::MAX), json!([10, 11, 12, 13, 10, 11, 12, 13])),
    ];
    for (start, end, expected) in cases {
        let steps: &'static [PathStep] = Vec::leak(vec![Slice(*start, *end)]);
        assert_eq!(select(steps, &json!([10, 11, 12, 13])).as_ref(), Ok(expected), "[{start:?}:{end:?}]");
    }
    check(&json!({}), &[(&[Wildcard], json!([]))]);
    for document in [json!({}), json!(null), json!("abc")] {
        assert!(select(&[Slice(Some(1), Some(5))], &document).is_err(), "PATH-10: {document}");
        assert!(select(&[Slice(Some(1), None)], &document).is_err(), "PATH-10: {document}");
    }
}

#[test]
fn filters_elements_and_the_object_itself() {
    const DEAR: PathStep = Filter(|candidate, document| {
        candidate.get("price").and_then(Value::as_i64) > document.get("limit").and_then(Value::as_i64)
    });
    check(
        &json!({"limit": 4, "lines": [{"price": 3}, {"price": 5, "n": 1}, {}], "one": {"price": 9}, "text": "x"}),
        &[
            (&[Name("lines"), DEAR], json!([{"price": 5, "n": 1}])),
            (&[Name("lines"), DEAR, Name("n")], json!([1])),
            (&[Name("one"), DEAR], json!([{"price": 9}])),
            (&[Name("text"), DEAR], json!([])),
            (&[Name("nothing"), DEAR], json!([])),
            (&[Descendants, DEAR, Name("price")], json!([5, 9])),
        ],
    );
}

#[test]
fn functions_work_on_the_value_or_on_the_matches() {
    const LENGTH: PathStep = Function(PathFunction::Length);
    check(
        &order(),
        &[
            (&[Name("lines"), LENGTH], json!(3)),
            (&[Name("customer"), LENGTH], json!(2)),
            (&[Name("customer"), Name("name"), LENGTH], json!(3)),
            (&[LENGTH], json!(5)),
            (&[Descendants, Name("price"), LENGTH], json!(3)),
            (&[Name("nothing"), Wildcard, LENGTH], json!(0)),
            (&[Descendants, Name("price"), Function(PathFunction::Sum)], json!(16.0)),
            (&[Descendants, Name("price"), Function(PathFunction::Min)], json!(3.0)),
            (&[Descendants, Name("price"), Function(PathFunction::Max)], json!(8.0)),
            (&[Name("lines"), Index(0), Name("sizes"), Function(PathFunction::Avg)], json!(1.5)),
            (&[Name("lines"), Index(0), Name("sizes"), Function(PathFunction::Stddev)], json!(0.5)),
            (&[Name("customer"), Function(PathFunction::Keys)], json!(["name", "tags"])),
            (&[Name("customer"), Name("tags"), Function(PathFunction::First)], json!("a")),
            (&[Name("customer"), Name("tags"), Function(PathFunction::Last)], json!("b")),
            (&[Name("lines"), Function(PathFunction::Index(1)), Name("sku")], json!("y")),
            (
                &[
                    Name("customer"),
                    Name("tags"),
                    Function(PathFunction::Concat(&[
                        PathArgument::String("-"),
                        PathArgument::Number(1.0),
                        PathArgument::Number(2.5),
                        PathArgument::Path(&[Name("customer"), Name("name")]),
                        PathArgument::Path(&[Name("lines"), Wildcard, Name("sku")]),
                        PathArgument::Path(&[Name("nothing")]),
                    ])),
                ],
                json!("ab-12.5Adaxyz"),
            ),
            (
                &[
                    Name("empty"),
                    Function(PathFunction::Append(&[
                        PathArgument::String("s"),
                        PathArgument::Number(1.0),
                        PathArgument::Path(&[Name("id")]),
                    ])),
                ],
                json!(["s", 1, 7]),
            ),
        ],
    );
}

#[test]
fn a_miss_says_where_the_path_ends() {
    misses(
        &order(),
        &[
            (&[Name("x")], "No results for path: $['x']"),
            (&[Name("customer"), Name("x")], "No results for path: $['customer']['x']"),
            (&[Name("no"), Name("such"), Name("path")], "Missing property in path $['no']"),
            (&[Name("customer"), Name("x"), Name("y")], "Missing property in path $['customer']['x']"),
            (&[Name("no"), Function(PathFunction::Length)], "Missing property in path $['no']"),
            (&[Name("empty"), Index(0)], "No results for path: $['empty'][0]"),
            (&[Name("lines"), Index(-4), Name("sku")], "No results for path: $['lines'][-4]['sku']"),
            (&[Name("id"), Function(PathFunction::Length)], "No results for path: $['id'].length()"),
            (&[Name("empty"), Function(PathFunction::Sum)], "No results for path: $['empty'].sum()"),
            (&[Name("empty"), Function(PathFunction::First)], "No results for path: $['empty'].first()"),
            (
                &[Name("id"), Name("x")],
                "Expected to find an object with property ['x'] in path $['id'] but found 'number'",
            ),
            (
                &[Name("customer"), Index(0)],
                "Filter: [0] can only be applied to arrays. Current context is: object",
            ),
        ],
    );
}

#[test]
fn only_an_index_beyond_the_end_is_an_index_miss() {
    let mut fixture = Fixture::new(Value::Null);
    let step = fixture.step();
    let cases: &[(&'static [PathStep], bool)] = &[
        (&[Name("lines"), Index(3)], true),
        (&[Name("lines"), Index(-4), Name("sku")], true),
        (&[Name("empty"), Function(PathFunction::Last)], true),
        (&[Name("lines"), Index(0), Name("x")], false),
        (&[Name("id"), Index(0)], false),
        (&[Name("id"), Function(PathFunction::First)], false),
    ];
    let document = order();
    for (steps, is_index) in cases {
        let path = Path { text: "", root: Root::Document, steps };
        assert_eq!(
            path.select(&step, &document).map_err(|miss| miss.is_index()),
            Err(*is_index),
            "{steps:?}"
        );
    }
}

#[test]
fn variables_are_documents_of_their_own() {
    let mut fixture = Fixture::new(json!({}));
    fixture
        .variables
        .assign(&mut crate::program::assigned([("v", json!({"a": [1, 2]})), ("n", Value::Null)]));
    let step = fixture.step();
    let cases: &[(&'static str, &'static [PathStep], Result<Value, &str>)] = &[
        ("v", &[], Ok(json!({"a": [1, 2]}))),
        ("v", &[Name("a"), Index(1)], Ok(json!(2))),
        ("v", &[Name("a"), Wildcard], Ok(json!([1, 2]))),
        ("n", &[], Ok(Value::Null)),
        ("v", &[Name("b")], Err("No results for path: $['b']")),
        ("w", &[Name("a")], Err("No results for path: $['a']")),
    ];
    for (name, steps, expected) in cases {
        let path = Path { text: "$…", root: Root::Variable(name), steps };
        let document = json!({"a": 1, "b": 2});
        let found = path.select(&step, &document).map(|found| found.into_owned());
        let found = found.map_err(|miss| miss.text(&path));
        assert_eq!(found, expected.clone().map_err(str::to_owned), "{name} {steps:?}");
    }
}
