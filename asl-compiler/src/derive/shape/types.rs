//! The types of fields, as they are named in a constant beside the type.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, GenericParam, Generics, Type};

/// Where the shapes of fields stand.
pub(super) enum Place {
    /// In a `static`: a type may contain itself, and knows no parameters; lifetimes are `'static`.
    Static,
    /// In a constant of the `impl`, which has the type's parameters: what contains itself is opaque there.
    Impl,
}

/// What the expansion names: the runtime's module, the type.
pub(super) struct Names<'a> {
    /// `::asl_runtime::shape`
    pub(super) shape: TokenStream,
    input: &'a DeriveInput,
    pub(super) place: Place,
}

impl<'a> Names<'a> {
    pub(super) fn new(shape: TokenStream, input: &'a DeriveInput) -> Self {
        let only_lifetimes =
            input.generics.params.iter().all(|parameter| matches!(parameter, GenericParam::Lifetime(_)));
        Self { shape, input, place: if only_lifetimes { Place::Static } else { Place::Impl } }
    }

    /// The type's name without `r#`.
    pub(super) fn type_name(&self) -> String {
        plain(&self.input.ident)
    }

    /// The shape of a type.
    pub(super) fn shape_of(&self, of: &Type) -> TokenStream {
        let shape = &self.shape;
        let tokens = of.to_token_stream();
        let named = match self.place {
            Place::Static => self.static_type(tokens),
            Place::Impl if self.contains_itself(of) => return self.opaque(),
            Place::Impl => tokens,
        };
        // That a type has no shape is told where it is written.
        let span = Span::call_site().located_at(of.span());
        quote_spanned!(span=> #shape::ShapeRef::of::<#named>())
    }

    /// Whether a field's type is opaque since it contains the type that the derive is for, and that has parameters.
    pub(super) fn contains_itself(&self, of: &Type) -> bool {
        matches!(self.place, Place::Impl) && self.are_named_in(of)
    }

    /// Whether the type that the derive is for is named in a part of it.
    pub(super) fn are_named_in(&self, part: &impl ToTokens) -> bool {
        let tokens = part.to_token_stream();
        let own = Ident::new("Self", Span::call_site());
        mentions(&tokens, &self.input.ident) || mentions(&tokens, &own)
    }

    /// `&[…]`; within an `impl` rustc keeps it for ever only if it is a constant of its own.
    pub(super) fn list(&self, members: &[TokenStream]) -> TokenStream {
        match self.place {
            Place::Static => quote!(&[#(#members),*]),
            Place::Impl => quote!(&const { [#(#members),*] }),
        }
    }

    /// The shape of anything.
    pub(super) fn opaque(&self) -> TokenStream {
        let shape = &self.shape;
        quote!(#shape::ShapeRef::to(&#shape::JsonShape::Anything))
    }

    /// With `'static` for every lifetime, and the type's name for `Self`.
    fn static_type(&self, tokens: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '\'' => {
                    let name = tokens.next().map_or_else(Span::call_site, |name| name.span());
                    out.extend([TokenTree::Punct(mark), TokenTree::Ident(Ident::new("static", name))]);
                }
                TokenTree::Ident(name) if name == "Self" => out.extend(self.own_type()),
                TokenTree::Group(group) => {
                    let inner = self.static_type(group.stream());
                    out.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
                }
                other => out.extend([other]),
            }
        }
        out
    }

    fn own_type(&self) -> TokenStream {
        let name = &self.input.ident;
        let lifetimes = self.input.generics.params.iter().map(|_| quote!('static));
        if self.input.generics.params.is_empty() { quote!(#name) } else { quote!(#name<#(#lifetimes),*>) }
    }

    /// The type's parameters, each of which must have a shape.
    pub(super) fn bounded(&self) -> Generics {
        let mut generics = self.input.generics.clone();
        let shape = &self.shape;
        for parameter in &mut generics.params {
            if let GenericParam::Type(parameter) = parameter {
                parameter.bounds.push(syn::parse_quote!(#shape::Shape));
            }
        }
        generics
    }
}

/// A name without `r#`.
pub(super) fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
