//! `rename_all`: names in another case, by serde's own rules.

/// A rule of `rename_all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    /// The rule of this name, or what the names are.
    pub(super) fn of(name: &str) -> Result<Self, String> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, case)| *case).ok_or_else(|| {
            let known = Self::ALL.map(|(known, _)| format!("`{known}`")).join(", ");
            format!("`{name}` is no case that serde knows; it knows {known}")
        })
    }

    /// A field's name, which is in snake case.
    pub(super) fn field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => pascal(name),
            Self::Camel => lower_first(&pascal(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// A variant's name, which is in Pascal case.
    pub(super) fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => lower_first(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(name: &str) -> String {
    let words = name.split('_');
    words.map(|word| changed_first(word, char::to_ascii_uppercase)).collect()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn lower_first(name: &str) -> String {
    changed_first(name, char::to_ascii_lowercase)
}

fn changed_first(name: &str, change: impl Fn(&char) -> char) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| change(&first)).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renames_as_serde_does() {
        for (case, field, variant) in [
            ("lowercase", "order_id", "orderid"),
            ("UPPERCASE", "ORDER_ID", "ORDERID"),
            ("PascalCase", "OrderId", "OrderId"),
            ("camelCase", "orderId", "orderId"),
            ("snake_case", "order_id", "order_id"),
            ("SCREAMING_SNAKE_CASE", "ORDER_ID", "ORDER_ID"),
            ("kebab-case", "order-id", "order-id"),
            ("SCREAMING-KEBAB-CASE", "ORDER-ID", "ORDER-ID"),
        ] {
            let case = Case::of(case).expect("serde knows it");
            assert_eq!((case.field("order_id"), case.variant("OrderId")), (field.into(), variant.into()));
        }
        assert!(Case::of("Camel").expect_err("serde does not know it").contains("`camelCase`"));
    }
}
