//! Many executions that wait for a day to come.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use asl_runtime::Timestamp;
use asl_runtime::store::{Sqlite, Store};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::Result;
use crate::process::{Folder, memory, size};
use crate::step::{HASH, commit, start};

const TOGETHER: usize = 1_000;

/// The first one is due then, the others one second after the other.
const DUE: Timestamp = Timestamp::new(1_800_000_000, 0);

pub(crate) async fn run(count: usize) -> Result<()> {
    let folder = Folder::new()?;
    let path = folder.path("workflows.db");
    let store = Sqlite::open(&path)?;
    store.attach().await?;
    let since = Instant::now();
    let started = stream::iter(0..count).map(|number| store.start(start(number))).buffer_unordered(TOGETHER);
    started.try_for_each(|_| std::future::ready(Ok(()))).await?;
    println!("{count} executions started in {:.1?}", since.elapsed());
    let since = Instant::now();
    loop {
        let claims = store.claim(Timestamp::new(1_770_000_000, 0), &[HASH.into()], TOGETHER).await?;
        if claims.is_empty() {
            break;
        }
        let slept = stream::iter(claims).map(|(key, fence)| {
            let second = Duration::from_secs(key.0.unsigned_abs());
            let written = store.commit(commit(key, fence, 0, Some(DUE.saturating_add(second))).into());
            let store = &store;
            async move {
                written.await?;
                store.release(key, fence).await
            }
        });
        slept.buffer_unordered(TOGETHER).try_for_each(|()| std::future::ready(Ok(()))).await?;
    }
    println!("… and put to sleep in {:.1?}, with three events each", since.elapsed());
    let since = Instant::now();
    drop(store);
    println!("closed in {:.1?}", since.elapsed());
    let bytes = size(&path)?;
    println!("the file has {:.0} MB: {} bytes each", bytes as f64 / 1e6, bytes / count as u64);
    let child = Command::new(std::env::current_exe()?).args(["open".as_ref(), path.as_os_str()]).status()?;
    if child.success() { Ok(()) } else { Err("the process that opens the store failed".into()) }
}

/// Opens the store in a process that has done nothing else.
pub(crate) async fn open(path: &Path) -> Result<()> {
    let before = memory();
    let since = Instant::now();
    let store = Sqlite::open(path)?;
    store.attach().await?;
    println!("opened and attached in {:.1?}", since.elapsed());
    let hashes = [HASH.to_owned()];
    measure("the next due time", async || Ok(store.next_due(&hashes).await?.into_iter().count())).await?;
    measure("a claim of 100 with nothing due", async || {
        Ok(store.claim(Timestamp::new(1_770_000_000, 0), &hashes, 100).await?.len())
    })
    .await?;
    measure("a claim of 100 with all due", async || {
        let claims = store.claim(Timestamp::new(2_000_000_000, 0), &hashes, 100).await?;
        for (key, fence) in &claims {
            store.release(*key, *fence).await?;
        }
        Ok(claims.len())
    })
    .await?;
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("memory: {before:.1} MB before, {after:.1} MB after");
    }
    Ok(())
}

async fn measure(what: &str, ask: impl AsyncFn() -> Result<usize>) -> Result<()> {
    let first = Instant::now();
    let found = ask().await?;
    let first = first.elapsed();
    let since = Instant::now();
    let times = 1_000;
    for _ in 0..times {
        ask().await?;
    }
    println!("{what}: {:.1?}, the first time {first:.1?} ({found} found)", since.elapsed() / times);
    Ok(())
}
