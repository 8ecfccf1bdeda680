//! Types of the standard library.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU8;
use std::ops::Range;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::dice::make;
use crate::{admits, agrees};

make! {
    Duration: |dice| Self::from_nanos(dice.roll(u64::MAX));
    SystemTime: |dice| Self::UNIX_EPOCH + Duration::from_millis(dice.roll(1 << 45));
    IpAddr: |dice| Self::V4(Ipv4Addr::new(dice.make(), 0, 0, 1));
    NonZeroU8: |dice| Self::MIN.saturating_add(dice.make());
    Range<i64>: |dice| dice.make()..dice.make();
    Result<i64, String>: |dice| if dice.make() { Ok(dice.make()) } else { Err(dice.make()) };
    VecDeque<bool>: |dice| dice.make::<Vec<_>>().into();
    BTreeSet<char>: |dice| dice.make::<Vec<_>>().into_iter().collect();
    std::ffi::CString: |dice| Self::new(["", "a"][dice.roll(2) as usize]).expect("it has no zero");
    std::path::PathBuf: |dice| dice.make::<String>().into();
    std::net::SocketAddr: |dice| (dice.make::<IpAddr>(), dice.make::<u8>().into()).into();
    HashMap<u8, Option<bool>>: |dice| dice.make::<Vec<_>>().into_iter().collect();
    [i64; 2]: |dice| [dice.make(), dice.make()];
    chrono::DateTime<chrono::Utc>: |dice| {
        // Any time of any year, and leap seconds.
        let seconds = dice.roll(16_000_000_000_000) as i64 - 8_000_000_000_000;
        let nanoseconds = [0, 1, 500_000_000, 1_500_000_000][dice.roll(4) as usize];
        let second = if nanoseconds > 1_000_000_000 { seconds - seconds.rem_euclid(60) + 59 } else { seconds };
        Self::from_timestamp(second, nanoseconds).unwrap_or_default()
    };
    chrono::DateTime<chrono::FixedOffset>: |dice| dice.make::<chrono::DateTime<chrono::Utc>>().fixed_offset();
    chrono::NaiveDateTime: |dice| dice.make::<chrono::DateTime<chrono::Utc>>().naive_utc();
    chrono::NaiveTime: |dice| dice.make::<chrono::NaiveDateTime>().time();
    chrono::Weekday: |dice| [Self::Mon, Self::Sun][dice.roll(2) as usize];
    chrono::Month: |dice| [Self::May, Self::December][dice.roll(2) as usize];
    chrono::NaiveDate: |dice| dice.make::<chrono::DateTime<chrono::Utc>>().date_naive();
    time::OffsetDateTime: |dice| Self::UNIX_EPOCH + time::Duration::seconds(dice.make());
    time::Date: |dice| dice.make::<time::OffsetDateTime>().date();
    time::Time: |dice| dice.make::<time::OffsetDateTime>().time();
    time::PrimitiveDateTime: |dice| Self::new(dice.make(), dice.make());
    time::Duration: |dice| Self::seconds(dice.make());
    time::UtcOffset: |_dice| Self::UTC;
    time::Weekday: |dice| dice.make::<time::Date>().weekday();
    time::Month: |dice| dice.make::<time::Date>().month();
    uuid::fmt::Hyphenated: |dice| dice.make::<uuid::Uuid>().into();
    uuid::fmt::Simple: |dice| dice.make::<uuid::Uuid>().into();
    uuid::fmt::Urn: |dice| dice.make::<uuid::Uuid>().into();
    uuid::fmt::Braced: |dice| dice.make::<uuid::Uuid>().into();
    uuid::Uuid: |dice| Self::from_u128(dice.roll(u64::MAX).into());
    rust_decimal::Decimal: |dice| Self::new(dice.make(), 2);
    Value: |dice| [json!({"a": [1, null]}), json!([]), json!("x")][dice.roll(3) as usize].clone();
}

pub(crate) fn agree(seed: u64) {
    agrees::<Duration>(seed);
    agrees::<SystemTime>(seed);
    agrees::<IpAddr>(seed);
    agrees::<NonZeroU8>(seed);
    agrees::<Range<i64>>(seed);
    agrees::<Result<i64, String>>(seed);
    agrees::<VecDeque<bool>>(seed);
    agrees::<BTreeSet<char>>(seed);
    agrees::<HashMap<u8, Option<bool>>>(seed);
    agrees::<std::ffi::CString>(seed);
    agrees::<std::path::PathBuf>(seed);
    agrees::<std::net::SocketAddr>(seed);
    agrees::<[i64; 2]>(seed);
    agrees::<Value>(seed);
    agrees::<(f64, Option<Box<i64>>)>(seed);
    agrees::<chrono::DateTime<chrono::Utc>>(seed);
    agrees::<chrono::DateTime<chrono::FixedOffset>>(seed);
    agrees::<chrono::NaiveDate>(seed);
    agrees::<chrono::NaiveDateTime>(seed);
    agrees::<chrono::NaiveTime>(seed);
    agrees::<chrono::Weekday>(seed);
    agrees::<chrono::Month>(seed);
    agrees::<uuid::fmt::Hyphenated>(seed);
    agrees::<uuid::fmt::Simple>(seed);
    agrees::<uuid::fmt::Urn>(seed);
    agrees::<uuid::fmt::Braced>(seed);
    admits::<time::Date>(seed);
    admits::<time::Time>(seed);
    admits::<time::PrimitiveDateTime>(seed);
    admits::<time::Duration>(seed);
    admits::<time::UtcOffset>(seed);
    admits::<time::Weekday>(seed);
    admits::<time::Month>(seed);
    agrees::<uuid::Uuid>(seed);
    admits::<time::OffsetDateTime>(seed);
    admits::<rust_decimal::Decimal>(seed);
    agrees::<((), String)>(seed);
    agrees::<BTreeMap<String, Vec<u8>>>(seed);
}
