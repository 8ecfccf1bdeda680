//! Figures as tables in Markdown.

use std::fmt::Write as _;

use serde_json::Value;

use super::programs::Figures;

/// All tables.
pub(super) fn all(cases: &[Figures]) -> String {
    let mut text = String::new();
    let out = &mut text;
    line(
        out,
        &[
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
    line(out, &["---"; 10]);
    for case in cases {
        let by_hand = variant_of(cases, case, "by-hand");
        line(
            out,
            &[
                name(case, "workload"),
                name(case, "variant"),
                &time(case),
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
    out.push('\n');
    line(
        out,
        &[
            "history",
            "none",
            "observer, instructions",
            "observer, allocations",
            "kept, instructions",
            "kept, allocations",
        ],
    );
    line(out, &["---"; 6]);
    for case in cases.iter().filter(|case| name(case, "variant") == "generated") {
        let (observed, kept) = (variant_of(cases, case, "observed"), variant_of(cases, case, "history-kept"));
        let times = |other: Option<&Figures>, what: &str| {
            decimal(other.and_then(|other| ratio(other, Some(case), what)))
        };
        line(
            out,
            &[
                name(case, "workload"),
                "1",
                &times(observed, "instructions"),
                &times(observed, "allocations"),
                &times(kept, "instructions"),
                &times(kept, "allocations"),
            ],
        );
    }
    text
}

fn line(out: &mut String, cells: &[&str]) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn variant_of<'a>(cases: &'a [Figures], of: &Figures, variant: &str) -> Option<&'a Figures> {
    cases.iter().find(|case| case.get("workload") == of.get("workload") && name(case, "variant") == variant)
}

fn name<'a>(case: &'a Figures, member: &str) -> &'a str {
    case.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn number(case: &Figures, member: &str) -> Option<f64> {
    case.get(member).and_then(Value::as_f64)
}

fn ratio(case: &Figures, to: Option<&Figures>, member: &str) -> Option<f64> {
    Some(number(case, member)? / number(to?, member)?)
}

fn decimal(number: Option<f64>) -> String {
    number.map_or_else(|| "–".into(), |number| format!("{number:.2}"))
}

fn whole(number: Option<f64>) -> String {
    let Some(number) = number else { return "–".into() };
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn time(case: &Figures) -> String {
    match number(case, "ns") {
        None => "–".into(),
        Some(nanoseconds) if nanoseconds < 1_000_000.0 => format!("{:.1} µs", nanoseconds / 1_000.0),
        Some(nanoseconds) => format!("{:.2} ms", nanoseconds / 1_000_000.0),
    }
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
