//! The command.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn asl_types(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_asl-types")).args(arguments).output().expect("the command starts")
}

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types/schemas")
}

/// A file of this test alone.
fn file(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the folder is there");
    path.display().to_string()
}

#[test]
fn writes_the_types_of_each_schema() {
    let mut count = 0;
    for entry in std::fs::read_dir(schemas()).expect("the folder is there") {
        let path = entry.expect("it is read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        count += 1;
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let expected = schemas().join(name.split('.').next().expect("it has a stem")).with_extension("rs");
        let output = asl_types(&[&path.display().to_string()]);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &output.stdout).expect("it is written");
        }
        let written = String::from_utf8(output.stdout).expect("it is text");
        let expected = std::fs::read_to_string(expected).expect("it is there");
        assert!(written == expected, "{name}: run with BLESS=1 and read the difference; now\n{written}");
    }
    assert_eq!(count, 6);
}

#[test]
fn writes_to_a_file() {
    let target = file("written.rs", "");
    let schema = schemas().join("handlers.json").display().to_string();
    for arguments in [[schema.as_str(), "-o", target.as_str()], ["-o", target.as_str(), schema.as_str()]] {
        std::fs::write(&target, "").expect("it is written");
        let output = asl_types(&arguments);
        assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
        let text = std::fs::read_to_string(&target).expect("it is there");
        assert!(text.contains("pub struct ChargeInput {"), "{text}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    let refused = [
        ("{ \"type\": ", "line 1, column 10: this is no JSON: EOF while parsing a value"),
        ("[]", "this is no JSON Schema: expected an object"),
        (
            "{ \"StartAt\": \"A\" }",
            "no keyword that tells of a type, such as `type`, `properties` or `oneOf`",
        ),
        (
            r#"{ "properties": { "a/b": { "type": "strng" } } }"#,
            "/properties/a~1b/type: this is no JSON Schema: \"strng\" is no type; types are `array`, ",
        ),
        (
            r#"{ "properties": { "a": 7 } }"#,
            "/properties/a: this is no JSON Schema: expected an object, `true`",
        ),
        (r#"{ "properties": [] }"#, "/properties: this is no JSON Schema: expected an object of schemas"),
        (r#"{ "oneOf": {} }"#, "/oneOf: this is no JSON Schema: expected an array of schemas"),
        (r#"{ "type": "array", "minItems": -1 }"#, "/minItems: this is no JSON Schema: expected a count"),
        (
            r#"{ "items": { "minimum": 0, "exclusiveMinimum": true } }"#,
            "/items/exclusiveMinimum: this is no JSON Schema: expected a number",
        ),
        (
            r#"{ "properties": { "a": { "required": true } } }"#,
            "/properties/a/required: this is no JSON Schema: expected an array of the names of properties",
        ),
        (
            r##"{ "items": [true, { "$ref": "#/definitions/b" }], "definitions": { "a": {} } }"##,
            "/items/1/$ref: `#/definitions/b` leads nowhere; a `$ref` is `#`, `#/definitions/NAME` or",
        ),
        (r#"{ "type": "array", "items": { "$ref": "b.json" } }"#, "/items/$ref: `b.json` leads nowhere"),
        (
            r#"{ "title": "an item", "type": "object", "definitions": { "AnItem": true } }"#,
            "/definitions/AnItem: this is no JSON Schema: `AnItem` would be the name of the whole schema's type",
        ),
        (
            r#"{ "enum": [1, "a"] }"#,
            "no Rust type can be written for this schema: multiple implied types for an un-typed enum",
        ),
    ];
    for (at, (schema, message)) in refused.into_iter().enumerate() {
        let file = file(&format!("refused{at}.json"), schema);
        let output = asl_types(&[&file]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{schema}: {said}");
        assert!(
            said.starts_with(&format!("error: `{file}`: ")) && said.contains(message),
            "{schema}: {said}"
        );
        assert_eq!((said.lines().count(), output.stdout.is_empty()), (1, true), "{schema}: {said}");
    }
}

#[test]
fn says_which_files_are_not_there() {
    let missing = asl_types(&["nowhere/order.json"]);
    assert_eq!(missing.status.code(), Some(1));
    let said = String::from_utf8_lossy(&missing.stderr);
    assert!(
        said.starts_with("error: `nowhere/order.json` can't be read: ") && said.contains("name a file"),
        "{said}"
    );

    let schema = schemas().join("handlers.json").display().to_string();
    let unwritable = asl_types(&[&schema, "-o", "nowhere/order.rs"]);
    assert_eq!(unwritable.status.code(), Some(1));
    let said = String::from_utf8_lossy(&unwritable.stderr);
    assert!(said.starts_with("error: `nowhere/order.rs` can't be written: "), "{said}");

    assert_eq!(asl_types(&[]).status.code(), Some(2));
    assert_eq!(asl_types(&["--unknown"]).status.code(), Some(2));
    assert!(asl_types(&["--help"]).stdout.starts_with(b"usage: asl-types SCHEMA.json"));
}
