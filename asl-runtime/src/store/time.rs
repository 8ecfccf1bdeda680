//! Times as stores keep them: to the millisecond, which is as fine as the service tells them.

use crate::time::Timestamp;

const NANOSECONDS: u32 = 1_000_000;

/// The millisecond that an instant lies in.
pub(super) fn past(time: Timestamp) -> Timestamp {
    Timestamp::new(time.seconds(), time.nanoseconds() / NANOSECONDS * NANOSECONDS)
}

/// The first millisecond that is no earlier than an instant: nothing that is due is done too early.
pub(super) fn due(time: Timestamp) -> Timestamp {
    let nanoseconds = time.nanoseconds().div_ceil(NANOSECONDS) * NANOSECONDS;
    Timestamp::new(time.seconds(), nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_kept_to_the_millisecond() {
        let cases = [
            (0, 0, 0),
            (1, 0, NANOSECONDS),
            (NANOSECONDS, NANOSECONDS, NANOSECONDS),
            (1_999_999, NANOSECONDS, 2 * NANOSECONDS),
        ];
        for (nanoseconds, before, after) in cases {
            let time = Timestamp::new(-7, nanoseconds);
            assert_eq!(past(time), Timestamp::new(-7, before), "{nanoseconds}");
            assert_eq!(due(time), Timestamp::new(-7, after), "{nanoseconds}");
        }
        assert_eq!(due(Timestamp::new(4, 999_999_999)), Timestamp::new(5, 0));
        assert_eq!(due(Timestamp::new(i64::MAX, 999_999_999)), Timestamp::new(i64::MAX, 0));
    }
}
