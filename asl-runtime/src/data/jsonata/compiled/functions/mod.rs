//! Functions of the language and those that AWS adds (JNA-20 to JNA-26).
//!
//! Each takes the scope first: a workflow variable of the function's name hides it. Arguments that a call leaves out
//! are undefined.
//!
//! # Errors
//!
//! All of them fail with T0410 or T0412 where arguments don't fit, as the language's signatures have it; what else
//! they fail with is said at each.

mod array;
mod host;
mod logic;
mod number;
mod object;
mod text;

pub use array::{append, average, count, distinct, max, min, partition, range, reverse, sum, zip};
pub use host::{hash, millis, now, parse, random, shuffle, uuid};
pub use logic::{assert, boolean, error, exists, not, type_name};
pub use number::{abs, ceil, floor, number, power, round, sqrt};
pub use object::{keys, lookup, merge, spread};
pub use text::{
    base64decode, base64encode, contains, join, length, lowercase, pad, split, string, substring,
    substring_after, substring_before, trim, uppercase,
};
