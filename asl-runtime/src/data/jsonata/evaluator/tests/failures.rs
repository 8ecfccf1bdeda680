//! What errors say (JNA-32), and where evaluations end (JNA-35).

use super::{fails, gives};

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
fn errors_name_functions_and_values() {
    fails(&[
        ("$length(1)", "T0410: Argument 1 of function \"length\" does not match function signature"),
        (
            "$substring(\"a\", \"b\")",
            "T0410: Argument 2 of function \"substring\" does not match function signature",
        ),
        ("\"a\" ~> $pad(\"b\")", "T0410: Argument 2 of function \"pad\" does not match function signature"),
        ("$count(1, 2)", "T0410: Argument 2 of function \"count\" does not match function signature"),
        ("$sum([1, \"a\"])", "T0412: Argument 1 of function \"sum\" must be an array of \"numbers\""),
        ("$join([1])", "T0412: Argument 1 of function \"join\" must be an array of \"strings\""),
        ("$merge([1])", "T0412: Argument 1 of function \"merge\" must be an array of \"objects\""),
        (
            "$states.input.order.$uppercase()",
            "T0411: Context value is not a compatible type with argument 1 of function \"uppercase\"",
        ),
        (
            "$map([\"a\", 1], function($v) { $uppercase($v) })",
            "T0410: Argument 1 of function \"uppercase\" does not match function signature",
        ),
        (
            "$states.input.name < 1",
            "T2009: The values \"Ada\" and 1 either side of operator \"<\" must be of the same data type",
        ),
        (
            "$states.input.order.lines[$states.input.order >= price]",
            "T2010: The expressions either side of operator \">=\" must evaluate to numeric or string values",
        ),
        (
            "$length([[1, 2], [3, 4]][-1][1])",
            "T0410: Argument 1 of function \"length\" does not match function signature",
        ),
        (
            "-$states.input.order.lines[0]",
            r#"D1002: Cannot negate a non-numeric value: {"sku":"a","price":2}"#,
        ),
        ("$number(\"abc\")", "D3030: Unable to cast value to a number: \"abc\""),
        (
            "$formatBase(10, 1)",
            "D3100: The radix of the formatBase function must be between 2 and 36.  It was given 1",
        ),
        ("$fromMillis(1, \"[Q]\")", "D3132: Unknown component specifier \"Q\" in date/time picture string"),
        ("{$sum: 1}", "T1003: Key in object structure must evaluate to a string; got: \"\""),
        ("1 / 0 + 1", "D1001: Number out of range: null"),
        ("\"x\" & 1 / 0", "D3001: Attempting to invoke string function on Infinity or NaN"),
        ("[0 / 0] & \"x\"", "D1001: Number out of range: null"),
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
        ("[-1e300..1e300]", large),
        ("[0..9223372036854775807]", large),
        ("$sum([-9e18..9e18])", large),
        ("$reduce([1..400], function($a, $b) { {\"a\": $a} }, 1)", large),
    ]);
    // What grows by being used several times.
    fails(&[
        ("$reduce([1..60], function($a, $b) { [[$a], [$a]] }, 1)", large),
        ("$length($string($reduce([1..60], function($a, $b) { {\"x\": $a, \"y\": $a} }, 1)))", large),
        ("$reduce([1..60], function($a, $b) { $a & $a }, \"x\")", large),
        ("( $f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f(\"x\", 60)) )", large),
        ("( $a := [1..100]; $b := $a.[$a]; $c := $b.[$b]; $d := $c.[$c]; $count($d) )", large),
        ("$length($pad(\"\", 100000000, \"x\"))", large),
        ("$length($join([1..100000].(\"a\"), $pad(\"\", 100000, \"x\")))", large),
        ("$length(([1..100000].(\"a\") ~> $join($pad(\"\", 100000, \"x\"))))", large),
        ("$length($replace($pad(\"\", 10000, \"x\"), \"x\", $pad(\"\", 10000, \"x\")))", large),
    ]);
    // AWS lets a hundred levels pass.
    gives(&[
        ("( $f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(32) > 0 )", "true"),
        ("$count([1..873782])", "873782"),
        ("[1e18..1e18]", "[1000000000000000000]"),
        (
            "$substring(\"abc\", -1e300) & $substring(\"abc\", 1, 1e300) & $substring(\"abc\", 1e300)",
            r#""abcbc""#,
        ),
        ("$count($reduce([1..1000], function($a, $b) { $append($a, $b) }, []))", "1000"),
        ("( $f := function($n, $sum) { $n = 0 ? $sum : $f($n - 1, $sum + $n) }; $f(5000, 0) )", "12502500"),
        (
            "$join([\"a\", \"b\"], \"-\") & $pad(\"x\", -3) & $replace(\"abab\", \"b\", \"c\", 1)",
            r#""a-b  xacab""#,
        ),
        ("[\"a\", \"b\"] ~> $join(\"-\")", r#""a-b""#),
        ("$map([1..3], function($v, $i, $a) { $v + $count($a) })", "[4,5,6]"),
    ]);
}
