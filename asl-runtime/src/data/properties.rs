//! What holds for any JSON: above all, that nothing panics.

use serde_json::{Map, Value, json};

use super::path::{Path, PathArgument, PathFunction, PathStep, Root};
use super::{cause, choice, fail, filter, flow, intrinsic, map, number, task, template, wait};
use crate::program::{Failure, Fixture, ItemContext, Step};
use crate::time::Timestamp;

const ROUNDS: usize = 3000;

/// Names and texts that mean something somewhere, so that paths and functions often find their way.
const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "Payload",
    "0",
    "-1",
    "1.5",
    "true",
    "null",
    "{}",
    "{",
    "}",
    "\\{",
    "a,b",
    "é🚀",
    "MD5",
    "SHA-1",
    "[1,2",
    "{\"a\":-0}",
    "2025-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999+18:00",
    "YWJj",
    "=",
    "\u{0}",
];

const NUMBERS: &[f64] =
    &[0.0, -0.0, 0.5, -0.5, 1.0, 2.0, 1e9, 2_147_483_647.0, -2_147_483_648.0, 1e300, -1e300];

const WHOLE: &[i64] = &[0, 1, 2, 3, -1, -2, 1000, 1001, i64::MAX, i64::MIN, 2_147_483_648];

fn value(random: &mut fastrand::Rng, depth: u32) -> Value {
    let kinds = if depth == 0 { 6 } else { 8 };
    match random.u32(..kinds) {
        0 => Value::Null,
        1 => Value::from(random.bool()),
        2 => Value::from(pick(random, WHOLE)),
        3 => Value::from(pick(random, NUMBERS)),
        4 => Value::from(u64::MAX - random.u64(..2)),
        5 => Value::from(pick(random, TEXTS)),
        6 => (0..random.usize(..5)).map(|_| value(random, depth - 1)).collect(),
        _ => {
            let member =
                |random: &mut fastrand::Rng| (pick(random, TEXTS).to_owned(), value(random, depth - 1));
            Value::Object((0..random.usize(..5)).map(|_| member(random)).collect::<Map<_, _>>())
        }
    }
}

fn pick<T: Copy>(random: &mut fastrand::Rng, from: &[T]) -> T {
    from[random.usize(..from.len())]
}

fn path_step(random: &mut fastrand::Rng) -> PathStep {
    const FUNCTIONS: &[PathFunction] = &[
        PathFunction::Min,
        PathFunction::Max,
        PathFunction::Avg,
        PathFunction::Stddev,
        PathFunction::Sum,
        PathFunction::Length,
        PathFunction::Keys,
        PathFunction::First,
        PathFunction::Last,
        PathFunction::Index(-3),
        PathFunction::Index(i64::MIN),
        PathFunction::Concat(&[PathArgument::Path(&[PathStep::Descendants, PathStep::Name("a")])]),
        PathFunction::Append(&[
            PathArgument::Number(f64::MAX),
            PathArgument::Path(&[PathStep::Index(i64::MIN)]),
        ]),
    ];
    let bound = |random: &mut fastrand::Rng| random.bool().then(|| pick(random, WHOLE));
    match random.u32(..12) {
        0..4 => PathStep::Name(pick(random, TEXTS)),
        4 => PathStep::Names(&["a", "b"]),
        5 | 6 => PathStep::Index(pick(random, WHOLE)),
        7 => PathStep::Indices(WHOLE),
        8 => PathStep::Slice(bound(random), bound(random)),
        9 => PathStep::Wildcard,
        10 => PathStep::Descendants,
        _ if random.bool() => PathStep::Function(pick(random, FUNCTIONS)),
        _ => PathStep::Filter(|candidate, document| {
            const A: &[PathStep] = &[PathStep::Name("a")];
            let operand = || filter::select(candidate, A, document);
            filter::less(operand(), filter::select(document, &[], document))
                || filter::is_in(operand(), filter::select(document, A, document))
                || filter::exists(candidate, A, document)
        }),
    }
}

fn path(random: &mut fastrand::Rng) -> Path {
    let steps: Vec<PathStep> = (0..random.usize(..4)).map(|_| path_step(random)).collect();
    let root = if random.u32(..4) == 0 { Root::Context } else { Root::Document };
    Path { text: "$…", root, steps: Vec::leak(steps) }
}

/// A failure that the data flow may raise: its cause can always be written, and is no empty text.
fn explained<T>(result: Result<T, Failure>) -> Option<T> {
    result.map_err(|failure| assert!(failure.cause().is_some_and(|cause| !cause.is_empty()))).ok()
}

#[test]
fn paths_select_something_or_miss() {
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..ROUNDS {
        let mut fixture = Fixture::new(value(&mut random, 3));
        fixture.item = Some(ItemContext { index: 0, value: value(&mut random, 2), key: None, source: None });
        let (document, path) = (value(&mut random, 4), path(&mut random));
        let step = fixture.step();
        let definite = path.steps.iter().all(|step| matches!(step, PathStep::Name(_) | PathStep::Index(_)));
        let functions = path.steps.iter().any(|step| matches!(step, PathStep::Function(_)));
        match path.select(&step, &document) {
            Ok(found) if !definite && !functions => assert!(found.is_array(), "PATH-7: {path:?} {document}"),
            Ok(_) => {}
            Err(miss) => {
                assert!(!miss.text(&path).is_empty());
                assert!(!choice::is_present(&step, &document, &path));
            }
        }
        explained(template::field(&step, &document, "a.$", &path));
        explained(intrinsic::argument(&step, &document, "States.X($…)", &path));
        explained(flow::input_path(&step, &path));
        explained(flow::output_path(&step, &path, document.clone()));
        explained(fail::path(&step, "ErrorPath", &path));
        explained(choice::variable(&step, &document, &path));
        explained(wait::seconds(&step, &document, &path));
        explained(wait::timestamp(&step, &document, &path));
        explained(task::seconds(&step, &document, "TimeoutSecondsPath", &path));
        explained(map::max_concurrency(&step, &document, &path));
        explained(map::tolerated_failure_count(&step, &document, &path));
        explained(map::tolerated_failure_percentage(&step, &document, &path));
        explained(map::count(&step, &document, "MaxItemsPath", &path));
        explained(
            map::items_path(&step, &document, &path).and_then(|items| map::items(&step, items, "$$.a")),
        );
    }
}

#[test]
fn results_are_found_where_they_were_placed() {
    let mut random = fastrand::Rng::with_seed(2);
    for _ in 0..ROUNDS {
        let steps: Vec<PathStep> = (0..random.usize(..4))
            .map(|_| match random.u32(..3) {
                0 => PathStep::Index(random.i64(0..4)),
                _ => PathStep::Name(pick(&mut random, TEXTS)),
            })
            .collect();
        let path = Path { text: "$…", root: Root::Document, steps: Vec::leak(steps) };
        let input = value(&mut random, 3);
        let mut fixture = Fixture::new(input.clone());
        let result = json!({"placed": true});
        match flow::result_path(&mut fixture.step(), &path, result.clone()) {
            Ok(()) => {
                let mut other = Fixture::new(Value::Null);
                let merged = fixture.input.json();
                let found = path.select(&other.step(), merged).map(|found| found.into_owned());
                assert_eq!(found, Ok(result), "{input} {path:?}");
            }
            Err(_) => assert_eq!(*fixture.input.json(), input),
        }
    }
}

type Function = fn(&Step<'_>, &'static str, &[Value]) -> Result<Value, Failure>;

#[test]
fn intrinsic_functions_take_or_refuse_anything() {
    const FUNCTIONS: [Function; 18] = [
        intrinsic::format,
        intrinsic::string_to_json,
        intrinsic::json_to_string,
        intrinsic::array,
        intrinsic::array_partition,
        intrinsic::array_contains,
        intrinsic::array_range,
        intrinsic::array_get_item,
        intrinsic::array_length,
        intrinsic::array_unique,
        intrinsic::base64_encode,
        intrinsic::base64_decode,
        intrinsic::hash,
        intrinsic::json_merge,
        intrinsic::math_random,
        intrinsic::math_add,
        intrinsic::string_split,
        intrinsic::uuid,
    ];
    let mut random = fastrand::Rng::with_seed(3);
    let mut fixture = Fixture::new(Value::Null);
    let step = fixture.step();
    let mut taken = [0; FUNCTIONS.len()];
    for _ in 0..ROUNDS {
        for (function, taken) in FUNCTIONS.into_iter().zip(&mut taken) {
            let arguments: Vec<Value> = (0..random.usize(..4)).map(|_| value(&mut random, 2)).collect();
            *taken += u32::from(explained(function(&step, "States.X()", &arguments)).is_some());
        }
    }
    assert!(taken.iter().all(|taken| *taken > 0), "every function was also reached: {taken:?}");
}

#[test]
fn comparisons_take_anything_and_agree() {
    let mut random = fastrand::Rng::with_seed(4);
    for _ in 0..ROUNDS {
        let (left, right) = (value(&mut random, 2), value(&mut random, 2));
        assert!(number::equal(&left, &left), "{left}");
        assert_eq!(number::equal(&left, &right), number::equal(&right, &left), "{left} {right}");
        let operand = |value| filter::select(value, &[], &Value::Null);
        assert_eq!(
            filter::equal(operand(&left), operand(&right)),
            number::equal(&left, &right),
            "{left} {right}"
        );
        for compare in [choice::string_path, choice::numeric_path, choice::timestamp_path] {
            let [equals, less, greater, less_equals, greater_equals] = [
                choice::Relation::Equals,
                choice::Relation::LessThan,
                choice::Relation::GreaterThan,
                choice::Relation::LessThanEquals,
                choice::Relation::GreaterThanEquals,
            ]
            .map(|relation| compare(&left, relation, &right));
            assert!(u8::from(equals) + u8::from(less) + u8::from(greater) <= 1, "{left} {right}");
            assert_eq!((less || equals, greater || equals), (less_equals, greater_equals), "{left} {right}");
        }
        choice::string_matches(&left, &["", "a", ""]);
        assert!(!cause::plain(&left).is_empty() || left == json!(""));
    }
}

#[test]
fn timestamps_that_are_read_are_written_back() {
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..ROUNDS {
        // The years 0000 to 9999.
        let seconds = random.i64(-62_167_219_200..253_402_300_800);
        let timestamp = Timestamp::new(seconds, random.u32(..1000) * 1_000_000);
        assert_eq!(Timestamp::parse(&timestamp.to_string()), Some(timestamp));
        let mut text = timestamp.to_string().into_bytes();
        let index = random.usize(..text.len());
        text[index] = random.u8(..128);
        Timestamp::parse(&String::from_utf8_lossy(&text));
    }
}
