//! One order by hand, from the start of a process to its end: see `process_generated`.

fn main() -> std::io::Result<()> {
    asl_benchmarks::process::run(asl_benchmarks::process::by_hand())
}
