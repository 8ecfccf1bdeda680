//! The one thread that writes: what is asked for while it is busy is written together.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::StoreError;
use super::group::{self, Added, Group};
use super::guard::Guard;
use super::pace::Pace;
use super::trouble::{Done, Trouble};
use super::watch::News;
use super::work::{Again, Asking, Once, Work};

/// Writes, in the order in which it is asked to.
pub(super) struct Writer {
    work: Option<Sender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
    path: Arc<Path>,
}

impl Writer {
    /// A writer that waits as long as its patience lasts for other processes that write.
    pub(super) fn new(
        mut connection: Connection,
        path: &Path,
        patience: Duration,
        news: Arc<News>,
    ) -> Result<Self, StoreError> {
        let guard = Guard::watch(&mut connection).map_err(|error| Trouble::of(&error).error(path))?;
        let (sender, receiver) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("asl-store-writer".into())
            .spawn(move || run(&connection, &guard, patience, &receiver, &news))
            .map_err(StoreError::failed)?;
        Ok(Self { work: Some(sender), thread: Some(thread), path: path.into() })
    }

    /// Does a piece of work within the next transaction, as a savepoint of its own. It is in line when this returns,
    /// whether or not anybody waits for its end.
    pub(super) fn ask<T, W>(&self, work: W) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce(&Group<'_>) -> Done<T> + Send + 'static,
    {
        self.line_up(|asking| Box::new(Once { work: Some(work), asking }))
    }

    /// The same for what can be done again if it is undone because of others.
    pub(super) fn ask_again<T, W>(
        &self,
        work: W,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: Fn(&Group<'_>) -> Done<T> + Send + 'static,
    {
        self.line_up(|asking| Box::new(Again { work, asking }))
    }

    fn line_up<T, L>(&self, work: L) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, L>
    where
        T: Send + 'static,
        L: FnOnce(Asking<T>) -> Box<dyn Work>,
    {
        let (reply, answer) = oneshot::channel();
        let work = work(Asking::new(reply, Arc::clone(&self.path)));
        let sent = self.work.as_ref().is_some_and(|line| line.send(work).is_ok());
        async move {
            if !sent {
                return Err(StoreError::failed(STOPPED));
            }
            // It ended with this work in hand: it may have been written.
            answer.await.unwrap_or_else(|_| Err(StoreError::Unknown(STOPPED.into())))
        }
    }
}

const STOPPED: &str = "the writer of the store has panicked: open the store anew";

impl Drop for Writer {
    /// Writes what is in line.
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // A panic has told of itself.
            drop(thread.join());
        }
    }
}

/// A panic ends the thread: the transaction is rolled back as the connection is closed, and whoever waits is told,
/// since the ends of all channels go with it.
fn run(
    connection: &Connection,
    guard: &Guard,
    patience: Duration,
    line: &Receiver<Box<dyn Work>>,
    news: &News,
) {
    let mut pace = Pace::default();
    let mut next = Vec::new();
    loop {
        if next.is_empty() {
            match line.recv() {
                Ok(first) => next.push(first),
                Err(_) => return,
            }
        }
        let mut works = std::mem::take(&mut next);
        let written = group::write(connection, guard, patience, &mut pace, line, &mut works);
        if let Ok(tidings) = &written {
            if tidings.added == Added::Something {
                // What can't be seen now is seen by whoever watches the file.
                drop(news.look(connection));
            }
            tidings.offered.iter().for_each(|activity| news.offers.tell(activity));
        }
        // They came while the others were written.
        next.extend(line.try_iter());
        pace.note(works.len(), next.len());
        for work in works {
            work.tell(written.as_ref().err());
        }
    }
}
