//! INT-5 and INT-10 to INT-27, both ways.

use super::*;

fn findings(text: &str) -> Vec<ArgumentFinding> {
    check(&Call::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")))
}

#[test]
fn sound_calls_raise_nothing() {
    for text in [
        "States.Format('plain')",
        "States.Format('{} of {}', $.a, 1)",
        r"States.Format('\{\} \\{}', $.a)",
        "States.Format($.template, 1, 2, 3)",
        "States.Format('s3://${Bucket}/${AWS::Region}/{}', $.key)",
        "States.Format('{}', $..names)",
        "States.StringToJson('{\"a\": [1]}')",
        "States.StringToJson('')",
        "States.StringToJson('{\"a\": ${Number}}')",
        "States.StringToJson($.a)",
        "States.JsonToString($)",
        "States.JsonToString(1)",
        "States.Array()",
        "States.Array(1, 'a', null, $.a)",
        "States.ArrayPartition($.a, 4)",
        "States.ArrayPartition(States.Array(1, 2), $.size)",
        "States.ArrayContains($..a, null)",
        "States.ArrayRange(0, 10, 2)",
        "States.ArrayRange(10, 0, -5)",
        "States.ArrayRange(1, 1, -1)",
        "States.ArrayRange(1, 1000, 1)",
        "States.ArrayRange($.a, $.b, $.c)",
        "States.ArrayGetItem(States.StringSplit($.a, '/'), 0)",
        "States.ArrayGetItem($.a, 2.0)",
        "States.ArrayLength($.a[*])",
        "States.ArrayUnique($.a)",
        "States.Base64Encode('text')",
        "States.Base64Decode($.a)",
        "States.Hash(1, 'MD5')",
        "States.Hash($.a, $.algorithm)",
        "States.JsonMerge($.a, States.StringToJson('{}'), false)",
        "States.JsonMerge($.a, $.b, $.deep)",
        "States.MathRandom(0, 1)",
        "States.MathRandom(-5, 5, -1)",
        "States.MathAdd(States.ArrayLength($.a), -1)",
        "States.MathAdd($.a.length(), 2147483647)",
        "States.MathAdd(1e309, 1)",
        "States.StringSplit($.a, '::')",
        "States.StringSplit('a,b', ',')",
        "States.UUID()",
    ] {
        assert_eq!(findings(text), [], "{text}");
    }
    for algorithm in ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"] {
        assert_eq!(findings(&format!("States.Hash($.a, '{algorithm}')")), []);
    }
    assert_eq!(findings(&format!("States.Base64Encode('{}')", "é".repeat(10_000))), []);
}

/// Text, what is pointed at, outcome, a part of the message, a part of the help.
const FOUND: &[(&str, &str, Outcome, &str, &str)] = {
    use Outcome::{Fails, Misleads};
    &[
        ("States.UUID(1)", "States.UUID(1)", Fails, "takes no arguments, and 1 is given", "`States.UUID()`"),
        ("States.MathAdd(1)", "States.MathAdd(1)", Fails, "takes 2 arguments, and 1 is given", ""),
        (
            "States.Format()",
            "States.Format()",
            Fails,
            "takes at least 1 argument, and 0 are given",
            "(template, …)",
        ),
        ("States.ArrayLength()", "States.ArrayLength()", Fails, "takes 1 argument,", ""),
        ("States.MathRandom(1)", "States.MathRandom(1)", Fails, "2 or 3 arguments", "(start, end, seed)"),
        (
            "States.JsonMerge($.a, $.b)",
            "States.JsonMerge($.a, $.b)",
            Fails,
            "3 arguments",
            "(first, second, false)",
        ),
        ("States.JsonToString(States.UUID(1))", "States.UUID(1)", Fails, "no arguments", ""),
        (
            "States.MathAdd('1', 2)",
            "'1'",
            Fails,
            "wants a number here, and this is a text",
            "`1` without quotes",
        ),
        ("States.MathAdd(true, 2)", "true", Fails, "this is a boolean", ""),
        ("States.MathAdd(2, null)", "null", Fails, "this is null", ""),
        ("States.ArrayLength('$.a')", "'$.a'", Fails, "wants an array", "without quotes"),
        ("States.ArrayLength('[1]')", "'[1]'", Fails, "wants an array", "States.StringToJson"),
        ("States.ArrayUnique(States.UUID())", "States.UUID()", Fails, "wants an array", ""),
        ("States.ArrayContains($$, 1)", "$$", Fails, "this is an object", ""),
        ("States.ArrayPartition($.a, 'b')", "'b'", Fails, "wants a number", ""),
        ("States.StringToJson(1)", "1", Fails, "wants a text", ""),
        ("States.StringToJson($.a[*])", "$.a[*]", Fails, "this is an array", "States.JsonToString"),
        ("States.Base64Encode(States.Array())", "States.Array()", Fails, "this is an array", ""),
        ("States.Format(1)", "1", Fails, "wants a text", ""),
        ("States.Hash($.a, 5)", "5", Fails, "wants a text", ""),
        ("States.JsonMerge('{}', $.b, false)", "'{}'", Fails, "wants an object", "States.StringToJson"),
        ("States.JsonMerge(States.Array(), $.b, false)", "States.Array()", Fails, "this is an array", ""),
        ("States.StringSplit($.a, 1)", "1", Fails, "wants a text", ""),
        ("States.StringSplit($.a.keys(), ',')", "$.a.keys()", Fails, "this is an array", ""),
        ("States.MathRandom(1, 2, 'x')", "'x'", Fails, "wants a number", ""),
        (
            "States.Format('{} {}', 1)",
            "'{} {}'",
            Fails,
            "2 placeholders, and 1 value follows",
            "takes one value",
        ),
        ("States.Format('{}', 1, 2)", "'{}'", Fails, "1 placeholder, and 2 values follow", "needs its `{}`"),
        ("States.Format('é{é}', 1)", "{é}", Fails, "`{é}` is no placeholder", r"`\{`"),
        ("States.Format('a{')", "{", Fails, "begins no `{}`", r"`\{`"),
        ("States.Format('{a\\}', 1)", "{", Fails, "begins no `{}`", ""),
        ("States.Format('a}')", "}", Fails, "closes no `{}`", r"`\}`"),
        (
            "States.Format('{}', States.Array())",
            "States.Array()",
            Misleads,
            "not as JSON",
            "States.JsonToString",
        ),
        ("States.StringToJson('{a}')", "'{a}'", Fails, "no JSON", ""),
        ("States.ArrayPartition($.a, 0)", "0", Fails, "at least one element", ""),
        ("States.ArrayPartition($.a, 2.6)", "2.6", Misleads, "cut to 2", ""),
        ("States.ArrayRange(0, 5, 0)", "0", Fails, "can't be 0", ""),
        ("States.ArrayRange(5, 0, 1)", "States.ArrayRange(5, 0, 1)", Misleads, "empty array", ""),
        ("States.ArrayRange(0, 1000, 1)", "States.ArrayRange(0, 1000, 1)", Fails, "1001 elements", ""),
        ("States.ArrayGetItem($.a, -1)", "-1", Fails, "can't be negative", "[-1]"),
        ("States.ArrayGetItem($.a, -0.5)", "-0.5", Misleads, "cut to 0", ""),
        ("States.Hash($.a, 'SHA256')", "'SHA256'", Fails, "no hash algorithm `SHA256`", "`SHA-256`"),
        ("States.Hash($.a, 'md5')", "'md5'", Fails, "no hash algorithm", "`MD5`"),
        ("States.Hash($.a, 'CRC')", "'CRC'", Fails, "no hash algorithm", "MD5, SHA-1"),
        ("States.JsonMerge($.a, $.b, true)", "true", Fails, "one level", "`false`"),
        ("States.JsonMerge($.a, $.b, 'false')", "'false'", Misleads, "taken as `false`", "`false`"),
        ("States.MathRandom(5, 5)", "5, 5", Fails, "no number lies from 5", ""),
        ("States.MathAdd(2147483648, 1)", "2147483648", Fails, "32 bits", ""),
        ("States.MathAdd(2147483647, 1)", "States.MathAdd(2147483647, 1)", Fails, "sum", ""),
        ("States.MathAdd(-1.5, $.a)", "-1.5", Misleads, "rounded to -1", ""),
        ("States.StringSplit($.a, '')", "''", Fails, "without a separator", ""),
        ("States.StringSplit($.a, ', ')", "', '", Misleads, "each of these characters", ""),
    ]
};

#[test]
fn unsound_calls_are_found_where_they_are_wrong() {
    for (text, pointed, outcome, message, help) in FOUND {
        let found = findings(text);
        let [finding] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(text.get(finding.range.clone()), Some(*pointed), "{text}: {finding:?}");
        assert_eq!(finding.outcome, *outcome, "{text}");
        assert!(finding.message.contains(message), "{text}: {finding:?}");
        assert!(finding.help.as_deref().unwrap_or_default().contains(help), "{text}: {finding:?}");
    }
}

#[test]
fn texts_have_their_longest() {
    let long = "é".repeat(10_001);
    for text in [
        format!("States.Base64Encode('{long}')"),
        format!("States.Base64Decode('{long}')"),
        format!("States.Hash('{long}', 'MD5')"),
    ] {
        let found = findings(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].message.contains("10001 characters"), "{found:?}");
    }
}

#[test]
fn all_findings_come_in_the_order_of_the_text() {
    let found = findings("States.Format('{{}', States.MathAdd('a', States.UUID(1)), States.ArrayLength(1))");
    let starts: Vec<_> = found.iter().map(|finding| finding.range.start).collect();
    assert_eq!(starts.len(), 5, "{found:?}");
    assert!(starts.is_sorted(), "{found:?}");
}

#[test]
fn functions_that_give_text_serve_error_paths() {
    use super::super::Intrinsic;
    let names: Vec<_> =
        Intrinsic::ALL.into_iter().filter(|function| function.may_give_text()).map(Intrinsic::name).collect();
    assert_eq!(
        names.join(" "),
        "States.Format States.JsonToString States.ArrayGetItem States.Base64Encode States.Base64Decode \
         States.Hash States.UUID"
    );
}
