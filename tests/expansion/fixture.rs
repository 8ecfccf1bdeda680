//! A workflow of the folder with the arguments of its macro, and what the compiler makes of it.

use std::path::{Path, PathBuf};

use asl_compiler::compile::compile;
use asl_compiler::diagnostic::{Code, Kind};
use asl_compiler::emit::SourceTokens;
use asl_compiler::options::Options;
use asl_compiler::source::{Format, Source};
use proc_macro2::TokenStream;
use quote::quote;

/// A workflow of the folder.
pub(crate) struct Fixture {
    /// Its file without the endings.
    pub(crate) name: String,
    file: String,
    text: String,
    /// Further arguments of the macro.
    arguments: String,
}

/// Where workflows and their expansions are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expansion/workflows")
}

/// All of them, by name.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let entries = std::fs::read_dir(folder()).expect("the folder can be read");
    let mut fixtures: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.expect("the folder can be read").path();
            let file = path.file_name()?.to_str()?.to_owned();
            let (name, _) = file.split_once(".asl.")?;
            Some(Fixture {
                name: name.into(),
                text: std::fs::read_to_string(&path).expect("the workflow can be read"),
                arguments: std::fs::read_to_string(folder().join(format!("{name}.arguments")))
                    .unwrap_or_default(),
                file,
            })
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

impl Fixture {
    /// The tokens that the macro gives.
    pub(crate) fn tokens(&self) -> TokenStream {
        let (file, text) = (&self.file, &self.text);
        let arguments = self.arguments.parse::<TokenStream>().expect("the arguments are tokens");
        let source = Source::new(file, text, Format::of_path(file));
        compile(
            &source,
            &options(quote!(#file, #arguments)),
            &SourceTokens { text: quote!(include_str!(#file)) },
        )
    }

    /// The tokens as a file.
    pub(crate) fn file(&self) -> syn::File {
        syn::parse2(self.tokens()).unwrap_or_else(|error| panic!("{}: no Rust: {error}", self.name))
    }

    /// The code as a person reads it, headed by the macro's call.
    pub(crate) fn expansion(&self) -> String {
        let mut head = format!("// include_workflow! {{\n//     \"{}\",\n", self.file);
        for line in self.arguments.lines() {
            head.push_str(&format!("//     {line}\n"));
        }
        format!("{head}// }}\n\n{}", print(&self.file()))
    }
}

/// A file as text. The pictures of the workflow, which have tests of their own, are cut to a line.
pub(crate) fn print(file: &syn::File) -> String {
    let code = prettyplease::unparse(file);
    let mut out = String::with_capacity(code.len());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let line = match line.trim_start() {
            svg if svg.starts_with("/** <svg") => {
                let last = |line: &&str| line.trim_end().ends_with("*/");
                if !last(&svg) {
                    lines.by_ref().find(last);
                }
                "/// <svg …>"
            }
            svg if svg.starts_with("/// <svg") => "/// <svg …>",
            text if text.starts_with("mermaid: \"") => "mermaid: \"…\",",
            text if text.starts_with("dot: \"") => "dot: \"…\",",
            other => other,
        };
        out.extend([indent, line]);
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

/// The macro's arguments, with all lints allowed: lints are not what this is about.
pub(crate) fn options(arguments: TokenStream) -> Options {
    let lints = Code::ALL.iter().filter(|code| matches!(code.kind(), Kind::Lint(_))).map(|code| code.name());
    syn::parse2(quote!(#arguments allow: [#(#lints),*])).expect("the arguments are right")
}

/// The tokens that the macro gives for a definition in JSON.
pub(crate) fn expand(name: &str, text: &str) -> TokenStream {
    let source = Source::new(name, text, Format::Json);
    compile(&source, &options(quote!(#name,)), &SourceTokens { text: quote!(#text) })
}
