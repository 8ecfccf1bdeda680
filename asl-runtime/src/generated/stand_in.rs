//! Types that a generated module can't name.

/// A type of a generated module that stands for one of the user's.
///
/// No path leads from a module into the function whose body it is in. An `impl` beside the module names both.
pub trait StandIn {
    /// The user's type.
    type For;
}
