//! What expressions give (JNA-10 to JNA-38), through the door that generated code uses.

use std::time::Instant;

use serde_json::{Value, json};

use super::Expression;
use crate::data::jsonata::{Scope, evaluate};
use crate::program::{Fixture, ItemContext};

fn input() -> Value {
    json!({
        "order": {"id": 17, "lines": [{"sku": "a", "price": 2}, {"sku": "b", "price": 3.5}]},
        "name": "Ada", "none": null, "empty": [], "one": [7], "big": 9_007_199_254_740_993_i64, "decimal": 1.0,
        "exact": [{"n": 9_007_199_254_740_993_i64, "d": 2.0}],
    })
}

fn expression(text: &str) -> Expression {
    Expression::new(text.to_owned().leak())
}

/// The value as it prints, or what the cause says after the field's name.
fn evaluated(fixture: &mut Fixture, text: &str) -> Result<String, String> {
    let step = fixture.step();
    let result = json!({"Payload": [1]});
    let error_output = json!({"Error": "E", "Cause": "C"});
    let scope = Scope::new(&step).with_result(&result).with_error_output(&error_output);
    match evaluate(&scope, "Output", &expression(text)) {
        Ok(value) => Ok(value.to_string()),
        Err(failure) => {
            assert_eq!(failure.name(), "States.QueryEvaluationError");
            let prefix = format!("The JSONata expression '{text}' specified for the field 'Output' ");
            let cause = failure.cause().unwrap_or_default();
            Err(cause.strip_prefix(&prefix).unwrap_or(cause).to_owned())
        }
    }
}

#[track_caller]
fn gives(cases: &[(&str, &str)]) {
    let mut fixture = Fixture::new(input());
    fixture.variables.assign(vec![("x", json!({"y": [1, 2]})), ("range", json!("a variable"))]);
    for (text, expected) in cases {
        assert_eq!(evaluated(&mut fixture, text).as_deref(), Ok(*expected), "{text}");
    }
}

#[track_caller]
fn fails(cases: &[(&str, &str)]) {
    let mut fixture = Fixture::new(input());
    for (text, expected) in cases {
        let expected = format!("threw an error during evaluation. {expected}");
        assert_eq!(evaluated(&mut fixture, text), Err(expected), "{text}");
    }
}

const UNDEFINED: &str = "returned nothing (undefined).";

#[track_caller]
fn undefined(cases: &[&str]) {
    let mut fixture = Fixture::new(input());
    for text in cases {
        assert_eq!(evaluated(&mut fixture, text).as_ref().map_err(String::as_str), Err(UNDEFINED), "{text}");
    }
}

#[test]
fn states_and_variables_are_read() {
    gives(&[
        ("$states.input.order.id", "17"),
        ("$states.input.order.id + 1", "18"),
        ("$states.input.order.lines.price", "[2,3.5]"),
        ("$states.input.order.lines[price > 2].sku", r#""b""#),
        ("$sum($states.input.order.lines.price)", "5.5"),
        ("$states.result.Payload", "[1]"),
        ("$states.result.Payload[0]", "1"),
        ("$states.errorOutput.Error & $states.errorOutput.Cause", r#""EC""#),
        ("$x", r#"{"y":[1,2]}"#),
        ("$x.y[1]", "2"),
        ("$range", r#""a variable""#),
        ("( $a := $states.input.order.id; $a * 2 )", "34"),
        ("$keys($states)", r#"["input","context","result","errorOutput"]"#),
        ("$states.input.none", "null"),
        ("$states.input.empty", "[]"),
        ("$states.input.one", "[7]"),
        ("$states.input.one[0]", "7"),
    ]);
    undefined(&[
        "$states.input.missing",
        "$states.input.none.below",
        "$states.input.name.below",
        "$states.other",
        "$missing",
        "$missing.below",
        "$states.input.empty[0]",
    ]);
}

#[test]
fn the_context_is_read_member_by_member() {
    let mut fixture = Fixture::new(json!({"a": [9_007_199_254_740_993_i64]}));
    fixture.item = Some(ItemContext { index: 2, value: json!({"sku": "x"}), key: None, source: None });
    fixture.task_token = Some("token");
    fixture.retry_count = Some(1);
    let cases = [
        ("$states.context.Execution.Name", r#""Run""#),
        ("$states.context.Execution.Input.a", "[9007199254740993]"),
        ("$states.context.Execution.Input.a[0] > 0", "true"),
        (
            "$states.context.State",
            r#"{"Name":"State","EnteredTime":"2025-01-01T00:00:00.000Z","RetryCount":1}"#,
        ),
        ("$states.context.Task.Token", r#""token""#),
        ("$states.context.Map.Item", r#"{"Index":2,"Value":{"sku":"x"}}"#),
        ("$states.context.Map.Item.Value.sku & $states.context.Map.Item.Index", r#""x2""#),
        ("$keys($states.context)", r#"["Execution","StateMachine","State","Task","Map"]"#),
        ("$states.context.StateMachine.Name = \"Machine\"", "true"),
    ];
    for (text, expected) in cases {
        assert_eq!(evaluated(&mut fixture, text).as_deref(), Ok(expected), "{text}");
    }
    let missing = ["$states.context.Map.Item.Source", "$states.context.Other", "$states.context.Task.Other"];
    for text in missing {
        assert_eq!(evaluated(&mut fixture, text), Err(UNDEFINED.to_owned()), "{text}");
    }
    assert_eq!(
        evaluated(&mut Fixture::new(json!({})), "$states.context.Task.Token"),
        Err(UNDEFINED.to_owned())
    );
}

#[test]
fn numbers_pass_unchanged_where_nothing_is_computed() {
    gives(&[
        ("$states.input.big", "9007199254740993"),
        ("$states.input.decimal", "1.0"),
        ("$states.input.exact", r#"[{"n":9007199254740993,"d":2.0}]"#),
        ("$states.input.exact[0]", r#"{"n":9007199254740993,"d":2.0}"#),
        (
            r#"{"all": $states.input.exact, "s": $string(1)}"#,
            r#"{"all":[{"n":9007199254740993,"d":2.0}],"s":"1"}"#,
        ),
        ("$filter($states.input.exact, function($v) { $v.d = 2 })", r#"{"n":9007199254740993,"d":2.0}"#),
        ("$states.input.big + 1", "9007199254740992"),
        ("$states.input.decimal + 1", "2"),
        ("$states.input.exact ~> |$|{\"d\": 3}|", r#"[{"n":9007199254740992,"d":3}]"#),
    ]);
}

#[test]
fn numbers_print_as_the_language_does() {
    gives(&[
        ("$string(1e21)", r#""1e+21""#),
        ("$string(1e20)", r#""100000000000000000000""#),
        ("1/0", r#""Infinity""#),
        ("-1/0", r#""-Infinity""#),
        ("0/0", r#""NaN""#),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("6 / 2", "3"),
        ("-0", "0"),
    ]);
}

#[test]
fn null_is_a_value() {
    gives(&[
        ("$exists(null)", "true"),
        ("$type(null)", r#""null""#),
        ("$count(null)", "1"),
        ("null", "null"),
    ]);
}

#[test]
fn sequences_of_one_collapse() {
    gives(&[
        ("$states.input.order.lines[sku = \"a\"].price", "2"),
        ("[$states.input.order.lines[sku = \"a\"].price]", "[2]"),
        ("$states.input.order.lines[sku = \"a\"].price[]", "[2]"),
        (r#"{"a": $states.input.missing, "b": [$states.input.missing, 1]}"#, r#"{"b":[1]}"#),
    ]);
}

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

#[test]
fn errors_say_what_the_language_says() {
    fails(&[
        ("$states.input.name + 1", r#"T2001: The left side of the "+" operator must evaluate to a number"#),
        ("1 - $states.input.name", r#"T2002: The right side of the "-" operator must evaluate to a number"#),
        ("$nothing(1)", "T1006: Attempted to invoke a non-function"),
        ("[1.5..3]", "T2003: The left side of the range operator (..) must evaluate to an integer"),
        ("$error(\"boom\")", "D3137: boom"),
        (
            "$replace(\"a\", \"\", \"b\")",
            "D3010: Second argument of replace function cannot be an empty string",
        ),
    ]);
}

#[test]
fn runaway_expressions_end() {
    let deep = "U1001: Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as \
                tail-recursive. Depth=101 max=100";
    let large = "Expression evaluation memory limit exceeded";
    fails(&[
        ("( $f := function($n) { 1 + $f($n) }; $f(1) )", deep),
        ("[1..2000000]", large),
        ("$reduce([1..400], function($a, $b) { {\"a\": $a} }, 1)", large),
    ]);
    // AWS lets a hundred levels pass.
    gives(&[
        ("( $f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(32) > 0 )", "true"),
        ("$count([1..873782])", "873782"),
        ("$count($reduce([1..1000], function($a, $b) { $append($a, $b) }, []))", "1000"),
    ]);
}

#[test]
fn a_field_costs_the_same_in_a_big_input() {
    // The biggest input that AWS takes, and one that is nothing but the field.
    let padding: Vec<Value> = (0..2_000).map(|n| json!({"n": n, "text": "x".repeat(80)})).collect();
    let big = json!({"padding": padding, "order": {"id": 17}, "lines": [{"price": 1}]});
    let small = json!({"order": {"id": 17}, "lines": [{"price": 1}]});
    assert!(big.to_string().len() > 200_000);
    let texts = ["$states.input.order.id", "$states.input.order.id + 1", "$sum($states.input.lines.price)"];
    for text in texts {
        let expression = expression(text);
        let time = |input: &Value| {
            let mut fixture = Fixture::new(input.clone());
            let step = fixture.step();
            let scope = Scope::new(&step);
            // The quickest of many, which nothing else has disturbed.
            let rounds = (0..200).map(|_| {
                let start = Instant::now();
                assert!(evaluate(&scope, "Output", &expression).is_ok());
                start.elapsed()
            });
            rounds.min().unwrap_or_default()
        };
        let (small, big) = (time(&small), time(&big));
        assert!(big < small * 5, "{text}: {small:?} grows to {big:?}");
    }
}

#[test]
fn expressions_are_constants() {
    static EXPRESSION: Expression = Expression::new("$states.input.order.id * 2");
    let mut fixture = Fixture::new(input());
    let step = fixture.step();
    let threads = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut fixture = Fixture::new(input());
                    evaluate(&Scope::new(&fixture.step()), "Output", &EXPRESSION)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect::<Vec<_>>()
    });
    assert!(threads.iter().all(|value| *value == Ok(json!(34))), "{threads:?}");
    assert_eq!(evaluate(&Scope::new(&step), "Output", &EXPRESSION), Ok(json!(34)));
}
