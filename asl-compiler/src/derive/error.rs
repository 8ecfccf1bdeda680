//! `#[derive(AslError)]`: an enum or struct whose values are ASL errors.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, LitStr, Path};

/// What the derive expands to; mistakes become `compile_error!`s.
pub fn derive_asl_error(input: TokenStream) -> TokenStream {
    syn::parse2(input).and_then(|input| expand(&input)).unwrap_or_else(|error| error.to_compile_error())
}

/// `#[asl(…)]` on the type or on a variant.
#[derive(Default)]
struct Attributes {
    rename: Option<LitStr>,
    runtime: Option<Path>,
}

fn attributes(attributes: &[syn::Attribute]) -> syn::Result<Attributes> {
    let mut found = Attributes::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("asl")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                found.rename = Some(meta.value()?.parse()?);
                Ok(())
            } else if meta.path.is_ident("crate") {
                found.runtime = Some(meta.value()?.parse()?);
                Ok(())
            } else {
                Err(meta.error(
                    "the attributes of `AslError` are `rename = \"Name\"` and, on the type, `crate = path`",
                ))
            }
        })?;
    }
    Ok(found)
}

fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let of_type = attributes(&input.attrs)?;
    let runtime = of_type.runtime.unwrap_or_else(|| syn::parse_quote!(::asl_runtime));
    let (names, arms) = match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            return Err(syn::Error::new_spanned(
                &input.ident,
                "an error type without variants has no error name",
            ));
        }
        Data::Enum(data) => {
            if let Some(rename) = of_type.rename {
                return Err(syn::Error::new_spanned(rename, "`rename` stands on a variant of an enum"));
            }
            let mut names = Vec::new();
            let mut arms = Vec::new();
            for variant in &data.variants {
                let ident = &variant.ident;
                let name = error_name(attributes(&variant.attrs)?.rename, &ident.to_string())?;
                let pattern = match &variant.fields {
                    Fields::Named(_) => quote!(Self::#ident { .. }),
                    Fields::Unnamed(_) => quote!(Self::#ident(..)),
                    Fields::Unit => quote!(Self::#ident),
                };
                arms.push(quote!(#pattern => #name));
                names.push(name);
            }
            (names, arms)
        }
        Data::Struct(_) => {
            let name = error_name(of_type.rename, &input.ident.to_string())?;
            (vec![name.clone()], vec![quote!(_ => #name)])
        }
        Data::Union(_) => return Err(syn::Error::new_spanned(&input.ident, "a union can't be an ASL error")),
    };
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::AslError for #ident #type_generics #where_clause {
            const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];

            fn name(&self) -> #runtime::__private::Cow<'_, ::core::primitive::str> {
                #runtime::__private::Cow::Borrowed(match self {
                    #(#arms,)*
                })
            }

            fn cause(&self) -> #runtime::__private::String {
                #runtime::__private::ToString::to_string(self)
            }
        }
    })
}

/// The error name of a variant: 1 to 256 characters (ERR-1), none of the reserved ones (ERR-2).
fn error_name(rename: Option<LitStr>, ident: &str) -> syn::Result<String> {
    let Some(rename) = rename else { return Ok(ident.trim_start_matches("r#").into()) };
    let name = rename.value();
    let length = name.chars().count();
    if length == 0 || length > 256 {
        return Err(syn::Error::new_spanned(rename, "an error name has 1 to 256 characters"));
    }
    if name.starts_with("States.") {
        return Err(syn::Error::new_spanned(rename, "error names that begin with `States.` are reserved"));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derive(text: &str) -> String {
        derive_asl_error(text.parse().expect("it is Rust")).to_string()
    }

    #[test]
    fn names_variants() {
        let tokens =
            derive("enum E<T> { Declined { code: T }, #[asl(rename = \"Bank.Down\")] Down(u8), Other }");
        for part in [
            "& [\"Declined\" , \"Bank.Down\" , \"Other\"]",
            "Self :: Declined { .. } => \"Declined\"",
            "Self :: Down (..) => \"Bank.Down\"",
            "impl < T > :: asl_runtime :: AslError for E < T >",
        ] {
            assert!(tokens.contains(part), "{part} in {tokens}");
        }
    }

    #[test]
    fn refuses_what_has_no_name() {
        for (text, message) in [
            ("enum E {}", "an error type without variants has no error name"),
            ("enum E { #[asl(rename = \"\")] A }", "an error name has 1 to 256 characters"),
            (
                "enum E { #[asl(rename = \"States.ALL\")] A }",
                "error names that begin with `States.` are reserved",
            ),
            ("enum E { #[asl(name = \"x\")] A }", "the attributes of `AslError` are"),
            ("#[asl(rename = \"x\")] enum E { A }", "`rename` stands on a variant of an enum"),
            ("union E { a: u8 }", "a union can't be an ASL error"),
        ] {
            let tokens = derive(text);
            assert!(tokens.contains("compile_error") && tokens.contains(message), "{tokens}");
        }
    }
}
