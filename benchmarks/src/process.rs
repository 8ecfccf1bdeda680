//! One order as all that a process does: what it costs to start, and what it holds in memory.

use std::future::Future;

use serde_json::{Value, json};
use tokio::runtime::Builder;

use crate::by_hand;
use crate::workloads::order;

/// The order by hand.
pub async fn by_hand() -> Value {
    by_hand::order(order::input()).await.unwrap_or_default()
}

/// The order by the generated workflow.
pub async fn generated() -> Value {
    order::shop().run(order::input()).await.unwrap_or_default()
}

/// Runs an order and prints what became of the charge; with the argument `memory` also, as a line of JSON, how much
/// memory the process has and had at most, in KiB.
///
/// # Errors
///
/// If tokio can't start, or the system does not tell of memory (this needs Linux then).
pub fn run(order: impl Future<Output = Value>) -> std::io::Result<()> {
    let runtime = Builder::new_current_thread().enable_time().build()?;
    let output = runtime.block_on(order);
    println!("{}", output["charge"]["status"]);
    if std::env::args().nth(1).is_some_and(|argument| argument == "memory") {
        let status = std::fs::read_to_string("/proc/self/status")?;
        let kib = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        println!("{}", json!({ "resident_kib": kib("VmRSS"), "peak_kib": kib("VmHWM") }));
    }
    Ok(())
}
