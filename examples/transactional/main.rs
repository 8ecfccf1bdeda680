//! Transfers whose bookings are written exactly once: kill it whenever you like, and start it again.
//!
//! `cargo run -p asl-examples --example transactional -- bank.db`

mod workflow;

use workflow::{Transfer, accounts, engine, open};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "bank.db".to_owned());
    let store = open(&path).await?;
    let (engine, workflow) = engine(&store).await?;
    for (from, to, cents) in [("Ada", "Bob", 250), ("Ada", "Nobody", 100), ("Bob", "Ada", 1_000_000)] {
        let transfer = Transfer { from: from.into(), to: to.into(), cents };
        let execution = engine.start(&workflow, None, transfer).await?;
        match execution.wait().await {
            Ok(transferred) => {
                println!("{cents} cents went from {from} to {to}, who has {}", transferred.deposited.cents);
            }
            Err(error) => println!("{cents} cents from {from} to {to}: {error}"),
        }
    }
    for (name, cents) in accounts(&store).await? {
        println!("{name} has {cents} cents");
    }
    engine.shut_down().await?;
    Ok(())
}
