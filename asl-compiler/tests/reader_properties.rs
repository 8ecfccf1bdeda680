//! Properties of the readers: whatever the text is.

use asl_compiler::source::Format;
use asl_compiler::syntax::{Kind, Node, parse_json, parse_yaml};
use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use serde_json::{Number, Value};

#[path = "../fuzz/src/exercise.rs"]
mod exercise;

/// Any JSON value of moderate size.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|float| Number::from_f64(float).map_or(Value::Null, Value::Number)),
        ".*".prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            hash_map(".{0,6}", inner, 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Texts that look like JSON more often than not.
fn json_soup() -> impl Strategy<Value = String> {
    soup(&[
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"b\":", "\\", "\\n", "\\u00e4", "\\ud83d", "\\ude00",
        "0", "-", "1", "12.5", "e", "E+", "1e400", "-0", "null", "true", "false", " ", "\n", "\t", "ä",
        "\u{0}", "//",
    ])
}

/// JSON with a character too many, too few, or another.
fn edited_json() -> impl Strategy<Value = String> {
    let edit = proptest::option::weighted(0.7, prop_oneof![json_soup(), Just(String::new())]);
    (json(), any::<prop::sample::Index>(), any::<bool>(), edit).prop_map(|(value, at, remove, edit)| {
        let mut text = value.to_string();
        if let Some(edit) = edit {
            let at = text.floor_char_boundary(at.index(text.len()));
            let end = if remove { text.ceil_char_boundary(at + 1) } else { at };
            text.replace_range(at..end, &edit);
        }
        text
    })
}

/// Texts that look like YAML more often than not.
fn yaml_soup() -> impl Strategy<Value = String> {
    soup(&[
        "a",
        "b: ",
        "- ",
        "? ",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "'",
        "\"",
        "\\",
        "|",
        ">-",
        "|2",
        "+",
        "&x ",
        "*x",
        "<<: ",
        "!",
        "!!str ",
        "!!int ",
        "!Sub ",
        "!<",
        "%YAML 1.2",
        "%TAG",
        "---",
        "...",
        "#",
        " # ",
        "${A}",
        "${B}",
        "${",
        "ä",
        "\u{feff}",
        "\r\n",
        "\u{85}",
        "~",
        "1",
        ".5",
        "0x1",
        ".inf",
        "@",
        "`",
    ])
}

fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> + use<> {
    vec(proptest::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

/// Each value's own text is that value again.
fn check_spans(text: &str, node: &Node) {
    let own = parse_json(&text[node.span.range()]).expect("the text of a value is a value");
    assert_eq!(own.root.to_json(), node.to_json());
    match &node.kind {
        Kind::Array(elements) => elements.iter().for_each(|element| check_spans(text, element)),
        Kind::Object(object) => {
            for member in &object.members {
                let key = serde_json::from_str::<String>(&text[member.key_span.range()]);
                assert_eq!(key.ok().as_ref(), Some(&member.key));
                check_spans(text, &member.value);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in prop_oneof![any::<String>(), ".*", json_soup(), yaml_soup()]) {
        exercise::exercise(&text, Format::Json);
        exercise::exercise(&text, Format::Yaml);
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it(value in json()) {
        for text in [value.to_string(), format!("{value:#}")] {
            let document = parse_json(&text).expect("it is JSON");
            prop_assert_eq!(document.root.to_json(), value.clone());
            check_spans(&text, &document.root);
        }
    }

    #[test]
    fn a_text_is_json_where_serde_json_says_so(text in edited_json()) {
        let ours = parse_json(&text).map(|document| document.root.to_json());
        let theirs: Result<Value, _> = serde_json::from_str(&text);
        // What CloudFormation would replace is ours alone.
        let substituted = text.contains("${");
        prop_assert_eq!(ours.is_ok() && !substituted, theirs.is_ok() && !substituted, "{:?} {:?}", ours, theirs);
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            // An integer has one zero for us, two for serde_json.
            prop_assert!(ours == theirs || text.contains("-0"), "{ours} {theirs}");
        }
    }

    #[test]
    fn json_is_yaml(value in json()) {
        let document = parse_yaml(&value.to_string());
        prop_assert_eq!(document.map(|document| document.root.to_json()), Ok(value));
    }
}
