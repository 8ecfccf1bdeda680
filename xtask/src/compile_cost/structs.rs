//! The yardstick: structs with serde's derives.

use std::fmt::Write as _;

/// Structs of the three fields that a task's input has, derived and no more.
pub(super) fn of_inputs(size: usize) -> String {
    let mut library = String::from("//! Structs.\nuse serde::{Deserialize, Serialize};\n");
    for number in 0..size {
        // Writing to a String cannot fail.
        _ = writeln!(
            library,
            "/// An input.\n#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\npub struct Task{number}Input {{\n    \
             /// Order.\n    pub order: serde_json::Value,\n    /// Kind.\n    pub kind: String,\n    /// Reference.\n    \
             pub reference: String,\n}}"
        );
    }
    library
}

/// A hundred structs of twenty fields, read and written as JSON: derives alone are compiled to no machine code.
pub(super) fn hundred() -> String {
    let mut library = String::from("//! Structs.\nuse serde::{Deserialize, Serialize};\n");
    let fields: String =
        (0..20).map(|field| format!("    /// A field.\n    pub field_{field}: String,\n")).collect();
    for number in 0..100 {
        _ = writeln!(
            library,
            "/// A struct.\n#[derive(Serialize, Deserialize)]\npub struct Struct{number} {{\n{fields}}}\n\
             /// Reads and writes it.\n///\n/// # Errors\n///\n/// If the text is none.\n\
             pub fn copy_{number}(text: &str) -> serde_json::Result<String> {{\n    \
             serde_json::to_string(&serde_json::from_str::<Struct{number}>(text)?)\n}}"
        );
    }
    library
}
