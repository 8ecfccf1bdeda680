//! Every place in which two JSON values differ.

use std::fmt::Write as _;

use serde_json::Value;

use super::shown::pair;

/// So many differences are told one by one.
const MOST: usize = 20;

/// A place in which a value is not the expected one.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::testing) struct Difference {
    /// A JSON path, as `$.items[0].price`.
    path: String,
    /// `None`: nothing should be there.
    expected: Option<Value>,
    /// `None`: nothing is there.
    found: Option<Value>,
}

impl Difference {
    /// On one line where that can be read, else the two values one below the other.
    pub(in crate::testing) fn write(&self, indent: &str) -> String {
        let (expected, found) = pair(self.expected.as_ref(), self.found.as_ref());
        let path = &self.path;
        if path.len() + expected.len() + found.len() < 80 {
            format!("{indent}{path}: expected {expected}, found {found}\n")
        } else {
            format!("{indent}{path}\n{indent}  expected {expected}\n{indent}     found {found}\n")
        }
    }
}

/// All differences, in the order of the expected value. Members may come in any order; `1` and `1.0` are one
/// number.
pub(in crate::testing) fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    collect("$", Some(expected), Some(found), &mut all);
    all
}

/// The differences as text, below a line that says what differs.
///
/// # Errors
///
/// There are some.
pub(in crate::testing) fn compare_values(what: &str, expected: &Value, found: &Value) -> Result<(), String> {
    let all = differences(expected, found);
    if all.is_empty() {
        return Ok(());
    }
    let count = match all.len() {
        1 => String::new(),
        count => format!(" in {count} places"),
    };
    let mut text = format!("{what} differs{count}\n");
    for difference in all.iter().take(MOST) {
        text.push_str(&difference.write("  "));
    }
    if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
        // Writing to a string can't fail.
        _ = writeln!(text, "  … and in {more} more");
    }
    Err(text)
}

fn collect(path: &str, expected: Option<&Value>, found: Option<&Value>, all: &mut Vec<Difference>) {
    match (expected, found) {
        (Some(Value::Object(expected)), Some(Value::Object(found))) => {
            for (name, value) in expected {
                collect(&member(path, name), Some(value), found.get(name), all);
            }
            for (name, value) in found.iter().filter(|(name, _)| !expected.contains_key(*name)) {
                collect(&member(path, name), None, Some(value), all);
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(found))) => {
            for index in 0..expected.len().max(found.len()) {
                collect(&format!("{path}[{index}]"), expected.get(index), found.get(index), all);
            }
        }
        (Some(Value::Number(one)), Some(Value::Number(other)))
            if one == other || one.as_f64() == other.as_f64() => {}
        _ if expected == found => {}
        _ => {
            all.push(Difference { path: path.to_owned(), expected: expected.cloned(), found: found.cloned() })
        }
    }
}

/// The path of a member.
fn member(path: &str, name: &str) -> String {
    let is_plain = !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if is_plain {
        format!("{path}.{name}")
    } else {
        format!("{path}['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(expected: Value, found: Value) -> String {
        compare_values("the output", &expected, &found).err().unwrap_or_default()
    }

    #[test]
    fn equal_values_do_not_differ() {
        for (expected, found) in [
            (json!({"a": 1, "b": [null]}), json!({"b": [null], "a": 1})),
            (json!(1), json!(1.0)),
            (json!("x"), json!("x")),
        ] {
            assert_eq!(text(expected, found), "");
        }
    }

    #[test]
    fn every_place_is_told_by_its_path() {
        let expected = json!({"id": 1, "lines": [{"price": 2}, 3], "a key": true, "gone": null});
        let found = json!({"id": "1", "lines": [{"price": 2.5}], "a key": false, "new": {}});
        let told = "the output differs in 6 places\n\
            \x20 $.id: expected 1, found \"1\"\n\
            \x20 $.lines[0].price: expected 2, found 2.5\n\
            \x20 $.lines[1]: expected 3, found nothing\n\
            \x20 $['a key']: expected true, found false\n\
            \x20 $.gone: expected null, found nothing\n\
            \x20 $.new: expected nothing, found {}\n";
        assert_eq!(text(expected, found), told);
        assert_eq!(text(json!(1), json!([])), "the output differs\n  $: expected 1, found []\n");
    }

    #[test]
    fn long_values_stand_below_each_other_and_many_are_counted() {
        let told = text(json!({"text": "x".repeat(80)}), json!({"text": 1}));
        let expected =
            format!("the output differs\n  $.text\n    expected \"{}\"\n       found 1\n", "x".repeat(80));
        assert_eq!(told, expected);
        let told = text(json!(vec![0; 30]), json!(vec![1; 30]));
        assert!(told.starts_with("the output differs in 30 places\n"));
        assert!(told.ends_with("  $[19]: expected 0, found 1\n  … and in 10 more\n"), "{told}");
    }
}
