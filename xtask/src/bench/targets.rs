//! What generated code must reach beside the work by hand, and what it reaches.

use super::markdown::{decimal, head, row, time};
use super::programs::{Figures, number, text};

/// A workload, and how often the time of a variant it may take.
struct Target {
    workload: &'static str,
    must: f64,
    /// The variant that `must` is about.
    yardstick: &'static str,
    /// What to reach for, beside the work by hand.
    reach_for: f64,
}

const TARGETS: [Target; 5] = [
    Target { workload: "chain", must: 1.25, yardstick: "by-hand", reach_for: 0.4 },
    Target { workload: "order", must: 1.0, yardstick: "boxed-registry", reach_for: 0.6 },
    Target { workload: "items", must: 1.25, yardstick: "by-hand", reach_for: 0.6 },
    Target { workload: "counter", must: 1.5, yardstick: "by-hand", reach_for: 0.4 },
    Target { workload: "variables", must: 1.7, yardstick: "by-hand", reach_for: 0.5 },
];

/// The targets beside what was measured.
pub(super) fn table(cases: &[Figures]) -> String {
    let mut out = String::new();
    head(
        &mut out,
        ["workload", "must", "time", "× of it", "instructions, × of it", "reach for, × by hand", "× by hand"],
    );
    for Target { workload, must, yardstick, reach_for } in TARGETS {
        let of = |variant: &str| {
            let is_it =
                |case: &&Figures| text(case, "workload") == workload && text(case, "variant") == variant;
            cases.iter().find(is_it)
        };
        let ratio =
            |member: &str, to: &str| Some(number(of("generated")?, member)? / number(of(to)?, member)?);
        row(
            &mut out,
            [
                workload,
                &format!("{must:.2} × {yardstick}"),
                &time(of("generated").and_then(|case| number(case, "ns"))),
                &decimal(ratio("ns", yardstick)),
                &decimal(ratio("instructions", yardstick)),
                &decimal(Some(reach_for)),
                &decimal(ratio("ns", "by-hand")),
            ],
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ratios_are_those_to_the_yardstick_of_the_target() {
        let case = |variant: &str, ns: u64, instructions: u64| {
            let figures =
                json!({ "workload": "order", "variant": variant, "ns": ns, "instructions": instructions });
            figures.as_object().cloned().unwrap_or_default()
        };
        let cases = [
            case("by-hand", 1_000, 10_000),
            case("boxed-registry", 2_000, 20_000),
            case("generated", 3_000, 50_000),
        ];
        let table = table(&cases);
        let expected = "| order | 1.00 × boxed-registry | 3.0 µs | 1.50 | 2.50 | 0.60 | 3.00 |\n";
        assert!(table.contains(expected), "{table}");
        assert!(table.contains("| chain | 1.25 × by-hand | – | – | – | 0.40 | – |\n"), "{table}");
    }
}
