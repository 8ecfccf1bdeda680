//! Human approval that survives the process: kill it at the prompt, start it again, and answer then.
//!
//! `cargo run -p asl-examples --example durable -- approvals.db` asks; the same with `y` or `n` behind it answers from
//! a second process, whether the first one is there or not.

mod prompt;
mod workflow;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "approvals.db".to_owned());
    match arguments.next() {
        None => prompt::ask_at_prompt(&path).await,
        Some(decision) => prompt::answer_elsewhere(&path, &decision).await,
    }
}
