//! How soon the engine hears of what another process adds, and what listening costs.

use std::time::{Duration, Instant};

use asl_runtime::Timestamp;
use asl_runtime::store::{Sqlite, Store, StoreError};
use tokio::time::timeout;

use crate::Result;
use crate::process::{Folder, computing};
use crate::step::{HASH, commit, start};

const TIMES: usize = 300;

/// How many executions keep the engine busy.
const BUSY: usize = 256;

pub(crate) async fn run() -> Result<()> {
    let folder = Folder::new()?;
    let engine = Sqlite::open(folder.path("workflows.db"))?;
    let client = Sqlite::open(folder.path("workflows.db"))?;
    engine.attach().await?;
    let mut delays = Vec::new();
    for number in 0..TIMES {
        while timeout(Duration::from_millis(5), engine.changed()).await.is_ok() {}
        client.start(start(number)).await?;
        let since = Instant::now();
        engine.changed().await?;
        delays.push(since.elapsed());
    }
    tell("what another connection adds is heard of after", delays);
    let before = computing();
    let idle = Duration::from_secs(5);
    tokio::time::sleep(idle).await;
    if let (Some(before), Some(after)) = (before, computing()) {
        let part = (after - before).as_secs_f64() / idle.as_secs_f64() * 100.0;
        println!("an idle engine that listens takes {part:.1} % of a core");
    }
    starts_beside_a_busy_engine(&engine, &client).await
}

/// How long another connection waits for its turn while the engine always has something to write.
async fn starts_beside_a_busy_engine(engine: &Sqlite, client: &Sqlite) -> Result<()> {
    let claims = engine.claim(Timestamp::new(2_000_000_000, 0), &[HASH.into()], BUSY).await?;
    let until = Instant::now() + Duration::from_secs(8);
    let tasks: Vec<_> = claims
        .into_iter()
        .map(|(key, fence)| {
            let engine = engine.clone();
            tokio::spawn(async move {
                let mut version = 0;
                while Instant::now() < until {
                    version = engine.commit(commit(key, fence, version, None).into()).await?.version;
                }
                Ok::<_, StoreError>(())
            })
        })
        .collect();
    let mut delays = Vec::new();
    while Instant::now() < until - Duration::from_secs(1) {
        let since = Instant::now();
        client.start(start(TIMES + delays.len())).await?;
        delays.push(since.elapsed());
    }
    for task in tasks {
        task.await??;
    }
    tell("beside a busy engine, another connection starts an execution within", delays);
    Ok(())
}

fn tell(what: &str, mut delays: Vec<Duration>) {
    delays.sort();
    if let Some(last) = delays.last() {
        println!(
            "{what} {:.1?} (middle), {last:.1?} (longest of {})",
            delays[delays.len() / 2],
            delays.len()
        );
    }
}
