//! `cargo xtask jsonata-differential`: expressions that are compiled to Rust, held against the evaluator.
//! `cargo xtask jsonata-bench`: what they cost beside it.
//!
//! Random expressions, and those of the reference implementation's suite that compile, become a crate. It evaluates
//! each over many inputs both ways and compares values, codes and texts of errors.

mod data;
mod generate;
mod package;
mod rewrite;
mod suite;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use asl_compiler::emit::compiled_expression;
use asl_compiler::expression::jsonata::parse;
use proc_macro2::TokenStream;

/// What is generated.
#[derive(Debug, Clone, Copy)]
struct Settings {
    /// How many expressions.
    count: usize,
    /// Where the random numbers begin.
    seed: u64,
}

/// An expression that compiles, with its closure.
struct Compiled {
    text: String,
    closure: TokenStream,
}

impl Compiled {
    /// `None` where the expression is no JSONata, or goes to the evaluator.
    fn new(text: String) -> Option<Self> {
        let closure = compiled_expression(&parse(&text).ok()?)?;
        Some(Self { text, closure })
    }
}

/// Runs the command.
///
/// # Errors
///
/// Arguments that are none, files that can't be written, and code that does not compile.
pub(crate) fn differential(arguments: &[&str]) -> Result<ExitCode, String> {
    let Settings { count, seed } = settings(arguments)?;
    let mut random = fastrand::Rng::with_seed(seed);
    let inputs = data::inputs(&mut random);
    let expressions = generate::expressions(count, &mut random);
    let root = root()?;
    let suite = suite::cases(&root.join("../shared/jsonata-suite"))?;
    println!("{} expressions over {} inputs, seed {seed}", expressions.len(), inputs.len());
    if !suite.cases.is_empty() {
        println!(
            "{} cases of the suite compile, {} are left to the evaluator",
            suite.cases.len(),
            suite.left
        );
    }
    package::differential(&root, &expressions, &inputs, &suite.cases)
}

/// The expressions that are measured.
const MEASURED: [&str; 4] = [
    "$states.input.order.id",
    "$attempts + 1",
    "$states.input.order.total > 50 and $attempts < 5",
    "{\"id\": $states.input.order.id, \"who\": $states.input.order.customer, \"total\": $states.input.order.total, \
     \"attempt\": $attempts, \"kind\": \"card\"}",
];

/// Measures a few expressions, compiled and evaluated.
///
/// # Errors
///
/// Files that can't be written, and code that does not compile.
pub(crate) fn bench() -> Result<ExitCode, String> {
    let expressions: Vec<_> = MEASURED.iter().filter_map(|text| Compiled::new((*text).to_owned())).collect();
    package::bench(&root()?, &expressions)
}

fn root() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.map(Path::to_owned).ok_or_else(|| "the project's folder is unknown".to_owned())
}

fn settings(arguments: &[&str]) -> Result<Settings, String> {
    let mut settings = Settings { count: 2_000, seed: 1 };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("`{argument}` needs a number behind it"))?;
        let wrong = |_| format!("`{value}` behind `{argument}` is no number");
        match *argument {
            "--count" => settings.count = value.parse().map_err(wrong)?,
            "--seed" => settings.seed = value.parse().map_err(wrong)?,
            _ => return Err(format!("`{argument}` is not known: there are `--count` and `--seed`")),
        }
    }
    Ok(settings)
}
