//! Counts what executions allocate: a line of JSON for each variant.
//!
//! ```text
//! count          one execution of all workloads
//! count growth   the same in all sizes of a series
//! ```

use std::process::ExitCode;

use asl_benchmarks::{Case, Series, all, execute};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    let runtime = match Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&format!("tokio can't start: {error}")),
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => all_workloads(&runtime),
        ["growth"] => growth(&runtime),
        _ => return refused("usage: count [growth]"),
    }
    ExitCode::SUCCESS
}

fn refused(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn all_workloads(runtime: &Runtime) {
    for workload in all() {
        for case in &workload.cases {
            // What is made once is made now.
            execute(runtime, case.prepare());
            print(json!({ "workload": workload.name, "variant": case.variant.name() }), runtime, case);
        }
    }
}

fn growth(runtime: &Runtime) {
    for series in Series::ALL {
        let smallest = series.at(series.sizes[0]);
        for variant in Series::VARIANTS {
            smallest.case(variant).into_iter().for_each(|case| execute(runtime, case.prepare()));
        }
        for &size in series.sizes {
            let workload = series.at(size);
            for variant in Series::VARIANTS {
                let of = json!({ "series": series.name, "size": size, "variant": variant.name() });
                workload.case(variant).into_iter().for_each(|case| print(of.clone(), runtime, case));
            }
        }
    }
}

fn print(mut of: Value, runtime: &Runtime, case: &Case) {
    let run = case.prepare();
    let counted = allocation_counter::measure(|| execute(runtime, run));
    of["allocations"] = counted.count_total.into();
    of["bytes"] = counted.bytes_total.into();
    of["peak_bytes"] = counted.bytes_max.into();
    println!("{of}");
}
