//! Calls and operators whose types never go together.

use super::{Kinds, Slip, infer};
use crate::diagnostic::Code;
use crate::expression::jsonata::parse;

fn slips(text: &str) -> Vec<Slip> {
    let root = parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.error.message));
    infer(&root, &|name| name == "order").slips
}

/// Texts, with the part of each that a slip of this code is about.
fn check(code: Code, table: &[(&str, Option<&str>)]) {
    for (text, expected) in table {
        let found = slips(text);
        let parts: Vec<_> = found.iter().map(|slip| (slip.code, &text[slip.range.clone()])).collect();
        let expected: Vec<_> = expected.iter().map(|part| (code, *part)).collect();
        assert_eq!(parts, expected, "{text}");
    }
}

#[test]
fn functions_that_there_are() {
    check(
        Code::UnknownFunction,
        &[
            ("$uppercase('a')", None),
            ("$upercase('a')", Some("$upercase")),
            ("'a' ~> $upper", Some("$upper")),
            ("'a' ~> $pad(3)", None),
            ("$eval('1')", Some("$eval")),
            ("$toMillis('2030-01-01T00:00:00Z')", None),
            ("($f := function($x){ $x }; $f(1))", None),
            ("$map([1], function($f){ $f(1) })", None),
            ("$partition([1], 2)", None),
            ("$map([1], $nosuch)", None),
        ],
    );
}

#[test]
fn what_is_called_is_a_function() {
    check(
        Code::NotAFunction,
        &[
            ("$order(1)", Some("$order")),
            ("($x := 'a'; $x(1))", Some("$x")),
            ("'a'(1)", Some("'a'")),
            ("1 ~> 2", Some("2")),
            ("1 ~> $order", Some("$order")),
            ("($x := $states.input; $x(1))", None),
            ("(function($x){ $x })(1)", None),
            ("1 ~> |$|{}|", None),
            ("$substringBefore(?, 'a')('ab')", None),
        ],
    );
}

#[test]
fn arguments_fit() {
    check(
        Code::FunctionArguments,
        &[
            ("$substring('abc', 1)", None),
            ("$substring('abc')", Some("$substring('abc')")),
            ("$substring('abc', 'b')", Some("'b'")),
            ("$substring(5, 1)", Some("5")),
            ("$substring($order, 1)", None),
            ("$uppercase()", Some("$uppercase()")),
            ("$order.name.$uppercase()", None),
            ("$order[$contains('a')]", None),
            ("$contains('abc', /b/)", None),
            ("$contains('abc', 2)", Some("2")),
            ("$sum([1, 2])", None),
            ("$sum([1, 'a'])", Some("'a'")),
            ("$sum(3)", None),
            ("$sum('a')", Some("'a'")),
            ("$sum()", Some("$sum()")),
            ("$join(['a', 'b'], ', ')", None),
            ("$join(['a', 1])", Some("1")),
            ("$map([1], 2)", Some("2")),
            ("[1] ~> $map(2)", Some("2")),
            ("$count($order, 2)", Some("$count($order, 2)")),
            ("$zip([1], [2], [3])", None),
            ("$number([1])", Some("[1]")),
            ("$merge([{'a': 1}, {'b': 2}])", None),
            ("$merge({'a': 1}, {'b': 2})", Some("$merge({'a': 1}, {'b': 2})")),
            ("$merge([{'a': 1}, 2])", Some("2")),
            ("$now()", None),
            ("$millis(1)", Some("$millis(1)")),
            ("$uuid()", None),
            ("$uuid('a')", Some("$uuid('a')")),
            ("$random(42)", None),
            ("$random('a')", Some("'a'")),
            ("$range(1, 9, 2)", None),
            ("$range(1, 9)", Some("$range(1, 9)")),
            ("$range(1, 9, 0)", Some("0")),
            ("$partition([1, 2], 1)", None),
            ("$partition('ab', 1)", Some("'ab'")),
            ("$partition([1, 2], 0)", Some("0")),
            ("$hash('a', 'SHA-256')", None),
            ("$hash('a', 'sha256')", Some("'sha256'")),
            ("$hash('a')", Some("$hash('a')")),
            ("$parse('{}')", None),
            ("$parse()", Some("$parse()")),
            ("$string(null)", None),
            ("$length(null)", Some("null")),
            ("($x := 'a'; $floor($x))", Some("$x")),
            ("($x := 'a'; $x := 1; $floor($x))", None),
            ("($x := 'a'; function(){ $floor($x) }())", None),
            ("$match('a', /a/, 1)", None),
            ("$sort([2, 1], function($l, $r){ $l > $r })", None),
            ("$floor($states.context.State.Name)", Some("$states.context.State.Name")),
            ("$floor($states.context.State.RetryCount)", None),
        ],
    );
}

#[test]
fn operands_fit() {
    check(
        Code::OperandType,
        &[
            ("1 + 2", None),
            ("'a' + 1", Some("'a'")),
            ("1 - 'a'", Some("'a'")),
            ("$order + 1", None),
            ("$string(1) + 1", Some("$string(1)")),
            ("$length('a') + 1", None),
            ("-'a'", Some("'a'")),
            ("'a' < 1", Some("'a' < 1")),
            ("'a' < 'b'", None),
            ("$now() < $millis()", Some("$now() < $millis()")),
            ("$order < 'b'", None),
            ("[1] < 2", Some("[1]")),
            ("true > 1", Some("true")),
            ("[1..'a']", Some("'a'")),
            ("'a' & 1", None),
            ("{1: 2}", Some("1")),
            ("{'a': 2}", None),
            ("($true ? 'a' : 1) + 1", None),
            ("(true ? 'a' : 'b') + 1", Some("(true ? 'a' : 'b')")),
        ],
    );
    check(
        Code::ComparisonNeverTrue,
        &[
            ("'1' = 1", Some("'1' = 1")),
            ("$count($order) = '1'", Some("$count($order) = '1'")),
            ("$order = 1", None),
            ("$type($order) = 'string'", None),
            ("null = 'a'", Some("null = 'a'")),
            ("$states.errorOutput.Error = 'a'", None),
            ("'a' != 1", None),
        ],
    );
}

#[test]
fn types_in_words() {
    assert_eq!(Kinds::TEXT.or(Kinds::NUMBER).or(Kinds::NOTHING).words(), "a number or a string");
    assert_eq!(Kinds::NOTHING.words(), "nothing");
    assert_eq!(Kinds::JSON.words(), "plain JSON");
    assert_eq!(Kinds::ARRAY.words(), "an array");
    assert_eq!(Kinds::NULL.or(Kinds::TEXT).or(Kinds::NUMBER).words(), "null, a number or a string");
}
