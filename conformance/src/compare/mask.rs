//! Masks: `{{name}}` or `{{name:7}}` stands for text that differs in each run.

/// An expected text, cut at its masks.
#[derive(Debug)]
pub(super) struct Pattern<'a> {
    /// What stands before, between and after the masks: one more than there are masks.
    pieces: Vec<&'a str>,
}

impl<'a> Pattern<'a> {
    /// The pattern that a text is; `None` if it holds no mask.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut pieces = Vec::new();
        let (mut piece, mut from) = (0, 0);
        while let Some(start) = text[from..].find("{{").map(|start| start + from) {
            match mask_length(&text[start..]) {
                Some(length) => {
                    pieces.push(&text[piece..start]);
                    piece = start + length;
                    from = piece;
                }
                None => from = start + 1,
            }
        }
        if pieces.is_empty() {
            return None;
        }
        pieces.push(&text[piece..]);
        Some(Self { pieces })
    }

    /// Whether it is one mask and nothing else, and so matches any value.
    pub(super) fn is_anything(&self) -> bool {
        self.pieces.len() == 2 && self.pieces.iter().all(|piece| piece.is_empty())
    }

    /// Whether a whole text matches: any text in the place of each mask.
    pub(super) fn matches(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.pieces.as_slice() else { return false };
        let Some(mut rest) = text.strip_prefix(first) else { return false };
        for piece in middle {
            let Some(at) = rest.find(piece) else { return false };
            rest = &rest[at + piece.len()..];
        }
        rest.ends_with(last)
    }
}

/// The length of the mask that a text begins with. A mask has a name, so `{{}}` is none.
fn mask_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{{")?;
    let length = inside.find("}}")?;
    let name = &inside[..length];
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || "_-:.".contains(character));
    is_name.then_some(length + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_stand_for_any_text() {
        for (pattern, text, matches) in [
            ("a {{x}} b", "a 1 b", true),
            ("a {{x}} b", "a  b", true),
            ("a {{x:12}} b", "a \n\n b", true),
            ("a {{x}} b", "a 1 c", false),
            ("{{x}}", "", true),
            ("{{x}}-{{y}}", "1-2-3", true),
            ("{{x}}-{{y}}", "12", false),
            ("id {{m-d5_of.it}}!", "id 7!", true),
            ("ab{{x}}ba", "aba", false),
            ("{{{x}}}", "{1}", true),
        ] {
            let found = Pattern::of(pattern).is_some_and(|pattern| pattern.matches(text));
            assert_eq!(found, matches, "{pattern} {text}");
        }
    }

    #[test]
    fn a_mask_has_a_name() {
        for text in ["{{}}", "{{ x }}", "{x}", "{{x}", "{{1}}", ""] {
            assert!(Pattern::of(text).is_none(), "{text}");
        }
        assert!(Pattern::of("{{x}}").is_some_and(|pattern| pattern.is_anything()));
        assert!(Pattern::of("{{x}} ").is_some_and(|pattern| !pattern.is_anything()));
    }
}
