//! Where executions are kept while processes come and go.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use asl_runtime::store::{Durability, MemoryStore, Sqlite, Store, StoreFuture};

/// When calls of a store are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    /// As they come.
    InTheirTime,
    /// Before anything else is done: other threads answer, and virtual time would go on meanwhile.
    AtOnce,
}

impl Answers {
    pub(crate) fn of<T: Send + 'static>(self, answer: StoreFuture<'_, T>) -> StoreFuture<'_, T> {
        match self {
            Self::InTheirTime => answer,
            Self::AtOnce => Box::pin(std::future::ready(wait_for(answer))),
        }
    }
}

/// Waits on this thread, and lets nothing else happen on it.
fn wait_for<T>(answer: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut answer = pin!(answer);
    loop {
        match answer.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(answer) => return answer,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// How long a run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Every point can be tried.
    Little,
    /// Some are.
    Much,
}

/// What outlives a process.
pub(crate) trait Place {
    type Store: Store + Clone;
    const ANSWERS: Answers;
    const COST: Cost;

    fn new() -> Self;

    /// The store as the next process finds it.
    fn open(&self) -> Self::Store;

    /// Whether it is whole.
    fn check(&self) -> Result<(), String>;
}

/// A store in memory, which tests keep for the processes.
pub(crate) struct InMemory(MemoryStore);

impl Place for InMemory {
    type Store = MemoryStore;
    const ANSWERS: Answers = Answers::InTheirTime;
    const COST: Cost = Cost::Little;

    fn new() -> Self {
        Self(MemoryStore::new().expect("there is randomness"))
    }

    fn open(&self) -> MemoryStore {
        self.0.reopened()
    }

    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// A file of SQLite, which every process opens anew.
pub(crate) struct InFile(PathBuf);

impl Place for InFile {
    type Store = Sqlite;
    const ANSWERS: Answers = Answers::AtOnce;
    const COST: Cost = Cost::Much;

    fn new() -> Self {
        static FILES: AtomicUsize = AtomicUsize::new(0);
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("asl-faults-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("there is a folder");
        Self(folder)
    }

    fn open(&self) -> Sqlite {
        // The machine goes on, so nothing is asked of the disk; and there is nobody else whom it would have to hear.
        let options = Sqlite::options().durability(Durability::Normal).polling(Duration::from_secs(3600));
        options.open(self.0.join("workflows.db")).expect("it opens")
    }

    fn check(&self) -> Result<(), String> {
        let file = rusqlite::Connection::open(self.0.join("workflows.db"));
        let found = file.and_then(|file| file.query_row("PRAGMA integrity_check", (), |row| row.get(0)));
        match found {
            Ok::<String, _>(found) if found == "ok" => Ok(()),
            Ok(found) => Err(found),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for InFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
