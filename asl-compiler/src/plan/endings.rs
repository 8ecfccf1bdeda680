//! The variants for the errors that an execution can end with.

use proc_macro2::{Ident, TokenStream};

use super::{Method, names};
use crate::typed::Failures;

/// A variant of the generated enum of errors.
pub enum Ending {
    /// An error of this name.
    Named {
        /// The variant's name.
        variant: Ident,
        /// The error's name.
        name: String,
        /// The states that raise it.
        states: Vec<String>,
    },
    /// An error of a user's type.
    OfType {
        /// The variant's name.
        variant: Ident,
        /// How the generated module names the type.
        error: TokenStream,
        /// The type as it was given.
        shown: String,
        /// The states that raise it.
        states: Vec<String>,
    },
}

impl Ending {
    /// The variant's name.
    pub fn variant(&self) -> &Ident {
        match self {
            Self::Named { variant, .. } | Self::OfType { variant, .. } => variant,
        }
    }
}

/// What the reserved names begin with.
const RESERVED: &str = "States.";

/// The variant for everything else.
const OTHER: &str = "Other";

/// A variant for each error type, and for each name that is known beside them.
pub(super) fn endings(failures: &Failures, methods: &[Method]) -> Vec<Ending> {
    let mut endings: Vec<Ending> = Vec::new();
    for failure in &failures.of_methods {
        let Some(error) = methods.get(failure.method).and_then(|method| method.error.as_ref()) else {
            continue;
        };
        let known = endings.iter_mut().find_map(|ending| match ending {
            Ending::OfType { shown, states, .. } if *shown == error.shown => Some(states),
            _ => None,
        });
        match known {
            Some(states) => states.push(failure.state.clone()),
            None => endings.push(Ending::OfType {
                variant: free(&endings, last_name(&error.shown)),
                error: error.inside.clone(),
                shown: error.shown.clone(),
                states: vec![failure.state.clone()],
            }),
        }
    }
    for named in &failures.named {
        let text = named.name.strip_prefix(RESERVED).unwrap_or(&named.name);
        let variant = free(&endings, text);
        endings.push(Ending::Named { variant, name: named.name.clone(), states: named.states.clone() });
    }
    endings
}

/// A name that no other variant has.
fn free(endings: &[Ending], text: &str) -> Ident {
    let name = names::type_name(text);
    let is_taken = |name: &str| name == OTHER || endings.iter().any(|ending| *ending.variant() == name);
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name));
    names::identifier(&free.unwrap_or(name))
}

/// `errors::ChargeError<T>` → `ChargeError`
fn last_name(shown: &str) -> &str {
    let path = shown.split('<').next().unwrap_or(shown);
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_names_of_their_own() {
        let mut failures = Failures::default();
        for name in ["Refused", "States.Timeout", "Timeout", "Other", "refused"] {
            failures.add(name, "A");
        }
        let endings = endings(&failures, &[]);
        let variants: Vec<_> = endings.iter().map(|ending| ending.variant().to_string()).collect();
        assert_eq!(variants, ["Refused", "Timeout", "Timeout2", "Other2", "Refused2"]);
        assert_eq!(last_name("crate::errors::ChargeError<u8>"), "ChargeError");
    }
}
