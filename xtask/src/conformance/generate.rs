//! From definitions to modules of Rust.

use asl_compiler::compile::{Settings, check, items};
use asl_compiler::diagnostic::{Kind as Finding, Renderer, Severity};
use asl_compiler::emit::SourceTokens;
use asl_compiler::model::WorkflowKind;
use asl_compiler::options::Options;
use asl_compiler::source::{Format, Source};
use quote::quote;

use super::cases::{Cases, Definition, Kind};
use crate::check::assumed;

/// What became of each definition, in their order.
pub(super) struct Modules(Vec<Module>);

/// What became of a definition.
pub(super) enum Module {
    /// The text of a module.
    Rust(String),
    /// It is needed by no case that runs.
    Unused,
    /// The compiler refuses it.
    Refused(String),
}

impl Modules {
    pub(super) fn get(&self, definition: usize) -> &Module {
        &self.0[definition]
    }

    /// The texts, with the indices of their definitions.
    pub(super) fn compiled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().filter_map(|(index, module)| match module {
            Module::Rust(text) => Some((index, text.as_str())),
            _ => None,
        })
    }
}

pub(super) fn modules(cases: &Cases) -> Result<Modules, String> {
    let mut used = vec![false; cases.definitions.len()];
    for case in cases.cases.iter().filter(|case| case.runs()) {
        used[case.definition] = true;
    }
    let modules = cases.definitions.iter().zip(used);
    modules
        .map(|(definition, used)| if used { module(definition) } else { Ok(Module::Unused) })
        .collect::<Result<_, _>>()
        .map(Modules)
}

/// Settings for a definition as the service gets it.
pub(super) fn settings(kind: Kind) -> Settings {
    let kind = match kind {
        Kind::Standard => WorkflowKind::Standard,
        Kind::Express => WorkflowKind::Express,
    };
    Settings { kind, ..assumed() }
}

/// Lints are allowed: what AWS let through must fail as it failed there.
fn module(definition: &Definition) -> Result<Module, String> {
    let source = Source::inline(definition.text.as_str(), Format::Json);
    let settings = settings(definition.kind);
    let checked = check(&source, &settings);
    let resolved = checked.findings.clone().resolve(&settings.levels);
    let mut errors = resolved.errors.iter().filter(|finding| finding.code.kind() == Finding::Error);
    let renderer = Renderer::new(&source, checked.document.as_ref());
    if let Some(finding) = errors.next() {
        return Ok(Module::Refused(renderer.frame(finding, Severity::Error)));
    }
    let kind = match definition.kind {
        Kind::Standard => quote!(standard),
        Kind::Express => quote!(express),
    };
    let options: Options = syn::parse2(quote!("definition", name: workflow, kind: #kind))
        .map_err(|error| format!("the arguments for a module are wrong: {error}"))?;
    let text = source.text();
    let Some((tokens, mistakes)) =
        items("workflow", &source, &checked, &options, &SourceTokens { text: quote!(#text) })
    else {
        return Ok(Module::Refused("it has no states".into()));
    };
    if !mistakes.is_empty() {
        return Ok(Module::Refused("its names can't be told apart in Rust".into()));
    }
    let file = syn::parse2(tokens).map_err(|error| format!("an expansion is no Rust: {error}\n{text}"))?;
    Ok(Module::Rust(prettyplease::unparse(&file)))
}
