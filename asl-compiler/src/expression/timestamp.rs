//! Timestamps as the service reads them (CHO-14): RFC 3339 with capital letters.

use std::ops::Range;

use super::ExpressionError;

/// Checks a timestamp: `2016-03-14T01:59:00Z`, `2016-03-14T01:59:00.123+02:00`.
pub fn check(text: &str) -> Result<(), ExpressionError> {
    let mut reader = Reader { text, position: 0 };
    match reader.timestamp() {
        Ok(()) => Ok(()),
        Err(error) if error.help.is_some() => Err(error),
        Err(error) => Err(error.help("a timestamp is written `2016-03-14T01:59:00Z`")),
    }
}

struct Reader<'t> {
    text: &'t str,
    position: usize,
}

impl Reader<'_> {
    fn timestamp(&mut self) -> Result<(), ExpressionError> {
        self.date()?;
        self.separator()?;
        self.time()?;
        self.offset()?;
        if self.position < self.text.len() {
            return Err(Self::error(self.position..self.text.len(), "nothing can follow the offset"));
        }
        Ok(())
    }

    fn date(&mut self) -> Result<(), ExpressionError> {
        if !self.begins_with_date() {
            return Err(Self::error(0..self.text.len(), "a timestamp begins with a date, `YYYY-MM-DD`"));
        }
        let year = self.number(4, "the year")?;
        self.sign("-")?;
        let month_start = self.position;
        let month = self.number(2, "the month")?;
        if !(1..=12).contains(&month) {
            return Err(Self::error(month_start..self.position, format!("there is no month {month:02}")));
        }
        self.sign("-")?;
        let day_start = self.position;
        let day = self.number(2, "the day")?;
        let days = days_in(year, month);
        if !(1..=days).contains(&day) {
            return Err(Self::error(
                day_start..self.position,
                format!("there is no day {day:02} in {year:04}-{month:02}, which has {days}"),
            ));
        }
        Ok(())
    }

    /// Whether at least the shape of a date stands at the start, so that a part of it can be blamed.
    fn begins_with_date(&self) -> bool {
        let shape = b"dddd-dd-dd";
        let bytes = self.text.as_bytes();
        bytes.len() >= shape.len()
            && shape.iter().zip(bytes).all(|(wanted, byte)| match wanted {
                b'd' => byte.is_ascii_digit(),
                sign => sign == byte,
            })
    }

    fn separator(&mut self) -> Result<(), ExpressionError> {
        let start = self.position;
        match self.next() {
            Some('T') => Ok(()),
            None => Err(Self::error(start..start, "the time is missing: `T` and `hh:mm:ss`")),
            Some('t') => {
                Err(Self::error(start..start + 1, "the `T` between date and time is a capital letter"))
            }
            Some(other) => {
                let range = start..start + other.len_utf8();
                Err(Self::error(range, "a `T` is missing between date and time"))
            }
        }
    }

    fn time(&mut self) -> Result<(), ExpressionError> {
        self.bounded("the hour", 23)?;
        self.sign(":")?;
        self.bounded("the minute", 59)?;
        if !self.rest().starts_with(':') {
            return Err(Self::error(self.position..self.position, "the seconds are missing"));
        }
        self.position += 1;
        self.bounded("the second", 59)?;
        if self.rest().starts_with('.') {
            let start = self.position;
            self.position += 1;
            let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
            self.position += digits;
            if digits == 0 {
                return Err(Self::error(start..start + 1, "digits of a fraction belong after this `.`"));
            }
        }
        Ok(())
    }

    fn offset(&mut self) -> Result<(), ExpressionError> {
        let start = self.position;
        match self.next() {
            Some('Z') => Ok(()),
            Some('+' | '-') => {
                self.bounded("the offset's hour", 23)?;
                if !self.rest().starts_with(':') {
                    return Err(Self::error(start..self.position, "an offset is written `+hh:mm`"));
                }
                self.position += 1;
                self.bounded("the offset's minute", 59)
            }
            Some('z') => Err(Self::error(start..start + 1, "the `Z` at the end is a capital letter")),
            None => Err(Self::error(start..start, "the `Z` or the offset is missing")
                .help("write `Z` at the end for UTC, or an offset such as `+02:00`")),
            Some(_) => {
                Err(Self::error(start..self.text.len(), "after the seconds comes `Z` or an offset, `+hh:mm`"))
            }
        }
    }

    fn bounded(&mut self, what: &str, greatest: u32) -> Result<(), ExpressionError> {
        let start = self.position;
        let number = self.number(2, what)?;
        if number <= greatest {
            return Ok(());
        }
        Err(Self::error(start..self.position, format!("{what} is {number:02}; {greatest} is the most")))
    }

    fn number(&mut self, digits: usize, what: &str) -> Result<u32, ExpressionError> {
        let range = self.position..self.position + digits;
        let written =
            self.text.get(range.clone()).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        match written.and_then(|written| written.parse().ok()) {
            Some(number) => {
                self.position = range.end;
                Ok(number)
            }
            None => {
                let end = self.position + self.rest().chars().next().map_or(0, char::len_utf8);
                Err(Self::error(self.position..end, format!("{what} has {digits} digits")))
            }
        }
    }

    fn sign(&mut self, sign: &str) -> Result<(), ExpressionError> {
        if self.rest().starts_with(sign) {
            self.position += sign.len();
            return Ok(());
        }
        let end = self.position + self.rest().chars().next().map_or(0, char::len_utf8);
        Err(Self::error(self.position..end, format!("`{sign}` was expected here")))
    }

    fn rest(&self) -> &str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.position += next.len_utf8();
        Some(next)
    }

    fn error(range: Range<usize>, message: impl Into<String>) -> ExpressionError {
        ExpressionError::new(range, message)
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn timestamps_of_the_profile_are_taken() {
        for text in [
            "2016-03-14T01:59:00Z",
            "2016-03-14T01:59:00.000Z",
            "2016-03-14T01:59:00.123456789123Z",
            "2016-03-14T01:59:00+02:00",
            "2016-03-14T23:59:59-23:59",
            "2024-02-29T00:00:00Z",
            "2000-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn others_are_refused_with_what_is_missing() {
        for (text, pointed, message) in [
            ("", "", "begins with a date"),
            ("tomorrow", "tomorrow", "begins with a date"),
            ("05-12-2016T21:29:29Z", "05-12-2016T21:29:29Z", "begins with a date"),
            ("{% '2016-03-14T01:59:00Z' %}", "{% '2016-03-14T01:59:00Z' %}", "begins with a date"),
            ("1457920740", "1457920740", "begins with a date"),
            (" 2016-03-14T01:59:00Z", " 2016-03-14T01:59:00Z", "begins with a date"),
            ("2016-13-05T21:29:29Z", "13", "no month 13"),
            ("2016-00-05T21:29:29Z", "00", "no month 00"),
            ("2016-04-31T21:29:29Z", "31", "no day 31 in 2016-04"),
            ("2023-02-29T21:29:29Z", "29", "no day 29 in 2023-02"),
            ("1900-02-29T21:29:29Z", "29", "has 28"),
            ("2016-01-00T21:29:29Z", "00", "no day 00"),
            ("2016-03-14", "", "time is missing"),
            ("2016-12-05 21:29:29Z", " ", "`T` is missing"),
            ("2016-12-05t21:29:29Z", "t", "capital letter"),
            ("2016-12-05T", "", "the hour has 2 digits"),
            ("2016-12-05T9:29:29Z", "9", "the hour has 2 digits"),
            ("2016-12-05T24:00:00Z", "24", "the hour is 24"),
            ("2016-12-05T21:60:00Z", "60", "the minute is 60"),
            ("2016-12-05T21:29:60Z", "60", "the second is 60"),
            ("2016-12-05T2129Z", "2", "`:` was expected"),
            ("2016-12-05T21:29Z", "", "seconds are missing"),
            ("2016-12-05T21:29:29.Z", ".", "fraction"),
            ("2016-12-05T21:29:29", "", "`Z` or the offset is missing"),
            ("2016-12-05T21:29:29.5", "", "`Z` or the offset is missing"),
            ("2016-12-05T21:29:29z", "z", "capital letter"),
            ("2016-12-05T21:29:29+0200", "+02", "`+hh:mm`"),
            ("2016-12-05T21:29:29+24:00", "24", "offset's hour is 24"),
            ("2016-12-05T21:29:29 UTC", " UTC", "after the seconds"),
            ("2016-12-05T21:29:29Z ", " ", "nothing can follow"),
            ("2016-12-05T21:29:29,5Z", ",5Z", "after the seconds"),
            ("2016-12-05é21:29:29Z", "é", "`T` is missing"),
        ] {
            let error = check(text).expect_err(text);
            assert_eq!(text.get(error.range.clone()), Some(pointed), "{text}: {error:?}");
            assert!(error.message.contains(message), "{text}: {error:?}");
            assert!(error.help.is_some(), "{text}");
        }
    }
}
