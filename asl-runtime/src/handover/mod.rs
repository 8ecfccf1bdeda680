//! From one handler to the next without JSON.
//!
//! A handler's output is JSON as soon as anybody looks at it. If the next who takes it is a handler of the same type,
//! and nobody has looked, it need not become JSON at all. It must make no difference: so only values go on as they are
//! of which serde would read what it has written, by their type ([`crate::shape::RoundTrip`]) and by what they are
//! ([`trial`]).

mod carried;
mod select;
mod trial;

use serde::Serialize;

pub use carried::Carried;
pub(crate) use carried::{carry, copied, moved};

use crate::shape::{self, Shape};

/// Whether a value is known to be the same after it was JSON.
///
/// ```
/// # use asl_runtime::__private::is_exact;
/// assert!(is_exact(&vec![1.5, 2.0]));
/// assert!(!is_exact(&vec![f64::NAN])); // it would be `null`
/// assert!(!is_exact(&Some(()))); // it would be `None`
/// ```
pub fn is_exact<T: Shape + Serialize>(value: &T) -> bool {
    let is_type_exact = const { shape::is_exact::<T>() };
    is_type_exact && trial::is_exact(value)
}
