//! The workloads.

mod chain;
mod counter;
mod items;
mod order;
mod variables;

use crate::case::Workload;

/// All of them.
pub fn all() -> Vec<Workload> {
    vec![chain::workload(), order::workload(), items::workload(), counter::workload(), variables::workload()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of work that is not done say nothing.
    #[test]
    fn all_variants_give_the_right_result() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it starts");
        for workload in all() {
            assert_eq!(workload.cases[0].variant, crate::Variant::ByHand, "{}", workload.name);
            for case in &workload.cases {
                let output = runtime.block_on(case.prepare());
                assert!((workload.is_right)(&output), "{} {:?}: {output}", workload.name, case.variant);
            }
        }
    }
}
