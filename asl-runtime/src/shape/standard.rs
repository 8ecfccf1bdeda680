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

use super::{JsonShape, Member, Name, Needed, Shape, ShapeRef, StructShape, Unknown, Written};

macro_rules! shapes {
    ($($shape:ident: $($of:ty),+;)+) => {$($(
        impl Shape for $of {
            const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::$shape);
        }
    )+)+};
}

#[cfg(any(feature = "chrono", feature = "rust_decimal", feature = "time", feature = "uuid"))]
pub(super) use shapes;

shapes! {
    Anything: serde_json::Value;
    Null: ();
    Boolean: bool;
    Integer: i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, NonZeroI8, NonZeroI16, NonZeroI32,
        NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize;
    Float: f32, f64, serde_json::Number;
    Text: char, str, String, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6, Path, PathBuf,
        std::ffi::CString;
}

/// Types that are written as what they hold.
macro_rules! transparent {
    ($($of:ty),+ $(,)?) => {$(
        impl<T: Shape + ?Sized> Shape for $of {
            const SHAPE: ShapeRef = T::SHAPE;
        }
    )+};
}

transparent!(&T, &mut T, Box<T>, Rc<T>, Arc<T>, Mutex<T>, RwLock<T>, RefCell<T>);

impl<T: Shape + Copy> Shape for Cell<T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: Shape> Shape for Wrapping<T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: Shape> Shape for Saturating<T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: Shape> Shape for std::cmp::Reverse<T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: Shape + ToOwned + ?Sized> Shape for Cow<'_, T> {
    const SHAPE: ShapeRef = T::SHAPE;
}

impl<T: ?Sized> Shape for PhantomData<T> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Null);
}

impl<T: Shape> Shape for Option<T> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Nullable(T::SHAPE));
}

/// Types that are written as arrays of any length.
macro_rules! lists {
    ($($of:ident $(<$($more:ident),+>)?),+ $(,)?) => {$(
        impl<T: Shape $($(, $more)+)?> Shape for $of<T $($(, $more)+)?> {
            const SHAPE: ShapeRef = <[T]>::SHAPE;
        }
    )+};
}

lists!(Vec, VecDeque, LinkedList, BinaryHeap, BTreeSet, HashSet<S>);

impl<T: Shape> Shape for [T] {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::List(T::SHAPE));
}

impl<T: Shape, const N: usize> Shape for [T; N] {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Tuple(&[T::SHAPE; N]));
}

impl<K, V: Shape> Shape for BTreeMap<K, V> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(V::SHAPE));
}

impl<K, V: Shape, S> Shape for HashMap<K, V, S> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(V::SHAPE));
}

impl Shape for serde_json::Map<String, serde_json::Value> {
    const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Map(serde_json::Value::SHAPE));
}

macro_rules! tuples {
    ($(($($of:ident),+))+) => {$(
        impl<$($of: Shape),+> Shape for ($($of,)+) {
            const SHAPE: ShapeRef = ShapeRef::to(&JsonShape::Tuple(&[$($of::SHAPE),+]));
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
        &const { closed("Duration", &const { [field("secs", u64::SHAPE), field("nanos", u32::SHAPE)] }) },
    );
}

impl Shape for SystemTime {
    const SHAPE: ShapeRef = ShapeRef::to(
        &const {
            closed(
                "SystemTime",
                &const { [field("secs_since_epoch", u64::SHAPE), field("nanos_since_epoch", u32::SHAPE)] },
            )
        },
    );
}

/// Ranges are structs of their ends.
macro_rules! ranges {
    ($($of:ident { $($end:literal),+ })+) => {$(
        impl<T: Shape> Shape for $of<T> {
            const SHAPE: ShapeRef = ShapeRef::to(
                &const { closed(stringify!($of), &const { [$(field($end, T::SHAPE)),+] }) },
            );
        }
    )+};
}

ranges! {
    Range { "start", "end" }
    RangeInclusive { "start", "end" }
    RangeFrom { "start" }
    RangeTo { "end" }
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
                variants: &const { [variant("Ok", &["Ok"], T::SHAPE), variant("Err", &["Err"], E::SHAPE)] },
                unknown: Unknown::Ignored,
            })
        },
    );
}
