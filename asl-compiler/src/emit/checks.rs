//! Checks of the user's types, as constants whose evaluation fails: all of them show in one run.

use std::cell::Cell;
use std::collections::HashSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::literal::integer;
use crate::plan::names::{identifier, value_name};
use crate::plan::{HandlerInput, Plan, UserType};
use crate::typed::{Errors, Given, KindSet, Origin, Part, PartStep, Target, TypeCheck, Verdict, number};

/// A module in the generated one, so that names in it can be short: rustc takes its time for every token.
pub(super) fn checks(plan: &Plan<'_>) -> TokenStream {
    let shapes = Shapes::of(plan);
    if shapes.named.is_empty() && plan.checks.is_empty() {
        return TokenStream::new();
    }
    let printer = Printer { plan, shapes: &shapes };
    let checks: Vec<_> = plan.checks.iter().map(|check| printer.constant(check)).collect();
    // A type without a shape is told once, whatever is read of it, and also if nothing is.
    let constants = shapes.named.iter().map(|Named { name, of, is_used }| {
        let (name, of) = (if is_used.get() { quote!(#name) } else { quote!(_) }, of.below());
        quote!(const #name: ShapeRef = <#of as Shape>::SHAPE;)
    });
    quote! {
        #[doc(hidden)]
        mod __checks {
            use super::rt::shape::checks::*;
            #(#constants)*
            #(#checks)*
        }
    }
}

/// The constants that hold the shapes of types.
struct Shapes<'p> {
    named: Vec<Named<'p>>,
}

struct Named<'p> {
    name: Ident,
    of: &'p UserType,
    is_used: Cell<bool>,
}

impl<'p> Shapes<'p> {
    fn of(plan: &'p Plan<'_>) -> Self {
        let mut named: Vec<Named<'p>> = Vec::new();
        let mut known = HashSet::new();
        let mut taken = HashSet::new();
        for of in super::user_types(plan).filter(|of| of.has_shape && known.insert(&of.shown)) {
            let text = constant_name(&of.shown);
            let numbered = (2..).map(|number| format!("{text}_{number}"));
            let free = std::iter::once(text.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
            named.push(Named { name: identifier(&free.unwrap_or(text)), of, is_used: Cell::new(false) });
        }
        Self { named }
    }

    /// The shape of a type.
    fn shape(&self, of: Option<&UserType>) -> TokenStream {
        match of.and_then(|of| self.named.iter().find(|named| named.of.shown == of.shown)) {
            Some(Named { name, is_used, .. }) => {
                is_used.set(true);
                quote!(#name)
            }
            None => quote!(<super::rt::Value as Shape>::SHAPE),
        }
    }
}

/// `Vec<crate::Order>` → `VEC_ORDER`
fn constant_name(shown: &str) -> String {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let words = shown.split(|character: char| !is_word(character) && character != ':');
    let last = words.map(|path| path.rsplit(':').next().unwrap_or(path));
    let last: Vec<_> = last.filter(|word| !word.is_empty()).collect();
    value_name(&last.join(" ")).trim_end_matches('_').to_uppercase()
}

/// Prints checks.
struct Printer<'p, 'm> {
    plan: &'p Plan<'m>,
    shapes: &'p Shapes<'p>,
}

impl Printer<'_, '_> {
    fn constant(&self, TypeCheck { text, verdict }: &TypeCheck) -> TokenStream {
        // What rustc says of it is shown where the definition is named.
        let span = Span::call_site().located_at(self.plan.definition);
        let check = match verdict {
            Verdict::Read(of) => {
                let of = self.part(of);
                quote_spanned!(span=> read(#of, #text))
            }
            Verdict::Selected(of) => {
                let of = self.part(of);
                quote_spanned!(span=> selected(#of, #text))
            }
            Verdict::SelectedOf(all) => {
                let mut pieces = Pieces::default();
                let all: Vec<_> = all.iter().map(|of| pieces.part(self, of)).collect();
                let steps = pieces.steps;
                quote_spanned!(span=> selected_of([#((#all)),*], [#(#steps),*], #text))
            }
            Verdict::OfKind(of, wanted) => {
                let (of, wanted) = (self.part(of), kinds(*wanted));
                quote_spanned!(span=> of_kind(#of, #wanted, #text))
            }
            Verdict::Compared(of, with) => {
                let (of, with) = (self.part(of), kinds(*with));
                quote_spanned!(span=> compared(#of, #with, #text))
            }
            Verdict::Equals(of) => {
                let of = self.part(of);
                quote_spanned!(span=> equals(#of, #text))
            }
            Verdict::Raised(errors, name) => {
                let lists = names(self.plan, errors);
                quote_spanned!(span=> raised(&[#(#lists),*], #name, #text))
            }
            Verdict::Caught(errors, caught) => {
                let lists = names(self.plan, errors);
                quote_spanned!(span=> caught(&[#(#lists),*], &[#(#caught),*], #text))
            }
            Verdict::Fits(given, target) => {
                let Pieces { pieces, steps } = Pieces::of(self, given);
                let target = self.target_shape(*target);
                quote_spanned!(span=> fits([#(#pieces),*], [#(#steps),*], #target, #text))
            }
        };
        quote_spanned!(span=> const _: () = #check;)
    }

    /// A part of a type: its shape, and the steps.
    fn part(&self, Part { origin, steps }: &Part) -> TokenStream {
        let of = self.origin_shape(*origin);
        let steps = steps.iter().filter_map(step);
        quote!(#of, [#(#steps),*])
    }

    fn origin_shape(&self, origin: Origin) -> TokenStream {
        self.shapes.shape(match origin {
            Origin::Input => self.plan.input.as_ref(),
            Origin::Output(method) => self.plan.methods.get(method).and_then(|method| method.output.as_ref()),
            Origin::Answer(method) => {
                self.plan.methods.get(method).and_then(|method| method.token_answer.as_ref())
            }
        })
    }

    fn target_shape(&self, target: Target) -> TokenStream {
        self.shapes.shape(match target {
            Target::Output => self.plan.output.as_ref(),
            Target::Input(method) => self.plan.methods.get(method).and_then(|method| match &method.input {
                HandlerInput::Given(input) => Some(&**input),
                HandlerInput::Json | HandlerInput::Generated(_) => None,
            }),
        })
    }
}

/// The names of errors, a list for each method.
fn names(plan: &Plan<'_>, Errors { methods, names }: &Errors) -> Vec<TokenStream> {
    let methods = methods.iter().filter_map(|method| plan.methods.get(*method)?.error.as_ref());
    let lists = methods.map(|error| {
        let error = error.below();
        quote!(<#error as AslError>::NAMES)
    });
    lists.chain((!names.is_empty()).then(|| quote!(&[#(#names),*]))).collect()
}

/// `None` for what only the compiler wants to know.
fn step(step: &PartStep) -> Option<TokenStream> {
    let step = match step {
        PartStep::Guarded | PartStep::Spread => return None,
        PartStep::Field(name) => member(quote!(Field), name),
        PartStep::Sure(name) => member(quote!(Sure), name),
        PartStep::Mapped(name) => member(quote!(Mapped), name),
        PartStep::Index(position) => {
            let position = integer(*position);
            quote!(Index(#position))
        }
        PartStep::At(position) => {
            let position = integer(*position);
            quote!(At(#position))
        }
        PartStep::Element => quote!(Element),
        PartStep::Item => quote!(Item),
        PartStep::Iteration => quote!(Iteration),
        PartStep::OrNull => quote!(OrNull),
        PartStep::Only(only) => {
            let only = kinds(*only);
            quote!(Only(#only))
        }
        PartStep::Tagged(name, text) => quote!(Tagged(#name, #text)),
        PartStep::NotTagged(name, text) => quote!(NotTagged(#name, #text)),
        PartStep::Equal(text) => quote!(Equal(#text)),
        PartStep::NotEqual(text) => quote!(NotEqual(#text)),
    };
    Some(step)
}

/// A member with its number: computed here, rustc need not do it in every check.
fn member(step: TokenStream, name: &str) -> TokenStream {
    let number = Literal::u64_unsuffixed(number(name));
    quote!(#step(#name, #number))
}

fn kinds(of: KindSet) -> TokenStream {
    let names = of.names().map(|name| {
        let name = format_ident!("{name}");
        quote!(Kinds::#name)
    });
    names.reduce(|all, kind| quote!(#all.or(#kind))).unwrap_or_else(|| quote!(Kinds::NONE))
}

/// What is given, in the form of the runtime's `Given`: each value before what it holds, and the steps of all parts.
#[derive(Default)]
struct Pieces {
    pieces: Vec<TokenStream>,
    steps: Vec<TokenStream>,
}

impl Pieces {
    fn of(printer: &Printer<'_, '_>, given: &Given) -> Self {
        let mut pieces = Self::default();
        pieces.value(printer, given);
        pieces
    }

    fn value(&mut self, printer: &Printer<'_, '_>, given: &Given) {
        match given {
            Given::Anything => self.push(quote!(Anything)),
            Given::Of(of) => {
                let of = kinds(*of);
                self.push(quote!(Of(#of)));
            }
            Given::Text(text) => self.push(quote!(Text(#text))),
            Given::Part(of) => {
                let of = self.part(printer, of);
                self.push(quote!(Part(#of)));
            }
            Given::List(elements) => {
                let count = Literal::usize_unsuffixed(elements.len());
                self.push(quote!(List(#count)));
                elements.iter().for_each(|element| self.value(printer, element));
            }
            Given::ListOf(element) => {
                self.push(quote!(ListOf));
                self.value(printer, element);
            }
            Given::Object(members) => {
                let count = Literal::usize_unsuffixed(members.len());
                self.push(quote!(Object(#count)));
                self.members(printer, members);
            }
            Given::EachOf(all) => {
                let (of, from, to) = self.steps_of(printer, all);
                // The item itself, which stands a step behind what it is taken from.
                self.steps.push(quote!(Item));
                let to_item = Literal::usize_unsuffixed(self.steps.len());
                let (key, value) = (name("Key"), name("Value"));
                self.push(quote!(EachOf(#of, #from, #to)));
                self.push(quote!(Object(2)));
                self.push(key);
                self.push(quote!(Of(Kinds::TEXT)));
                self.push(value);
                self.push(quote!(Part(#of, #from, #to_item)));
            }
            Given::With(base, members) => {
                let (base, count) = (self.part(printer, base), Literal::usize_unsuffixed(members.len()));
                self.push(quote!(With(#base, #count)));
                self.members(printer, members);
            }
            Given::OneOf(all) => {
                let count = Literal::usize_unsuffixed(all.len());
                self.push(quote!(OneOf(#count)));
                all.iter().for_each(|one| self.value(printer, one));
            }
        }
    }

    fn members(&mut self, printer: &Printer<'_, '_>, members: &[(String, Given)]) {
        for (name, value) in members {
            self.push(self::name(name));
            self.value(printer, value);
        }
    }

    /// A shape, and where its steps stand.
    fn part(&mut self, printer: &Printer<'_, '_>, part: &Part) -> TokenStream {
        let (of, from, to) = self.steps_of(printer, part);
        quote!(#of, #from, #to)
    }

    fn steps_of(
        &mut self,
        printer: &Printer<'_, '_>,
        Part { origin, steps }: &Part,
    ) -> (TokenStream, Literal, Literal) {
        let from = Literal::usize_unsuffixed(self.steps.len());
        self.steps.extend(steps.iter().filter_map(step));
        let to = Literal::usize_unsuffixed(self.steps.len());
        (printer.origin_shape(*origin), from, to)
    }

    fn push(&mut self, piece: TokenStream) {
        self.pieces.push(piece);
    }
}

/// The name of a member, before its value.
fn name(name: &str) -> TokenStream {
    let number = Literal::u64_unsuffixed(number(name));
    quote!(Member(#name, #number))
}

#[cfg(test)]
mod tests {
    use super::constant_name;

    #[test]
    fn constants_are_named_after_their_types() {
        for (shown, expected) in [
            ("Order", "ORDER"),
            ("Vec<crate::shop::OrderLine>", "VEC_ORDER_LINE"),
            ("::std::vec::Vec<(u8, String)>", "VEC_U8_STRING"),
            ("[u8; 3]", "U8_3"),
            ("()", "EMPTY"),
        ] {
            assert_eq!(constant_name(shown), expected, "{shown}");
        }
    }
}
