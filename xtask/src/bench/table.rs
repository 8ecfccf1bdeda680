//! Cases as tables in Markdown.

use super::markdown::{decimal, head, row, time, whole};
use super::programs::{Figures, number, text};

/// All cases, then what history costs.
pub(super) fn all(cases: &[Figures]) -> String {
    let mut out = String::new();
    every_case(&mut out, cases);
    out.push('\n');
    history(&mut out, cases);
    out
}

fn every_case(out: &mut String, cases: &[Figures]) {
    head(
        out,
        [
            "workload",
            "variant",
            "time",
            "× by hand",
            "from",
            "to",
            "allocations",
            "bytes",
            "instructions",
            "× by hand",
        ],
    );
    for case in cases {
        let by_hand = variant_of(cases, case, "by-hand");
        row(
            out,
            [
                text(case, "workload"),
                text(case, "variant"),
                &time(number(case, "ns")),
                &decimal(number(case, "ratio")),
                &decimal(number(case, "ratio_low")),
                &decimal(number(case, "ratio_high")),
                &whole(number(case, "allocations")),
                &whole(number(case, "bytes")),
                &whole(number(case, "instructions")),
                &decimal(ratio(case, by_hand, "instructions")),
            ],
        );
    }
}

fn history(out: &mut String, cases: &[Figures]) {
    head(
        out,
        [
            "history",
            "none",
            "observer, instructions",
            "observer, allocations",
            "kept, instructions",
            "kept, allocations",
        ],
    );
    for case in cases.iter().filter(|case| text(case, "variant") == "generated") {
        let (observed, kept) = (variant_of(cases, case, "observed"), variant_of(cases, case, "history-kept"));
        let times = |other: Option<&Figures>, what: &str| {
            decimal(other.and_then(|other| ratio(other, Some(case), what)))
        };
        row(
            out,
            [
                text(case, "workload"),
                "1",
                &times(observed, "instructions"),
                &times(observed, "allocations"),
                &times(kept, "instructions"),
                &times(kept, "allocations"),
            ],
        );
    }
}

fn variant_of<'a>(cases: &'a [Figures], of: &Figures, variant: &str) -> Option<&'a Figures> {
    cases.iter().find(|case| case.get("workload") == of.get("workload") && text(case, "variant") == variant)
}

fn ratio(case: &Figures, to: Option<&Figures>, member: &str) -> Option<f64> {
    Some(number(case, member)? / number(to?, member)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn figures_become_lines() {
        let case = |variant: &str, instructions: u64, allocations: u64| {
            let figures = json!({
                "workload": "w", "variant": variant, "ns": 1_500.0, "ratio": 1.0, "ratio_low": 0.5, "ratio_high": 2.0,
                "allocations": allocations, "bytes": 1_234_567, "instructions": instructions,
            });
            figures.as_object().cloned().unwrap_or_default()
        };
        let cases = [
            case("by-hand", 1_000, 10),
            case("generated", 2_500, 10),
            case("observed", 2_500, 10),
            case("history-kept", 5_000, 25),
        ];
        let text = all(&cases);
        for expected in [
            "| w | by-hand | 1.5 µs | 1.00 | 0.50 | 2.00 | 10 | 1,234,567 | 1,000 | 1.00 |\n",
            "| w | generated | 1.5 µs | 1.00 | 0.50 | 2.00 | 10 | 1,234,567 | 2,500 | 2.50 |\n",
            "| w | 1 | 1.00 | 1.00 | 2.00 | 2.50 |\n",
        ] {
            assert!(text.contains(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_a_dash() {
        let figures = json!({ "workload": "w", "variant": "by-hand" });
        let text = all(&[figures.as_object().cloned().unwrap_or_default()]);
        assert!(text.contains("| w | by-hand | – | – | – | – | – | – | – | – |\n"), "{text}");
    }
}
