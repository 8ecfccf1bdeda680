//! Where `${Name}` stands in a text (SUB-1, SUB-3).

use std::ops::Range;

/// Every `${Name}` of a text: its bytes, and the name between the braces.
///
/// A name is of letters, digits, `_`, `.`, `:` and `-`; what else stands in braces is plain text. So is
/// `${!Name}`: CloudFormation's escape belongs to `Fn::Sub`, and `DefinitionSubstitutions` knows none.
pub fn names_in(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("${").filter_map(move |(start, _)| {
        let name = name_at(&text[start..])?;
        Some((start..start + name.len() + "${}".len(), name))
    })
}

/// Whether a text holds a `${Name}`.
pub fn holds_name(text: &str) -> bool {
    names_in(text).next().is_some()
}

/// The name, if the text is one whole substitution: `${Name}` and nothing beside it.
pub fn whole(text: &str) -> Option<&str> {
    name_at(text).filter(|name| text.len() == name.len() + "${}".len())
}

/// Whether a substitution can have this name.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_name_byte)
}

/// The name of the `${Name}` that the text starts with.
pub(crate) fn name_at(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("${")?;
    // Only as far as a name can reach: a text of nothing but `${` stays linear.
    let length = rest.bytes().take_while(|byte| is_name_byte(*byte)).count();
    (length > 0 && rest[length..].starts_with('}')).then(|| &rest[..length])
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_with_their_bytes() {
        for (text, expected) in [
            ("", vec![]),
            ("plain $.a ${ {}", vec![]),
            ("${A}", vec![(0..4, "A")]),
            ("${Bucket.Arn}", vec![(0..13, "Bucket.Arn")]),
            ("arn:${AWS::Partition}:x:${b-1}", vec![(4..21, "AWS::Partition"), (24..30, "b-1")]),
            ("ä${A}${B}", vec![(2..6, "A"), (6..10, "B")]),
            ("${}", vec![]),
            ("${!A}", vec![]),
            ("${a b}", vec![]),
            ("${…}", vec![]),
            ("${A", vec![]),
            ("${a${B}}", vec![(3..7, "B")]),
            ("$${A}", vec![(1..5, "A")]),
        ] {
            assert_eq!(names_in(text).collect::<Vec<_>>(), expected, "{text}");
            assert_eq!(holds_name(text), !expected.is_empty(), "{text}");
        }
    }

    #[test]
    fn knows_a_whole_substitution() {
        for (text, name) in [
            ("${A}", Some("A")),
            ("${A.Arn}", Some("A.Arn")),
            ("${A} ", None),
            ("x${A}", None),
            ("${A}${B}", None),
            ("A", None),
        ] {
            assert_eq!(whole(text), name, "{text}");
        }
    }
}
