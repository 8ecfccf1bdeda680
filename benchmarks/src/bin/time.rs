//! Times all variants by turns: a line of JSON for each.
//!
//! ```text
//! time                             all of them
//! time loop WORKLOAD/VARIANT COUNT runs one so often, for a profiler
//! ```

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use asl_benchmarks::statistics::quantile;
use asl_benchmarks::{Case, Workload, all};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// How often each variant has its turn.
const TURNS: usize = 41;

/// How long a turn takes at least.
const TURN: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = match Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&format!("tokio can't start: {error}")),
    };
    match arguments.as_slice() {
        [] => {
            all().iter().for_each(|workload| time(&runtime, workload));
            ExitCode::SUCCESS
        }
        ["loop", case, count] => {
            let workloads = all();
            let found = workloads.iter().find_map(|workload| {
                let of_name = |of: &&Case| format!("{}/{}", workload.name, of.variant.name()) == *case;
                workload.cases.iter().find(of_name)
            });
            let (Some(found), Ok(count)) = (found, count.parse::<u32>()) else {
                return refused(&format!("there is no case `{case}`, or `{count}` is no number"));
            };
            for _ in 0..count {
                black_box(runtime.block_on(found.prepare()));
            }
            ExitCode::SUCCESS
        }
        _ => refused("usage: time [loop WORKLOAD/VARIANT COUNT]"),
    }
}

fn refused(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

/// Times a workload. The quiet tenth of the turns counts; ratios are those to the yardstick's turn just before.
fn time(runtime: &Runtime, workload: &Workload) {
    let batches: Vec<u32> = workload.cases.iter().map(|case| batch(runtime, case)).collect();
    let mut samples: Vec<Vec<f64>> = vec![Vec::with_capacity(TURNS); batches.len()];
    for _ in 0..TURNS {
        for ((case, &batch), samples) in workload.cases.iter().zip(&batches).zip(&mut samples) {
            samples.push(turn(runtime, case, batch));
        }
    }
    let yardstick = samples[0].clone();
    for ((case, batch), samples) in workload.cases.iter().zip(batches).zip(samples) {
        let ratios: Vec<f64> = samples.iter().zip(&yardstick).map(|(sample, one)| sample / one).collect();
        println!(
            "{}",
            json!({
                "workload": workload.name, "variant": case.variant.name(), "states": workload.states,
                "batch": batch, "ns": quantile(&samples, 0.1), "ns_median": quantile(&samples, 0.5),
                "ratio": quantile(&samples, 0.1) / quantile(&yardstick, 0.1),
                "ratio_low": quantile(&ratios, 0.1), "ratio_high": quantile(&ratios, 0.9),
            })
        );
    }
}

/// Warms up, and finds how many executions fill a turn.
fn batch(runtime: &Runtime, case: &Case) -> u32 {
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < 5 * TURN {
        black_box(runtime.block_on(case.prepare()));
        count += 1;
    }
    (count / 5).max(1)
}

/// Nanoseconds per execution. Inputs are made before, results are dropped within.
fn turn(runtime: &Runtime, case: &Case, batch: u32) -> f64 {
    let runs: Vec<_> = (0..batch).map(|_| case.prepare()).collect();
    let start = Instant::now();
    runtime.block_on(async {
        for run in runs {
            black_box(run.await);
        }
    });
    start.elapsed().as_nanos() as f64 / f64::from(batch)
}
