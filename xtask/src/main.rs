//! The project's own commands: `cargo xtask check`, `cargo xtask corpus`, `cargo xtask
//! conformance`, `cargo xtask compile-cost`, `cargo xtask bench`.

mod bench;
mod check;
mod compile_cost;
mod conformance;
mod corpus;
mod definitions;
mod jsonata;

use std::process::ExitCode;

const USAGE: &str = "usage:
  cargo xtask check [--json] PATHS…   read and check definitions; files, or folders with all below them
  cargo xtask corpus [--typed] DIR    compile every definition below DIR that has no error; with types of which
                                      nothing is known
  cargo xtask compile-cost            what workflows cost rustc, beside serde derives; the same as `bench compile`
  cargo xtask compile-cost checks     whether the checks of types cost little beside the rest
  cargo xtask bench [workloads] [growth] [process] [javascript] [compile] [--json FILE]
                                      what workflows cost, beside the same work by hand and in JavaScript; all of
                                      it, or some
  cargo xtask bench guard [--bless]   instructions and allocations beside the committed ones
  cargo xtask conformance --cases DIR [--filter TEXT] [--json FILE] [--at-most-failed NUMBER]
                                      run what AWS recorded; TEXT is part of a path, or a tag
  cargo xtask jsonata-differential [--count N] [--seed S]
                                      hold compiled expressions against the evaluator
  cargo xtask jsonata-bench           what expressions cost, compiled and evaluated";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["check", "--json", paths @ ..] if !paths.is_empty() => check::run(paths, check::Form::Json),
        ["check", paths @ ..] if !paths.is_empty() => check::run(paths, check::Form::Text),
        ["corpus", "--typed", folder] => corpus::run(folder, corpus::Types::Anything),
        ["corpus", folder] => corpus::run(folder, corpus::Types::Json),
        ["conformance", arguments @ ..] => conformance::run(arguments),
        ["bench", arguments @ ..] => bench::run(arguments),
        ["compile-cost"] => compile_cost::run(),
        ["compile-cost", "checks"] => compile_cost::guard(),
        ["jsonata-bench"] => jsonata::bench(),
        ["jsonata-differential", arguments @ ..] => jsonata::differential(arguments),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
