//! `handlers: { … }`: a method, and types, for a resource or a state.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{GenericArgument, LitStr, PathArguments, Token, Type};

/// `"resource or state name" => method: fn(In) -> Result<Out, Err>`
#[derive(Clone)]
pub struct HandlerOverride {
    /// A resource, a function's name, or the name of a state.
    pub key: LitStr,
    /// The method's name.
    pub method: Ident,
    /// Its types, where they are given.
    pub signature: Option<Signature>,
}

/// The types of a handler; `_` stands for the type that it would have without being given.
#[derive(Clone)]
pub struct Signature {
    /// What it gets; otherwise a generated struct, or JSON.
    pub input: Option<InputType>,
    /// What it answers; otherwise JSON.
    pub output: Option<Type>,
    /// What it fails with; otherwise `TaskError`.
    pub error: Option<Type>,
}

/// The type of a handler's input.
#[derive(Clone)]
pub enum InputType {
    /// `&Value`: JSON that is lent.
    LentJson,
    /// One that the handler owns.
    Of(Box<Type>),
}

impl Parse for InputType {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        match stream.parse()? {
            Type::Reference(lent) if is_json(&lent) => Ok(Self::LentJson),
            Type::Reference(lent) => Err(syn::Error::new_spanned(
                lent,
                "a handler owns what is read for it; only JSON is lent, as `&Value`",
            )),
            owned => Ok(Self::Of(Box::new(owned))),
        }
    }
}

/// Whether it is `&Value`, by whatever path.
fn is_json(lent: &syn::TypeReference) -> bool {
    let Type::Path(path) = &*lent.elem else { return false };
    lent.mutability.is_none() && path.path.segments.last().is_some_and(|last| last.ident == "Value")
}

impl Parse for HandlerOverride {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.parse()?;
        input.parse::<Token![=>]>()?;
        let method = input.parse()?;
        let signature = if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self { key, method, signature })
    }
}

impl Parse for Signature {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        stream.parse::<Token![fn]>()?;
        let arguments;
        syn::parenthesized!(arguments in stream);
        let input = if arguments.is_empty() { None } else { Some(arguments.parse()?) };
        arguments.parse::<Option<Token![,]>>()?;
        if !arguments.is_empty() {
            return Err(arguments.error("a handler has one input; its context is added by itself"));
        }
        stream.parse::<Token![->]>()?;
        let output: Type = stream.parse()?;
        let (output, error) = split_result(&output).ok_or_else(|| {
            syn::Error::new_spanned(
                &output,
                "a handler answers with a `Result<Output, Error>` or a `Result<Output>`",
            )
        })?;
        let input =
            input.filter(|input| !matches!(input, InputType::Of(ty) if matches!(**ty, Type::Infer(_))));
        Ok(Self { input, output: given(output), error: error.and_then(given) })
    }
}

/// The type, unless it is `_`.
fn given(ty: Type) -> Option<Type> {
    if matches!(ty, Type::Infer(_)) { None } else { Some(ty) }
}

/// The types in `Result<Output, Error>`.
fn split_result(output: &Type) -> Option<(Type, Option<Type>)> {
    let Type::Path(path) = output else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(argument) => Some(argument.clone()),
        _ => None,
    });
    let output = types.next()??;
    let error = match types.next() {
        Some(error) => Some(error?),
        None => None,
    };
    types.next().is_none().then_some((output, error))
}
