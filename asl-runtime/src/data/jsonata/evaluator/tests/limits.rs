//! Evaluations that would hold up their thread, or take all memory, or crash (JNA-35).

use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::json;

use super::{evaluated, fails, gives, input};
use crate::program::Fixture;

const DEEP: &str = "U1001: Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as \
                    tail-recursive. Depth=101 max=100";
const LARGE: &str = "Expression evaluation memory limit exceeded";
const LONG: &str = "U1001: Expression evaluation timeout: Check for infinite loop";

/// The evaluator's own time, and what a slow machine adds to the step that it is in then.
const LONGEST: Duration = Duration::from_secs(30);

/// Each evaluation has a thread of its own with a small stack, so that one that hangs is named and not waited for.
#[track_caller]
fn ending(text: &str) -> Result<String, String> {
    let (send, receive) = channel();
    let owned = text.to_owned();
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        // Nobody listens if it took too long.
        let _ = send.send(evaluated(&mut Fixture::new(input()), &owned));
    });
    assert!(thread.is_ok());
    receive.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("{text} does not end"))
}

#[track_caller]
fn ends(text: &str, expected: Result<&str, &str>) {
    let expected =
        expected.map(str::to_owned).map_err(|cause| format!("threw an error during evaluation. {cause}"));
    assert_eq!(ending(text), expected, "{text}");
}

#[test]
fn what_never_ends_is_ended() {
    let endless = [
        // A tail call takes no depth.
        "( $f := function($n) { $f($n + 1) }; $f(1) )",
        "( $f := function($g) { $g($g) }; $f($f) )",
        "( $all := [1..500000]; $map($all, function($a) { $map($all, function($b) { $a * $b }) }) )",
        "( $s := [1..3000]; $sort($s, function($a, $b) { $count($sort($s, function($c, $d) { $c < $d })) > 1 }) )",
        "$reduce([1..800000], function($a, $b) { $append($a, $b) }, [])",
    ];
    // They all take all the time that there is.
    std::thread::scope(|scope| {
        for text in endless {
            scope.spawn(|| ends(text, Err(LONG)));
        }
    });
    gives(&[("1 + 1", "2")]);
}

#[test]
fn what_nests_too_deep_is_ended() {
    let deep = [
        "( $f := function($n) { 1 + $f($n) }; $f(1) )",
        "( $f := function($n) { $map([1..2], function($v) { $f($n + 1) }) }; $f(1) )",
    ];
    for text in deep {
        ends(text, Err(DEEP));
    }
}

#[test]
fn ranges_in_ranges_do_not_take_all_memory() {
    let large = [
        "$count([1..800000].([1..800000]))",
        "$count([1..800000].{\"a\": [1..800000]})",
        "$count([1..800000]#$i.([1..800000])#$j)",
        "$map([1..800000], function($v) { [1..$v] })",
        "( $s := [1..800000]; $count([1..1000].[$s]) )",
        "( $s := [1..800000]; $count([1..1000].[[$s, 1]]) )",
        "( $s := [1..800000]; $map([1..1000], function($v) { $append($s, $v) }) )",
        "( $s := [1..800000]; $count($map([1..1000], function($v) { $append($v, [$s]) })) )",
    ];
    for text in large {
        // The time may be over first where the machine is slow.
        let found = ending(text);
        let ended = [LARGE, LONG].map(|cause| Err(format!("threw an error during evaluation. {cause}")));
        assert!(ended.contains(&found), "{text}: {found:?}");
    }
    ends("$sum($map([1..3000], function($v) { $sum([1..$v]) }))", Ok("4504501000"));
    ends("( $s := [1..100]; $count([1..1000].[[$s, $, $missing]]) )", Ok("1000"));
    ends("( $s := [1..100]; $count([1..1000].[$s, $, $s.x]) )", Ok("1000"));
}

#[test]
fn patterns_cost_no_more_than_they_may() {
    let cases = [
        // Back-tracking would take for ever.
        (r#"$contains($pad("", 100000, "a"), /(a+)+$b/)"#, Ok("false")),
        (r#"$count($match($pad("", 100000, "a"), /(a+)+(a+)+(a+)+$/))"#, Ok("1")),
        (r#"$count($split($pad("", 100000, "a"), /(a+)+$/))"#, Ok("2")),
        // Every match costs a search to the end of the text.
        (r#"$count($match($pad("", 1000000, "a"), /a*b|a/))"#, Err(LONG)),
        (r#"$count($pad("", 1000000, "a") ~> $split(/a*b|a/))"#, Err(LONG)),
        (r#"$length($replace($pad("", 1000000, "a"), /a*b|a/, "b"))"#, Err(LONG)),
        (r#"$count($match($pad("", 1000000, "a"), /a*b|a/, 2))"#, Ok("2")),
        // There are more matches than a sequence holds.
        (r#"$count($split($pad("", 6000000, "a"), ""))"#, Err(LARGE)),
        (r#"$count($split($pad("", 6000000, "a"), "a"))"#, Err(LARGE)),
        (r#"$count($split($pad("", 6000000, "a"), "", 3))"#, Ok("3")),
    ];
    for (text, expected) in cases {
        ends(text, expected);
    }
}

#[test]
fn distinct_values_are_found_among_many() {
    let cases = [
        ("$count($distinct([1..200000]))", "200000"),
        ("[1..200000] ~> $distinct ~> $count", "200000"),
        ("[1..200000] ~> $distinct() ~> $count", "200000"),
        ("$count($map([[1..200000], [1..200000]], $distinct))", "2"),
        ("( $f := $distinct; $count($f([1..200000])) )", "200000"),
        ("( $f := $distinct(?); $count($f([1..200000])) )", "200000"),
        (r#"$count($distinct([1..200000].{"n": $}))"#, "200000"),
    ];
    for (text, expected) in cases {
        ends(text, Ok(expected));
    }
    gives(&[
        ("$distinct([1, 2, 1, \"1\", true, null, null, true])", r#"[1,2,"1",true,null]"#),
        ("$distinct([0, -0])", "[0]"),
        (r#"$distinct([{"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1}])"#, r#"[{"a":1,"b":2},{"a":1}]"#),
        ("$distinct([[1, [2]], [1, [2]], [1, [3]]])", "[[1,[2]],[1,[3]]]"),
        ("$distinct([[[[[[1]]]]], [[[[[2]]]]], [[[[[1]]]]]])", "[[[[[[1]]]]],[[[[[2]]]]]]"),
        ("$distinct(7)", "7"),
        ("$distinct($states.input.order.lines.sku)", r#"["a","b"]"#),
        ("( $distinct := function($v) { 5 }; $distinct([1, 1]) )", "5"),
        ("(function($distinct) { $distinct(1) })(function($v) { 6 })", "6"),
    ]);
    fails(&[
        ("$distinct([1], 2)", "T0410: Argument 2 of function \"distinct\" does not match function signature"),
        ("( $distinct := 5; $distinct([1]) )", "T1006: Attempted to invoke a non-function"),
    ]);
    let mut fixture = Fixture::new(input());
    fixture.variables.assign(&mut crate::program::assigned([("distinct", json!([1, 1]))]));
    assert_eq!(evaluated(&mut fixture, "$count($distinct)"), Ok("2".to_owned()));
    let cause = "threw an error during evaluation. T1006: Attempted to invoke a non-function";
    assert_eq!(evaluated(&mut fixture, "$distinct([1])"), Err(cause.to_owned()));
}

#[test]
fn texts_that_nest_deep_do_not_crash() {
    let nested = |open: &str, close: &str, depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let texts = [
        nested("(", ")", 50),
        nested("(", ")", 5_000),
        nested("[", "]", 900),
        nested("-", "", 20_000),
        nested("", "+1", 20_000),
        nested("function(){", "}", 900),
        nested("$not(", ")", 900),
    ];
    for text in texts {
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            let found = evaluated(&mut Fixture::new(input()), &text);
            // Whichever it is: it is one of the two.
            assert!(found.as_ref().is_ok_and(|value| value == "1") || found.is_err(), "{found:?}");
        });
        assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
    }
}
