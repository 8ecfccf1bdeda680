//! Near names, for "did you mean".

/// Names longer than this have no near name: the distance takes quadratic time, and no name that is legal
/// anywhere in ASL is longer (a resource ARN has 256 characters at most).
const LONGEST: usize = 256;

/// The candidate that `name` was most likely meant to be, if one is near enough.
///
/// A name that differs by case alone wins. Else it is the one with the fewest slips (a letter too many, too
/// few, wrong, or two swapped), at most one slip for every three letters. Of equally near candidates the
/// first is taken, so that the advice does not change from run to run.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let bound = bound(&wanted);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| Some((slips(&wanted, &candidate.to_lowercase(), bound)?, candidate)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// How many slips a name of this length may have.
fn bound(name: &str) -> usize {
    match name.chars().count() {
        0 => 0,
        length if length > LONGEST => 0,
        1..=5 => 1,
        length => length / 3,
    }
}

/// The slips between two names, unless there are more than `bound`.
fn slips(wanted: &str, candidate: &str, bound: usize) -> Option<usize> {
    if wanted == candidate {
        return Some(0);
    }
    if bound == 0 || wanted.chars().count().abs_diff(candidate.chars().count()) > bound {
        return None;
    }
    let distance = strsim::osa_distance(wanted, candidate);
    (distance <= bound).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_that_was_meant() {
        let fields = ["Next", "End", "Type", "InputPath", "OutputPath", "ResultPath", "TimeoutSeconds"];
        for (name, meant) in [
            ("Nxt", Some("Next")),
            ("next", Some("Next")),
            ("NEXT", Some("Next")),
            ("Ned", Some("End")),
            ("Tpye", Some("Type")),
            ("InputPaht", Some("InputPath")),
            ("TimeoutSecs", Some("TimeoutSeconds")),
            ("RestulPath", Some("ResultPath")),
            ("Foo", None),
            ("", None),
            ("Comment", None),
        ] {
            assert_eq!(nearest(name, fields), meant, "{name}");
        }
    }

    #[test]
    fn equality_but_for_case_wins_over_an_earlier_near_name() {
        assert_eq!(nearest("ship", ["shop", "SHIP"]), Some("SHIP"));
    }

    #[test]
    fn of_equally_near_names_the_first_is_taken() {
        assert_eq!(nearest("Shap", ["Ship", "Shop"]), Some("Ship"));
    }

    #[test]
    fn a_name_is_not_its_own_near_name() {
        assert_eq!(nearest("Ship", ["Ship"]), None);
    }

    #[test]
    fn a_huge_name_costs_no_quadratic_time() {
        let (huge, other) = ("a".repeat(1_000_000), "b".repeat(1_000_000));
        assert_eq!(nearest(&huge, [other.as_str()]), None);
        assert_eq!(nearest(&huge.to_uppercase(), [huge.as_str()]), Some(huge.as_str()));
    }

    #[test]
    fn counts_letters_and_not_bytes() {
        assert_eq!(nearest("Prüfe", ["Prüfen"]), Some("Prüfen"));
        assert_eq!(nearest("検査", ["検査する"]), None);
    }
}
