use serde_json::{Number, Value};

use super::parse_json;

#[test]
fn keeps_order_duplicates_spans_and_pointers() {
    let text = r#"{"b": [1, {"a/~": "x"}], "a": 1.0, "b": -0}"#;
    let document = parse_json(text).expect("it is JSON");
    let object = document.root.as_object().expect("it is an object");
    let keys: Vec<_> = object.members.iter().map(|member| member.key.as_str()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
    let array = object.members[0].value.as_array().expect("it is an array");
    let x = array[1].as_object().and_then(|object| object.get("a/~")).expect("it is there");
    assert_eq!(document.pointer(x.id), "/b/1/a~1~0");
    assert_eq!(&text[x.span.range()], "\"x\"");
    assert_eq!(&text[object.members[1].key_span.range()], "\"a\"");
}

#[test]
fn takes_a_substitution_as_a_value() {
    let text = r#"{"a": ${N.x}}"#;
    let document = parse_json(text).expect("it is a definition's text");
    let value = document.root.as_object().and_then(|object| object.get("a")).expect("it is there");
    assert!(value.is_substitution());
    assert_eq!((value.as_str(), &text[value.span.range()]), (Some("${N.x}"), "${N.x}"));
}

#[test]
fn says_where_a_text_is_no_json() {
    for (text, message, at) in [
        ("", "expected a value, found the end of the text", 0..0),
        (" \n", "expected a value, found the end of the text", 2..2),
        ("\u{feff}{}", "the text starts with a byte order mark", 0..3),
        ("{\"a\": }", "expected a value, found `}`", 6..7),
        ("{\"a\": 1,}", "a comma stands before `}`", 8..9),
        ("[1,]", "a comma stands before `]`", 3..4),
        ("[,]", "expected a value, found `,`", 1..2),
        ("{,}", "expected a key in double quotes, found `,`", 1..2),
        ("{\"a\": 1", "this object is never closed", 0..1),
        ("{\"a\": [1", "this array is never closed", 6..7),
        ("{\"a\": 1,", "this object is never closed", 0..1),
        ("[1 2]", "expected `,` or `]`, found `2`", 3..4),
        ("{\"a\": 1 \"b\": 2}", "expected `,` or `}`, found `\"`", 8..9),
        ("{\"a\": 1]", "expected `,` or `}`, found `]`", 7..8),
        ("{\"a\" 1}", "expected `:` after the key, found `1`", 5..6),
        ("{\"a\"", "expected `:` after the key, found the end of the text", 4..4),
        ("{a: 1}", "expected a key in double quotes, found `a`", 1..2),
        ("{'a': 1}", "expected a key in double quotes, found `'`", 1..2),
        ("{} {}", "expected the end of the text, found `{`", 3..4),
        ("[1,\u{a0}2]", "expected a value, found `\\u{a0}`", 3..5),
        ("[“a”]", "expected a value, found `“`", 1..4),
        ("['a']", "expected a value", 1..2),
        ("[${a b}]", "expected a value, found `$`", 1..2),
        ("[${A}1]", "expected `,` or `]`, found `1`", 5..6),
    ] {
        let error = parse_json(text).expect_err(text);
        assert_eq!((error.message.as_str(), error.span.range()), (message, at), "{text}");
    }
}

#[test]
fn says_how_to_mend_what_other_languages_allow() {
    for (text, message, at, help) in [
        ("// x\n{}", "JSON has no comments", 0..1, "use a `Comment` field"),
        ("{ # x\n}", "JSON has no comments", 2..3, "use a `Comment` field"),
        ("[1, /* x */ 2]", "JSON has no comments", 4..5, "use a `Comment` field"),
        ("[1] // x", "JSON has no comments", 4..5, "a definition is one JSON object"),
        ("True", "`True` is no value of JSON", 0..4, "did you mean `true`?"),
        ("[nul]", "`nul` is no value of JSON", 1..4, "did you mean `null`?"),
        ("[NaN]", "`NaN` is no value of JSON", 1..4, "text stands in double quotes"),
        ("[undefined]", "`undefined` is no value of JSON", 1..10, "text stands in double quotes"),
        ("\"\\ud800\"", "this is half of a surrogate pair", 1..7, SURROGATES),
        ("\"\\ude00\\ud83d\"", "this is half of a surrogate pair", 1..7, SURROGATES),
        ("\"\\ud83d\\n\"", "this is half of a surrogate pair", 1..7, SURROGATES),
        ("\"a", "this string is never closed", 0..1, "add `\"`"),
        ("\"a\n\"", "a control character must be escaped in a string", 2..3, "write a line break as `\\n`"),
        ("\"\\x\"", "this is no escape of JSON", 1..3, ESCAPES),
        ("\"\\ä\"", "this is no escape of JSON", 1..4, ESCAPES),
        ("\"\\u12g4\"", "this is no escape of JSON", 1..3, ESCAPES),
        ("\"\\u+123\"", "this is no escape of JSON", 1..3, ESCAPES),
        ("\"\\", "this is no escape of JSON", 1..2, ESCAPES),
    ] {
        let error = parse_json(text).expect_err(text);
        let found = (error.message.as_str(), error.span.range(), error.help.as_deref());
        assert_eq!(found, (message, at, Some(help)), "{text}");
    }
}

const SURROGATES: &str = "a character beyond U+FFFF takes two escapes, as in \\uD83D\\uDE00";
const ESCAPES: &str = r#"the escapes are \" \\ \/ \b \f \n \r \t and \uXXXX"#;

#[test]
fn keeps_numbers_as_they_are_written() {
    for (text, expected) in [
        ("0", Number::from(0)),
        ("-0", Number::from(0)),
        ("-1", Number::from(-1)),
        ("9223372036854775807", Number::from(i64::MAX)),
        ("-9223372036854775808", Number::from(i64::MIN)),
        ("18446744073709551615", Number::from(u64::MAX)),
        ("1.0", float(1.0)),
        ("-0.0", float(-0.0)),
        ("1e2", float(100.0)),
        ("1.7976931348623157e308", float(f64::MAX)),
        ("18446744073709551616", float(18_446_744_073_709_551_616.0)),
        ("1e-999", float(0.0)),
        // The nearest float is not the one that a quick reading gives.
        ("9007199254740993.0", float(9_007_199_254_740_992.0)),
        ("0.1234567890123456789", float(0.123_456_789_012_345_68)),
    ] {
        let document = parse_json(text).expect(text);
        assert_eq!(document.root.to_json(), Value::Number(expected), "{text}");
    }
}

fn float(value: f64) -> Number {
    Number::from_f64(value).expect("it is finite")
}

#[test]
fn says_why_a_text_is_no_number() {
    for (text, message) in [
        ("1e999", "`1e999` is too large for a number"),
        ("-1e999", "`-1e999` is too large for a number"),
        ("01", "`01` is no number of JSON"),
        ("-", "`-` is no number of JSON"),
        ("1.", "`1.` is no number of JSON"),
        ("1.e5", "`1.e5` is no number of JSON"),
        ("1e", "`1e` is no number of JSON"),
        ("1-2", "`1-2` is no number of JSON"),
        ("+1", "expected a value, found `+`"),
        (".5", "expected a value, found `.`"),
    ] {
        assert_eq!(parse_json(text).expect_err(text).message, message);
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse_json(&nested(200)).is_ok());
    let error = parse_json(&nested(201)).expect_err("it is too deep");
    assert_eq!((error.message.as_str(), error.span.range()), ("nested deeper than 200 levels", 200..201));
    assert!(parse_json(&"{\"a\":".repeat(100_000)).is_err());

    let text = |length: usize| format!("\"{}\"", "ä".repeat(length - 2));
    assert!(parse_json(&text(1_048_576)).is_ok());
    let error = parse_json(&text(1_048_577)).expect_err("it is too long");
    assert_eq!(error.message, "the text has more than 1048576 characters");
}
