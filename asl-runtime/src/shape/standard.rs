//! Shapes of the standard library's types, as serde writes them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Saturating, Wrapping,
};
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime};

use super::{
    JsonShape, Member, Name, Needed, RoundTrip, Shape, ShapeRef, StructShape, Unknown, Written, round_trip,
};

/// Types with a shape, and what is known of their way to JSON and back.
macro_rules! shapes {
    ($($round_trip:ident $shape:ident: $($of:ty),+;)+) => {$($(
        impl Shape for $of {
            const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::$shape);
            const ROUND_TRIP: RoundTrip = RoundTrip::$round_trip;
        }
    )+)+};
}

#[cfg(any(feature = "chrono", feature = "rust_decimal", feature = "time", feature = "uuid"))]
pub(super) use shapes;

shapes! {
    Exact Anything: serde_json::Value;
    Exact Null: ();
    Exact Boolean: bool;
    Exact Integer: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, NonZeroI8, NonZeroI16, NonZeroI32,
        NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize;
    Exact Float: f32, f64, serde_json::Number;
    Exact Text: char, str, String, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddrV4, Path, PathBuf;
    // Flow labels are not written.
    Unknown Text: SocketAddr, SocketAddrV6;
}

/// Types that are written as what they hold.
macro_rules! transparent {
    ($($round_trip:expr => $($of:ty),+;)+) => {$($(
        impl<T: Shape + ?Sized> Shape for $of {
            const SHAPE: ShapeRef = T::SHAPE;
            const ROUND_TRIP: RoundTrip = $round_trip;
        }
    )+)+};
}

transparent! {
    T::ROUND_TRIP => Box<T>;
    // Others may have it too, and what one of them changes changes for all: but not once it was JSON.
    RoundTrip::Unknown => &T, &mut T, Rc<T>, Arc<T>, Mutex<T>, RwLock<T>, RefCell<T>;
}

impl Shape for std::ffi::CString {
    // It is read from a string as well.
    const SHAPE: ShapeRef =
        ShapeRef::to(&JsonShape::Sides { written: <[u8]>::SHAPE, read: serde_json::Value::SHAPE });
}

impl<T: Shape + Copy> Shape for Cell<T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: Shape> Shape for Wrapping<T> {
    const SHAPE: ShapeRef = T::SHAPE;
    const ROUND_TRIP: RoundTrip = T::ROUND_TRIP;
}

impl<T: Shape> Shape for Saturating<T> {
    const SHAPE: ShapeRef = T::SHAPE;
    const ROUND_TRIP: RoundTrip = T::ROUND_TRIP;
}

impl<T: Shape> Shape for std::cmp::Reverse<T> {
    const SHAPE: ShapeRef = T::SHAPE;
    const ROUND_TRIP: RoundTrip = T::ROUND_TRIP;
}

impl<T: Shape + ToOwned + ?Sized> Shape for Cow<'_, T> {
    const SHAPE: ShapeRef = T::SHAPE;
    const ROUND_TRIP: RoundTrip = T::ROUND_TRIP;
}

impl<T: ?Sized> Shape for PhantomData<T> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Null);
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

impl<T: Shape> Shape for Option<T> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Nullable(ShapeRef::of::<T>()));
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

/// Types that are written as arrays of any length.
macro_rules! lists {
    ($($of:ident $(<$($more:ident),+>)?),+ $(,)?) => {$(
        impl<T: Shape $($(, $more)+)?> Shape for $of<T $($(, $more)+)?> {
            const SHAPE: ShapeRef = <[T]>::SHAPE;
            const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
        }
    )+};
}

lists!(Vec, VecDeque, LinkedList, BinaryHeap, BTreeSet, HashSet<S>);

impl<T: Shape> Shape for [T] {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::List(ShapeRef::of::<T>()));
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

impl<T: Shape, const N: usize> Shape for [T; N] {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Tuple(&[ShapeRef::of::<T>(); N]));
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

impl<K: Shape, V: Shape> Shape for BTreeMap<K, V> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(ShapeRef::of::<V>()));
    const ROUND_TRIP: RoundTrip = round_trip::of_keys::<K>();
}

impl<K: Shape, V: Shape, S> Shape for HashMap<K, V, S> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(ShapeRef::of::<V>()));
    const ROUND_TRIP: RoundTrip = round_trip::of_keys::<K>();
}

impl Shape for serde_json::Map<String, serde_json::Value> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(ShapeRef::of::<serde_json::Value>()));
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

macro_rules! tuples {
    ($(($($of:ident),+))+) => {$(
        impl<$($of: Shape),+> Shape for ($($of,)+) {
            const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Tuple(&[$(ShapeRef::of::<$of>()),+]));
            const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
        }
    )+};
}

tuples! {
    (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H) (A, B, C, D, E, F, G, H, I) (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, K) (A, B, C, D, E, F, G, H, I, J, K, L)
}

const fn field(name: &'static str, shape: ShapeRef) -> Member {
    Member::field(Name::new(name), shape)
}

const fn closed(name: &'static str, members: &'static [Member]) -> JsonShape {
    JsonShape::Struct(StructShape::new(name, members, Unknown::Refused))
}

impl Shape for Duration {
    const SHAPE: ShapeRef = ShapeRef::to(
        &const {
            closed(
                "Duration",
                &const { [field("secs", ShapeRef::of::<u64>()), field("nanos", ShapeRef::of::<u32>())] },
            )
        },
    );
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

impl Shape for SystemTime {
    const SHAPE: ShapeRef = ShapeRef::to(
        &const {
            closed(
                "SystemTime",
                &const {
                    [
                        field("secs_since_epoch", ShapeRef::of::<u64>()),
                        field("nanos_since_epoch", ShapeRef::of::<u32>()),
                    ]
                },
            )
        },
    );
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}

/// Ranges are structs of their ends.
macro_rules! ranges {
    ($($round_trip:ident $of:ident { $($end:literal),+ })+) => {$(
        impl<T: Shape> Shape for $of<T> {
            const SHAPE: ShapeRef = ShapeRef::to(
                &const { closed(stringify!($of), &const { [$(field($end, ShapeRef::of::<T>())),+] }) },
            );
            const ROUND_TRIP: RoundTrip = RoundTrip::$round_trip;
        }
    )+};
}

ranges! {
    Exact Range { "start", "end" }
    // One that was iterated to its end is not written so.
    Unknown RangeInclusive { "start", "end" }
    Exact RangeFrom { "start" }
    Exact RangeTo { "end" }
}

impl<T: Shape, E: Shape> Shape for Result<T, E> {
    const SHAPE: ShapeRef = ShapeRef::to(
        &const {
            use super::{Content, EnumShape, Tagging, Variant};
            const fn variant(name: &'static str, read: &'static [&'static str], of: ShapeRef) -> Variant {
                Variant {
                    name,
                    read,
                    written: Written::Always,
                    needed: Needed::Required,
                    untagged: false,
                    other: false,
                    content: Content::Newtype(of),
                }
            }
            JsonShape::Enum(EnumShape {
                name: "Result",
                tagging: Tagging::External,
                variants: &const {
                    [
                        variant("Ok", &["Ok"], ShapeRef::of::<T>()),
                        variant("Err", &["Err"], ShapeRef::of::<E>()),
                    ]
                },
                unknown: Unknown::Ignored,
            })
        },
    );
    const ROUND_TRIP: RoundTrip = RoundTrip::Exact;
}
