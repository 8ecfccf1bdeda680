//! Members of objects by name.

use serde_json::{Map, Value};

/// Up to so many members are looked through: hashing a name takes longer.
const FEW: usize = 8;

/// The member of a name.
pub(super) fn member<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if members.len() > FEW {
        return members.get(name);
    }
    members.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The same, to be changed.
pub(super) fn member_mut<'v>(members: &'v mut Map<String, Value>, name: &str) -> Option<&'v mut Value> {
    if members.len() > FEW {
        return members.get_mut(name);
    }
    members.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_members_of_small_and_large_objects() {
        for count in [0, 1, FEW, FEW + 1, 100] {
            let mut members: Map<_, _> =
                (0..count).map(|number| (format!("m{number}"), Value::from(number))).collect();
            for number in [0, 1, count.saturating_sub(1), count] {
                let name = format!("m{number}");
                let expected = (number < count).then(|| Value::from(number));
                assert_eq!(member(&members, &name), expected.as_ref(), "{name} of {count}");
                assert_eq!(member_mut(&mut members, &name).cloned(), expected, "{name} of {count}");
            }
        }
    }
}
