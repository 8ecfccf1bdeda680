//! Checks of a definition as a whole.

pub mod graph;
