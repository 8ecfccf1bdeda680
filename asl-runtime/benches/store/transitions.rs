//! Steps per second, beside a bare loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::Timestamp;
use asl_runtime::store::{Sqlite, Store, StoreError};

use crate::process::Folder;
use crate::step::{HASH, commit, start};
use crate::{Result, bare};

const TIME: Duration = Duration::from_secs(4);

/// Each is measured several times, in turns, since disks have moods: the middle one counts.
const TURNS: usize = 3;

pub(crate) async fn run() -> Result<()> {
    println!("steps per second, each in {TURNS} turns of {} s, the middle one:", TIME.as_secs());
    println!("{:>10} {:>10} {:>10} {:>8}", "executions", "bare loop", "store", "bare/store");
    for together in [1, 16, 256] {
        let (mut bare, mut store) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            bare.push(bare_turn(together).await?);
            store.push(store_turn(together).await?);
        }
        let (bare, store) = (middle(bare), middle(store));
        println!("{together:>10} {bare:>10.0} {store:>10.0} {:>10.2}", bare / store);
    }
    Ok(())
}

pub(crate) fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A store with so many executions.
async fn prepare(folder: &Folder, together: usize) -> Result<Sqlite> {
    let store = Sqlite::open(folder.path("workflows.db"))?;
    for number in 0..together {
        store.start(start(number)).await?;
    }
    Ok(store)
}

async fn bare_turn(together: usize) -> Result<f64> {
    let folder = Folder::new()?;
    drop(prepare(&folder, together).await?);
    let path = folder.path("workflows.db");
    tokio::task::spawn_blocking(move || bare::run(&path, together, TIME)).await?
}

async fn store_turn(together: usize) -> Result<f64> {
    let folder = Folder::new()?;
    let store = prepare(&folder, together).await?;
    store.attach().await?;
    let claims = store.claim(Timestamp::new(2_000_000_000, 0), &[HASH.into()], together).await?;
    let steps = Arc::new(AtomicU64::new(0));
    let since = Instant::now();
    let tasks: Vec<_> = claims
        .into_iter()
        .map(|(key, fence)| {
            let (store, steps) = (store.clone(), Arc::clone(&steps));
            tokio::spawn(async move {
                let mut version = 0;
                while since.elapsed() < TIME {
                    version = store.commit(commit(key, fence, version, None).into()).await?.version;
                    steps.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<_, StoreError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(steps.load(Ordering::Relaxed) as f64 / since.elapsed().as_secs_f64())
}
