//! A workflow of the folder with the arguments of its macro, and what the compiler makes of it.

use std::borrow::Cow;
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
        let options: Options = syn::parse2(quote!(#file, #arguments)).expect("the arguments are right");
        let source = Source::new(file, text, Format::of_path(file));
        compile(&source, &options, &SourceTokens { text: quote!(include_str!(#file)) })
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
        let code = prettyplease::unparse(&self.file());
        let lines: Vec<_> = code.lines().map(without_picture).collect();
        format!("{head}// }}\n\n{}\n", lines.join("\n"))
    }
}

/// A line of code; the pictures of a workflow, which have tests of their own, are left out.
fn without_picture(line: &str) -> Cow<'_, str> {
    const PICTURES: [(&str, &str); 3] = [("mermaid: \"", "…\","), ("dot: \"", "…\","), ("/// <svg", "…")];
    let indent = line.len() - line.trim_start().len();
    match PICTURES.iter().find(|(start, _)| line[indent..].starts_with(start)) {
        Some((start, end)) => format!("{}{start}{end}", &line[..indent]).into(),
        None => line.into(),
    }
}

/// The tokens that the macro gives for a definition in JSON, all lints allowed.
pub(crate) fn expand(name: &str, text: &str) -> TokenStream {
    let lints = Code::ALL.iter().filter(|code| matches!(code.kind(), Kind::Lint(_))).map(|code| code.name());
    let options: Options = syn::parse2(quote!(#name, allow: [#(#lints),*])).expect("the arguments are right");
    let source = Source::new(name, text, Format::Json);
    compile(&source, &options, &SourceTokens { text: quote!(#text) })
}
