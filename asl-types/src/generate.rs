//! From a schema to Rust.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use typify::{TypeSpace, TypeSpaceSettings};

use crate::error::Error;
use crate::schema;

/// The Rust types of a JSON Schema (draft 7, and what is alike in later ones), formatted, with derives of
/// `serde::Serialize`, `serde::Deserialize` and `asl_runtime::Shape`.
///
/// `name` is the type's if the schema has no `title`. The first lines tell which crates the types need.
///
/// # Errors
///
/// If the text is no JSON or no schema, if a `$ref` leads out of the file, and for schemas that no type can express.
///
/// ```
/// let schema = r#"{ "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string" } } }"#;
/// let rust = asl_types::rust_types(schema, "item")?;
/// assert!(rust.contains("pub struct Item {\n    pub sku: ::std::string::String,\n}"));
/// # Ok::<(), asl_types::Error>(())
/// ```
pub fn rust_types(schema: &str, name: &str) -> Result<String, Error> {
    let schema = schema::read(schema, name)?;
    // For some schemas typify panics instead of an error.
    let types = catch_unwind(AssertUnwindSafe(|| types_of(schema))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(unsupported(text.as_deref().unwrap_or("typify gives no reason")))
    })?;
    let mut text = header(&types);
    let file = syn::parse2(types.to_stream())
        .map_err(|error| unsupported(&format!("what typify writes is no Rust: {error}")))?;
    text.push_str(&print(file));
    Ok(text)
}

/// The file as text, without the error of conversions where there are none.
fn print(file: syn::File) -> String {
    let is_error = |item: &syn::Item| matches!(item, syn::Item::Mod(module) if module.ident == "error");
    let mut short = file.clone();
    short.items.retain(|item| !is_error(item));
    let text = prettyplease::unparse(&short);
    if text.contains("error::ConversionError") { prettyplease::unparse(&file) } else { text }
}

fn types_of(schema: Value) -> Result<TypeSpace, Error> {
    let root = serde_json::from_value(schema)
        .map_err(|error| Error::NotASchema { place: String::new(), message: error.to_string() })?;
    let mut settings = TypeSpaceSettings::default();
    settings.with_derive("::asl_runtime::Shape".to_owned()).with_map_type("::std::collections::BTreeMap");
    let mut types = TypeSpace::new(&settings);
    types.add_root_schema(root).map_err(|error| unsupported(&error.to_string()))?;
    Ok(types)
}

fn header(types: &TypeSpace) -> String {
    let needed = [
        ("asl-runtime", true),
        ("serde", true),
        ("serde_json", types.uses_serde_json()),
        ("chrono", types.uses_chrono()),
        ("regress", types.uses_regress()),
        ("uuid", types.uses_uuid()),
    ];
    let crates: Vec<_> =
        needed.iter().filter(|(_, uses)| *uses).map(|(name, _)| format!("`{name}`")).collect();
    let mut text =
        String::from("// Written by `asl-types` from a JSON Schema: change that, and not this file.\n");
    // Writing to a string does not fail.
    let _ = writeln!(text, "// The types need the crates {}.\n", crates.join(", "));
    text
}

/// Typify's reasons are in Rust's words and may have many lines; the first tells.
fn unsupported(reason: &str) -> Error {
    let first = reason.lines().next().unwrap_or_default();
    let first = first.trim_start_matches("not yet implemented: ").trim_start_matches("not implemented: ");
    Error::Unsupported { reason: first.trim_end_matches([':', '.', ' ', '(', '{']).to_owned() }
}
