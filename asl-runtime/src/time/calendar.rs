//! Days and dates of the proleptic Gregorian calendar.

pub(super) const SECONDS_PER_DAY: i64 = 86_400;

const DAYS_PER_ERA: i64 = 146_097;
const YEARS_PER_ERA: i64 = 400;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_OFFSET: i64 = 719_468;

/// A date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

impl Date {
    /// The date, if there is such a day.
    pub(super) fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let days_in_month = match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        (1..=days_in_month).contains(&day).then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01. Years are counted from March, so that a leap day ends its year.
    pub(super) fn to_days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let month = (self.month + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + self.day - 1;
        let year_of_era = year.rem_euclid(YEARS_PER_ERA);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        year.div_euclid(YEARS_PER_ERA) * DAYS_PER_ERA + day_of_era - EPOCH_OFFSET
    }

    /// The date that many days after 1970-01-01.
    pub(super) fn from_days(days: i64) -> Self {
        let days = days + EPOCH_OFFSET;
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = year_of_era + days.div_euclid(DAYS_PER_ERA) * YEARS_PER_ERA;
        if month < 10 {
            Self { year, month: month + 3, day }
        } else {
            Self { year: year + 1, month: month - 9, day }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_which_days_there_are() {
        let cases = [
            ((2024, 2, 29), true),
            ((2023, 2, 29), false),
            ((1900, 2, 29), false),
            ((2000, 2, 29), true),
            ((2024, 4, 31), false),
            ((2024, 12, 31), true),
            ((2024, 13, 1), false),
            ((2024, 0, 1), false),
            ((2024, 1, 0), false),
        ];
        for ((year, month, day), exists) in cases {
            assert_eq!(Date::new(year, month, day).is_some(), exists, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn counts_every_day_once() {
        let mut previous = Date::from_days(-800_000);
        for days in -799_999..800_000 {
            let date = Date::from_days(days);
            assert_eq!(date.to_days(), days);
            let follows = (date.year, date.month, date.day) > (previous.year, previous.month, previous.day);
            assert!(follows && Date::new(date.year, date.month, date.day).is_some(), "{date:?}");
            previous = date;
        }
        assert_eq!(Date::from_days(0), Date { year: 1970, month: 1, day: 1 });
    }
}
