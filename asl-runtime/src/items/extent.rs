//! Where a JSON value ends in a text that comes in pieces.

/// How far a value has been seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// How many arrays and objects are open.
    depth: u64,
    within: Within,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing of the value has been seen.
    Nothing,
    /// A number or a word.
    Word,
    String,
    /// A string, behind a backslash.
    Escape,
    /// An array or object, between its strings.
    Container,
}

impl Extent {
    pub(super) fn new() -> Self {
        Self { depth: 0, within: Within::Nothing }
    }

    /// Whether the text may end here.
    pub(super) fn may_end(self) -> bool {
        self.within == Within::Word
    }

    /// Where the value ends, if it does in this piece. Nothing is checked but where it ends.
    pub(super) fn end_in(&mut self, piece: &[u8]) -> Option<usize> {
        for (at, &byte) in piece.iter().enumerate() {
            match (self.within, byte) {
                (Within::Escape, _) => self.within = Within::String,
                (Within::String, b'\\') => self.within = Within::Escape,
                (Within::String, b'"') if self.depth == 0 => return Some(at + 1),
                (Within::String, b'"') => self.within = Within::Container,
                (Within::String, _) => {}
                (Within::Word, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r') => return Some(at),
                (Within::Word, _) => {}
                (Within::Nothing | Within::Container, b'"') => self.within = Within::String,
                (Within::Nothing | Within::Container, b'[' | b'{') => {
                    self.depth += 1;
                    self.within = Within::Container;
                }
                (Within::Container, b']' | b'}') => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                (Within::Container, _) => {}
                // No value begins like that; the parser will say so.
                (Within::Nothing, b',' | b']' | b'}' | b':') => return Some(at),
                (Within::Nothing, _) => self.within = Within::Word,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Extent;

    /// The value at the beginning of a text that comes in two pieces, wherever it is cut.
    fn values(text: &str) -> Vec<Option<&str>> {
        (0..=text.len())
            .filter(|cut| text.is_char_boundary(*cut))
            .map(|cut| {
                let mut extent = Extent::new();
                let (first, second) = text.split_at(cut);
                let end = extent.end_in(first.as_bytes());
                let end = end.or_else(|| extent.end_in(second.as_bytes()).map(|end| cut + end));
                end.map(|end| &text[..end])
            })
            .collect()
    }

    #[test]
    fn finds_the_end_of_a_value() {
        for (text, value) in [
            ("12,3", "12"),
            ("-1.5e3]", "-1.5e3"),
            ("true}", "true"),
            (r#""a,\"]\\" ]"#, r#""a,\"]\\""#),
            (r#"[1, "]", {"a": "}"}], 2"#, r#"[1, "]", {"a": "}"}]"#),
            (r#"{"ä": [[]]} "#, r#"{"ä": [[]]}"#),
            (", 1", ""),
        ] {
            for found in values(text) {
                assert_eq!(found, Some(value), "{text}");
            }
        }
        for text in ["12", "[1, 2", r#""a\""#, "{"] {
            assert!(values(text).iter().all(Option::is_none), "{text}");
        }
    }
}
