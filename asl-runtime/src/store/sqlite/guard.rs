//! Keeps handlers from more than they may do within a transaction.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::schema;

/// So many steps of SQLite's machine go by before the time is looked at.
const STEPS: i32 = 10_000;

/// Says what a connection may do while a handler has it.
#[derive(Clone, Default)]
pub(super) struct Guard {
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    is_with_handler: AtomicBool,
    until: Mutex<Option<Instant>>,
    is_too_late: AtomicBool,
}

impl Guard {
    /// Watches a connection from now on.
    pub(super) fn watch(connection: &mut Connection) -> rusqlite::Result<Self> {
        let guard = Self::default();
        let asked = guard.clone();
        // It is asked when statements are prepared, which those of the store are once.
        connection.authorizer(Some(move |context: AuthContext<'_>| asked.judge(context.action)))?;
        let timed = guard.clone();
        connection.progress_handler(STEPS, Some(move || timed.interrupts()))?;
        Ok(guard)
    }

    /// Lets a handler have the connection, for so long at most.
    pub(super) fn lend<T>(&self, limit: Duration, write: impl FnOnce() -> T) -> Lent<T> {
        let began = Instant::now();
        *self.until() = began.checked_add(limit);
        self.state.is_too_late.store(false, Ordering::Release);
        self.state.is_with_handler.store(true, Ordering::Release);
        let value = write();
        self.state.is_with_handler.store(false, Ordering::Release);
        let is_too_late = self.state.is_too_late.load(Ordering::Acquire) || began.elapsed() > limit;
        if is_too_late { Lent::TooLate } else { Lent::InTime(value) }
    }

    fn until(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.state.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_with_handler(&self) -> bool {
        self.state.is_with_handler.load(Ordering::Acquire)
    }

    fn interrupts(&self) -> bool {
        let is_too_late = self.is_with_handler() && self.until().is_some_and(|until| Instant::now() > until);
        if is_too_late {
            self.state.is_too_late.store(true, Ordering::Release);
        }
        is_too_late
    }

    fn judge(&self, action: AuthAction<'_>) -> Authorization {
        if self.is_with_handler() && is_forbidden(action) {
            Authorization::Deny
        } else {
            Authorization::Allow
        }
    }
}

/// How a handler had the connection.
pub(super) enum Lent<T> {
    InTime(T),
    /// What it came to is not asked for any more.
    TooLate,
}

fn is_forbidden(action: AuthAction<'_>) -> bool {
    match action {
        AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::Pragma { .. } => true,
        AuthAction::Insert { table_name }
        | AuthAction::Update { table_name, .. }
        | AuthAction::Delete { table_name }
        | AuthAction::DropTable { table_name }
        | AuthAction::AlterTable { table_name, .. }
        | AuthAction::CreateIndex { table_name, .. }
        | AuthAction::DropIndex { table_name, .. }
        | AuthAction::CreateTrigger { table_name, .. }
        | AuthAction::CreateTempTrigger { table_name, .. }
        | AuthAction::DropTrigger { table_name, .. } => is_own(table_name),
        AuthAction::DropView { view_name }
        | AuthAction::CreateTempTable { table_name: view_name }
        | AuthAction::CreateTempView { view_name } => is_own(view_name),
        _ => false,
    }
}

fn is_own(name: &str) -> bool {
    schema::NAMES.iter().any(|own| own.eq_ignore_ascii_case(name))
}
