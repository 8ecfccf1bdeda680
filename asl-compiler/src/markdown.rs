//! Texts of a definition in rustdoc: they may hold anything, and none of it may become markup.

/// A text as code: `` `text` ``, with a longer fence where the text holds backticks itself.
pub(crate) fn code(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let starts_or_ends_with_backtick = text.starts_with('`') || text.ends_with('`');
    let pad = if starts_or_ends_with_backtick { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A Comment as lines of a paragraph: it is the user's prose, but no code of ours, and a stray `<` or `[` must
/// not become a lint of rustdoc.
pub(crate) fn paragraph(comment: &str) -> impl Iterator<Item = String> {
    comment.lines().map(|line| line.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

/// A word of prose; an address becomes a link.
fn word(word: &str) -> String {
    let is_address = ["http://", "https://"].iter().any(|scheme| word.starts_with(scheme));
    if is_address && !word.contains(['<', '>', '`']) {
        let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']).len();
        let (address, rest) = word.split_at(end);
        return format!("<{address}>{}", escaped(rest));
    }
    escaped(word)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#&~|".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_code() {
        for (text, expected) in [
            ("Ship it", "`Ship it`"),
            ("a`b", "``a`b``"),
            ("``", "``` `` ```"),
            ("a\nb", "`a b`"),
            ("<b>[x]", "`<b>[x]`"),
        ] {
            assert_eq!(code(text), expected);
        }
    }

    #[test]
    fn takes_markup_out_of_prose() {
        let lines: Vec<_> = paragraph("  *bold* <b>\n [link] `x` ").collect();
        let links: Vec<_> = paragraph("see https://example.com/a_b, and (http://x)").collect();
        assert_eq!(links, ["see <https://example.com/a_b>, and (http://x)"]);
        assert_eq!(lines, ["\\*bold\\* \\<b\\>", "\\[link\\] \\`x\\`"]);
    }
}
