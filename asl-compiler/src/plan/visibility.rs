//! The visibility of the generated items.
//!
//! They are as visible as their module, and not more: a trait that is `pub` may not name a private type of the
//! user's, however hidden its module is (E0446).

use syn::{Path, Visibility, parse_quote};

/// The module's visibility, as the items in it name it.
pub(super) fn inside(of_module: &Visibility) -> Visibility {
    match of_module {
        Visibility::Public(_) => of_module.clone(),
        Visibility::Inherited => parse_quote!(pub(super)),
        Visibility::Restricted(restricted) => {
            let path = &restricted.path;
            match path.segments.first() {
                Some(first) if first.ident == "self" => {
                    let rest = path.segments.iter().skip(1);
                    of_path(parse_quote!(super #(::#rest)*))
                }
                Some(first) if first.ident == "super" => of_path(parse_quote!(super::#path)),
                _ => of_module.clone(),
            }
        }
    }
}

/// Whether the module is seen nowhere but where it stands.
pub(super) fn is_private(of_module: &Visibility) -> bool {
    match of_module {
        Visibility::Public(_) => false,
        Visibility::Inherited => true,
        Visibility::Restricted(restricted) => restricted.path.is_ident("self"),
    }
}

fn of_path(path: Path) -> Visibility {
    if path.segments.len() == 1 { parse_quote!(pub(#path)) } else { parse_quote!(pub(in #path)) }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    #[test]
    fn names_the_same_from_inside() {
        for (of_module, expected) in [
            ("pub", "pub"),
            ("", "pub(super)"),
            ("pub(self)", "pub(super)"),
            ("pub(crate)", "pub(crate)"),
            ("pub(super)", "pub(in super::super)"),
            ("pub(in super::super)", "pub(in super::super::super)"),
            ("pub(in crate::flows)", "pub(in crate::flows)"),
        ] {
            let of_module = syn::parse_str(of_module).expect("it is a visibility");
            assert_eq!(is_private(&of_module), expected == "pub(super)", "{expected}");
            let found = inside(&of_module).to_token_stream().to_string();
            let expected: proc_macro2::TokenStream = expected.parse().expect("it is Rust");
            assert_eq!(found, expected.to_string());
        }
    }
}
