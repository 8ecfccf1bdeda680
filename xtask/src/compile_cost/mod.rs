//! `cargo xtask compile-cost`, and `cargo xtask bench compile`: what a workflow costs rustc.
//!
//! Every Task has a generated input of three fields, two retriers and a catcher; the handlers are implemented. The
//! figures are the processor time of cargo and rustc for the crate alone, the least of several runs: machines are
//! noisy, so what counts are ratios within one run.

mod cargo;
mod structs;
mod typed;
mod workflow;

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::bench::markdown::{decimal, head, row, whole};
use crate::bench::part::Part;
use crate::definitions::workspace;
use cargo::{Crates, Mode, write};
use workflow::{Emitted, definition};

/// Sizes of workflows, and of the yardstick.
const SIZES: [usize; 4] = [1, 25, 100, 300];

/// The seconds that an order may take, whole crate: what people wait for.
const ORDER: [(Mode, f64); 3] = [(Mode::Check, 0.3), (Mode::Build, 1.0), (Mode::Release, 3.0)];

/// The programs that run an order: by the generated workflow, and by hand.
const ORDERS: [&str; 2] = ["order_generated", "order_by_hand"];

const ORDER_GENERATED: &str = include_str!("order_generated.rs.txt");
const ORDER_BY_HAND: &str = include_str!("order_by_hand.rs.txt");

/// Prints the tables.
pub(crate) fn run() -> Result<ExitCode, String> {
    let part = measure()?;
    print!("{}", part.text);
    part.faults.iter().for_each(|fault| eprintln!("{fault}"));
    Ok(if part.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compares what a workflow costs with its types and without: what CI can do on a machine that is used by others.
pub(crate) fn guard() -> Result<ExitCode, String> {
    let root = workspace()?;
    let folder = root.join("target/compile-cost-typed");
    typed::write(&folder, &root)?;
    // These are not measured here, but must compile: nobody else does it before the next measurement.
    write_orders(&folder, &root)?;
    let members = typed::PAIR.into_iter().chain(ORDERS).map(String::from);
    write_workspace(&folder, &root, &members.collect::<Vec<_>>())?;
    let crates = Crates::new(folder);
    crates.build_all(Mode::Check)?;
    let fault = typed::guard(&crates)?;
    fault.iter().for_each(|fault| eprintln!("{fault}"));
    Ok(if fault.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A crate that is measured.
struct Measured {
    /// The name of the crate.
    package: String,
    /// What it is, for people.
    title: String,
    /// How much code the macro gives.
    emitted: Option<Emitted>,
    /// In the order of `Mode::ALL`.
    seconds: [Option<f64>; 3],
}

impl Measured {
    fn seconds(&self, mode: Mode) -> Option<f64> {
        Mode::ALL.iter().zip(self.seconds).find_map(|(of, seconds)| (*of == mode).then_some(seconds)?)
    }
}

/// Writes the crates and measures them.
pub(crate) fn measure() -> Result<Part, String> {
    let root = workspace()?;
    let folder = root.join("target/compile-cost");
    let mut all = write_all(&folder, &root)?;
    let crates = Crates::new(folder);
    for (index, mode) in Mode::ALL.into_iter().enumerate() {
        crates.build_all(mode)?;
        for measured in &mut all {
            // Derives alone are compiled to nothing.
            if mode == Mode::Check || !measured.package.starts_with("serde") {
                let seconds = crates.least(&measured.package, mode)?;
                // All of it takes minutes.
                eprintln!("{}, {}: {seconds:.2} s", measured.title, mode.name());
                measured.seconds[index] = Some(seconds);
            }
        }
    }
    let typed = typed::measure(&crates)?;
    Ok(Part {
        figures: json!({ "crates": all.iter().map(figures).collect::<Vec<_>>(), "typed": typed.figures }),
        text: format!("{}\n{}", table(&all), typed.text),
        faults: faults(&all).into_iter().chain(typed.faults).collect(),
    })
}

/// Writes all crates, and the workspace that they are in.
fn write_all(folder: &Path, root: &Path) -> Result<Vec<Measured>, String> {
    let mut all = Vec::new();
    let mut add = |package: String, title: String, emitted| {
        all.push(Measured { package, title, emitted, seconds: [None; 3] });
    };
    for size in SIZES {
        let (name, definition) = (format!("workflow{size}"), definition(size));
        write_crate(folder, root, &name, &workflow::library(size), Some(&definition))?;
        let states = if size == 1 { "state" } else { "states" };
        add(name, format!("workflow of {size} {states}"), Some(Emitted::of(&definition)?));
    }
    for size in SIZES {
        write_crate(folder, root, &format!("serde{size}"), &structs::of_inputs(size), None)?;
        let structs = if size == 1 { "struct" } else { "structs" };
        add(format!("serde{size}"), format!("{size} {structs} of 3 fields, derived"), None);
    }
    write_crate(folder, root, "structs", &structs::hundred(), None)?;
    add("structs".into(), "100 structs of 20 fields, read and written".into(), None);

    let definition = write_orders(folder, root)?;
    let [generated, by_hand] = ORDERS.map(String::from);
    add(generated, "order, generated".into(), Some(Emitted::of(&definition)?));
    add(by_hand, "order, by hand".into(), None);

    let typed = typed::write(folder, root)?.map(String::from);
    let members = all.iter().map(|measured| measured.package.clone()).chain(typed);
    write_workspace(folder, root, &members.collect::<Vec<_>>())?;
    Ok(all)
}

/// Writes the programs that run an order; gives its definition.
fn write_orders(folder: &Path, root: &Path) -> Result<String, String> {
    let benchmarks = root.join("benchmarks");
    let read = |file: &str| {
        let path = benchmarks.join(file);
        std::fs::read_to_string(&path).map_err(|error| format!("`{}` can't be read: {error}", path.display()))
    };
    let (definition, order) = (read("workflows/order.asl.json")?, read("src/by_hand/order.rs")?);
    let [generated, by_hand] = ORDERS;
    write_crate(folder, root, generated, "", Some(&definition))?;
    write_program(folder, generated, &[("main.rs", ORDER_GENERATED)])?;
    write_crate(folder, root, by_hand, "", None)?;
    write_program(folder, by_hand, &[("main.rs", ORDER_BY_HAND), ("order.rs", &order)])?;
    Ok(definition)
}

fn write_workspace(folder: &Path, root: &Path, members: &[String]) -> Result<(), String> {
    let members: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
    // Whole crates are measured, as in a build after `git pull`; what they depend on is built as the project itself is.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\nincremental = false\n\n\
         [profile.dev.package.\"*\"]\ndebug = \"line-tables-only\"\n",
        members.join(", ")
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(())
}

/// Writes a crate that may use what the benchmarks use; a library, unless there is no text.
fn write_crate(
    folder: &Path,
    root: &Path,
    name: &str,
    library: &str,
    definition: Option<&str>,
) -> Result<(), String> {
    let folder = folder.join(name);
    let runtime = root.join("asl-runtime");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\nasl-runtime = {{ path = {runtime:?} }}\n\
         backon = {{ version = \"1\", default-features = false }}\n\
         futures-util = {{ version = \"0.3\", default-features = false, features = [\"std\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"preserve_order\"] }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\", \"sync\", \"time\"] }}\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    if !library.is_empty() {
        write(&folder.join("src/lib.rs"), library)?;
    }
    match definition {
        Some(definition) => write(&folder.join("workflow.asl.json"), definition),
        None => Ok(()),
    }
}

fn write_program(folder: &Path, name: &str, files: &[(&str, &str)]) -> Result<(), String> {
    files.iter().try_for_each(|(file, text)| write(&folder.join(name).join("src").join(file), text))
}

fn figures(measured: &Measured) -> Value {
    let mut figures = json!({ "crate": measured.package, "title": measured.title });
    if let Some(Emitted { lines, tokens }) = measured.emitted {
        figures["lines"] = lines.into();
        figures["tokens"] = tokens.into();
    }
    for (mode, seconds) in Mode::ALL.iter().zip(measured.seconds) {
        figures[format!("{}_seconds", mode.name())] = seconds.into();
    }
    figures
}

fn table(all: &[Measured]) -> String {
    let mut out = String::new();
    head(&mut out, ["crate", "lines", "tokens", "check, s", "build, s", "release, s"]);
    for Measured { title, emitted, seconds: [check, build, release], .. } in all {
        row(
            &mut out,
            [
                title,
                &whole(emitted.map(|emitted| emitted.lines as f64)),
                &whole(emitted.map(|emitted| emitted.tokens as f64)),
                &decimal(*check),
                &decimal(*build),
                &decimal(*release),
            ],
        );
    }
    out
}

fn faults(all: &[Measured]) -> Vec<String> {
    let seconds = |package: &str, mode| all.iter().find(|of| of.package == package)?.seconds(mode);
    let mut faults = Vec::new();
    let check = |package: &str| seconds(package, Mode::Check);
    if let (Some(workflow), Some(serde)) = (check("workflow100"), check("serde100"))
        && workflow > serde
    {
        faults.push(format!("to check 100 states takes {workflow:.2} s, their serde derives {serde:.2} s"));
    }
    // The smallest workflow bears what each crate costs.
    if let (Some(one), Some(hundred), Some(most)) =
        (check("workflow1"), check("workflow100"), check("workflow300"))
        && (most - one) / 299.0 > 1.2 * (hundred - one) / 99.0
    {
        faults.push(format!(
            "`cargo check` does not grow linearly: 1 state {one:.2} s, 100 states {hundred:.2} s, 300 states {most:.2} s"
        ));
    }
    for (mode, limit) in ORDER {
        if let Some(seconds) = seconds("order_generated", mode)
            && seconds > limit
        {
            let mode = mode.name();
            faults.push(format!("an order takes {seconds:.2} s ({mode}), at most {limit:.1} s is allowed"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(package: &str, seconds: [f64; 3]) -> Measured {
        Measured { package: package.into(), title: package.into(), emitted: None, seconds: seconds.map(Some) }
    }

    #[test]
    fn what_is_within_bounds_is_no_fault() {
        let all = [
            measured("workflow1", [0.1; 3]),
            measured("workflow100", [0.4; 3]),
            measured("workflow300", [1.1; 3]),
            measured("serde100", [0.5; 3]),
            measured("order_generated", [0.3, 1.0, 3.0]),
        ];
        assert!(faults(&all).is_empty());
        assert!(table(&all).contains("| order_generated | – | – | 0.30 | 1.00 | 3.00 |\n"));
    }

    #[test]
    fn what_is_beyond_bounds_is_told() {
        let all = [
            measured("workflow1", [0.1; 3]),
            measured("workflow100", [0.4; 3]),
            measured("workflow300", [1.3; 3]),
            measured("serde100", [0.3; 3]),
            measured("order_generated", [0.2, 0.9, 3.5]),
        ];
        let expected = [
            "to check 100 states takes 0.40 s, their serde derives 0.30 s",
            "`cargo check` does not grow linearly: 1 state 0.10 s, 100 states 0.40 s, 300 states 1.30 s",
            "an order takes 3.50 s (release), at most 3.0 s is allowed",
        ];
        assert_eq!(faults(&all), expected);
    }
}
