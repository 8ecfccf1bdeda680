//! What the derive writes, and what it refuses.

use super::derive_shape;

fn derive(text: &str) -> String {
    derive_shape(text.parse().expect("it is Rust")).to_string()
}

#[test]
fn names_fields_as_serde_does() {
    let tokens = derive(
        "#[serde(rename_all = \"camelCase\", deny_unknown_fields)]
         struct Order<'a> {
             order_id: &'a str,
             #[serde(rename(serialize = \"out\", deserialize = \"in\"), alias = \"old\")] r#type: u8,
             #[serde(skip_serializing_if = \"Option::is_none\")] note: Option<String>,
             #[serde(default)] count: u8,
             #[serde(flatten)] more: More,
             #[serde(skip)] secret: Secret,
             parts: Vec<Self>,
         }",
    );
    for part in [
        "Member :: field (:: asl_runtime :: shape :: Name :: numbered (\"orderId\" ,",
        "name : :: asl_runtime :: shape :: Name :: numbered (\"out\" ,",
        "read : :: asl_runtime :: shape :: Name :: numbered (\"in\" ,",
        "aliases : & [:: asl_runtime :: shape :: Name :: numbered (\"old\" ,",
        "written : :: asl_runtime :: shape :: Written :: Sometimes",
        "needed : :: asl_runtime :: shape :: Needed :: Optional",
        "Member :: Flattened (:: asl_runtime :: shape :: ShapeRef :: of :: < More > ()",
        "StructShape :: new (\"Order\" , & [",
        "] , :: asl_runtime :: shape :: Unknown :: Refused",
        "ShapeRef :: of :: < & 'static str > ()",
        "ShapeRef :: of :: < Vec < Order < 'static > > > ()",
        "impl < 'a > :: asl_runtime :: shape :: Shape for Order < 'a >",
    ] {
        assert!(tokens.contains(part), "{part} in {tokens}");
    }
    assert!(!tokens.contains("Secret"), "{tokens}");
}

#[test]
fn knows_how_variants_are_told() {
    for (attribute, expected) in [
        ("", "Tagging :: External"),
        ("#[serde(tag = \"t\")]", "Tagging :: Internal (\"t\")"),
        ("#[serde(tag = \"t\", content = \"c\")]", "Tagging :: Adjacent (\"t\" , \"c\")"),
        ("#[serde(untagged)]", "Tagging :: Untagged"),
    ] {
        let tokens = derive(&format!("{attribute} enum E {{ A, B {{ b: u8 }}, C(u8) }}"));
        assert!(tokens.contains(expected), "{expected} in {tokens}");
    }
}

#[test]
fn types_with_parameters_have_their_shape_in_the_impl() {
    let tokens = derive("struct Page<T: Clone> { items: Vec<T>, next: Option<Box<Page<T>>> }");
    assert!(tokens.contains("impl < T : Clone + :: asl_runtime :: shape :: Shape >"), "{tokens}");
    // What contains itself is opaque there.
    assert!(!tokens.contains("Box") && tokens.contains("JsonShape :: Anything"), "{tokens}");
}

#[test]
fn transparent_types_may_hold_themselves() {
    for (text, expected) in [
        ("#[serde(transparent)] struct S<T>(Vec<T>);", false),
        ("#[serde(transparent)] struct S(Vec<Other>);", true),
        ("#[serde(transparent)] struct S(Vec<S>);", true),
        ("#[serde(transparent)] struct S { inner: Option<Box<Self>> }", true),
    ] {
        assert_eq!(derive(text).contains("static SHAPE"), expected, "{text}");
    }
}

#[test]
fn refuses_what_it_can_not_tell() {
    for (text, message) in [
        ("union U { a: u8 }", "serde makes no JSON of a union"),
        ("#[serde(remote = \"x\")] struct S;", "`remote` describes a type of another crate"),
        ("#[serde(brand_new)] struct S;", "does not know what serde makes of a type with `brand_new`"),
        ("struct S { #[serde(brand_new)] a: u8 }", "of a field or variant with `brand_new`"),
        ("#[serde(rename_all = \"Camel\")] struct S { a: u8 }", "`Camel` is no case that serde knows"),
        ("#[serde(content = \"c\")] enum E { A }", "`content` needs a `tag` beside it"),
        ("#[serde(tag = \"t\", untagged)] enum E { A }", "either tagged or `untagged`"),
        ("struct S(#[serde(skip_serializing_if = \"x\")] u8, u8);", "arrays of two lengths"),
        ("struct S(#[serde(skip_serializing)] u8, u8);", "arrays of two lengths"),
        ("#[serde(transparent)] struct S {}", "one field that is not skipped"),
        ("struct S { #[asl(x)] a: u8 }", "what `Shape` takes here is"),
        ("#[asl(x)] struct S;", "what `Shape` takes on a type is"),
        ("#[serde(variant_identifier)] enum E { A }", "for an identifier"),
    ] {
        let tokens = derive(text);
        assert!(tokens.contains("compile_error") && tokens.contains(message), "{message} in {tokens}");
    }
}

#[test]
fn looks_at_fields_at_once_only_where_they_can_not_contain_the_type() {
    for (fields, expected) in [
        ("a: String, b: Option<u8>, c: Vec<serde_json::Value>", "StructShape :: of_plain"),
        ("a: String, b: Other", "StructShape :: new"),
        ("a: Vec<Option<Other>>", "StructShape :: new"),
        ("a: Box<Self>", "StructShape :: new"),
        ("a: (u8, u8)", "StructShape :: new"),
    ] {
        let tokens = derive(&format!("struct S {{ {fields} }}"));
        assert!(tokens.contains(expected), "{expected} in {tokens}");
    }
}

#[test]
fn says_which_types_are_read_as_they_are_written() {
    for (text, expected) in [
        ("struct S { a: u8, b: Other }", true),
        ("struct S;", true),
        ("struct S(u8, Other);", true),
        ("#[serde(rename_all = \"camelCase\", deny_unknown_fields, default)] struct S { a_b: u8 }", true),
        ("#[serde(rename_all(serialize = \"camelCase\"))] struct S { a_b: u8 }", false),
        ("struct S { #[serde(rename = \"b\", alias = \"c\")] a: u8 }", true),
        ("struct S { #[serde(rename(serialize = \"b\"))] a: u8 }", false),
        ("struct S { #[serde(skip)] a: u8 }", false),
        ("struct S { #[serde(skip_serializing, default)] a: u8 }", false),
        ("struct S { #[serde(skip_deserializing)] a: u8 }", false),
        ("struct S { #[serde(with = \"x\")] a: u8 }", false),
        ("struct S { #[serde(serialize_with = \"x\")] a: u8 }", false),
        ("struct S { #[serde(deserialize_with = \"x\")] a: u8 }", false),
        ("struct S { #[serde(flatten)] a: Other }", false),
        ("struct S { #[asl(opaque)] a: Other }", false),
        ("struct S { #[asl(shape = String)] a: Other }", false),
        ("struct S { #[serde(default = \"x\")] a: u8 }", true),
        ("struct S { #[serde(skip_serializing_if = \"Option::is_none\")] a: Option<u8> }", true),
        ("struct S { #[serde(skip_serializing_if = \"Option::is_none\", default)] a: Option<u8> }", true),
        (
            "struct S { #[serde(skip_serializing_if = \"Option::is_none\", default = \"x\")] a: Option<u8> }",
            false,
        ),
        (
            "#[serde(default)] struct S { #[serde(skip_serializing_if = \"Option::is_none\")] a: Option<u8> }",
            false,
        ),
        ("struct S { #[serde(skip_serializing_if = \"Option::is_some\")] a: Option<u8> }", false),
        ("struct S { #[serde(skip_serializing_if = \"Vec::is_empty\", default)] a: Vec<u8> }", true),
        ("struct S { #[serde(skip_serializing_if = \"Vec::is_empty\")] a: Vec<u8> }", false),
        ("struct S { #[serde(skip_serializing_if = \"Mine::is_empty\", default)] a: Mine }", false),
        ("struct S { #[serde(skip_serializing_if = \"is_empty\", default)] a: Vec<u8> }", false),
        ("#[serde(tag = \"t\")] struct S { a: u8 }", false),
        ("#[serde(into = \"T\")] struct S { a: u8 }", false),
        ("#[serde(try_from = \"T\")] struct S { a: u8 }", false),
        ("#[serde(transparent)] struct S { a: u8 }", true),
        ("enum E { A, B(u8), #[serde(rename_all = \"camelCase\")] C { a_b: u8 } }", true),
        ("#[serde(tag = \"t\")] enum E { A, #[serde(other)] B }", true),
        ("#[serde(untagged)] enum E { A, B(u8) }", false),
        ("enum E { A, #[serde(untagged)] B(u8) }", false),
        ("enum E { A, #[serde(skip)] B }", false),
        ("enum E { A, B { #[serde(skip)] a: u8 } }", false),
        ("enum E { #[serde(rename(deserialize = \"x\"))] A }", false),
        ("#[serde(rename_all_fields(serialize = \"camelCase\"))] enum E { A { a_b: u8 } }", false),
    ] {
        assert_eq!(derive(text).contains("RoundTrip :: Exact"), expected, "{text}");
    }
}
