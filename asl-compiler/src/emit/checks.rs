//! Checks of the user's types, as constants whose evaluation fails: all of them show in one run.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::literal::integer;
use crate::plan::{HandlerInput, Plan};
use crate::typed::{Errors, Given, KindSet, Origin, Part, PartStep, Target, TypeCheck, Verdict};

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
            let (given, target) = (self::given(plan, given), target_shape(plan, *target));
            quote_spanned!(span=> rt::shape::fits(&#given, #target, #text))
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
    let of = match origin {
        Origin::Input => plan.input.as_ref(),
        Origin::Output(method) => plan.methods.get(*method).and_then(|method| method.output.as_ref()),
    };
    let of = shape(of.map(|of| &of.inside));
    let steps = steps.iter().filter_map(step);
    quote!(#of, &[#(#steps),*])
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

fn given(plan: &Plan<'_>, of: &Given) -> TokenStream {
    let members = |members: &[(String, Given)]| {
        let members = members.iter().map(|(name, of)| {
            let of = given(plan, of);
            quote!((#name, #of))
        });
        quote!(&[#(#members),*])
    };
    let all = |all: &[Given]| {
        let all = all.iter().map(|of| given(plan, of));
        quote!(&[#(#all),*])
    };
    let of = match of {
        Given::Anything => quote!(Anything),
        Given::Of(of) => {
            let of = kinds(*of);
            quote!(Of(#of))
        }
        Given::Text(text) => quote!(Text(#text)),
        Given::Part(of) => {
            let of = part(plan, of);
            quote!(Part(#of))
        }
        Given::List(elements) => {
            let elements = all(elements);
            quote!(List(#elements))
        }
        Given::ListOf(of) => {
            let of = given(plan, of);
            quote!(ListOf(&#of))
        }
        Given::Object(named) => {
            let named = members(named);
            quote!(Object(#named))
        }
        Given::With(base, named) => {
            let (base, named) = (part(plan, base), members(named));
            quote!(With(#base, #named))
        }
        Given::OneOf(of) => {
            let of = all(of);
            quote!(OneOf(#of))
        }
    };
    quote!(rt::shape::Given::#of)
}
