//! Text that can stand in a picture: one line, no control characters, not too long.

/// The text on one line: any run of blanks and line ends becomes one blank, and what no picture format can
/// hold becomes U+FFFD.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && !line.is_empty() {
            line.push(' ');
        }
        blank = false;
        line.push(if is_drawable(character) { character } else { char::REPLACEMENT_CHARACTER });
    }
    line
}

/// Whether XML can hold the character, and it does not turn the text around it (U+202E and its like do).
fn is_drawable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// At most so many characters; `…` stands for what is left out.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.into(),
        Some(_) => {
            let kept = text.char_indices().nth(longest.saturating_sub(1)).map_or(0, |(end, _)| end);
            format!("{}…", text[..kept].trim_end())
        }
    }
}
