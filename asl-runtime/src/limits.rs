//! How big the data of an execution may get.

/// How big the data of an execution may get (LIM). Off AWS nothing needs to be limited, so nothing is by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of a state's output, of a task's parameters, and of its result, each as compact JSON (LIM-1).
    pub payload_bytes: Option<usize>,
    /// The most events of an execution, its end included (LIM-4, HIST-5).
    pub events: Option<u64>,
    /// How big workflow variables may get (VAR-17).
    pub variables: Option<VariableLimits>,
}

/// How big workflow variables may get, each as compact JSON (VAR-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariableLimits {
    /// The most bytes that one Assign may give its variables.
    pub assign_bytes: usize,
    /// The most bytes of all variables of an execution.
    pub execution_bytes: usize,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { payload_bytes: None, events: None, variables: None };

    /// The service's limits.
    pub const AWS: Self = Self {
        payload_bytes: Some(crate::data::limit::MOST_BYTES),
        events: Some(25_000),
        variables: Some(VariableLimits {
            assign_bytes: crate::data::limit::MOST_BYTES,
            execution_bytes: 10 * 1024 * 1024,
        }),
    };

    /// Whether any of them is about the size of data.
    pub(crate) fn measure_data(&self) -> bool {
        self.payload_bytes.is_some() || self.variables.is_some()
    }
}
