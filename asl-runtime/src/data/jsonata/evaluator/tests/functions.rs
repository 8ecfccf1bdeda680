//! Functions that AWS adds, takes away, or that ask the host (JNA-20 to JNA-27).

use serde_json::Value;

use super::{evaluated, fails, gives, input, undefined};
use crate::program::Fixture;

#[test]
fn functions_are_no_results() {
    let mut fixture = Fixture::new(input());
    for text in ["$uppercase", "function($x) { $x }", "/abc/", "$uuid", r#"{"f": $sum}"#] {
        let expected = Err("returned an unsupported result type.".to_owned());
        assert_eq!(evaluated(&mut fixture, text), expected, "{text}");
    }
}

#[test]
fn partition() {
    gives(&[
        ("$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]"),
        ("$partition([1,2,3,4,5], 2.6)", "[[1,2],[3,4],[5]]"),
        ("$partition([0], 3)", "[[0]]"),
        ("$partition([1,2,3])", "[[1,2,3]]"),
        ("$count($partition([1..10], 3))", "4"),
    ]);
    undefined(&[
        "$partition([1,2], 0)",
        "$partition([1,2], 0.5)",
        "$partition([], 2)",
        "$partition($missing, 2)",
    ]);
    let signature = |index| {
        format!("T0410: Argument {index} of function \"partition\" does not match function signature")
    };
    fails(&[
        ("$partition([1], -1)", "D3137: Second argument must be zero or greater"),
        ("$partition([1], \"2\")", &signature(2)),
        ("$partition([1], null)", &signature(2)),
        ("$partition([1], 2, 99)", &signature(3)),
        ("$partition(\"a\", 2)", "T0412: Argument 1 of function \"partition\" must be an array of undefined"),
    ]);
}

#[test]
fn range() {
    let mut fixture = Fixture::new(input());
    let cases = [
        ("$range(0, 9, 3)", "[0,3,6,9]"),
        ("$range(0, 10, 3)", "[0,3,6,9]"),
        ("$range(1.4, 5.6, 2.2)", "[1,3,5]"),
        ("$range(5, 1, -2)", "[5,3,1]"),
        ("$range(1, 9, 9)", "1"),
        ("$count($range(1, 1001, 1))", "1001"),
        ("$count($range(1, 360145, 1))", "360145"),
    ];
    for (text, expected) in cases {
        assert_eq!(evaluated(&mut fixture, text).as_deref(), Ok(expected), "{text}");
    }
    undefined(&["$range(1, 5)", "$range(1, 10, 0)", "$range(1, 10, 0.49)", "$range(1, 10, -1)", "$range()"]);
    let signature =
        |index| format!("T0410: Argument {index} of function \"range\" does not match function signature");
    fails(&[
        ("$range(\"a\", 5, 1)", &signature(1)),
        ("$range(1, 5, null)", &signature(3)),
        ("$range(1, 5, 1, 99)", &signature(4)),
        ("$range(1, 360146, 1)", "Expression evaluation memory limit exceeded"),
    ]);
}

#[test]
fn hash() {
    gives(&[
        ("$hash(\"hello\", \"MD5\")", r#""5d41402abc4b2a76b9719d911017c592""#),
        ("$hash(\"hello\", \"SHA-1\")", r#""aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d""#),
        (
            "$hash(\"\u{2713}\", \"SHA-256\")",
            r#""1dabba21cdad44541f6b15796f8d22978fc7ea10c46aeceeeeb66c23b3ac7604""#,
        ),
        ("$length($hash($pad(\"\", 10001, \"a\"), \"SHA-512\"))", "128"),
    ]);
    undefined(&["$hash(\"hello\")", "$hash($missing, \"MD5\")"]);
    let signature =
        |index| format!("T0410: Argument {index} of function \"hash\" does not match function signature");
    fails(&[
        (
            "$hash(\"hello\", \"sha-256\")",
            "D3137: Hash algorithm 'sha-256' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5",
        ),
        ("$hash()", &signature(1)),
        ("$hash(123, \"MD5\")", &signature(1)),
        ("$hash(\"a\", \"MD5\", 1)", &signature(3)),
    ]);
}

#[test]
fn parse() {
    gives(&[
        (r#"$parse("{\"answer\":42,\"items\":[1,2]}")"#, r#"{"answer":42,"items":[1,2]}"#),
        (r#"$parse("  [1, null] ")"#, "[1,null]"),
        (r#"$parse("-0")"#, "0"),
        (r#"$parse("true")"#, "true"),
    ]);
    undefined(&["$parse()", "$parse($missing)"]);
    let signature =
        |index| format!("T0410: Argument {index} of function \"parse\" does not match function signature");
    fails(&[
        ("$parse(\"\")", "D3137: Invalid JSON"),
        ("$parse(\"{a:1}\")", "D3137: Invalid JSON"),
        ("$parse(1)", &signature(1)),
        ("$parse(\"1\", 1)", &signature(2)),
    ]);
}

#[test]
fn random_numbers_come_from_the_host() {
    gives(&[("$random(42)", "0.7275636800328681"), ("$random(77)", "0.7240700207191966")]);
    let signature =
        |index| format!("T0410: Argument {index} of function \"random\" does not match function signature");
    fails(&[
        ("$random(\"seed\")", &signature(1)),
        ("$random(null)", &signature(1)),
        ("$random(77, 88)", &signature(2)),
    ]);
    let draw = "[$random(), $uuid(), $shuffle([1..20])]";
    let (mut first, mut second) = (Fixture::new(Value::Null), Fixture::new(Value::Null));
    let drawn = evaluated(&mut first, draw);
    assert_eq!(drawn, evaluated(&mut second, draw), "equal seeds give equal results");
    assert_ne!(drawn, evaluated(&mut second, draw), "nothing is drawn twice");
}

#[test]
fn uuids_have_version_four() {
    gives(&[(
        "$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)",
        "true",
    )]);
    let signature = "T0410: Argument 1 of function \"uuid\" does not match function signature";
    fails(&[("$uuid(\"x\")", signature), ("$uuid(1, 2)", signature)]);
}

#[test]
fn the_time_is_the_host_s() {
    gives(&[
        ("$now()", r#""2025-01-01T00:00:00.000Z""#),
        ("$millis()", "1735689600000"),
        ("$now(\"[Y0001]/[M01]\")", r#""2025/01""#),
        ("$now(\"[H01]:[m01]\", \"+0200\")", r#""02:00""#),
        ("$now() = $fromMillis($millis())", "true"),
    ]);
    fails(&[("$now(1)", "T0410: Argument 1 of function \"now\" does not match function signature")]);
}

#[test]
fn some_of_the_language_is_not_there() {
    fails(&[("$eval(\"1 + 1\")", "T1006: Attempted to invoke a non-function")]);
    undefined(&["a.b", "$", "$$"]);
}
