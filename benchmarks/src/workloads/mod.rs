//! The workloads.

mod chain;
pub(crate) mod counter;
pub(crate) mod executions;
pub(crate) mod items;
pub(crate) mod order;
mod order_of_owners;
mod order_of_structs;
pub(crate) mod variables;

use crate::case::Workload;

/// All workloads in the size that is compared with the work by hand.
pub fn all() -> Vec<Workload> {
    vec![
        chain::workload(),
        order::workload(),
        items::workload(10_000),
        counter::workload(1_000),
        variables::workload(1_000),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Series;

    /// Figures of work that is not done say nothing.
    fn assert_right(workload: &Workload) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it starts");
        assert_eq!(workload.cases[0].variant, crate::Variant::ByHand, "{}", workload.name);
        for case in &workload.cases {
            let output = runtime.block_on(case.output());
            assert!(workload.is_right(&output), "{} {:?}: {output}", workload.name, case.variant);
        }
    }

    #[test]
    fn all_variants_give_the_right_result() {
        all().iter().for_each(assert_right);
    }

    #[test]
    fn series_grow_and_give_the_right_result() {
        for series in Series::ALL {
            assert!(series.sizes.is_sorted(), "{}", series.name);
            for size in &series.sizes[..2] {
                assert_right(&series.at(*size));
            }
        }
    }
}
