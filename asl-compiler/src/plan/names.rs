//! Rust names for ASL names: the only place where that happens.
//!
//! A name's words are split at everything that no identifier may hold and at changes of case. Joined they
//! are a variant or type name (`ShipOrder`) or a function or module name (`ship_order`). Keywords get a
//! trailing underscore, a name that would start with a digit a leading one. A name of which no character
//! may stand in an identifier (an emoji) is spelled by their numbers.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use proc_macro2::{Ident, Span};

/// The name of a variant or a type: `Ship order` → `ShipOrder`.
pub fn type_name(text: &str) -> String {
    guarded(spelled(text).to_upper_camel_case())
}

/// The name of a function, module or field: `Ship order` → `ship_order`.
pub fn value_name(text: &str) -> String {
    guarded(spelled(text).to_snake_case())
}

/// An identifier with the hygiene of the call site; `name` comes from this module.
pub fn identifier(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The text with everything that no identifier may hold replaced.
fn spelled(text: &str) -> String {
    let is_word = |character: char| unicode_ident::is_xid_continue(character) && character != '_';
    if text.chars().any(is_word) {
        return text.chars().map(|character| if is_word(character) { character } else { ' ' }).collect();
    }
    text.chars().map(|character| format!("u{:x} ", u32::from(character))).collect()
}

fn guarded(name: String) -> String {
    match name.chars().next() {
        None => "empty".into(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("_{name}"),
        Some(_) if is_keyword(&name) => format!("{name}_"),
        Some(_) => name,
    }
}

/// `gen` is one since the edition of 2024, and so it is here in all: the edition of the user's crate is not known.
fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<Ident>(name).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_states() {
        for (text, type_expected, value_expected) in [
            ("Ship order", "ShipOrder", "ship_order"),
            ("ship-it", "ShipIt", "ship_it"),
            ("ValidateOrder2", "ValidateOrder2", "validate_order2"),
            ("HTTPCall", "HttpCall", "http_call"),
            ("self", "Self_", "self_"),
            ("match", "Match", "match_"),
            ("gen", "Gen", "gen_"),
            ("2nd try", "_2ndTry", "_2nd_try"),
            ("Prüfen", "Prüfen", "prüfen"),
            ("注文", "注文", "注文"),
            ("🚀", "U1f680", "u1f680"),
            ("Is it OK? (yes)", "IsItOkYes", "is_it_ok_yes"),
            ("", "empty", "empty"),
        ] {
            assert_eq!(
                (type_name(text).as_str(), value_name(text).as_str()),
                (type_expected, value_expected)
            );
        }
    }
}
