//! The system's clock.

use std::time::SystemTime;

use crate::clock::Clock;
use crate::time::Timestamp;

/// The system's clock: what is due is due by it, whatever happened to the process meanwhile.
#[derive(Debug, Clone, Copy)]
pub(super) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        SystemTime::now().into()
    }
}
