//! `include_workflow!` itself: finds the definition and compiles it.

use std::io::ErrorKind;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::compile::{compile, compile_error, without_items};
use crate::emit::SourceTokens;
use crate::options::{DefinitionSource, Options};
use crate::source::{Format, Source};

/// What `include_workflow!(arguments)` expands to.
///
/// Paths are relative to `CARGO_MANIFEST_DIR`; nothing else of the environment is read.
pub fn include_workflow(arguments: TokenStream) -> TokenStream {
    let options: Options = match syn::parse2(arguments) {
        Ok(options) => options,
        Err(error) => return error.to_compile_error(),
    };
    match &options.definition {
        DefinitionSource::Inline(literal) => {
            let text = literal.value();
            // JSON text starts with a brace; what does not is YAML.
            let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml };
            compile(&Source::inline(text, format), &options, &SourceTokens { text: quote!(#literal) })
        }
        DefinitionSource::File(literal) => {
            let path = literal.value();
            let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
            match std::fs::read_to_string(Path::new(&folder).join(&path)) {
                Ok(text) => {
                    let source = Source::new(shown(&folder, &path), text, Format::of_path(&path));
                    compile(&source, &options, &SourceTokens { text: tracked(&path) })
                }
                Err(error) => {
                    let error = compile_error(literal.span(), &unreadable(&folder, &path, &error));
                    without_items(&path, &options, &error)
                }
            }
        }
    }
}

/// The definition's text as an expression by which rustc tracks the file; no absolute path gets into the
/// expansion that was not given.
fn tracked(path: &str) -> TokenStream {
    if Path::new(path).is_absolute() {
        return quote!(::core::include_str!(#path));
    }
    quote!(::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path)))
}

/// The path as diagnostics show it: relative to the folder in which cargo runs, where that can be told, so
/// that terminals and editors make it a link.
fn shown(folder: &str, path: &str) -> String {
    let full = Path::new(folder).join(path);
    let here = std::env::current_dir().unwrap_or_default();
    full.strip_prefix(here).map_or_else(|_| path.into(), |relative| relative.display().to_string())
}

/// Why there is no definition, with what could be meant.
fn unreadable(folder: &str, path: &str, error: &std::io::Error) -> String {
    let full = Path::new(folder).join(path);
    let full_name = full.display();
    let mut message = match error.kind() {
        ErrorKind::NotFound => format!("there is no file `{full_name}` [missing-file]"),
        ErrorKind::InvalidData => {
            return format!("`{full_name}` is no text in UTF-8 [missing-file]\n  = help: save it as UTF-8");
        }
        _ if full.is_dir() => format!("`{full_name}` is a folder [missing-file]"),
        _ => return format!("`{full_name}` can't be read: {error} [missing-file]"),
    };
    message.push_str("\n  = note: the path is relative to the folder of the crate's Cargo.toml");
    let siblings: Vec<String> = full
        .parent()
        .and_then(|parent| std::fs::read_dir(parent).ok())
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(near) = crate::suggest::nearest(&name, siblings.iter().map(String::as_str)) {
        message.push_str(&format!("\n  = help: there is a file `{near}`"));
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the macro says, and what it expands to, for a file with these bytes; `{}` is its absolute path.
    fn included(name: &str, bytes: &[u8]) -> String {
        let path = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("the file can be written");
        let text = path.display().to_string();
        let tokens = include_workflow(quote!(#text)).to_string();
        std::fs::remove_file(&path).expect("the file is there");
        tokens.replace(&text, "{}")
    }

    #[test]
    fn an_absolute_path_is_tracked_as_it_is() {
        let tokens = included("right.asl.json", br#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#);
        assert!(tokens.contains(r#"include_str ! ("{}")"#), "{tokens}");
        assert!(!tokens.contains("compile_error"), "{tokens}");
        assert!(tracked("a.asl.json").to_string().contains("CARGO_MANIFEST_DIR"));
    }

    #[test]
    fn what_is_no_file_with_text_is_told() {
        let tokens = included("latin.asl.json", b"\xe9");
        assert!(tokens.contains("`{}` is no text in UTF-8 [missing-file]"), "{tokens}");
        let tokens = include_workflow(quote!("src")).to_string();
        assert!(tokens.contains("src` is a folder [missing-file]"), "{tokens}");
        let tokens = include_workflow(quote!("Cargo.tml")).to_string();
        assert!(tokens.contains("there is a file `Cargo.toml`"), "{tokens}");
    }
}
