//! The plan: every decision about the generated code, in its own vocabulary.

pub mod names;
