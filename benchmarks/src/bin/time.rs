//! Times all variants by turns: a line of JSON for each. Times are those of the processor, which is all that they need.
//!
//! ```text
//! time                                    one execution of all workloads
//! time growth                             the same in all sizes of a series
//! time turns WORKLOAD[:SIZE]/VARIANT      one of them: says what it gives, then a turn for each line that is read
//! time loop WORKLOAD[:SIZE]/VARIANT COUNT runs one so often, for a profiler
//! ```

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use asl_benchmarks::statistics::quantile;
use asl_benchmarks::{Case, Series, Variant, Workload, all, execute, processor_time};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// How often each variant has its turn, and how often at least where one takes long.
const TURNS: usize = 41;
const FEW_TURNS: usize = 5;

/// How long a turn takes at least.
const TURN: Duration = Duration::from_millis(10);

/// A size of a series is measured so long at least.
const SIZE: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = match Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&format!("tokio can't start: {error}")),
    };
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => all().iter().for_each(|workload| time(&runtime, workload)),
        ["growth"] => Series::ALL.iter().for_each(|series| grow(&runtime, series)),
        ["turns", case] => {
            let Some(found) = Found::new(case) else { return refused(&format!("there is no case `{case}`")) };
            found.take_turns(&runtime);
        }
        ["loop", case, count] => {
            let (Some(found), Ok(count)) = (Found::new(case), count.parse::<u32>()) else {
                return refused(&format!("there is no case `{case}`, or `{count}` is no number"));
            };
            found.run(&runtime, count);
        }
        _ => {
            return refused(
                "usage: time [growth | turns WORKLOAD[:SIZE]/VARIANT | loop WORKLOAD[:SIZE]/VARIANT COUNT]",
            );
        }
    }
    ExitCode::SUCCESS
}

fn refused(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

/// A case that somebody has named.
struct Found {
    variant: Variant,
    workload: Workload,
    /// The same in a small size, to warm up with.
    small: Option<Workload>,
}

impl Found {
    /// `order/generated`, `items:100/by-hand`.
    fn new(name: &str) -> Option<Self> {
        let (workload, variant) = name.split_once('/')?;
        let variant = Variant::ALL.into_iter().find(|of| of.name() == variant)?;
        match workload.split_once(':') {
            None => {
                let workload = all().into_iter().find(|of| of.name == workload)?;
                Some(Self { variant, workload, small: None })
            }
            Some((series, size)) => {
                let series = Series::ALL.into_iter().find(|of| of.name == series)?;
                let workload = series.at(size.parse().ok()?);
                Some(Self { variant, workload, small: Some(series.at(series.sizes[0])) })
            }
        }
        .filter(|found| found.workload.case(variant).is_some())
    }

    /// Warms up, says what an execution gives, and measures a turn for each line of the input.
    fn take_turns(&self, runtime: &Runtime) {
        let Some(case) = self.workload.case(self.variant) else { return };
        let batch = batch(runtime, case);
        println!("{}", json!({ "output": runtime.block_on(case.output()) }));
        for _ in std::io::stdin().lines().map_while(Result::ok) {
            println!("{}", json!({ "ns": turn(runtime, case, batch) }));
        }
    }

    fn run(&self, runtime: &Runtime, count: u32) {
        // What is made once is made now, where no profiler looks.
        let small = self.small.as_ref().unwrap_or(&self.workload);
        small.case(self.variant).into_iter().for_each(|case| runtime.block_on(case.prepare()));
        if let Some(case) = self.workload.case(self.variant) {
            (0..count).for_each(|_| execute(runtime, case.prepare()));
        }
    }
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

/// Times the sizes of a series, the quickest turn of each: there are few where one takes long.
fn grow(runtime: &Runtime, series: &Series) {
    for &size in series.sizes {
        let workload = series.at(size);
        let cases: Vec<&Case> = Series::VARIANTS.iter().filter_map(|of| workload.case(*of)).collect();
        let batches: Vec<u32> = cases.iter().map(|case| batch(runtime, case)).collect();
        let mut samples = vec![Vec::new(); cases.len()];
        let (start, mut turns) = (processor_time(), 0);
        while turns < FEW_TURNS || (processor_time() - start < SIZE && turns < TURNS) {
            for ((case, &batch), samples) in cases.iter().zip(&batches).zip(&mut samples) {
                samples.push(turn(runtime, case, batch));
            }
            turns += 1;
        }
        for (case, samples) in cases.iter().zip(samples) {
            println!(
                "{}",
                json!({
                    "series": series.name, "unit": series.unit, "size": size, "variant": case.variant.name(),
                    "ns": quantile(&samples, 0.0), "ns_median": quantile(&samples, 0.5),
                })
            );
        }
    }
}

/// Warms up, and finds how many executions fill a turn.
fn batch(runtime: &Runtime, case: &Case) -> u32 {
    let (start, mut count) = (processor_time(), 0);
    while processor_time() - start < 5 * TURN {
        runtime.block_on(case.prepare());
        count += 1;
    }
    (count / 5).max(1)
}

/// Nanoseconds per execution. Inputs are made before, results are dropped within.
fn turn(runtime: &Runtime, case: &Case, batch: u32) -> f64 {
    let runs: Vec<_> = (0..batch).map(|_| case.prepare()).collect();
    let start = processor_time();
    runtime.block_on(async {
        for run in black_box(runs) {
            run.await;
        }
    });
    (processor_time() - start).as_nanos() as f64 / f64::from(batch)
}
