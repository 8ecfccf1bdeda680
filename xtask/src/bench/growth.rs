//! How cost grows with items, rounds, bytes and executions: each must cost the same, however many there are.

use serde_json::{Value, json};

use super::callgrind;
use super::markdown::{decimal, head, row, three_digits, whole};
use super::part::Part;
use super::programs::{Figures, Programs, join, number, text};

/// What one costs in the largest size, beside one in the smallest.
const TOLERANCE: f64 = 1.2;

/// What is counted, and whether what one more costs must hold still too. Memory grows by doubling, so there it can't.
const COUNTS: [(&str, Marginal); 4] = [
    ("instructions", Marginal::Compared),
    ("allocations", Marginal::Compared),
    ("bytes", Marginal::Left),
    ("peak_bytes", Marginal::Left),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marginal {
    Compared,
    Left,
}

/// Measures all series.
pub(super) fn measure(programs: &Programs) -> Result<Part, String> {
    let mut points = programs.growth_times()?;
    join(&mut points, programs.growth_allocations()?, &["series", "size", "variant"]);
    if callgrind::is_there() {
        for point in points.iter_mut().filter(|point| text(point, "variant") == "generated") {
            let size = point.get("size").and_then(Value::as_u64).unwrap_or_default();
            let case = format!("{}:{size}/generated", text(point, "series"));
            let instructions = programs.instructions(&case, 1)?;
            eprintln!("{case}: {} instructions", whole(Some(instructions as f64)));
            point.insert("instructions".into(), instructions.into());
        }
    } else {
        eprintln!("without valgrind there are no counts of instructions");
    }
    Ok(Part { text: table(&points), faults: faults(&points), figures: json!(points) })
}

/// The generated workflow's points of each series.
fn series(points: &[Figures]) -> Vec<Vec<&Figures>> {
    let mut all: Vec<Vec<&Figures>> = Vec::new();
    for point in points.iter().filter(|point| text(point, "variant") == "generated") {
        match all.last_mut() {
            Some(series) if text(series[0], "series") == text(point, "series") => series.push(point),
            _ => all.push(vec![point]),
        }
    }
    all
}

/// The point's time beside the work by hand.
fn ratio(points: &[Figures], point: &Figures) -> Option<f64> {
    let by_hand = points.iter().find(|of| {
        text(of, "variant") == "by-hand"
            && ["series", "size"].iter().all(|name| of.get(*name) == point.get(*name))
    });
    Some(number(point, "ns")? / number(by_hand?, "ns")?)
}

/// What one costs.
fn each(point: &Figures, member: &str) -> Option<f64> {
    Some(number(point, member)? / number(point, "size")?)
}

/// What one more costs between two sizes.
fn one_more(less: &Figures, more: &Figures, member: &str) -> Option<f64> {
    let difference = |member: &str| Some(number(more, member)? - number(less, member)?);
    Some(difference(member)? / difference("size")?)
}

fn table(points: &[Figures]) -> String {
    let mut out = String::new();
    head(
        &mut out,
        [
            "series",
            "of",
            "size",
            "time of each, ns",
            "× by hand",
            "instructions of each",
            "of one more",
            "allocations of each",
            "peak bytes of each",
        ],
    );
    for series in series(points) {
        let mut less = None;
        for &point in &series {
            row(
                &mut out,
                [
                    text(point, "series"),
                    text(point, "unit"),
                    &whole(number(point, "size")),
                    &three_digits(each(point, "ns")),
                    &decimal(ratio(points, point)),
                    &three_digits(each(point, "instructions")),
                    &three_digits(less.and_then(|less| one_more(less, point, "instructions"))),
                    &three_digits(each(point, "allocations")),
                    &three_digits(each(point, "peak_bytes")),
                ],
            );
            less = Some(point);
        }
    }
    out
}

/// What grows faster than the sizes do.
fn faults(points: &[Figures]) -> Vec<String> {
    let mut faults = Vec::new();
    for series in series(points) {
        let ([smallest, second, ..], [.., last, largest]) = (series.as_slice(), series.as_slice()) else {
            faults.push(format!("the series {series:?} has a single size"));
            continue;
        };
        let mut compare = |what: &str, small: Option<f64>, large: Option<f64>| {
            // What is not known is not compared.
            if let (Some(small), Some(large)) = (small, large)
                && large > small * TOLERANCE
            {
                let (small, large) = (three_digits(Some(small)), three_digits(Some(large)));
                faults.push(format!(
                    "`{}` does not grow linearly: {what} is {small} at {} and {large} at {}",
                    text(smallest, "series"),
                    whole(number(smallest, "size")),
                    whole(number(largest, "size")),
                ));
            }
        };
        let unit = text(smallest, "unit");
        for (member, marginal) in COUNTS {
            compare(&format!("`{member}` of each {unit}"), each(smallest, member), each(largest, member));
            if marginal == Marginal::Compared {
                let (small, large) = (one_more(smallest, second, member), one_more(last, largest, member));
                compare(&format!("`{member}` of one more {unit}"), small, large);
            }
        }
        // Caches are smaller than the largest sizes, for the work by hand too.
        let (small, large) = (ratio(points, smallest), ratio(points, largest));
        compare("the time beside the work by hand", small, large);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(size: u64, variant: &str, ns: u64, instructions: u64) -> Figures {
        let point = json!({
            "series": "items", "unit": "item", "size": size, "variant": variant, "ns": ns,
            "instructions": instructions, "allocations": size,
        });
        point.as_object().cloned().unwrap_or_default()
    }

    fn points(largest_ns: u64, largest_instructions: u64) -> [Figures; 6] {
        [
            point(10, "by-hand", 100, 1_000),
            point(10, "generated", 200, 3_000),
            point(100, "by-hand", 1_000, 10_000),
            point(100, "generated", 2_000, 12_000),
            point(1_000, "by-hand", 10_000, 100_000),
            point(1_000, "generated", largest_ns, largest_instructions),
        ]
    }

    #[test]
    fn what_grows_linearly_is_no_fault() {
        assert!(faults(&points(23_000, 115_000)).is_empty());
    }

    #[test]
    fn what_grows_faster_is_told() {
        let time = "`items` does not grow linearly: the time beside the work by hand is 2.00 at 10 and 2.50 at 1,000";
        let each =
            "`items` does not grow linearly: `instructions` of each item is 300 at 10 and 500 at 1,000";
        let one_more =
            "`items` does not grow linearly: `instructions` of one more item is 100 at 10 and 130 at 1,000";
        let with_one_more = |each: u64| 12_000 + each * 900;
        for (ns, instructions, expected) in [
            (25_000, 100_000, vec![time]),
            // Each costs less than at first, when it bore what all cost once, but one more costs more.
            (20_000, with_one_more(130), vec![one_more]),
        ] {
            assert_eq!(faults(&points(ns, instructions)), expected);
        }
        assert!(faults(&points(20_000, 500_000)).contains(&each.to_owned()));
    }

    #[test]
    fn each_size_is_a_row() {
        let table = table(&points(20_000, 102_000));
        let expected = "| items | item | 1,000 | 20.0 | 2.00 | 102 | 100 | 1.00 | – |\n";
        assert!(table.contains(expected), "{table}");
        assert_eq!(table.lines().count(), 5, "{table}");
    }
}
