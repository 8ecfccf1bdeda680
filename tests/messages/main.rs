//! What a user reads when rustc refuses code around a workflow. `cases/NAME.stderr` holds the text for `NAME.rs`.
//!
//! Only what needs rustc is here: what is wrong in a definition is tested in `asl-compiler/tests/diagnostics`.
//! `TRYBUILD=overwrite cargo test -p asl-tests --test messages` writes the texts anew; read them before you commit.

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("messages/cases/*.rs");
}

#[test]
fn mistakes_in_typed_workflows_are_told_by_the_types() {
    trybuild::TestCases::new().compile_fail("messages/typed/*.rs");
}

/// The gallery in the docs shows what is really said.
#[test]
fn the_docs_quote_what_is_told() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_to_string(root.join("../docs/typed.md")).expect("the docs can be read");
    let entries = std::fs::read_dir(root.join("messages/typed")).expect("the folder can be read");
    let told: String = entries
        .filter_map(|entry| {
            let path = entry.expect("the folder can be read").path();
            let is_text = path.extension().is_some_and(|extension| extension == "stderr");
            is_text.then(|| std::fs::read_to_string(path).expect("the text can be read"))
        })
        .collect();
    let gallery = docs.split("## Mistakes from life").nth(1).expect("there is a gallery");
    let quoted: Vec<&str> = gallery.lines().filter(|line| line.starts_with("error")).collect();
    assert!(quoted.len() >= 20, "{quoted:?}");
    for line in quoted {
        assert!(told.lines().any(|known| known == line), "nobody says: {line}");
    }
}

/// `typed/order_example.rs` is the order example with one field renamed in Rust; `BLESS=1` writes it anew.
#[test]
fn the_renamed_field_is_one_of_the_example() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("the example can be read");
    let (example, definition) =
        (read("../examples/order/workflow.rs"), read("../examples/order/order.asl.json"));
    let expected = example
        .replace(
            "//! The order workflow: its types and its handlers.",
            "//! The order example, with one field renamed.",
        )
        .replace(
            "\"order/order.asl.json\",",
            &format!("name: order,\n    inline: r#\"{}\"#,", definition.trim()),
        )
        .replace("total_cents", "total_in_cents");
    let expected = format!("{expected}\nfn main() {{}}\n");
    let path = root.join("messages/typed/order_example.rs");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &expected).expect("the case can be written");
    }
    assert!(expected.contains("total_in_cents") && expected.contains("inline"), "{expected}");
    assert_eq!(std::fs::read_to_string(&path).expect("the case can be read"), expected);
}
