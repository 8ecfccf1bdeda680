//! Who works on the store: one engine.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::{ExecutionKey, Fence, StoreError};
use super::watch::Watch;

/// The seat of the engine, and what it holds.
///
/// The lock of a file beside the store keeps a second engine out, and the operating system frees it however the
/// process ends. It is no file of SQLite's own, since those are locked in ways that differ between systems. Should
/// somebody delete it, two engines could sit down: then the later one goes on, since the store counts them and every
/// commit looks whether its engine is the last.
#[derive(Default)]
pub(super) struct Seat(Mutex<Option<Seated>>);

/// An engine that has sat down.
pub(super) struct Seated {
    pub(super) epoch: u64,
    held: HashMap<ExecutionKey, Fence>,
    last_fence: u64,
    _watch: Watch,
    _lock: File,
}

impl Seat {
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<Seated>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The epoch of an engine that holds an execution.
    pub(super) fn hold(&self, execution: ExecutionKey, fence: Fence) -> Result<u64, StoreError> {
        match &*self.lock() {
            Some(seated) if seated.held.get(&execution) == Some(&fence) => Ok(seated.epoch),
            _ => Err(StoreError::LeaseLost),
        }
    }

    pub(super) fn release(&self, execution: ExecutionKey, fence: Fence) -> Result<(), StoreError> {
        match &mut *self.lock() {
            Some(seated) if seated.held.get(&execution) == Some(&fence) => {
                seated.held.remove(&execution);
                Ok(())
            }
            _ => Err(StoreError::LeaseLost),
        }
    }
}

impl Seated {
    /// Fences of different engines differ, even in one process.
    pub(super) fn new(epoch: u64, watch: Watch, lock: File) -> Self {
        Self { epoch, held: HashMap::new(), last_fence: epoch << 32, _watch: watch, _lock: lock }
    }

    pub(super) fn holds(&self, execution: ExecutionKey) -> bool {
        self.held.contains_key(&execution)
    }

    pub(super) fn take(&mut self, execution: ExecutionKey) -> Fence {
        self.last_fence += 1;
        let fence = Fence(self.last_fence);
        self.held.insert(execution, fence);
        fence
    }
}

/// Locks the file beside a store.
pub(super) fn lock(store: &Path) -> Result<File, StoreError> {
    let path = beside(store);
    let failed = |error: std::io::Error| StoreError::failed(format!("`{}`: {error}", path.display()));
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::EngineRunning),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// `workflows.db-engine`
fn beside(store: &Path) -> PathBuf {
    let mut name = OsString::from(store);
    name.push("-engine");
    PathBuf::from(name)
}
