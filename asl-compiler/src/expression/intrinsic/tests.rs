//! INT-1 to INT-4, both ways.

use serde_json::Value;

use super::*;
use crate::expression::path::Path;

fn parse(text: &str) -> Call {
    Call::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn values(text: &str) -> Vec<ArgumentValue> {
    parse(text).arguments.into_iter().map(|argument| argument.value).collect()
}

fn path(text: &str) -> ArgumentValue {
    ArgumentValue::Path(Path::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")))
}

fn text(text: &str) -> ArgumentValue {
    ArgumentValue::Text(text.to_owned())
}

fn literal(value: impl Into<Value>) -> ArgumentValue {
    ArgumentValue::Literal(value.into())
}

#[test]
fn every_function_has_its_name() {
    for function in Intrinsic::ALL {
        assert_eq!(parse(&format!("{}()", function.name())).function, function);
        assert_eq!(Intrinsic::from_name(function.name()), Some(function));
    }
    assert_eq!(Intrinsic::from_name("Format"), None);
}

#[test]
fn knows_every_kind_of_argument() {
    for (call, expected) in [
        ("States.UUID()", vec![]),
        ("States.Array( )", vec![]),
        ("States.Array (1 , 'b')", vec![literal(1), text("b")]),
        ("States.Array(-1,2.5,1e3,-2E-2)", vec![literal(-1), literal(2.5), literal(1000.0), literal(-0.02)]),
        ("States.Array(true,false,null)", vec![literal(true), literal(false), literal(Value::Null)]),
        ("States.Array($, $$.Map.Item, $x.y)", vec![path("$"), path("$$.Map.Item"), path("$x.y")]),
        ("States.Array($.a[?(@.b == ',)')].c , 0)", vec![path("$.a[?(@.b == ',)')].c"), literal(0)]),
        ("States.Array($['a b,c'],$.d.length())", vec![path("$['a b,c']"), path("$.d.length()")]),
        ("States.Array('')", vec![text("")]),
        ("States.Array('é, (x)')", vec![text("é, (x)")]),
        (r"States.Array('it\'s \\ \{\}')", vec![text(r"it's \ {}")]),
        (r"States.Format('it\'s \\ \{\}{}', '\{')", vec![text(r"it's \\ \{\}{}"), text("{")]),
        ("States.Array(1e309)", vec![literal(f64::MAX)]),
        ("States.Array(18446744073709551616)", vec![literal(18_446_744_073_709_551_616.0)]),
    ] {
        assert_eq!(values(call), expected, "{call}");
    }
}

#[test]
fn calls_lie_in_calls() {
    let outer = parse("States.MathAdd(States.ArrayLength( $.a ), -1)  ");
    assert_eq!(outer.function, Intrinsic::MathAdd);
    assert_eq!(outer.text, "States.MathAdd(States.ArrayLength( $.a ), -1)");
    assert_eq!(outer.range, 0..45);
    assert_eq!(outer.arguments[1].range, 42..44);
    let ArgumentValue::Call(inner) = &outer.arguments[0].value else { panic!("{outer:?}") };
    assert_eq!(inner.function, Intrinsic::ArrayLength);
    assert_eq!(inner.text, "States.ArrayLength( $.a )");
    assert_eq!(inner.range, 15..40);
    assert_eq!(inner.range, outer.arguments[0].range);
    assert_eq!(inner.arguments[0].range, 35..38);
}

#[test]
fn ten_calls_may_lie_in_each_other() {
    let nest = |depth: usize| format!("{}{}", "States.Array(".repeat(depth), ")".repeat(depth));
    assert!(Call::parse(&nest(10)).is_ok());
    let error = Call::parse(&nest(11)).expect_err("eleven");
    assert!(error.message.contains("10 deep"), "{error:?}");
    assert_eq!(error.range, 130..142);
    assert!(Call::parse(&nest(100_000)).is_err());
}

/// Text, what is pointed at, a part of the message, a part of the help.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("", "", "no call", ""),
    (" States.UUID()", " ", "begin with a blank", ""),
    ("States.UUID() + 1", "+ 1", "nothing can stand after", ""),
    ("States.UUID", "States.UUID", "`(` is missing", ""),
    ("States.StringToJson $.escaped)", "States.StringToJson", "`(` is missing", ""),
    ("States. ", "States.", "no intrinsic function", "States.Name(…)"),
    ("JsonToString($)", "JsonToString", "lacks `States.`", "`States.JsonToString`"),
    ("States\nJsonToString($)", "States", "no intrinsic function", ""),
    ("States.Formt('')", "States.Formt", "no intrinsic function", "`States.Format`"),
    ("States.Uuid()", "States.Uuid", "no intrinsic function", "`States.UUID`"),
    ("states.format('')", "states.format", "no intrinsic function", "`States.Format`"),
    ("States.Sum(1)", "States.Sum", "no intrinsic function", ""),
    ("States.Array(States.Lenght($.a))", "States.Lenght", "no intrinsic function", ""),
    ("States.Array(arrayLength($.a))", "arrayLength", "no intrinsic function", "`States.ArrayLength`"),
    ("States.JsonToString($", "($", "`(` is not closed", ""),
    ("States.Array(", "(", "`(` is not closed", ""),
    ("States.Array(1,", "(1,", "`(` is not closed", ""),
    ("States.Array(1,)", ")", "argument is missing", ""),
    ("States.Array(,1)", ",", "argument is missing", ""),
    ("States.Array(1 2)", "2", "`,` or `)`", ""),
    ("States.Array('a", "'a", "quote is not closed", ""),
    ("States.Array('it's')", "s", "`,` or `)`", ""),
    (r"States.Array('a\nb')", r"\n", "no escape", "in JSON text"),
    (r#"States.Array('say \"a\"')"#, r#"\""#, "no escape", "needs no escape"),
    (r"States.Array('a\$')", r"\$", "no escape", ""),
    (r"States.Array('a\", r"\", "escapes nothing", ""),
    ("States.Array(\"a\")", "\"", "single quotes", ""),
    ("States.Array([1])", "[", "list", "States.Array"),
    ("States.Array({})", "{", "object", "States.StringToJson"),
    ("States.Array(abc)", "abc", "`abc` is no argument", "`'abc'`"),
    ("States.Array(@.a)", "@", "filters", ""),
    ("States.Array(#)", "#", "an argument was expected", ""),
    ("States.Array(1x)", "1x", "no number", ""),
    ("States.Array(-)", "-", "no number", ""),
    ("States.Array($.a b)", " b", "blank", "['a b']"),
    ("States.Array($.a:b, 1)", ":", "can't hold `:`", "['a:b']"),
    ("States.Array($.a., 1)", ",", "can't follow `.`", ""),
    ("States.Array($23)", "$23", "can't follow `$`", ""),
];

#[test]
fn refuses_with_place_and_advice() {
    for (text, pointed, message, help) in REFUSED {
        let error = Call::parse(text).expect_err(text);
        assert_eq!(text.get(error.range.clone()), Some(*pointed), "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().contains(help), "{text}: {error:?}");
    }
}

#[test]
fn a_member_is_a_path_or_a_call() {
    use crate::expression::parse_expression;
    use crate::model::Expression;
    for text in ["$", "$.a", "$$.b", "$c", " $.a "] {
        assert!(matches!(parse_expression(text), Ok(Expression::Path(_))), "{text}");
    }
    for text in ["States.UUID()", "States.Array(1)  "] {
        assert!(matches!(parse_expression(text), Ok(Expression::Intrinsic(_))), "{text}");
    }
    for (text, message, help) in [
        ("", "a path or a call", ""),
        ("23", "a path or a call", "`$.23`"),
        ("prod-v1", "a path or a call", "without `.$`"),
        ("something else  ", "a path or a call", "without `.$`"),
        ("{% f(1) %}", "a path or a call", "JSONata"),
        ("$$23", "can't follow", ""),
        ("States.Foo()", "no intrinsic function", ""),
        ("  States.UUID()", "begin with a blank", ""),
        ("Format('{}', $.a)", "lacks `States.`", ""),
    ] {
        let error = parse_expression(text).expect_err(text);
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().contains(help), "{text}: {error:?}");
        assert!(error.range.end <= text.len());
    }
}

#[test]
fn a_call_reads_the_same_from_its_own_text() {
    for text in ["States.UUID()  ", r"States.Format('{} \{', $.a)", "States.MathAdd( 1 , $.b )"] {
        let call = parse(text);
        assert_eq!(parse(&call.text), call, "{text}");
    }
}
