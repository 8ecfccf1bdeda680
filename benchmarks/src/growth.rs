//! Workloads in several sizes, to see how their cost grows.

use crate::case::{Variant, Workload};
use crate::workloads::{counter, executions, items, order, variables};

/// A workload in several sizes.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    /// `items`, `counter` …
    pub name: &'static str,
    /// What there is more and more of: `item`, `round` …
    pub unit: &'static str,
    /// How many, in ascending order.
    pub sizes: &'static [u64],
    at: fn(u64) -> Workload,
}

impl Series {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self { name: "items", unit: "item", sizes: &[100, 1_000, 10_000, 100_000], at: items::workload },
        Self {
            name: "counter",
            unit: "round",
            sizes: &[1_000, 10_000, 100_000, 1_000_000],
            at: counter::workload,
        },
        Self {
            name: "variables",
            unit: "round",
            sizes: &[1_000, 10_000, 100_000, 1_000_000],
            at: variables::workload,
        },
        Self {
            name: "input",
            unit: "byte of input",
            sizes: &[1_000, 10_000, 100_000, 1_000_000],
            at: order::with_notes,
        },
        Self {
            name: "executions",
            unit: "execution at once",
            sizes: &[1, 10, 100, 1_000, 10_000],
            at: executions::workload,
        },
    ];

    /// The variants that are compared.
    pub const VARIANTS: [Variant; 2] = [Variant::ByHand, Variant::Generated];

    /// The workload in a size.
    pub fn at(&self, size: u64) -> Workload {
        (self.at)(size)
    }
}
