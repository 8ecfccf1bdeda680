//! Texts that are put together while compiling.

/// A text of bounded length.
pub(crate) struct Text {
    bytes: [u8; Self::CAPACITY],
    length: usize,
}

impl Text {
    const CAPACITY: usize = 1_024;

    /// A text that begins with another.
    pub(crate) const fn of(start: &str) -> Self {
        Self { bytes: [0; Self::CAPACITY], length: 0 }.and(start)
    }

    /// The text with another behind it, as far as there is room.
    pub(crate) const fn and(mut self, more: &str) -> Self {
        let more = more.as_bytes();
        let mut at = 0;
        while at < more.len() && self.length < Self::CAPACITY {
            self.bytes[self.length] = more[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// The text with a number behind it.
    pub(crate) const fn and_number(self, number: usize) -> Self {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let rest = if number >= 10 { self.and_number(number / 10) } else { self };
        rest.and(DIGITS[number % 10])
    }

    /// The text.
    pub(crate) const fn as_str(&self) -> &str {
        let (mut whole, _) = self.bytes.split_at(self.length);
        // What was cut in the middle of a letter ends before it.
        loop {
            match core::str::from_utf8(whole) {
                Ok(text) => return text,
                Err(error) => whole = whole.split_at(error.valid_up_to()).0,
            }
        }
    }
}

/// Whether two texts are equal; `==` can't be used in a `const fn`. Names often begin alike, so it begins at their ends.
pub(crate) const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = one.len();
    if at != other.len() {
        return false;
    }
    while at > 0 {
        at -= 1;
        if one[at] != other[at] {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_texts() {
        assert_eq!(Text::of("a").and("bc").and_number(120).as_str(), "abc120");
        let long = "ä".repeat(Text::CAPACITY);
        assert_eq!(Text::of("a").and(&long).as_str().len(), Text::CAPACITY - 1);
    }
}
