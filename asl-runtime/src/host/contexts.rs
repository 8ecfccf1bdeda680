//! The contexts of attempts that are not over.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use crate::context::TaskContext;
use crate::engine::AttemptId;

/// The contexts of attempts that are not over, so that those who hold them can be told.
#[derive(Debug, Default)]
pub(super) struct Contexts(HashMap<AttemptId, (TaskContext, Handler), BuildHasherDefault<Numbers>>);

/// Hashes attempts, which are numbered one after the other by the engine itself: nobody can choose their numbers, so
/// they only need to be spread over a table.
#[derive(Debug, Default)]
struct Numbers(u64);

impl Hasher for Numbers {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Handler {
    Working,
    /// The handler has ended, and the token is still to be answered. It may have left its context to someone.
    HandedOver,
}

impl Contexts {
    pub(super) fn add(&mut self, attempt: AttemptId, context: TaskContext) {
        self.0.insert(attempt, (context, Handler::Working));
    }

    /// What an attempt's handler left to be written.
    #[cfg(feature = "durable")]
    pub(super) fn take_writes(&self, attempt: AttemptId) -> Option<crate::transaction::HandlerWrites> {
        self.0.get(&attempt)?.0.take_writes()
    }

    /// A sign of life has arrived.
    pub(super) fn heartbeat_noted(&self, attempt: AttemptId) {
        if let Some((context, _)) = self.0.get(&attempt) {
            context.heartbeat_noted();
        }
    }

    /// The handler is gone.
    pub(super) fn handler_ended(&mut self, attempt: AttemptId) {
        if let Entry::Occupied(mut entry) = self.0.entry(attempt) {
            let (context, handler) = entry.get_mut();
            if context.token().is_some() && !context.is_cancelled() {
                *handler = Handler::HandedOver;
            } else {
                entry.remove();
            }
        }
    }

    /// The result is wanted no more.
    pub(super) fn cancel(&mut self, attempt: AttemptId) {
        if let Some((context, _)) = self.0.get(&attempt) {
            context.cancel();
        }
        self.close(attempt);
    }

    /// The attempt is over; if its handler still works, it is kept until that has ended.
    pub(super) fn close(&mut self, attempt: AttemptId) {
        if let Entry::Occupied(entry) = self.0.entry(attempt)
            && entry.get().1 == Handler::HandedOver
        {
            entry.remove();
        }
    }

    pub(super) fn cancel_all(&self) {
        for (context, _) in self.0.values() {
            context.cancel();
        }
    }
}
