use serde_json::{Value, json};

use super::parse_yaml;
use crate::source::{Format, Source};
use crate::syntax::{Document, Node};

fn read(text: &str) -> Document {
    parse_yaml(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// The value that a pointer leads to, duplicates and escapes aside.
fn find<'a>(document: &'a Document, pointer: &str) -> &'a Node {
    let mut node = &document.root;
    for segment in pointer.split('/').skip(1) {
        let next = match node.as_array() {
            Some(elements) => elements.get(segment.parse::<usize>().expect("it is an index")),
            None => node.as_object().and_then(|object| object.get(segment)),
        };
        node = next.expect(pointer);
    }
    assert_eq!(document.pointer(node.id), pointer);
    node
}

#[test]
fn reads_a_definition_with_its_places() {
    let text = "\
# größer
StartAt: Prüfe   # the first
States:
  Prüfe:
    Type: Task
    Resource: ${Function}
    Parameters: {'it''s.$': \"$.ä\\u0062\", list: [1, ~, x y], none: }
    Comment: >-
      folded
      text

  Warte:
    - - deep
    -
TimeoutSeconds: 3600
";
    let document = read(text);
    let expected = json!({
        "StartAt": "Prüfe",
        "States": {
            "Prüfe": {
                "Type": "Task",
                "Resource": "${Function}",
                "Parameters": {"it's.$": "$.äb", "list": [1, null, "x y"], "none": null},
                "Comment": "folded text",
            },
            "Warte": [["deep"], null],
        },
        "TimeoutSeconds": 3600,
    });
    assert_eq!(document.root.to_json(), expected);
    for (pointer, raw) in [
        ("/StartAt", "Prüfe"),
        ("/States/Prüfe/Resource", "${Function}"),
        ("/States/Prüfe/Parameters", "{'it''s.$': \"$.ä\\u0062\", list: [1, ~, x y], none: }"),
        ("/States/Prüfe/Parameters/it's.$", "\"$.ä\\u0062\""),
        ("/States/Prüfe/Parameters/list", "[1, ~, x y]"),
        ("/States/Prüfe/Parameters/list/2", "x y"),
        ("/States/Prüfe/Parameters/none", "none"),
        ("/States/Prüfe/Comment", "folded\n      text"),
        ("/States/Warte", "- - deep\n    -"),
        ("/States/Warte/0/0", "deep"),
        ("/TimeoutSeconds", "3600"),
    ] {
        assert_eq!(&text[find(&document, pointer).span.range()], raw, "{pointer}");
    }
    assert!(find(&document, "/States/Prüfe/Resource").is_substitution());
    let parameters = find(&document, "/States/Prüfe/Parameters").as_object().expect("it is a mapping");
    assert_eq!(&text[parameters.members[0].key_span.range()], "'it''s.$'");
    let states = find(&document, "/States");
    assert!(text[states.span.range()].starts_with("Prüfe:"), "{:?}", states.span);

    let source = Source::new("x.yaml", text, Format::Yaml);
    let path = find(&document, "/States/Prüfe/Parameters/it's.$");
    assert_eq!(&text[document.place_in(&source, path, 2..4).span.range()], "ä");
    let start = find(&document, "/StartAt");
    assert_eq!(&text[document.place_in(&source, start, 0..2).span.range()], "Pr");
    let comment = find(&document, "/States/Prüfe/Comment");
    let text_of = comment.as_str().expect("it is a string");
    let place = document.place_in(&source, comment, 0..2);
    assert_eq!(text[place.span.range()], text_of[..2]);
}

#[test]
fn keeps_duplicate_keys_and_takes_keys_as_text() {
    let document = read("b: 1\n007: x\nb: 2\ntrue: y\n? ~\n: z\n&k a: 1\nnested: {*k : 2}");
    let object = document.root.as_object().expect("it is a mapping");
    let keys: Vec<_> = object.members.iter().map(|member| member.key.as_str()).collect();
    assert_eq!(keys, ["b", "007", "b", "true", "~", "a", "nested"]);
    assert_eq!(find(&document, "/nested/a").to_json(), json!(2));
}

#[test]
fn repeats_anchored_values_with_pointers_of_their_own() {
    let text = "a: &retry [{Max: 3, Error: &e x}]\nb: {Retry: *retry, e: *e}\nc: *retry";
    let document = read(text);
    for pointer in ["/a/0/Max", "/b/Retry/0/Max", "/c/0/Max"] {
        let node = find(&document, pointer);
        assert_eq!((node.to_json(), &text[node.span.range()]), (json!(3), "3"), "{pointer}");
    }
    assert_eq!(find(&document, "/b/e").to_json(), json!("x"));
}

#[test]
fn merges_mappings() {
    for (text, expected) in [
        ("a: &a {x: 1, y: 2}\nb:\n  x: 3\n  <<: *a\n  z: 4", json!({"x": 3, "y": 2, "z": 4})),
        ("a: &a {x: 1}\nb: {<<: *a, x: 3}", json!({"x": 3})),
        ("a: [&a {x: 1}, &c {x: 2, y: 2}]\nb: {<<: [*a, *c]}", json!({"x": 1, "y": 2})),
        ("b: {<<: {x: 1}, <<: {x: 2, y: 2}}", json!({"x": 1, "y": 2})),
        ("b: {'<<': 1}", json!({"<<": 1})),
    ] {
        let document = read(text);
        let merged = find(&document, "/b");
        assert_eq!(merged.to_json(), expected, "{text}");
        for member in &merged.as_object().expect("it is a mapping").members {
            assert_eq!(document.pointer(member.value.id), format!("/b/{}", member.key), "{text}");
        }
    }
}

#[test]
fn takes_the_tags_of_the_core_schema() {
    let text = "[!!str 5, ! 5, !!int 0x10, !!float 1, !!null ~, !!bool true, !!seq [], !!map {}]";
    let document = read(text);
    assert_eq!(document.root.to_json(), json!(["5", "5", 16, 1, null, true, [], {}]));
    assert!(find(&read("- !!int ${N}"), "/0").is_substitution());
    assert_eq!(&text[find(&document, "/0").span.range()], "5");
}

#[test]
fn says_where_a_text_is_no_definition() {
    for (text, message, at, help) in [
        ("", "expected a value, found the end of the text", 0..0, None),
        ("# nothing\n", "expected a value, found the end of the text", 10..10, None),
        ("a: 1\n---\nb: 2", "a second document starts here", 5..8, Some("a definition is one document")),
        ("ä: b: c", "mapping values are not allowed in this context", 5..6, None),
        ("a:\n\t- b", "tabs disallowed within this context (block indentation)", 4..5, None),
        ("a: *b", "while parsing node, found unknown anchor", 3..4, None),
        ("a: &a [*a]", "an alias cannot stand within the value that it repeats", 7..9, None),
        ("? [a]\n: 1", "a key must be text", 2..3, None),
        ("a: &a [1]\n*a : 1", "a key must be text", 10..12, None),
        ("<<: 1", "`<<` takes a mapping, or a list of mappings", 4..5, None),
        ("<<: [{}, 1]", "`<<` takes a mapping, or a list of mappings", 9..10, None),
        ("a: .nan", "`.nan` is no number of JSON", 3..7, None),
        ("a: 1e999", "`1e999` is too large for a number", 3..8, None),
        ("a: !!int x", "`x` is not what its tag `!!int` says", 9..10, None),
        ("a: !!bool 1", "`1` is not what its tag `!!bool` says", 10..11, None),
        ("a: !!binary eA==", "the tag `!!binary` has no meaning in a definition", 12..16, None),
        ("a: !!map []", "the tag `!!map` has no meaning in a definition", 3..10, None),
        ("a: !x b", "the tag `!x` has no meaning in a definition", 6..7, None),
        (
            "a: !Sub 'x${A}'",
            "`!Sub` belongs to a CloudFormation template, not to a definition",
            8..15,
            Some("leave the tag out: `${Name}` is replaced anywhere"),
        ),
        (
            "a: !GetAtt Function.Arn",
            "`!GetAtt` belongs to a CloudFormation template, not to a definition",
            11..23,
            Some("write `${Function.Arn}`, and give it a value"),
        ),
        (
            "a: !Join ['', [b]]",
            "`!Join` belongs to a CloudFormation template, not to a definition",
            3..10,
            Some("write `${Name}`, and give it a value"),
        ),
        (
            "a: [${B}]",
            "while parsing a flow sequence, expected ',' or ']'",
            5..6,
            Some("within `[ ]` and `{ }` a substitution stands in quotes"),
        ),
    ] {
        let error = parse_yaml(text).expect_err(text);
        let found = (error.message.as_str(), error.span.range(), error.help.as_deref());
        assert_eq!(found, (message, at, help), "{text}");
    }
}

#[test]
fn aliases_and_nesting_are_bounded() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let error = parse_yaml(&bomb).expect_err("10^10 letters");
    assert_eq!(error.message, "aliases repeat more than a definition may hold");

    let long = format!("a: &a {}\nb: [{}]", "x".repeat(100_000), vec!["*a"; 20].join(", "));
    assert!(parse_yaml(&long).is_err());

    let mut chain = String::from("a0: &a0 [x]\n");
    for level in 1..300 {
        chain += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
    }
    let error = parse_yaml(&chain).expect_err("300 levels");
    assert_eq!(error.message, "nested deeper than 200 levels");

    for deep in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000)] {
        assert!(parse_yaml(&deep).is_err());
    }
}

#[test]
fn reads_json_as_yaml() {
    let text = r#"{"a": [1, -2.5, "x\ny", null, true], "b": {"c": {}, "d": []}}"#;
    let json: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(read(text).root.to_json(), json);
    assert_eq!(read(&format!("\u{feff}{text}")).root.to_json(), json);
}
