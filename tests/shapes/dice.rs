//! Values by chance.

use std::collections::BTreeMap;

/// A source of chance.
pub(crate) struct Dice(u64);

/// A type of which values can be made.
pub(crate) trait Make {
    fn make(dice: &mut Dice) -> Self;
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`, by splitmix64.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    pub(crate) fn make<T: Make>(&mut self) -> T {
        T::make(self)
    }
}

macro_rules! make {
    ($($of:ty: |$dice:ident| $value:expr;)+) => {$(
        impl $crate::dice::Make for $of {
            fn make($dice: &mut $crate::dice::Dice) -> Self {
                $value
            }
        }
    )+};
}
pub(crate) use make;

/// Structs whose fields are made one by one.
macro_rules! make_fields {
    ($($of:ident { $($field:ident),* })+) => {$(
        impl $crate::dice::Make for $of {
            fn make(dice: &mut $crate::dice::Dice) -> Self {
                Self { $($field: dice.make()),* }
            }
        }
    )+};
}
pub(crate) use make_fields;

make! {
    bool: |dice| dice.roll(2) == 0;
    i64: |dice| dice.roll(2_000) as i64 - 1_000;
    u8: |dice| dice.roll(256) as u8;
    f64: |dice| [0.5, 3.0, -1e300, f64::NAN, f64::INFINITY][dice.roll(5) as usize];
    char: |dice| ['a', 'ß', '\u{0}'][dice.roll(3) as usize];
    String: |dice| ["", "a", "kind", "x-1", "Unit"][dice.roll(5) as usize].to_owned();
    (): |_dice| ();
}

impl<T: Make> Make for Option<T> {
    fn make(dice: &mut Dice) -> Self {
        (dice.roll(2) == 0).then(|| dice.make())
    }
}

impl<T: Make> Make for Vec<T> {
    fn make(dice: &mut Dice) -> Self {
        (0..dice.roll(3)).map(|_| dice.make()).collect()
    }
}

impl<T: Make> Make for Box<T> {
    fn make(dice: &mut Dice) -> Self {
        Box::new(dice.make())
    }
}

impl<T: Make> Make for BTreeMap<String, T> {
    fn make(dice: &mut Dice) -> Self {
        (0..dice.roll(3)).map(|number| (format!("key{number}"), dice.make())).collect()
    }
}

impl<A: Make, B: Make> Make for (A, B) {
    fn make(dice: &mut Dice) -> Self {
        (dice.make(), dice.make())
    }
}
