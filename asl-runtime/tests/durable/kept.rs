//! Both stores, for tests that are about what is kept.

#[cfg(feature = "sqlite")]
use std::path::PathBuf;
use std::sync::Arc;
#[cfg(feature = "sqlite")]
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use asl_runtime::durable::{Client, Engine, EngineBuilder};
#[cfg(feature = "sqlite")]
use asl_runtime::store::Sqlite;
use asl_runtime::store::{MemoryStore, Store};

/// Where executions are kept, whatever happens to those who work on them.
pub(crate) trait Kept {
    /// What a process opens.
    type Store: Store + Clone;

    /// Opens it as another process does.
    fn open(&self) -> Self::Store;

    /// An engine in a process of its own.
    fn engine(&self) -> EngineBuilder {
        let builder = Engine::builder().store(self.open());
        builder.on_store_error(|error| panic!("the store fails: {error}"))
    }

    /// A client in a process of its own.
    async fn client(&self) -> Client {
        Client::new(Arc::new(self.open())).await.expect("there is a store")
    }
}

pub(crate) struct InMemory(MemoryStore);

impl InMemory {
    pub(crate) fn new() -> Self {
        Self(MemoryStore::new().expect("there is randomness"))
    }
}

impl Kept for InMemory {
    type Store = MemoryStore;

    fn open(&self) -> MemoryStore {
        self.0.clone()
    }
}

#[cfg(feature = "sqlite")]
pub(crate) struct InFile(PathBuf);

#[cfg(feature = "sqlite")]
impl InFile {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("asl-durable-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("there is room");
        Self(path)
    }

    /// All that is in the files.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.0).expect("there is a folder");
        let read =
            |file: std::io::Result<std::fs::DirEntry>| std::fs::read(file.expect("it is there").path());
        files.flat_map(|file| read(file).expect("it can be read")).collect()
    }
}

#[cfg(feature = "sqlite")]
impl Kept for InFile {
    type Store = Sqlite;

    fn open(&self) -> Sqlite {
        let options = Sqlite::options().durability(asl_runtime::store::Durability::Normal);
        options.open(self.0.join("workflows.db")).expect("it opens")
    }
}

#[cfg(feature = "sqlite")]
impl Drop for InFile {
    fn drop(&mut self) {
        // What can't be removed is left to the system.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Runs each test on both stores.
macro_rules! on_both {
    ($($test:ident)*) => {
        mod memory {
            $(#[tokio::test] async fn $test() { super::$test($crate::kept::InMemory::new()).await; })*
        }
        #[cfg(feature = "sqlite")]
        mod sqlite {
            $(#[tokio::test] async fn $test() { super::$test($crate::kept::InFile::new()).await; })*
        }
    };
}
pub(crate) use on_both;

/// Waits until something is so, by the time of the world.
pub(crate) async fn eventually(what: impl AsyncFn() -> bool) {
    for _ in 0..2_000 {
        if what().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not come to it");
}
