//! Near names. They are looked for only when something is wrong: 1,000 checks over structs of 20 fields took rustc
//! 25 s with the search, and 1.2 s without.

/// Longer names have no near ones.
const LONGEST: usize = 64;

/// How many letters must be changed, added, left out or swapped to get from one name to another; case counts for
/// nothing, and neither do `_` and `-`.
pub(super) const fn distance(one: &str, other: &str) -> usize {
    let (one, one_length) = letters(one);
    let (other, other_length) = letters(other);
    if one_length > LONGEST || other_length > LONGEST {
        return usize::MAX;
    }
    // Three rows of the table: the one before last is for swapped letters.
    let mut rows = [[0usize; LONGEST + 1]; 3];
    let mut column = 0;
    while column <= other_length {
        rows[1][column] = column;
        column += 1;
    }
    let mut row = 1;
    while row <= one_length {
        rows[2][0] = row;
        let mut column = 1;
        while column <= other_length {
            let same = one[row - 1] == other[column - 1];
            let mut least = rows[1][column - 1] + if same { 0 } else { 1 };
            least = smaller(least, rows[1][column] + 1);
            least = smaller(least, rows[2][column - 1] + 1);
            if row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]
            {
                least = smaller(least, rows[0][column - 2] + 1);
            }
            rows[2][column] = least;
            column += 1;
        }
        rows[0] = rows[1];
        rows[1] = rows[2];
        row += 1;
    }
    rows[1][other_length]
}

/// Whether a name is near enough to be meant.
pub(super) const fn is_near(name: &str, distance: usize) -> bool {
    let length = name.len();
    distance
        <= if length < 3 {
            0
        } else if length < 6 {
            1
        } else if length < 12 {
            2
        } else {
            3
        }
}

const fn smaller(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

/// The letters that count, and how many there are.
const fn letters(name: &str) -> ([u8; LONGEST], usize) {
    let bytes = name.as_bytes();
    let mut letters = [0; LONGEST];
    let (mut at, mut length) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b'_' && bytes[at] != b'-' {
            if length == LONGEST {
                return (letters, LONGEST + 1);
            }
            letters[length] = bytes[at].to_ascii_lowercase();
            length += 1;
        }
        at += 1;
    }
    (letters, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_differs() {
        for (one, other, expected) in [
            ("sku", "sku", 0),
            ("skuu", "sku", 1),
            ("sku", "skuu", 1),
            ("sk", "sku", 1),
            ("orderId", "order_id", 0),
            ("odrerId", "orderId", 1),
            ("total", "totel", 1),
            ("abc", "xyz", 3),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
        assert_eq!(distance(&"a".repeat(65), "a"), usize::MAX);
    }

    #[test]
    fn short_names_must_be_nearer() {
        assert!(is_near("skuu", 1) && !is_near("id", 1) && !is_near("skuu", 2) && is_near("customer", 2));
    }
}
