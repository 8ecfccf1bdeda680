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
    HashMap<u8, Option<bool>>: |dice| dice.make::<Vec<_>>().into_iter().collect();
    [i64; 2]: |dice| [dice.make(), dice.make()];
    chrono::DateTime<chrono::Utc>: |dice| dice.make::<SystemTime>().into();
    chrono::NaiveDate: |dice| dice.make::<chrono::DateTime<chrono::Utc>>().date_naive();
    time::OffsetDateTime: |dice| Self::UNIX_EPOCH + time::Duration::seconds(dice.make());
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
    agrees::<[i64; 2]>(seed);
    agrees::<Value>(seed);
    agrees::<(f64, Option<Box<i64>>)>(seed);
    agrees::<chrono::DateTime<chrono::Utc>>(seed);
    agrees::<chrono::NaiveDate>(seed);
    agrees::<uuid::Uuid>(seed);
    admits::<time::OffsetDateTime>(seed);
    admits::<rust_decimal::Decimal>(seed);
    agrees::<((), String)>(seed);
    agrees::<BTreeMap<String, Vec<u8>>>(seed);
}
