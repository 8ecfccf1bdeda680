//! Counts what one execution of each variant allocates: a line of JSON for each.

use serde_json::json;

fn main() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    for workload in asl_benchmarks::all() {
        for case in &workload.cases {
            // What is made once is made now.
            runtime.block_on(case.prepare());
            let run = case.prepare();
            let mut output = None;
            let counted = allocation_counter::measure(|| output = Some(runtime.block_on(run)));
            println!(
                "{}",
                json!({
                    "workload": workload.name, "variant": case.variant.name(),
                    "allocations": counted.count_total, "bytes": counted.bytes_total,
                })
            );
        }
    }
    Ok(())
}
