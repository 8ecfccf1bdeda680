//! Near names, for "did you mean".

/// The candidate that a name was most likely meant to be: one that differs by case alone, or else by the fewest
/// slips, at most one for every three letters.
pub(super) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let bound = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(slips, _)| *slips <= bound)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean …?`, or all names where none is near.
pub(super) fn advice<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(name, candidates.clone()) {
        return format!("; did you mean `{near}`?");
    }
    let all: Vec<String> = candidates.into_iter().map(|candidate| format!("`{candidate}`")).collect();
    match all.as_slice() {
        [] => "; there is none at all".to_owned(),
        [one] => format!("; there is {one}"),
        [first @ .., last] => format!("; there are {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advises_the_near_name_or_all() {
        for (name, candidates, said) in [
            ("Shp", &["Ship", "Charge"][..], "; did you mean `Ship`?"),
            ("ship", &["Ship"], "; did you mean `Ship`?"),
            ("Refund", &["Ship"], "; there is `Ship`"),
            ("Refund", &["Ship", "Charge", "Wait"], "; there are `Ship`, `Charge` and `Wait`"),
            ("Refund", &[], "; there is none at all"),
        ] {
            assert_eq!(advice(name, candidates.iter().copied()), said, "{name}");
        }
    }
}
