//! `#[derive(Shape)]`: the JSON that serde makes of a type, as a constant.

mod attributes;
mod case;
mod fields;
mod round_trip;
#[cfg(test)]
mod tests;
mod types;
mod variants;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataStruct, DeriveInput, Fields};

use attributes::OfType;
use fields::{Row, are_plain, members_of, numbered, row};
use types::{Names, Place};

/// What the derive expands to; mistakes become `compile_error!`s.
pub fn derive_shape(input: TokenStream) -> TokenStream {
    syn::parse2(input).and_then(|input| expand(&input)).unwrap_or_else(|error| error.to_compile_error())
}

/// What is known of a type.
enum Known {
    /// A `ShapeRef` of something else.
    Other(TokenStream),
    /// A `JsonShape` of its own.
    Own(TokenStream),
}

fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let of_type = OfType::read(&input.attrs)?;
    let shape =
        of_type.runtime.as_ref().map_or_else(|| quote!(::asl_runtime::shape), |path| quote!(#path::shape));
    let names = Names::new(shape, input);
    let known = match (&of_type.from, &of_type.into) {
        (Some(from), Some(into)) => {
            let (read, written) = (names.shape_of(from), names.shape_of(into));
            let shape = &names.shape;
            Known::Own(quote!(#shape::JsonShape::Sides { written: #written, read: #read }))
        }
        (Some(from), None) => {
            let read = names.shape_of(from);
            one_side(
                &names,
                own(&names, input, &of_type)?,
                |shape, own| quote!(#shape::JsonShape::Sides { written: #own, read: #read }),
            )
        }
        (None, Some(into)) => {
            let written = names.shape_of(into);
            one_side(
                &names,
                own(&names, input, &of_type)?,
                |shape, own| quote!(#shape::JsonShape::Sides { written: #written, read: #own }),
            )
        }
        (None, None) => own(&names, input, &of_type)?,
    };
    implementation(&names, input, known, &of_type)
}

/// A type of which one direction goes through another type.
fn one_side(
    names: &Names<'_>,
    own: Known,
    sides: impl FnOnce(&TokenStream, TokenStream) -> TokenStream,
) -> Known {
    let shape = &names.shape;
    let own = match own {
        Known::Other(own) => own,
        Known::Own(own) => quote!(#shape::ShapeRef::to(&const { #own })),
    };
    Known::Own(sides(shape, own))
}

fn own(names: &Names<'_>, input: &DeriveInput, of_type: &OfType) -> syn::Result<Known> {
    match &input.data {
        Data::Struct(data) if of_type.is_transparent => {
            let of = variants::transparent(names, &data.fields)?;
            let shape = &names.shape;
            Ok(match names.place {
                // Were it the constant of what it holds, and that held it in turn, both would have no end; in a `static`
                // they have. Which types hold it the derive does not know.
                Place::Static => Known::Own(quote!(#shape::JsonShape::Sides { written: #of, read: #of })),
                Place::Impl => Known::Other(of),
            })
        }
        Data::Struct(data) => of_struct(names, data, of_type).map(Known::Own),
        Data::Enum(data) => variants::of_enum(names, data, of_type).map(Known::Own),
        Data::Union(_) => Err(syn::Error::new_spanned(&input.ident, "serde makes no JSON of a union")),
    }
}

fn of_struct(names: &Names<'_>, data: &DataStruct, of_type: &OfType) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let name = names.type_name();
    Ok(match &data.fields {
        Fields::Unit if of_type.tag.is_none() => quote!(#shape::JsonShape::Null),
        Fields::Unit | Fields::Named(_) => {
            let mut members = Vec::new();
            // A struct with a tag writes its name, and does not look at it when it reads.
            members.extend(of_type.tag.as_ref().map(|tag| {
                let tag = numbered(names, &tag.value());
                quote! {
                    #shape::Member::Field(#shape::Field {
                        name: #tag,
                        read: #tag,
                        aliases: &[],
                        written: #shape::Written::Always,
                        needed: #shape::Needed::Optional,
                        shape: #shape::ShapeRef::to(&#shape::JsonShape::Sides {
                            written: #shape::ShapeRef::to(&#shape::JsonShape::Text),
                            read: #shape::ShapeRef::to(&#shape::JsonShape::Anything),
                        }),
                    })
                }
            }));
            if let Fields::Named(fields) = &data.fields {
                members.extend(members_of(names, &fields.named, &of_type.fields, of_type.has_default)?);
            }
            let unknown = variants::unknown(of_type);
            let members = names.list(&members);
            let new = match &data.fields {
                Fields::Named(fields) if are_plain(&fields.named) => quote!(of_plain),
                _ => quote!(new),
            };
            quote! {
                #shape::JsonShape::Struct(#shape::StructShape::#new(
                    #name,
                    #members,
                    #shape::Unknown::#unknown,
                ))
            }
        }
        Fields::Unnamed(fields) => match row(names, &fields.unnamed)? {
            Row::Newtype(of) => quote!(#shape::JsonShape::Newtype { name: #name, of: #of }),
            Row::Tuple(of) => quote!(#shape::JsonShape::Tuple(&[#(#of),*])),
        },
    })
}

fn implementation(
    names: &Names<'_>,
    input: &DeriveInput,
    known: Known,
    of_type: &OfType,
) -> syn::Result<TokenStream> {
    let shape = &names.shape;
    let ident = &input.ident;
    let bounded = names.bounded();
    let (impl_generics, _, _) = bounded.split_for_impl();
    let (_, type_generics, where_clause) = input.generics.split_for_impl();
    let (before, value) = match (known, &names.place) {
        (Known::Other(other), _) => (TokenStream::new(), other),
        (Known::Own(own), Place::Static) => {
            (quote!(static SHAPE: #shape::JsonShape = #own;), quote!(#shape::ShapeRef::to(&SHAPE)))
        }
        (Known::Own(own), Place::Impl) => (TokenStream::new(), quote!(#shape::ShapeRef::to(&const { #own }))),
    };
    let round_trip = round_trip::is_exact(input, of_type)?
        .then(|| quote!(const ROUND_TRIP: #shape::RoundTrip = #shape::RoundTrip::Exact;));
    Ok(quote! {
        const _: () = {
            #before
            #[automatically_derived]
            impl #impl_generics #shape::Shape for #ident #type_generics #where_clause {
                const SHAPE: #shape::ShapeRef = #value;
                #round_trip
            }
        };
    })
}
