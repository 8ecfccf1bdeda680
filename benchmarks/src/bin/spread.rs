//! A Map whose handlers compute: what passes until it has ended, with its handlers in the thread of their execution and
//! spread over those of the runtime. A line of JSON for each.
//!
//! ```text
//! spread [MICROSECONDS]   each of 400 items computes for so long; 1,000 without
//! ```

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use asl_runtime::{DynamicHandlers, HandlerThreads, include_workflow};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

include_workflow! {
    name: computations,
    inline = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "Compute", "States": {"Compute": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:compute", "End": true}}}}}}"#,
}

/// How many items there are.
const ITEMS: u64 = 400;

/// How often each is measured; the quickest counts.
const TIMES: u32 = 5;

fn main() -> ExitCode {
    let microseconds = match std::env::args().nth(1).map(|argument| argument.parse::<u64>()) {
        None => 1_000,
        Some(Ok(microseconds)) => microseconds,
        Some(Err(error)) => {
            eprintln!("usage: spread [MICROSECONDS]: {error}");
            return ExitCode::from(2);
        }
    };
    let runtime = match Builder::new_multi_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("tokio can't start: {error}");
            return ExitCode::from(2);
        }
    };
    let rounds = rounds_in(Duration::from_micros(microseconds));
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    for (name, threads) in [("of-execution", HandlerThreads::OfExecution), ("spread", HandlerThreads::Spread)]
    {
        let Some(quickest) = (0..TIMES).filter_map(|_| measure(&runtime, threads, rounds)).min() else {
            eprintln!("the workflow failed");
            return ExitCode::FAILURE;
        };
        let milliseconds = quickest.as_secs_f64() * 1_000.0;
        let line = json!({
            "handlers": name, "items": ITEMS, "microseconds": microseconds, "cores": cores, "ms": milliseconds,
        });
        println!("{line}");
    }
    ExitCode::SUCCESS
}

/// What passes until all items have ended. `None` if the result is wrong.
fn measure(runtime: &Runtime, threads: HandlerThreads, rounds: u64) -> Option<Duration> {
    let handlers = DynamicHandlers::new(move |call| async move { Ok(computed(call.input, rounds)) });
    let workflow = computations::dynamic(handlers).handler_threads(threads);
    let items: Value = (0..ITEMS).map(Value::from).collect();
    let start = Instant::now();
    let output =
        runtime.block_on(async move { tokio::spawn(async move { workflow.run(items).await }).await });
    let passed = start.elapsed();
    let is_right = output.ok()?.ok()?.as_array().is_some_and(|results| results.len() as u64 == ITEMS);
    is_right.then_some(passed)
}

/// Something that takes its time and nothing else.
fn computed(input: Value, rounds: u64) -> Value {
    let seed = input.as_u64().unwrap_or_default();
    json!((0..rounds).fold(seed, |sum, round| black_box(sum.rotate_left(5) ^ round)))
}

/// How many rounds fill a time.
fn rounds_in(time: Duration) -> u64 {
    const ROUNDS: u64 = 10_000_000;
    let start = Instant::now();
    black_box(computed(json!(1), ROUNDS));
    (ROUNDS as f64 * time.as_secs_f64() / start.elapsed().as_secs_f64()) as u64
}
