//! The attempts that an answer is for: `"0"`, `"1-2"`.

use super::node::Node;

/// Attempts, counted from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempts {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Attempts {
    /// Reads a key of a response.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what would mend that.
    pub(super) fn parse(key: &str) -> Result<Self, String> {
        let number = |text: &str| {
            // A sign would be taken otherwise.
            let is_number = text.bytes().all(|digit| digit.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| is_number)
        };
        let (first, last) =
            key.split_once('-').map_or((key, key), |(first, last)| (first.trim(), last.trim()));
        let (Some(first), Some(last)) = (number(first), number(last)) else {
            return Err(format!(
                "`{key}` names no attempt: write a number, as \"0\", or a range, as \"1-2\""
            ));
        };
        if last < first {
            return Err(format!("the range `{key}` ends before it begins; did you mean `{last}-{first}`?"));
        }
        Ok(Self { first, last })
    }

    /// How many.
    pub(super) fn count(self) -> u64 {
        u64::from(self.last) - u64::from(self.first) + 1
    }
}

/// Says what is wrong with the attempts of a response together: all from 0 on must be there, each once.
/// They come sorted by where they begin.
pub(super) fn check(attempts: &[(Attempts, String, Node<'_>)]) -> Vec<super::Problem> {
    let mut problems = Vec::new();
    // The first attempt that is not answered yet, and the key before.
    let (mut next, mut before) = (0_u64, "");
    for (Attempts { first, last }, key, node) in attempts {
        let (first, last) = (u64::from(*first), u64::from(*last));
        if first < next {
            problems.push(node.problem(format!("`{before}` and `{key}` both answer attempt {first}")));
        } else if first > next {
            let gap = if first - next == 1 { next.to_string() } else { format!("{next}-{}", first - 1) };
            problems.push(node.problem(format!(
                "nothing answers attempt {next}: attempts count from 0 without gaps; add \"{gap}\""
            )));
        }
        if last + 1 > next {
            (next, before) = (last + 1, key);
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_ranges() {
        for (key, first, last) in [("0", 0, 0), ("1-2", 1, 2), ("3-3", 3, 3), ("1 - 2", 1, 2), ("007", 7, 7)]
        {
            assert_eq!(Attempts::parse(key), Ok(Attempts { first, last }), "{key}");
        }
        assert_eq!(Attempts { first: 0, last: u32::MAX }.count(), 1 << 32);
    }

    #[test]
    fn refuses_all_else() {
        for key in ["", "first", "-1", "1-", "-", "+1", "1..2", "1-2-3", "4294967296", "1.0"] {
            let refused = Attempts::parse(key).err().unwrap_or_default();
            assert!(refused.starts_with(&format!("`{key}` names no attempt")), "{key}: {refused}");
        }
        let backwards = "the range `2-1` ends before it begins; did you mean `1-2`?";
        assert_eq!(Attempts::parse("2-1"), Err(backwards.to_owned()));
    }
}
