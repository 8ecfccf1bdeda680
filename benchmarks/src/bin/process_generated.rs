//! One order by the generated workflow, from the start of a process to its end. A program of its own, so that it holds
//! what such a program needs and nothing else.

fn main() -> std::io::Result<()> {
    asl_benchmarks::process::run(asl_benchmarks::process::generated())
}
