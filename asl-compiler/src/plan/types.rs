//! Types that the user gives in the macro's arguments, named from inside the generated module.
//!
//! A path there is meant as at the macro's call, outside of the module. A type whose paths are all absolute
//! means the same inside; any other needs a [`Passage`].

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Type, Visibility};

use super::{PlanFindings, names};
use crate::options::Typing;
use crate::suggest::nearest;

/// A user's type.
#[derive(Clone)]
pub struct UserType {
    /// How the generated module names it.
    pub inside: TokenStream,
    /// How it gets into the module, where that can't name it.
    pub passage: Option<Passage>,
    /// Whether it is JSON as it is: `serde_json::Value`.
    pub is_json: bool,
    /// Whether its JSON is known to rustc: it has a `Shape`.
    pub has_shape: bool,
    /// The type as it was given, for docs.
    pub shown: String,
}

/// How a type gets into the generated module that only means something outside of it.
#[derive(Clone)]
pub struct Passage {
    /// Its name in the module.
    pub name: Ident,
    /// The type, as it was given.
    pub target: Type,
}

/// What types get into the module by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// A hidden alias beside the module, which the module uses by `super::`. In the body of a function that leads past
    /// the function.
    Alias,
    /// A trait, implemented beside the module for a type in it. That works everywhere, but a type that is more private
    /// than the module is then an error (E0446), where rustc otherwise takes it as a handler's input.
    Trait,
}

impl Passing {
    /// A private module has no types that are more private, and one in a function's body has no reason to be public.
    pub(super) fn of(visibility: &Visibility) -> Self {
        if super::visibility::is_private(visibility) { Self::Trait } else { Self::Alias }
    }
}

impl UserType {
    /// How a module in the generated one names it.
    pub fn below(&self) -> TokenStream {
        match &self.passage {
            // What rustc says of the type is shown where it was given.
            Some(Passage { name, .. }) => quote_spanned!(name.span()=> super::#name),
            None => self.inside.clone(),
        }
    }
}

pub(super) struct UserTypes {
    module: Ident,
    /// `None` where types are not looked into; otherwise those that are opaque.
    opaque: Option<Vec<String>>,
    named: Vec<String>,
}

impl UserTypes {
    pub(super) fn new(module: &Ident, typing: &Typing) -> Self {
        let opaque = match typing {
            Typing::Unchecked => None,
            Typing::Checked { opaque } => Some(opaque.iter().map(shown).collect()),
        };
        Self { module: module.clone(), opaque, named: Vec::new() }
    }

    /// Reports the opaque types that are none of the workflow's.
    pub(super) fn report_unknown(&self, typing: &Typing, findings: &mut PlanFindings) {
        let Typing::Checked { opaque } = typing else { return };
        for given in opaque {
            let name = shown(given);
            if self.named.contains(&name) {
                continue;
            }
            let advice = match nearest(&name, self.named.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.named.is_empty() => "it has none".into(),
                None => {
                    let named: Vec<_> = self.named.iter().map(|name| format!("`{name}`")).collect();
                    format!("they are {}", named.join(", "))
                }
            };
            findings
                .arguments
                .push((given.span(), format!("`{name}` is none of the types of this workflow; {advice}")));
        }
    }

    /// Names a type; `role` makes the name unique within the workflow.
    pub(super) fn name(&mut self, role: &str, given: &Type) -> UserType {
        let shown = shown(given);
        let is_json = matches!(shown.as_str(), "serde_json::Value" | "::serde_json::Value");
        let has_shape = !is_json && self.opaque.as_ref().is_some_and(|opaque| !opaque.contains(&shown));
        if !self.named.contains(&shown) {
            self.named.push(shown.clone());
        }
        if is_absolute(given) {
            return UserType { inside: given.to_token_stream(), passage: None, is_json, has_shape, shown };
        }
        // What rustc says of the type is shown where it was given.
        let span = Span::call_site().located_at(given.span());
        let name = format_ident!("__{}", names::type_name(&format!("{} {role}", self.module)), span = span);
        let inside = name.to_token_stream();
        UserType { inside, passage: Some(Passage { name, target: given.clone() }), is_json, has_shape, shown }
    }
}

/// The type's text without the blanks that tokens are printed with.
fn shown(given: &Type) -> String {
    let text = given.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(":: ", "::")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
}

/// Whether every path in the type starts with `::` or `crate`, or is a primitive.
fn is_absolute(given: &Type) -> bool {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "str", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
        "usize", "f32", "f64",
    ];
    // An identifier is the first of its path unless `::` stands before it; behind `'` it is a lifetime.
    let mut continues = false;
    let mut pending = vec![given.to_token_stream().into_iter()];
    while let Some(tokens) = pending.last_mut() {
        match tokens.next() {
            None => {
                pending.pop();
            }
            Some(TokenTree::Group(group)) => {
                continues = false;
                pending.push(group.stream().into_iter());
            }
            Some(TokenTree::Punct(punctuation)) => continues = matches!(punctuation.as_char(), ':' | '\''),
            Some(TokenTree::Ident(name)) => {
                let name = name.to_string();
                if !continues
                    && !["crate", "$crate"].contains(&name.as_str())
                    && !PRIMITIVES.contains(&name.as_str())
                {
                    return false;
                }
                continues = false;
            }
            Some(TokenTree::Literal(_)) => continues = false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_absolute_types() {
        for (text, absolute) in [
            ("Order", false),
            ("crate::Order", true),
            ("::std::vec::Vec<crate::a::Order>", true),
            ("::std::vec::Vec<Order>", false),
            ("Vec<crate::Order>", false),
            ("(u8, [i32; 3], &'static str)", true),
            ("super::Order", false),
        ] {
            let given: Type = syn::parse_str(text).expect("it is a type");
            assert_eq!(is_absolute(&given), absolute, "{text}");
        }
    }
}
