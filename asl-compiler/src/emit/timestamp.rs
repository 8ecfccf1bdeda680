//! Timestamps as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal::integer;

/// `rt::Timestamp::new(…)`, a constant; the reader has checked the text (CHO-14).
pub(super) fn timestamp(text: &str) -> TokenStream {
    let (seconds, nanoseconds) = instant(text).unwrap_or_default();
    let (seconds, nanoseconds) = (integer(seconds), integer(nanoseconds));
    quote!(rt::Timestamp::new(#seconds, #nanoseconds))
}

/// Seconds since 1970-01-01T00:00:00Z, and nanoseconds.
fn instant(text: &str) -> Option<(i64, u32)> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let days = days_since_epoch(number(0..4)?, number(5..7)?, number(8..10)?);
    let seconds = ((days * 24 + number(11..13)?) * 60 + number(14..16)?) * 60 + number(17..19)?;
    let rest = text.get(19..)?;
    let digits = rest.strip_prefix('.').map_or("", |fraction| {
        let end = fraction.find(|character: char| !character.is_ascii_digit()).unwrap_or(fraction.len());
        &fraction[..end]
    });
    let nanoseconds = format!("{digits:0<9}").get(..9)?.parse().ok()?;
    let offset = rest.trim_start_matches(|character: char| character == '.' || character.is_ascii_digit());
    let offset = match offset.split_at_checked(1)? {
        ("Z", "") => 0,
        (sign, hours_and_minutes) => {
            let (hours, minutes) = hours_and_minutes.split_once(':')?;
            let seconds = (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60;
            if sign == "-" { -seconds } else { seconds }
        }
    };
    Some((seconds - offset, nanoseconds))
}

/// Days from 1970-01-01 in the Gregorian calendar. A year is counted from March, so that the leap day is its
/// last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_seconds() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", (0, 0)),
            ("2016-03-14T01:59:00Z", (1_457_920_740, 0)),
            ("2000-02-29T23:59:59.5Z", (951_868_799, 500_000_000)),
            ("2024-12-31T00:00:00.123456789123+02:30", (1_735_594_200, 123_456_789)),
            ("1969-12-31T23:00:00-01:00", (0, 0)),
            ("9999-12-31T23:59:59Z", (253_402_300_799, 0)),
        ] {
            assert_eq!(instant(text), Some(expected), "{text}");
        }
        assert_eq!(instant("soon"), None);
    }
}
