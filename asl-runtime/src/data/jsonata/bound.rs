//! Bounds for what an expression makes (JNA-35).

use super::Problem;

/// The most that leaves an expression or goes into a variable of it, counted in values and bytes of strings. AWS gives
/// an evaluation about 7 MB; shared values can grow beyond all bounds when they are written out.
pub(super) const LARGEST: usize = 7_000_000;

/// The longest sequence: what 7 MB hold.
pub(super) const LONGEST_SEQUENCE: usize = 873_782;

/// The deepest value that leaves an expression. Beyond, the value is as good as endless.
pub(super) const DEEPEST: usize = 256;

/// The most elements of `$range` (JNA-22).
pub(super) const LONGEST_RANGE: f64 = 360_145.0;

/// Beyond what an expression may make.
pub(super) const TOO_LARGE: Problem = Problem::Limit("Expression evaluation memory limit exceeded");
