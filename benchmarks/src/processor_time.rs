//! Time that this thread has had a processor: what others do on the machine is not in it.

use std::time::Duration;

/// The processor time of this thread so far; where the system has no such clock, the time since the first look.
#[cfg(unix)]
pub fn processor_time() -> Duration {
    use nix::time::{ClockId, clock_gettime};

    // Every Unix that tokio runs on has this clock.
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map(Duration::from).unwrap_or_default()
}

/// The processor time of this thread so far; where the system has no such clock, the time since the first look.
#[cfg(not(unix))]
pub fn processor_time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_with_work() {
        let start = processor_time();
        let mut number = 0_u64;
        while processor_time() == start {
            number = std::hint::black_box(number + 1);
        }
        assert!(processor_time() > start);
    }
}
