//! TestState: one state, and what its data flow makes on the way (TEST-1 to TEST-6).

mod context;
mod inspection;
mod run;

pub(crate) use run::verdict;
