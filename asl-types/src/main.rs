//! `asl-types SCHEMA.json [-o FILE]`: writes the Rust types of a JSON Schema.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: asl-types SCHEMA.json [-o FILE]

Writes the Rust types of a JSON Schema to FILE, or to the standard output. They derive serde's traits and
`asl_runtime::Shape`, for workflows with `typed`. The type of the whole schema has its `title`, or the file's name.";

fn main() -> ExitCode {
    // What typify does not know it panics over, and that is told as an error.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["-h" | "--help"] => print(&format!("{USAGE}\n")),
        [schema, "-o", file] | ["-o", file, schema] if !schema.starts_with('-') => {
            types_of(schema).and_then(|text| {
                std::fs::write(file, text).map_err(|error| {
                    format!("`{file}` can't be written: {error}; name a file in a folder that exists")
                })
            })
        }
        [schema] if !schema.starts_with('-') => types_of(schema).and_then(|text| print(&text)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn types_of(file: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("`{file}` can't be read: {error}; name a file with a JSON Schema"))?;
    asl_types::rust_types(&text, type_name(file)).map_err(|error| format!("`{file}`: {error}"))
}

/// `order` of `schemas/order.schema.json`.
fn type_name(file: &str) -> &str {
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.split('.').find(|part| !part.is_empty()).unwrap_or("root")
}

fn print(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| format!("the output can't be written: {error}"))
}
