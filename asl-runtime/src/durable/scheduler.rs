//! Claims executions that have something to do, and drives them.

use std::future::{Future, poll_fn};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::FutureExt as _;

use super::aside::{give_back, set_aside, unreadable};
use super::patience::Patience;
use super::session::Session;
use super::shared::Shared;
use crate::host::{Driver, Left, Nudge, panic_message};
use crate::store::{ExecutionKey, Fence, StoreError};

/// So many executions are claimed at once.
const CLAIMS: usize = 64;

/// The clock is looked at so often, at the least: it may have been set.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// A store that fails is asked again after this.
const AFTER_TROUBLE: Duration = Duration::from_millis(500);

/// Runs until the engine closes and nothing is in memory any more.
pub(super) async fn schedule(shared: Arc<Shared>) {
    loop {
        if shared.is_closing() {
            if shared.in_memory().is_empty() {
                return;
            }
            // What is still at work is to hear of a stop, or of an answer.
            match tell_messages(&shared).await {
                Ok(()) => rest(&shared, LONGEST_SLEEP).await,
                Err(error) => {
                    shared.tell(&error);
                    tokio::time::sleep(AFTER_TROUBLE).await;
                }
            }
            continue;
        }
        match turn(&shared).await {
            Ok(Turn::More) => {}
            Ok(Turn::Full) => rest(&shared, LONGEST_SLEEP).await,
            Ok(Turn::Idle(sleep)) => rest(&shared, sleep).await,
            Err(error) => {
                shared.tell(&error);
                tokio::time::sleep(AFTER_TROUBLE).await;
            }
        }
    }
}

/// What a turn came to.
enum Turn {
    /// There may be more to claim.
    More,
    /// No more executions may be in memory.
    Full,
    /// Nothing is to do for so long.
    Idle(Duration),
}

async fn turn(shared: &Arc<Shared>) -> Result<Turn, StoreError> {
    tell_messages(shared).await?;
    let room = shared.setup.most_in_memory.saturating_sub(shared.in_memory().len());
    if room == 0 {
        return Ok(Turn::Full);
    }
    let now = shared.setup.clock.now();
    let most = room.min(CLAIMS);
    let claimed = shared.setup.store.claim(now, &shared.hashes, most).await?;
    let is_all = claimed.len() < most;
    for (key, fence) in claimed {
        let nudge = Arc::new(Nudge::default());
        shared.in_memory().insert(key, Arc::clone(&nudge));
        tokio::spawn(run(Arc::clone(shared), key, fence, nudge));
    }
    if !is_all {
        return Ok(Turn::More);
    }
    let due = shared.setup.store.next_due(&shared.hashes).await?;
    let sleep = due.map_or(LONGEST_SLEEP, |due| due.saturating_since(now).min(LONGEST_SLEEP));
    Ok(if sleep.is_zero() { Turn::More } else { Turn::Idle(sleep) })
}

/// Tells executions in memory that there are messages for them.
async fn tell_messages(shared: &Shared) -> Result<(), StoreError> {
    for key in shared.setup.store.messages(&shared.hashes).await? {
        let nudge = shared.in_memory().get(&key).cloned();
        match nudge {
            Some(nudge) => nudge.tell(),
            None => give_back(shared, key).await?,
        }
    }
    Ok(())
}

/// Waits for something new, for room, or for the next due time.
async fn rest(shared: &Shared, sleep: Duration) {
    let mut changed = shared.setup.store.changed();
    let mut woken = std::pin::pin!(shared.wake.notified());
    let mut slept = std::pin::pin!(tokio::time::sleep(sleep));
    poll_fn(|task| {
        let is_ready = changed.as_mut().poll(task).is_ready()
            || woken.as_mut().poll(task).is_ready()
            || slept.as_mut().poll(task).is_ready();
        if is_ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Drives an execution as far as it gets.
async fn run(shared: Arc<Shared>, key: ExecutionKey, fence: Fence, nudge: Arc<Nudge>) {
    let driven = AssertUnwindSafe(drive(&shared, key, fence, nudge)).catch_unwind().await;
    let why_aside = match &driven {
        Ok(Ok(())) => None,
        Ok(Err(error)) => {
            shared.tell(error);
            unreadable(error)
        }
        // It would do so each time: the engine, or what the application gave it to read and write objects.
        Err(panic) => Some(format!("what drives it panicked: {}", panic_message(panic.as_ref()))),
    };
    if let Some(reason) = why_aside {
        set_aside(&shared, key, fence, reason).await;
        shared.in_memory().remove(&key);
        shared.wake.notify_one();
        return;
    }
    if matches!(driven, Ok(Err(_))) {
        // It is tried again, but not at once.
        tokio::time::sleep(AFTER_TROUBLE).await;
    }
    shared.in_memory().remove(&key);
    release(&shared, key, fence).await;
    shared.wake.notify_one();
}

/// Gives a claim back. An execution that stayed claimed would never go on.
async fn release(shared: &Shared, key: ExecutionKey, fence: Fence) {
    // What can't be given back any more is somebody else's by now, or the engine is closing.
    drop(Patience::new(shared).ask(|| shared.setup.store.release(key, fence)).await);
}

async fn drive(
    shared: &Arc<Shared>,
    key: ExecutionKey,
    fence: Fence,
    nudge: Arc<Nudge>,
) -> Result<(), StoreError> {
    let (session, engine, blueprint) = Session::open(Arc::clone(shared), key, fence, nudge).await?;
    let arn = engine.arn();
    let driver = Driver::new(engine, blueprint, Arc::clone(&shared.setup.clock));
    match Box::pin(driver.drive_durably(Box::new(session))).await {
        Left::Ended => {
            shared.tell_ended(&arn);
            Ok(())
        }
        Left::Parked => Ok(()),
        Left::Lost(error) => Err(error),
    }
}
