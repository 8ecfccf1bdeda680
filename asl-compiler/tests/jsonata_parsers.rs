//! The parser of the compiler and the evaluator's take and refuse the same expressions: what was checked can be
//! evaluated.

use std::path::{Path, PathBuf};

use asl_compiler::expression::jsonata::parse;
use serde_json::Value;

const TAKEN: &[&str] = &[
    "$states.input.order.id",
    "$states.input.`a b`.c",
    "$states.input.lines[price > 2].sku",
    "$states.input.lines[0][]",
    "$states.input.**.a",
    "$states.input.*",
    "$states.input.a.%.b",
    "$states.input.a@$x.b#$i.($x & $i)",
    "$states.input.lines^(>price, <sku)",
    "$states.input.lines{sku: $sum(price)}",
    "1 + 2 * 3 - 4 / 5 % 6",
    "1e3 + 1.5e-3",
    "-$x",
    "- -1",
    "\"a\" & 'b' & \"\\u00e9\\n\"",
    "a = 1 and b != 2 or c in [1, 2]",
    "a < 1 ? b : c",
    "a ? b",
    "[1..3, 5]",
    "[]",
    "{}",
    "{\"a\": 1, \"b\": {\"c\": [2]}}",
    "( $a := 1; $b := $a + 1; $b )",
    "()",
    "function($a, $b) { $a + $b }",
    "function($a)<n:n> { $a }",
    "λ($a) { $a }",
    "$map([1], function($v, $i, $a) { $v })",
    "$f(?, 1)",
    "a ~> $f ~> $g(1)",
    "$match(\"a\", /a(b|c)*/i)",
    "a ~> |b|{\"c\": 1}, [\"d\"]|",
    "/* a comment */ 1",
    "and and and",
    "or",
    "in",
    "null",
    "$",
    "$$",
    "$.a",
    "$not",
    "$a[0](1)",
    "(1; 2;)",
    "a{1: 2}[0]",
];

const REFUSED: &[&str] = &[
    "",
    "   ",
    "1 +",
    "(1",
    "1)",
    "[1",
    "[1,",
    "{\"a\"}",
    "{\"a\": }",
    "\"a",
    "'a",
    "`a",
    "a.",
    "a[",
    "a b",
    "1 2",
    "$a := ",
    "function(a) { 1 }",
    "function($a) 1",
    "function($a)<n { 1 }",
    "/a",
    "/* a",
    "\"\\x\"",
    "\"\\u12\"",
    "1e999",
    "a ? : 1",
    "a ^ b",
    "a@b.c",
    "a#b",
    "a{1: 2}{3: 4}",
    "|a|b",
    "a ! b",
    "a ~ b",
    "%",
    "$f(1",
    "$f(,)",
    "..",
];

/// What the evaluator takes and the compiler refuses, so that no evaluation sees it.
const STRICTER: &[&str] = &[
    // Release 2.2 has operators that 2.0.6, which the service has, does not (JNA-5).
    "a ?? 1",
    "a ?: 1",
    "$x ?? ($y ?: 2)",
    // Only variables can be bound (S0212): the evaluator says so when it binds.
    "x:=1",
    "2:=1",
    "1 := 2",
    "a := 2",
    // A pattern is not empty (S0301).
    "//",
    // A range stands in brackets (S0201).
    "a..b",
];

/// What the compiler takes and the evaluator refuses with the error of an evaluation, T1006, which is none of syntax:
/// the execution fails with it on the service.
const LAXER: &[&str] = &["2()", "2(blah)"];

/// Groups of the suite that are about the operators of later releases.
const LATER_GROUPS: &[&str] = &["coalescing-operator", "default-operator"];

/// Whether the compiler takes an expression, and whether the evaluator does.
fn verdicts(text: &str) -> (bool, bool) {
    (parse(text).is_ok(), jsonata_core::parser::parse(text).is_ok())
}

#[test]
fn what_only_the_evaluator_refuses_is_an_error_of_evaluations() {
    for text in LAXER {
        let error = jsonata_core::parser::parse(text).map(|_| ()).map_err(|error| error.to_string());
        assert!(error.as_ref().is_err_and(|error| error.contains("T1006")), "{text}: {error:?}");
    }
}

#[test]
fn expressions_of_the_table_are_taken_or_refused_by_both() {
    let rows =
        [(TAKEN, (true, true)), (REFUSED, (false, false)), (STRICTER, (false, true)), (LAXER, (true, false))];
    let rows = rows.iter().flat_map(|(texts, expected)| texts.iter().map(move |text| (*text, *expected)));
    let wrong: Vec<_> = rows
        .filter_map(|(text, expected)| {
            let found = verdicts(text);
            (found != expected).then(|| format!("{text:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "compiler, evaluator:\n{}", wrong.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths
}

#[test]
fn expressions_of_the_reference_suite_are_taken_or_refused_by_both() {
    let groups = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/jsonata-suite/groups");
    if !groups.is_dir() {
        return;
    }
    let (mut seen, mut later, mut wrong) = (0, 0, Vec::new());
    for group in entries(&groups) {
        let is_later = LATER_GROUPS.iter().any(|name| group.ends_with(name));
        for file in entries(&group).iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
            let text = std::fs::read_to_string(file).expect("the case can be read");
            // Half of a surrogate pair is no text in Rust.
            let Ok(case) = serde_json::from_str::<Value>(&text) else { continue };
            let cases = if let Value::Array(list) = case { list } else { vec![case] };
            for case in cases {
                let expression = match case["expr-file"].as_str() {
                    Some(beside) => std::fs::read_to_string(group.join(beside)).expect("the file is there"),
                    None => case["expr"].as_str().unwrap_or_default().to_owned(),
                };
                seen += 1;
                match verdicts(&expression) {
                    (ours, theirs) if ours == theirs => {}
                    (false, true) if STRICTER.contains(&expression.as_str()) => {}
                    (true, false) if LAXER.contains(&expression.as_str()) => {}
                    (false, true) if is_later => later += 1,
                    found => wrong.push(format!("{}: {expression:?}: {found:?}", file.display())),
                }
            }
        }
    }
    println!("{seen} expressions, {later} of a later release, {} differ", wrong.len());
    assert!(seen > 1000, "{seen} cases");
    assert!(wrong.is_empty(), "compiler, evaluator:\n{}", wrong.join("\n"));
}
