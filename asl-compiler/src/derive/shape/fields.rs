//! Fields.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Field, GenericArgument, PathArguments, Token, Type};

use super::attributes::{OfPart, Sides, WhenMissing};
use super::case::Case;
use super::types::{Names, plain};
use crate::typed::number;

type Fields = Punctuated<Field, Token![,]>;

/// `&[Member]` of named fields.
pub(super) fn members(
    names: &Names<'_>,
    fields: &Fields,
    cases: &Sides<Option<Case>>,
    has_default: bool,
) -> syn::Result<TokenStream> {
    let members = members_of(names, fields, cases, has_default)?;
    Ok(names.list(&members))
}

/// The members of named fields.
pub(super) fn members_of(
    names: &Names<'_>,
    fields: &Fields,
    cases: &Sides<Option<Case>>,
    has_default: bool,
) -> syn::Result<Vec<TokenStream>> {
    let mut members = Vec::new();
    for field in fields {
        let attributes = OfPart::read(&field.attrs)?;
        if attributes.skips.written && attributes.skips.read {
            continue;
        }
        members.push(member(names, field, &attributes, cases, has_default)?);
    }
    Ok(members)
}

fn member(
    names: &Names<'_>,
    field: &Field,
    attributes: &OfPart,
    cases: &Sides<Option<Case>>,
    has_default: bool,
) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let of = value(names, field, attributes)?;
    if attributes.is_flattened {
        return Ok(quote!(#shape::Member::Flattened(#of)));
    }
    let ident = field.ident.as_ref().map(plain).unwrap_or_default();
    let named = |given: &Option<String>, case: Option<Case>| match (given, case) {
        (Some(given), _) => given.clone(),
        (None, Some(case)) => case.field(&ident),
        (None, None) => ident.clone(),
    };
    let name = named(&attributes.names.written, cases.written);
    let read = named(&attributes.names.read, cases.read);
    let written = match (attributes.skips.written, &attributes.skips_if) {
        (true, _) => "Never",
        (false, Some(_)) => "Sometimes",
        (false, None) => "Always",
    };
    let needed = if attributes.skips.read {
        "Never"
    } else if attributes.when_missing != WhenMissing::Nothing
        || has_default
        || attributes.is_opaque
        || names.contains_itself(&field.ty)
    {
        // Whether an opaque type reads nothing as `None` is not known.
        "Optional"
    } else {
        "Required"
    };
    let numbered = |text: &String| numbered(names, text);
    // Most fields are like this, and this is less for rustc to read.
    if (written, needed, attributes.aliases.is_empty()) == ("Always", "Required", true) && read == name {
        let name = numbered(&name);
        return Ok(quote!(#shape::Member::field(#name, #of)));
    }
    let (name, read) = (numbered(&name), numbered(&read));
    let aliases: Vec<_> = attributes.aliases.iter().map(numbered).collect();
    let aliases = names.list(&aliases);
    let (written, needed) = (format_ident!("{written}"), format_ident!("{needed}"));
    Ok(quote! {
        #shape::Member::Field(#shape::Field {
            name: #name,
            read: #read,
            aliases: #aliases,
            written: #shape::Written::#written,
            needed: #shape::Needed::#needed,
            shape: #of,
        })
    })
}

/// Whether no field can contain the type: strings, numbers and the like. Then its shape can be looked at where it is made.
pub(super) fn are_plain(fields: &Fields) -> bool {
    fields.iter().all(|field| is_plain(&field.ty))
}

fn is_plain(of: &Type) -> bool {
    let Type::Path(path) = of else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    match &last.arguments {
        PathArguments::None => PLAIN.iter().any(|name| last.ident == name),
        PathArguments::AngleBracketed(of) if last.ident == "Option" || last.ident == "Vec" => {
            of.args.iter().all(|of| matches!(of, GenericArgument::Type(of) if is_plain(of)))
        }
        _ => false,
    }
}

const PLAIN: [&str; 18] = [
    "String", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64", "Value",
];

/// A name with its number, so that rustc need not compute it.
pub(super) fn numbered(names: &Names<'_>, text: &str) -> TokenStream {
    let shape = &names.shape;
    let number = Literal::u64_unsuffixed(number(text));
    quote!(#shape::Name::numbered(#text, #number))
}

/// The shape of a field's value: of its type, or of what its attributes say.
pub(super) fn value(names: &Names<'_>, field: &Field, attributes: &OfPart) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    if attributes.is_opaque {
        return Ok(names.opaque());
    }
    if let Some(given) = &attributes.shape {
        return Ok(names.shape_of(given));
    }
    let (own, opaque) = (names.shape_of(&field.ty), names.opaque());
    Ok(match attributes.by_function {
        Sides { written: false, read: false } => own,
        Sides { written: true, read: true } => opaque,
        Sides { written: true, read: false } => {
            quote!(#shape::ShapeRef::to(&#shape::JsonShape::Sides { written: #opaque, read: #own }))
        }
        Sides { written: false, read: true } => {
            quote!(#shape::ShapeRef::to(&#shape::JsonShape::Sides { written: #own, read: #opaque }))
        }
    })
}

/// Fields without names.
pub(super) enum Row {
    /// One.
    Newtype(TokenStream),
    /// Several, or none.
    Tuple(Vec<TokenStream>),
}

/// The shapes of fields without names.
pub(super) fn row(names: &Names<'_>, fields: &Fields) -> syn::Result<Row> {
    let mut shapes = Vec::new();
    for field in fields {
        let attributes = OfPart::read(&field.attrs)?;
        if let Some(skips) = &attributes.skips_if {
            return Err(syn::Error::new_spanned(
                &skips.attribute,
                "on a field without a name this makes arrays of two lengths, which a `Shape` can't tell; name the fields, or mark what holds this type `#[asl(opaque)]`",
            ));
        }
        match attributes.skips {
            Sides { written: false, read: false } => shapes.push(value(names, field, &attributes)?),
            Sides { written: true, read: true } => {}
            Sides { .. } => {
                return Err(syn::Error::new_spanned(
                    field,
                    "a field without a name that is skipped on one side makes arrays of two lengths, which a `Shape` can't tell; skip it on both sides, or mark what holds this type `#[asl(opaque)]`",
                ));
            }
        }
    }
    // Serde counts the fields that are written in the type, not those that are left.
    let single = fields.len() == 1;
    Ok(match shapes.pop() {
        Some(shape) if single => Row::Newtype(shape),
        last => {
            shapes.extend(last);
            Row::Tuple(shapes)
        }
    })
}
