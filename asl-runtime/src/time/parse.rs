//! Reading timestamps (CHO-14).

use super::Timestamp;
use super::calendar::{Date, SECONDS_PER_DAY};

/// An offset reaches eighteen hours at most, as in the date library of the service.
const LONGEST_OFFSET: i64 = 18 * 3600;

pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
    let mut rest = Reader(text.as_bytes());
    let year = rest.number(4)?;
    rest.expect(b'-')?;
    let month = rest.number(2)?;
    rest.expect(b'-')?;
    let date = Date::new(year, month, rest.number(2)?)?;
    rest.expect(b'T')?;
    let hour = rest.number(2).filter(|hour| *hour < 24)?;
    rest.expect(b':')?;
    let minute = rest.number(2).filter(|minute| *minute < 60)?;
    rest.expect(b':')?;
    let second = rest.number(2).filter(|second| *second < 60)?;
    let nanoseconds = match rest.expect(b'.') {
        Some(()) => rest.fraction()?,
        None => 0,
    };
    let offset = rest.offset()?;
    let seconds = date.to_days() * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - offset;
    rest.0.is_empty().then_some(Timestamp::new(seconds, nanoseconds))
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    fn number(&mut self, digits: u32) -> Option<i64> {
        let mut number = 0;
        for _ in 0..digits {
            let digit = self.next().filter(u8::is_ascii_digit)?;
            number = number * 10 + i64::from(digit - b'0');
        }
        Some(number)
    }

    /// One to nine digits after the point.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let count = u32::try_from(digits).ok().filter(|count| (1..=9).contains(count))?;
        let number = u32::try_from(self.number(count)?).ok()?;
        Some(number * 10_u32.pow(9 - count))
    }

    /// `Z` or `+hh:mm`, in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.next()? {
            b'Z' => return Some(0),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.number(2)?;
        self.expect(b':')?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        let offset = hours * 3600 + minutes * 60;
        (offset <= LONGEST_OFFSET).then_some(sign * offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_instants() {
        let cases = [
            ("1970-01-01T00:00:00Z", Timestamp::new(0, 0)),
            ("2025-01-01T00:00:00.00Z", Timestamp::new(1_735_689_600, 0)),
            ("2025-01-01T00:00:00.123456789Z", Timestamp::new(1_735_689_600, 123_456_789)),
            ("2025-01-01T02:00:00+02:00", Timestamp::new(1_735_689_600, 0)),
            ("2024-12-31T18:30:00-05:30", Timestamp::new(1_735_689_600, 0)),
            ("0000-01-01T00:00:00Z", Timestamp::new(-62_167_219_200, 0)),
            ("9999-12-31T23:59:59.9Z", Timestamp::new(253_402_300_799, 900_000_000)),
        ];
        for (text, instant) in cases {
            assert_eq!(timestamp(text), Some(instant), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        let cases = [
            "",
            "2025-01-01",
            "2025-01-01T00:00:00",
            "2025-01-01t00:00:00Z",
            "2025-01-01T00:00:00z",
            "2025-01-01 00:00:00Z",
            "2025-01-01T00:00Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2016-12-05T24:00:00Z",
            "2016-12-05T23:60:00Z",
            "2016-12-05T23:59:60Z",
            "2016-13-05T00:00:00Z",
            "2016-02-30T00:00:00Z",
            "2016-12-05T00:00:00.Z",
            "2016-12-05T00:00:00.0123456789Z",
            "2016-12-05T00:00:00+0200",
            "2016-12-05T00:00:00+19:00",
            "2016-12-05T00:00:00+02:60",
            "2016-12-05T00:00:00Z ",
            " 2016-12-05T00:00:00Z",
            "2016-12-05T00:00:00ZZ",
            "+016-12-05T00:00:00Z",
            "２016-12-05T00:00:00Z",
        ];
        for text in cases {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
