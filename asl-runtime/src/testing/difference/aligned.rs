//! Two lists side by side: histories, calls, states.

use std::fmt::Write as _;

use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::value::differences;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::testing) struct Entry {
    /// Entries with the same key are about the same thing.
    pub(in crate::testing) key: String,
    /// What is shown of it, on one line.
    pub(in crate::testing) label: String,
    /// What else there is to compare; `None`: nothing, or not to be compared.
    pub(in crate::testing) details: Option<Value>,
}

/// So many equal entries are shown before and after one that differs.
const AROUND: usize = 2;

/// Columns are at most so wide.
const WIDEST: usize = 48;

/// A line of the comparison.
enum Row<'a> {
    Both { expected: &'a Entry, found: &'a Entry, number: usize, details: String },
    Missing { expected: &'a Entry, number: usize },
    Extra { found: &'a Entry },
}

impl Row<'_> {
    fn is_equal(&self) -> bool {
        matches!(self, Self::Both { details, .. } if details.is_empty())
    }
}

/// The two lists side by side, below a line that says what differs.
///
/// # Errors
///
/// They differ.
pub(in crate::testing) fn compare_lists(
    what: &str,
    expected: &[Entry],
    found: &[Entry],
) -> Result<(), String> {
    let rows = align(expected, found);
    let count = |is_one: fn(&Row<'_>) -> bool| rows.iter().filter(|row| is_one(row)).count();
    let counts = [
        (count(|row| matches!(row, Row::Missing { .. })), "missing"),
        (count(|row| matches!(row, Row::Extra { .. })), "not expected"),
        (count(|row| matches!(row, Row::Both { .. }) && !row.is_equal()), "with other details"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if counts.is_empty() {
        return Ok(());
    }
    let mut text = format!("{what} differ: {}\n\n", counts.join(", "));
    write_rows(&rows, &mut text);
    Err(text)
}

/// Pairs entries with the same key, in order.
fn align<'a>(expected: &'a [Entry], found: &'a [Entry]) -> Vec<Row<'a>> {
    let keys = |entries: &'a [Entry]| entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &keys(expected), &keys(found)) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            rows.extend((0..len).map(|offset| {
                let (number, expected, found) =
                    (old_index + offset + 1, &expected[old_index + offset], &found[new_index + offset]);
                Row::Both { expected, found, number, details: details(expected, found) }
            }));
            continue;
        }
        let (old, new) = (operation.old_range(), operation.new_range());
        rows.extend(old.map(|index| Row::Missing { expected: &expected[index], number: index + 1 }));
        rows.extend(new.map(|index| Row::Extra { found: &found[index] }));
    }
    rows
}

/// How two entries of one key differ.
fn details(expected: &Entry, found: &Entry) -> String {
    let Some(wanted) = &expected.details else { return String::new() };
    let differences = differences(wanted, found.details.as_ref().unwrap_or(&Value::Null));
    differences.iter().map(|difference| difference.write("           ")).collect()
}

fn write_rows(rows: &[Row<'_>], text: &mut String) {
    let labels = rows.iter().filter_map(|row| match row {
        Row::Both { expected, .. } | Row::Missing { expected, .. } => Some(expected.label.chars().count()),
        Row::Extra { .. } => None,
    });
    let width = labels.max().unwrap_or(0).clamp("expected".len(), WIDEST);
    let mut line = |number: Option<usize>, left: &str, sign: &str, right: &str| {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let line = format!("{number:>5}  {left:<width$}  {sign}  {right}");
        // Writing to a string can't fail.
        _ = writeln!(text, "{}", line.trim_end());
    };
    line(None, "expected", " ", "found");
    let mut index = 0;
    while let Some(row) = rows.get(index) {
        let skipped = equal_rows_to_skip(rows, index);
        if skipped > 0 {
            line(None, &format!("… {skipped} more that are equal"), " ", "");
            index += skipped;
            continue;
        }
        match row {
            Row::Both { expected, found, number, details } => {
                let sign = if details.is_empty() { " " } else { "~" };
                line(Some(*number), &expected.label, sign, &found.label);
                for detail in details.lines() {
                    line(None, detail.strip_prefix("       ").unwrap_or(detail), "", "");
                }
            }
            Row::Missing { expected, number } => line(Some(*number), &expected.label, "-", ""),
            Row::Extra { found } => line(None, "", "+", &found.label),
        }
        index += 1;
    }
}

/// How many equal rows from here on are so far from any difference that they are not shown.
fn equal_rows_to_skip(rows: &[Row<'_>], from: usize) -> usize {
    let differs = |index: &usize| !rows[*index].is_equal();
    let is_near = (from.saturating_sub(AROUND)..=from).any(|index| differs(&index));
    if is_near {
        return 0;
    }
    let next = (from..rows.len()).find(differs);
    let end = next.map_or(rows.len(), |next| next.saturating_sub(AROUND));
    // A line that says that one line is left out is no gain.
    end.checked_sub(from).filter(|skipped| *skipped > 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entries(list: &[(&str, Value)]) -> Vec<Entry> {
        let entry = |(label, details): &(&str, Value)| Entry {
            key: (*label).to_owned(),
            label: (*label).to_owned(),
            details: Some(details.clone()),
        };
        list.iter().map(entry).collect()
    }

    #[test]
    fn equal_lists_do_not_differ() {
        let list = entries(&[("a", json!(1)), ("b", json!({}))]);
        assert_eq!(compare_lists("the lists", &list, &list), Ok(()));
        let labels = list.clone().into_iter().map(|entry| Entry { details: None, ..entry });
        let labels: Vec<Entry> = labels.collect();
        assert_eq!(compare_lists("the lists", &labels, &list), Ok(()), "details are not asked for");
        assert!(compare_lists("the lists", &labels[..1], &list).is_err());
    }

    #[test]
    fn lists_stand_side_by_side() {
        let expected = entries(&[("a", json!(1)), ("b", json!({"x": 1})), ("c", json!(1)), ("d", json!(1))]);
        let found = entries(&[("a", json!(1)), ("b", json!({"x": 2})), ("d", json!(1)), ("new", json!(1))]);
        let text = "the lists differ: 1 missing, 1 not expected, 1 with other details\n\n\
            \x20      expected     found\n\
            \x20   1  a            a\n\
            \x20   2  b         ~  b\n\
            \x20          $.x: expected 1, found 2\n\
            \x20   3  c         -\n\
            \x20   4  d            d\n\
            \x20                +  new\n";
        assert_eq!(compare_lists("the lists", &expected, &found), Err(text.to_owned()));
    }

    #[test]
    fn what_is_equal_far_from_differences_is_left_out() {
        let numbers: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let expected: Vec<(&str, Value)> = numbers.iter().map(|number| (number.as_str(), json!(0))).collect();
        let mut found = expected.clone();
        found.remove(10);
        let text = "the lists differ: 1 missing\n\n\
            \x20      expected                  found\n\
            \x20      … 8 more that are equal\n\
            \x20   9  8                         8\n\
            \x20  10  9                         9\n\
            \x20  11  10                     -\n\
            \x20  12  11                        11\n\
            \x20  13  12                        12\n\
            \x20      … 7 more that are equal\n";
        let told = compare_lists("the lists", &entries(&expected), &entries(&found));
        assert_eq!(told.map_err(squeeze), Err(squeeze(text.to_owned())));
    }

    /// Columns are as wide as the labels are; the widths are tested above.
    fn squeeze(text: String) -> String {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
    }
}
