//! `cargo xtask corpus`: compiles every definition that has no error.
//!
//! The expansions are written into crates below the target folder, a module for each definition, about two
//! hundred to a crate (rustc's time and memory grow faster than the number of modules), and checked.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use asl_compiler::compile::{check, items};
use asl_compiler::diagnostic::Kind;
use asl_compiler::emit::SourceTokens;
use asl_compiler::options::Options;
use asl_compiler::plan::plan;
use asl_compiler::source::Source;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::check::assumed;
use crate::definitions::{self, workspace};

/// A type of which nothing is known, and that is not known to be JSON either.
struct Anything;

const ANYTHING: Anything = Anything;

impl ToTokens for Anything {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(::std::boxed::Box<::asl_runtime::__private::Value>));
    }
}

/// How many modules a crate gets.
const SHARD: usize = 200;

/// The types of the workflows.
#[derive(Clone, Copy)]
pub(crate) enum Types {
    /// None are given.
    Json,
    /// Input, output and handlers have types, of which nothing is known: their checks are written, and none may fail.
    Anything,
}

/// Compiles the definitions below a folder.
pub(crate) fn run(folder: &str, types: Types) -> Result<ExitCode, String> {
    let paths = definitions::find(&[folder])?;
    let (mut modules, mut skipped) = (Vec::new(), 0);
    for path in &paths {
        // What can't be read has an error, as `check` says.
        let Ok(source) = definitions::read(path) else {
            skipped += 1;
            continue;
        };
        match expansion(&source, types)? {
            Some(text) => modules.push((path.clone(), text)),
            None => skipped += 1,
        }
    }
    let root = workspace()?;
    let target = root.join("target/corpus");
    write(&target, &root, &modules)?;
    let failed = build(&target, &modules)?;
    for path in &failed {
        println!("does not compile: {}", path.display());
    }
    println!("{} passed, {} failed, {skipped} skipped", modules.len() - failed.len(), failed.len());
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The module of a definition, unless it has an error. Lints are allowed.
fn expansion(source: &Source, types: Types) -> Result<Option<String>, String> {
    let settings = assumed();
    let checked = check(source, &settings);
    let resolved = checked.findings.clone().resolve(&settings.levels);
    if resolved.errors.iter().any(|finding| finding.code.kind() == Kind::Error) {
        return Ok(None);
    }
    let parsed = |arguments| -> Result<Options, String> {
        syn::parse2(arguments)
            .map_err(|error| format!("the arguments for a corpus module are wrong: {error}"))
    };
    let mut options = parsed(quote!("definition", name: workflow))?;
    if let (Types::Anything, Some(model)) = (types, &checked.model) {
        let (plan, _) = plan(model, &options, source.name(), Vec::new(), String::new());
        let of_anything = plan.methods.iter().flat_map(|method| {
            let name = &method.name;
            method.states.iter().map(move |state| quote!(#state => #name: fn(#ANYTHING) -> Result<#ANYTHING>))
        });
        options = parsed(quote! {
            "definition", name: workflow, typed, input: #ANYTHING, output: #ANYTHING,
            handlers: { #(#of_anything),* }
        })?;
    }
    let text = source.text();
    let Some((tokens, mistakes)) =
        items(source.name(), source, &checked, &options, &SourceTokens { text: quote!(#text) })
    else {
        return Ok(None);
    };
    // Two names that are one in Rust are a mistake only for Rust, and the message says how to mend it.
    if !mistakes.is_empty() {
        return Ok(None);
    }
    let file = syn::parse2(tokens)
        .map_err(|error| format!("{}: the expansion is no Rust: {error}", source.name()))?;
    Ok(Some(prettyplease::unparse(&file)))
}

fn write(target: &Path, root: &Path, modules: &[(PathBuf, String)]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("`{}` can't be written: {error}", target.display());
    if target.join("Cargo.toml").exists() {
        std::fs::remove_dir_all(target).map_err(failed)?;
    }
    let shards = modules.chunks(SHARD).enumerate();
    let members: Vec<_> = shards.clone().map(|(number, _)| format!("\"shard{number}\"")).collect();
    std::fs::create_dir_all(target).map_err(failed)?;
    std::fs::write(
        target.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")),
    )
    .map_err(failed)?;
    // The same versions of everything as the workspace's own.
    std::fs::copy(root.join("Cargo.lock"), target.join("Cargo.lock")).map_err(failed)?;
    for (number, modules) in shards {
        let folder = target.join(format!("shard{number}"));
        std::fs::create_dir_all(folder.join("src")).map_err(failed)?;
        std::fs::write(
            folder.join("Cargo.toml"),
            format!(
                "[package]\nname = \"shard{number}\"\nedition = \"2024\"\n\n[dependencies]\nasl-runtime = {{ path = {:?}, default-features = false, features = [\"jsonata\"] }}\n",
                root.join("asl-runtime")
            ),
        )
        .map_err(failed)?;
        let mut library = String::from(
            "//! Generated from a corpus of definitions.\n#![forbid(unsafe_code)]\n#![deny(missing_docs, warnings)]\n",
        );
        for (index, (path, text)) in modules.iter().enumerate() {
            // Writing to a String cannot fail.
            _ = writeln!(library, "#[doc = {:?}]\npub mod m{index};", path.display().to_string());
            std::fs::write(folder.join(format!("src/m{index}.rs")), format!("//! A workflow.\n{text}"))
                .map_err(failed)?;
        }
        std::fs::write(folder.join("src/lib.rs"), library).map_err(failed)?;
    }
    Ok(())
}

/// Checks the crates; gives the definitions whose modules have errors.
fn build(target: &Path, modules: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, String> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
        .args(["check", "--quiet", "--keep-going", "--message-format=json-diagnostic-short"])
        .current_dir(target)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo can't be started: {error}"))?;
    let mut failed = BTreeSet::new();
    let mut unplaced = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        if message["message"]["level"] != "error" {
            continue;
        }
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default().trim();
        let file = message["message"]["spans"][0]["file_name"].as_str().unwrap_or_default();
        match module_of(file) {
            Some(index) if index < modules.len() => {
                println!("{rendered}");
                failed.insert(index);
            }
            _ => unplaced.push(rendered.to_owned()),
        }
    }
    if !output.status.success() && failed.is_empty() {
        return Err(format!("the corpus does not compile:\n{}", unplaced.join("\n")));
    }
    Ok(failed.into_iter().map(|index| modules[index].0.clone()).collect())
}

/// The module that a file of the crates holds: `shard1/src/m7.rs` is the 207th.
fn module_of(file: &str) -> Option<usize> {
    let (shard, module) = file.split_once("/src/m")?;
    let shard: usize = shard.strip_prefix("shard")?.parse().ok()?;
    let module: usize = module.strip_suffix(".rs")?.parse().ok()?;
    Some(shard * SHARD + module)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_module_of_a_file() {
        assert_eq!(module_of("shard1/src/m7.rs"), Some(207));
        assert_eq!(module_of("shard1/src/lib.rs"), None);
        assert_eq!(module_of("/elsewhere/src/mod.rs"), None);
    }
}
