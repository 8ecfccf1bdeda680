//! Where time comes from.

use std::fmt;
use std::time::SystemTime;

use crate::time::Timestamp;

/// Tells a host the time on the wall. It must not go backwards.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time.
    fn now(&self) -> Timestamp;
}

/// Wall time as its start plus what tokio says has gone by since.
///
/// With `tokio::time::pause()` an hour takes no time, and this clock shows it nevertheless.
#[derive(Debug, Clone, Copy)]
pub struct TokioClock {
    wall: Timestamp,
    instant: tokio::time::Instant,
}

impl TokioClock {
    /// A clock that shows the system's time, and goes on from there.
    pub fn system() -> Self {
        let instant = tokio::time::Instant::now();
        // Paused time may have run ahead of the system's, or stand still while that goes on: whoever asks twice
        // must see later times, not earlier ones.
        let (virtual_now, real_now) = (instant.into_std(), std::time::Instant::now());
        let wall = Timestamp::from(SystemTime::now())
            .saturating_add(virtual_now.saturating_duration_since(real_now))
            .saturating_sub(real_now.saturating_duration_since(virtual_now));
        Self { wall, instant }
    }

    /// A clock that shows `start` now.
    pub fn starting_at(start: Timestamp) -> Self {
        Self { wall: start, instant: tokio::time::Instant::now() }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        self.wall.saturating_add(self.instant.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn paused_time_shows() {
        let clock = TokioClock::starting_at(Timestamp::new(100, 0));
        tokio::time::sleep(Duration::from_secs(3_600)).await;
        assert_eq!(clock.now().seconds(), 3_700);
        let (before, after) = (TokioClock::system(), {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
            TokioClock::system()
        });
        let gone = after.wall.saturating_since(before.wall);
        assert!(gone >= Duration::from_secs(3_599) && gone <= Duration::from_secs(3_601), "{gone:?}");
    }
}
