//! Hearing of what was added, by this process or another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Notify;

use super::super::StoreError;
use super::super::offers::Offers;

/// What the engine has been told of.
#[derive(Default)]
pub(super) struct News {
    notify: Notify,
    /// Tasks that this process's engine offers.
    pub(super) offers: Offers,
    /// The last execution and the last message.
    executions: AtomicI64,
    messages: AtomicI64,
}

impl News {
    /// Ends when something has been added that nobody has waited for yet.
    pub(super) async fn wait(&self) {
        self.notify.notified().await;
    }

    /// Tells of executions and messages that nobody has been told of.
    pub(super) fn look(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut select = connection.prepare_cached(
            "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'execution'),
                (SELECT seq FROM sqlite_sequence WHERE name = 'inbox')",
        )?;
        let (execution, message): (Option<i64>, Option<i64>) =
            select.query_row((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let newer = |last: &AtomicI64, seen: Option<i64>| {
            seen.is_some_and(|seen| last.fetch_max(seen, Ordering::Relaxed) < seen)
        };
        if newer(&self.executions, execution) | newer(&self.messages, message) {
            self.notify.notify_one();
        }
        Ok(())
    }
}

/// A thread that looks whether the file has changed; that is one look into shared memory each time.
pub(super) struct Watch {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    pub(super) fn new(connection: Connection, every: Duration, news: Arc<News>) -> Result<Self, StoreError> {
        let stop = Arc::new(AtomicBool::new(false));
        let thread = thread::Builder::new()
            .name("asl-store-watch".into())
            .spawn({
                let stop = Arc::clone(&stop);
                move || run(&connection, every, &news, &stop)
            })
            .map_err(StoreError::failed)?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            drop(thread.join());
        }
    }
}

fn run(connection: &Connection, every: Duration, news: &News, stop: &AtomicBool) {
    let mut seen = None;
    while !stop.load(Ordering::Relaxed) {
        let version = connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut pragma| pragma.query_row((), |row| row.get::<_, i64>(0)));
        // What fails now is tried again; the engine meets the same trouble, and tells of it.
        if let Ok(version) = version
            && seen != Some(version)
            && news.look(connection).is_ok()
        {
            seen = Some(version);
        }
        thread::park_timeout(every);
    }
}
