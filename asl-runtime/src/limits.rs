//! How big the data of an execution may get.

/// How big the data of an execution may get (LIM). Off AWS nothing needs to be limited, so nothing is by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of a state's output, of a task's parameters, and of its result, each as compact JSON (LIM-1).
    pub payload_bytes: Option<usize>,
    /// The most events of an execution, its end included (LIM-4, HIST-5).
    pub events: Option<u64>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { payload_bytes: None, events: None };

    /// The service's limits.
    pub const AWS: Self = Self { payload_bytes: Some(crate::data::limit::MOST_BYTES), events: Some(25_000) };
}
