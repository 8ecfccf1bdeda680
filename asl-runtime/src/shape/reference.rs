//! A reference to a shape that may be part of itself.
#![expect(unsafe_code, reason = "see `ShapeRef`")]

use std::fmt;

use super::{JsonShape, Kinds, RoundTrip, Shape, Step};

/// A `&'static JsonShape`.
///
/// It hides that from rustc, which checks the final value of a constant through all references in it, and so
/// can't finish with a type that contains itself: `struct Tree { children: Vec<Tree> }` with
/// `const SHAPE: &'static JsonShape` is E0391 on stable 1.95. A raw pointer is not followed. References to
/// functions, trait objects and cells were tried, too: they can't be called or read in a `const fn`, or are
/// followed as well.
#[derive(Clone, Copy)]
pub struct ShapeRef {
    shape: *const JsonShape,
    round_trip: RoundTrip,
}

// SAFETY: it is a `&'static JsonShape`, which is `Send` and `Sync`: `to` is the only way to make one.
unsafe impl Send for ShapeRef {}
// SAFETY: as above.
unsafe impl Sync for ShapeRef {}

impl ShapeRef {
    /// A reference to a shape.
    pub const fn to(shape: &'static JsonShape) -> Self {
        Self { shape, round_trip: RoundTrip::Unknown }
    }

    /// The shape of a type, with what is known of its way to JSON and back.
    pub const fn of<T: Shape + ?Sized>() -> Self {
        Self { shape: T::SHAPE.shape, round_trip: T::ROUND_TRIP }
    }

    /// The shape.
    pub const fn get(self) -> &'static JsonShape {
        // SAFETY: the pointer was made of a `&'static JsonShape`, and shapes never change.
        unsafe { &*self.shape }
    }

    /// Whether the type is known to be read as what it was written from.
    pub(super) const fn is_exact(self) -> bool {
        matches!(self.round_trip, RoundTrip::Exact)
    }

    /// What a path finds in what serde writes of the type: every kind that is possible, [`Kinds::MISSING`] where it
    /// may find nothing.
    ///
    /// ```
    /// use asl_runtime::Shape;
    /// use asl_runtime::shape::{Kinds, Step};
    ///
    /// let shape = <Vec<Option<bool>>>::SHAPE;
    /// assert_eq!(shape.at(&[Step::Index(0)]), Kinds::NULL.or(Kinds::BOOLEAN));
    /// assert_eq!(shape.at(&[Step::field("length")]), Kinds::MISSING);
    /// ```
    pub const fn at(self, steps: &[Step]) -> Kinds {
        super::walk::walk(self, steps)
    }
}

impl fmt::Debug for ShapeRef {
    /// The name of what it refers to; all of it might not end.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ShapeRef({})", self.get().name())
    }
}
