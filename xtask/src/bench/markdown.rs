//! Tables in Markdown.

use std::fmt::Write as _;

/// Adds the head of a table.
pub(crate) fn head<const COLUMNS: usize>(out: &mut String, cells: [&str; COLUMNS]) {
    row(out, cells);
    row(out, ["---"; COLUMNS]);
}

/// Adds a row.
pub(crate) fn row<const COLUMNS: usize>(out: &mut String, cells: [&str; COLUMNS]) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// `1.25`; a dash for what is not known.
pub(crate) fn decimal(number: Option<f64>) -> String {
    number.map_or_else(|| "–".into(), |number| format!("{number:.2}"))
}

/// `1,234,567`; a dash for what is not known.
pub(crate) fn whole(number: Option<f64>) -> String {
    let Some(number) = number else { return "–".into() };
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Three digits that count: `0.0123`, `1.23`, `12.3`, `1,234`; a dash for what is not known.
pub(crate) fn three_digits(number: Option<f64>) -> String {
    match number {
        None => "–".into(),
        Some(number) if number >= 100.0 => whole(Some(number)),
        Some(0.0) => "0".into(),
        Some(number) => {
            let places = 2 - number.abs().log10().floor().clamp(-6.0, 2.0) as i32;
            format!("{number:.*}", places.unsigned_abs() as usize)
        }
    }
}

/// `12.3 µs`, `1.23 ms`; a dash for what is not known.
pub(crate) fn time(nanoseconds: Option<f64>) -> String {
    match nanoseconds {
        None => "–".into(),
        Some(nanoseconds) if nanoseconds < 1_000.0 => format!("{nanoseconds:.0} ns"),
        Some(nanoseconds) if nanoseconds < 1_000_000.0 => format!("{:.1} µs", nanoseconds / 1_000.0),
        Some(nanoseconds) => format!("{:.2} ms", nanoseconds / 1_000_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, expected) in [
            (0.0, "0"),
            (999.0, "999"),
            (1_000.0, "1,000"),
            (123_456.0, "123,456"),
            (1_234_567.0, "1,234,567"),
        ] {
            assert_eq!(whole(Some(number)), expected);
        }
        for (number, expected) in [
            (0.0, "0"),
            (0.012_34, "0.0123"),
            (1.234, "1.23"),
            (12.34, "12.3"),
            (123.4, "123"),
            (12_345.0, "12,345"),
        ] {
            assert_eq!(three_digits(Some(number)), expected);
        }
        for (number, expected) in [(5.0, "5 ns"), (1_234.0, "1.2 µs"), (1_234_567.0, "1.23 ms")] {
            assert_eq!(time(Some(number)), expected);
        }
        assert_eq!([decimal(None), whole(None), three_digits(None), time(None)], ["–"; 4]);
    }
}
