//! Which parts of the context object generated code reads, so that others need not be held.
//!
//! It is looked for in what was printed: every path and every expression stands there with its text. What can't be told
//! from a text counts as read.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// What is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Read {
    execution_input: bool,
    item: bool,
    item_value: bool,
}

/// Paths that lead past `Execution.Input`.
const WITHOUT_INPUT: [&str; 10] = [
    "Execution.Id",
    "Execution.Name",
    "Execution.StartTime",
    "Execution.RoleArn",
    "Execution.RedriveCount",
    "Execution.RedriveTime",
    "StateMachine.",
    "State.",
    "Task.",
    "Map.",
];

/// Paths that lead past `Map.Item`.
const WITHOUT_ITEM: [&str; 4] = ["Execution.", "StateMachine.", "State.", "Task."];

/// Paths that lead past `Map.Item.Value`.
const WITHOUT_VALUE: [&str; 7] =
    ["Execution.", "StateMachine.", "State.", "Task.", "Map.Item.Index", "Map.Item.Key", "Map.Item.Source"];

/// What the functions of machines read.
pub(super) fn read(machines: &TokenStream) -> Read {
    let mut read = Read::default();
    read.tokens(machines.clone());
    read
}

impl Read {
    fn tokens(&mut self, tokens: TokenStream) {
        // The item that a function `item_…` reads is about to be started, and is there.
        let (mut after_fn, mut selects) = (false, false);
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if after_fn {
                        selects = name.starts_with("item_");
                    }
                    after_fn = name == "fn";
                }
                TokenTree::Group(group) => {
                    let before = *self;
                    self.tokens(group.stream());
                    if selects && group.delimiter() == Delimiter::Brace {
                        (self.item, self.item_value) = (before.item, before.item_value);
                        selects = false;
                    }
                }
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse2::<syn::LitStr>(literal.to_token_stream()) {
                        self.text(&text.value());
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// The text of a path or an expression, or any other one.
    fn text(&mut self, text: &str) {
        if let Some(path) = text.strip_prefix("$$") {
            self.path(path);
        }
        for (_, rest) in text.match_indices("$states").map(|(start, name)| text.split_at(start + name.len()))
        {
            let rest = rest.trim_start();
            if let Some(path) = rest.strip_prefix(".context") {
                self.path(path);
            } else if ![".input", ".result", ".errorOutput"].iter().any(|member| rest.starts_with(member)) {
                self.path("");
            }
        }
    }

    /// A path from the context object.
    fn path(&mut self, path: &str) {
        let leads_past = |others: &[&str]| {
            path.strip_prefix('.').is_some_and(|names| others.iter().any(|other| names.starts_with(other)))
        };
        self.execution_input |= !leads_past(&WITHOUT_INPUT);
        self.item |= !leads_past(&WITHOUT_ITEM);
        self.item_value |= !leads_past(&WITHOUT_VALUE);
    }
}

impl ToTokens for Read {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let parts = [
            self.execution_input.then(|| quote!(rt::ContextPart::ExecutionInput)),
            self.item.then(|| quote!(rt::ContextPart::Item)),
            self.item_value.then(|| quote!(rt::ContextPart::ItemValue)),
        ];
        let parts = parts.into_iter().flatten();
        tokens.extend(quote!(&[#(#parts),*]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Read = Read { execution_input: false, item: false, item_value: false };
    const INPUT: Read = Read { execution_input: true, ..NOTHING };
    const ITEM: Read = Read { item: true, ..NOTHING };
    const VALUE: Read = Read { item_value: true, ..ITEM };
    const ALL: Read = Read { execution_input: true, ..VALUE };

    #[test]
    fn texts_say_what_is_read() {
        let cases = [
            ("$.Execution.Input", NOTHING),
            ("$$.Execution.Id", NOTHING),
            ("$$.Execution.Name", NOTHING),
            ("$$.State.EnteredTime", NOTHING),
            ("$$.Task.Token", NOTHING),
            ("$$.Map.Item.Index", ITEM),
            ("$$.Map.Item.Value.sku", VALUE),
            ("$$.Map.Item", VALUE),
            ("$$.Execution.Input.order", INPUT),
            ("$$.Execution", ALL),
            ("$$['Execution']['Input']", ALL),
            ("$$..Value", ALL),
            ("$$.*", ALL),
            ("$$", ALL),
            ("$states.input.Execution.Input", NOTHING),
            ("$count($states.result) + $states.errorOutput.x", NOTHING),
            ("$states.context.Execution.Name & $states.context.State.Name", NOTHING),
            ("$states.context.Execution.Input.id", INPUT),
            ("$states.context.Map.Item.Key", ITEM),
            ("$states.context.Map.Item.Value", VALUE),
            ("$states.context", ALL),
            ("$states.`context`.Execution.Id", ALL),
            ("$lookup($states, 'context')", ALL),
            ("$states.context.Execution.Id & $string($states)", ALL),
        ];
        for (text, expected) in cases {
            let tokens = quote!(fn prepare_a(step: X) -> Y { f(#text) });
            assert_eq!(read(&tokens), expected, "{text}");
        }
    }

    #[test]
    fn an_item_selector_has_the_item() {
        let item = quote!(
            fn item_a(step: X) -> Y {
                f("$$.Map.Item.Value", "$$.Execution.Input")
            }
        );
        assert_eq!(read(&item), INPUT);
        let inside = quote!(mod a { #item fn prepare_b(step: X) -> Y { f("$$.Map.Item.Value") } });
        assert_eq!(read(&inside), ALL);
    }

    #[test]
    fn parts_are_printed() {
        let printed = "& [rt :: ContextPart :: ExecutionInput , rt :: ContextPart :: Item]";
        let read = Read { execution_input: true, ..ITEM };
        assert_eq!(quote!(#read).to_string(), printed);
        let nothing = NOTHING;
        assert_eq!(quote!(#nothing).to_string(), "& []");
    }
}
