//! Checks of the user's types, as constants whose evaluation fails: all of them show in one run.

use std::collections::BTreeSet;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::literal::integer;
use crate::plan::{HandlerInput, Plan};
use crate::typed::{Errors, Given, KindSet, Origin, Part, PartStep, Target, TypeCheck, Verdict, number};

pub(super) fn checks(plan: &Plan<'_>) -> TokenStream {
    let mut named = BTreeSet::new();
    let types = super::user_types(plan).filter(|of| of.has_shape && named.insert(of.shown.clone()));
    // A type without a shape is told once, whatever is read of it.
    let shapes = types.map(|of| {
        let of = shape(Some(&of.inside));
        quote!(const _: rt::shape::ShapeRef = #of;)
    });
    shapes.chain(plan.checks.iter().map(|check| constant(plan, check))).collect()
}

fn constant(plan: &Plan<'_>, TypeCheck { text, verdict }: &TypeCheck) -> TokenStream {
    // What rustc says of it is shown where the definition is named.
    let span = Span::call_site().located_at(plan.definition);
    let check = match verdict {
        Verdict::Read(of) => {
            let of = part(plan, of);
            quote_spanned!(span=> rt::shape::read(#of, #text))
        }
        Verdict::Selected(of) => {
            let of = part(plan, of);
            quote_spanned!(span=> rt::shape::selected(#of, #text))
        }
        Verdict::OfKind(of, wanted) => {
            let (of, wanted) = (part(plan, of), kinds(*wanted));
            quote_spanned!(span=> rt::shape::of_kind(#of, #wanted, #text))
        }
        Verdict::Compared(of, with) => {
            let (of, with) = (part(plan, of), kinds(*with));
            quote_spanned!(span=> rt::shape::compared(#of, #with, #text))
        }
        Verdict::Equals(of) => {
            let of = part(plan, of);
            quote_spanned!(span=> rt::shape::equals(#of, #text))
        }
        Verdict::Raised(errors, name) => {
            let lists = names(plan, errors);
            quote_spanned!(span=> rt::shape::raised(&[#(#lists),*], #name, #text))
        }
        Verdict::Caught(errors, caught) => {
            let lists = names(plan, errors);
            quote_spanned!(span=> rt::shape::caught(&[#(#lists),*], &[#(#caught),*], #text))
        }
        Verdict::Fits(given, target) => {
            let Pieces { pieces, steps } = Pieces::of(plan, given);
            let target = target_shape(plan, *target);
            quote_spanned!(span=> rt::shape::fits([#(#pieces),*], [#(#steps),*], #target, #text))
        }
    };
    quote_spanned!(span=> const _: () = #check;)
}

/// The names of errors, a list for each method.
fn names(plan: &Plan<'_>, Errors { methods, names }: &Errors) -> Vec<TokenStream> {
    let methods = methods.iter().filter_map(|method| plan.methods.get(*method)?.error.as_ref());
    let lists = methods.map(|error| {
        let error = &error.inside;
        quote!(<#error as rt::AslError>::NAMES)
    });
    lists.chain((!names.is_empty()).then(|| quote!(&[#(#names),*]))).collect()
}

/// A part of a type: its shape, and the steps.
fn part(plan: &Plan<'_>, Part { origin, steps }: &Part) -> TokenStream {
    let of = origin_shape(plan, *origin);
    let steps = steps.iter().filter_map(step);
    quote!(#of, [#(#steps),*])
}

fn origin_shape(plan: &Plan<'_>, origin: Origin) -> TokenStream {
    let of = match origin {
        Origin::Input => plan.input.as_ref(),
        Origin::Output(method) => plan.methods.get(method).and_then(|method| method.output.as_ref()),
    };
    shape(of.map(|of| &of.inside))
}

fn target_shape(plan: &Plan<'_>, target: Target) -> TokenStream {
    let of = match target {
        Target::Output => plan.output.as_ref().map(|output| &output.inside),
        Target::Input(method) => plan.methods.get(method).and_then(|method| match &method.input {
            HandlerInput::Given(input) => Some(&input.inside),
            HandlerInput::Json | HandlerInput::Generated(_) => None,
        }),
    };
    shape(of)
}

fn shape(of: Option<&TokenStream>) -> TokenStream {
    match of {
        Some(of) => quote!(<#of as rt::shape::Shape>::SHAPE),
        None => quote!(<rt::Value as rt::shape::Shape>::SHAPE),
    }
}

/// `None` for what only the compiler wants to know.
fn step(step: &PartStep) -> Option<TokenStream> {
    let step = match step {
        PartStep::Guarded | PartStep::Spread => return None,
        PartStep::Field(name) => quote!(Field(#name)),
        PartStep::Sure(name) => quote!(Sure(#name)),
        PartStep::Mapped(name) => quote!(Mapped(#name)),
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
        PartStep::Only(only) => {
            let only = kinds(*only);
            quote!(Only(#only))
        }
        PartStep::Tagged(name, text) => quote!(Tagged(#name, #text)),
        PartStep::NotTagged(name, text) => quote!(NotTagged(#name, #text)),
        PartStep::Equal(text) => quote!(Equal(#text)),
        PartStep::NotEqual(text) => quote!(NotEqual(#text)),
    };
    Some(quote!(rt::shape::Step::#step))
}

fn kinds(of: KindSet) -> TokenStream {
    let names = of.names().map(|name| {
        let name = format_ident!("{name}");
        quote!(rt::shape::Kinds::#name)
    });
    names.reduce(|all, kind| quote!(#all.or(#kind))).unwrap_or_else(|| quote!(rt::shape::Kinds::NONE))
}

/// What is given, in the form of the runtime's `Given`: each value before what it holds, and the steps of all parts.
#[derive(Default)]
struct Pieces {
    pieces: Vec<TokenStream>,
    steps: Vec<TokenStream>,
}

impl Pieces {
    fn of(plan: &Plan<'_>, given: &Given) -> Self {
        let mut pieces = Self::default();
        pieces.value(plan, given);
        pieces
    }

    fn value(&mut self, plan: &Plan<'_>, given: &Given) {
        match given {
            Given::Anything => self.push(quote!(Anything)),
            Given::Of(of) => {
                let of = kinds(*of);
                self.push(quote!(Of(#of)));
            }
            Given::Text(text) => self.push(quote!(Text(#text))),
            Given::Part(of) => {
                let of = self.part(plan, of);
                self.push(quote!(Part(#of)));
            }
            Given::List(elements) => {
                let count = Literal::usize_unsuffixed(elements.len());
                self.push(quote!(List(#count)));
                elements.iter().for_each(|element| self.value(plan, element));
            }
            Given::ListOf(element) => {
                self.push(quote!(ListOf));
                self.value(plan, element);
            }
            Given::Object(members) => {
                let count = Literal::usize_unsuffixed(members.len());
                self.push(quote!(Object(#count)));
                self.members(plan, members);
            }
            Given::With(base, members) => {
                let (base, count) = (self.part(plan, base), Literal::usize_unsuffixed(members.len()));
                self.push(quote!(With(#base, #count)));
                self.members(plan, members);
            }
            Given::OneOf(all) => {
                let count = Literal::usize_unsuffixed(all.len());
                self.push(quote!(OneOf(#count)));
                all.iter().for_each(|one| self.value(plan, one));
            }
        }
    }

    fn members(&mut self, plan: &Plan<'_>, members: &[(String, Given)]) {
        for (name, value) in members {
            let number = Literal::u64_unsuffixed(number(name));
            self.push(quote!(Member(#name, #number)));
            self.value(plan, value);
        }
    }

    /// A shape, and where its steps stand.
    fn part(&mut self, plan: &Plan<'_>, Part { origin, steps }: &Part) -> TokenStream {
        let from = Literal::usize_unsuffixed(self.steps.len());
        self.steps.extend(steps.iter().filter_map(step));
        let to = Literal::usize_unsuffixed(self.steps.len());
        let of = origin_shape(plan, *origin);
        quote!(#of, #from, #to)
    }

    fn push(&mut self, piece: TokenStream) {
        self.pieces.push(quote!(rt::shape::Given::#piece));
    }
}
