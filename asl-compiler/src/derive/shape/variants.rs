//! Enums.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, Fields, Variant};

use super::attributes::{OfPart, OfType, Sides};
use super::case::Case;
use super::fields::{Row, members, row, value};
use super::types::{Names, plain};

/// `EnumShape`
pub(super) fn of_enum(names: &Names<'_>, data: &DataEnum, of_type: &OfType) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let name = names.type_name();
    let tagging = match (&of_type.tag, &of_type.content, of_type.is_untagged) {
        (None, _, true) => quote!(Untagged),
        (None, _, false) => quote!(External),
        (Some(tag), None, false) => quote!(Internal(#tag)),
        (Some(tag), Some(content), false) => quote!(Adjacent(#tag, #content)),
        (Some(tag), _, true) => {
            return Err(syn::Error::new_spanned(tag, "an enum is either tagged or `untagged`"));
        }
    };
    let unknown = unknown(of_type);
    let variants =
        data.variants.iter().map(|of| variant(names, of, of_type)).collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! {
        #shape::JsonShape::Enum(#shape::EnumShape {
            name: #name,
            tagging: #shape::Tagging::#tagging,
            variants: &[#(#variants),*],
            unknown: #shape::Unknown::#unknown,
        })
    })
}

/// The variant of `Unknown`.
pub(super) fn unknown(of_type: &OfType) -> TokenStream {
    if of_type.denies_unknown { quote!(Refused) } else { quote!(Ignored) }
}

fn variant(names: &Names<'_>, variant: &Variant, of_type: &OfType) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let attributes = OfPart::read(&variant.attrs)?;
    let ident = plain(&variant.ident);
    let named = |given: &Option<String>, case: Option<Case>| match (given, case) {
        (Some(given), _) => given.clone(),
        (None, Some(case)) => case.variant(&ident),
        (None, None) => ident.clone(),
    };
    let name = named(&attributes.names.written, of_type.fields.written);
    let read = std::iter::once(named(&attributes.names.read, of_type.fields.read))
        .chain(attributes.aliases.iter().cloned());
    let written = if attributes.skips.written { quote!(Never) } else { quote!(Always) };
    let needed = if attributes.skips.read { quote!(Never) } else { quote!(Required) };
    let (untagged, other) = (attributes.is_untagged, attributes.is_other);
    let content = content(names, variant, &attributes, of_type)?;
    Ok(quote! {
        #shape::Variant {
            name: #name,
            read: &[#(#read),*],
            written: #shape::Written::#written,
            needed: #shape::Needed::#needed,
            untagged: #untagged,
            other: #other,
            content: #content,
        }
    })
}

fn content(
    names: &Names<'_>,
    variant: &Variant,
    attributes: &OfPart,
    of_type: &OfType,
) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let opaque = names.opaque();
    // A variant that is nowhere has no content.
    if attributes.skips.written && attributes.skips.read {
        return Ok(quote!(#shape::Content::Unit));
    }
    if attributes.by_function.written || attributes.by_function.read || attributes.is_opaque {
        return Ok(quote!(#shape::Content::Newtype(#opaque)));
    }
    Ok(match &variant.fields {
        Fields::Unit => quote!(#shape::Content::Unit),
        Fields::Named(fields) => {
            let of_variant = &attributes.fields;
            let cases = Sides {
                written: of_variant.written.or(of_type.variant_fields.written),
                read: of_variant.read.or(of_type.variant_fields.read),
            };
            let members = members(names, &fields.named, &cases, false)?;
            quote!(#shape::Content::Struct(#members))
        }
        Fields::Unnamed(fields) => match row(names, &fields.unnamed)? {
            Row::Newtype(of) => quote!(#shape::Content::Newtype(#of)),
            // One field that is skipped leaves a unit variant.
            Row::Tuple(of) if of.is_empty() && fields.unnamed.len() == 1 => quote!(#shape::Content::Unit),
            Row::Tuple(of) => quote!(#shape::Content::Tuple(&[#(#of),*])),
        },
    })
}

/// The only field of a transparent type.
pub(super) fn transparent(names: &Names<'_>, fields: &Fields) -> syn::Result<TokenStream> {
    for field in fields {
        let attributes = OfPart::read(&field.attrs)?;
        let is_marker = matches!(&field.ty, syn::Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"));
        if !(is_marker || attributes.skips.written || attributes.skips.read) {
            return value(names, field, &attributes);
        }
    }
    Err(syn::Error::new_spanned(fields, "a transparent type has one field that is not skipped"))
}
