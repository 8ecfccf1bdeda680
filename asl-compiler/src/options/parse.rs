//! Reading the arguments' tokens.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, Lit, LitStr, Token, Type, braced, bracketed};

use super::{DefinitionSource, HandlerOverride, Options, TokenAnswer, Typing};
use crate::diagnostic::Level;
use crate::model::WorkflowKind;
use crate::suggest::nearest;

/// Every argument's name.
const ARGUMENTS: [&str; 16] = [
    "inline",
    "name",
    "kind",
    "substitutions",
    "input",
    "output",
    "handlers",
    "idempotent",
    "transactional",
    "answers",
    "typed",
    "opaque",
    "allow",
    "warn",
    "deny",
    "crate",
];

impl Parse for Options {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        let mut definition = None;
        let mut options = Self {
            definition: DefinitionSource::Inline(LitStr::new("", stream.span())),
            name: None,
            visibility: syn::parse_quote!(pub),
            kind: WorkflowKind::Standard,
            substitutions: Vec::new(),
            input: None,
            output: None,
            handlers: Vec::new(),
            idempotent: Vec::new(),
            transactional: Vec::new(),
            answers: Vec::new(),
            typing: Typing::Unchecked,
            lints: Vec::new(),
            runtime: syn::parse_quote!(::asl_runtime),
        };
        let start = stream.span();
        let mut typed = false;
        let mut opaque: Option<(proc_macro2::Span, Vec<Type>)> = None;
        let mut answers: Option<proc_macro2::Span> = None;
        if stream.peek(LitStr) {
            definition = Some(DefinitionSource::File(stream.parse()?));
            comma(stream)?;
        }
        let mut given: Vec<Ident> = Vec::new();
        while !stream.is_empty() {
            let argument = stream.call(<Ident as syn::ext::IdentExt>::parse_any)?;
            if let Some(first) = given.iter().find(|first| **first == argument) {
                return Err(syn::Error::new(argument.span(), format!("`{first}` is given twice")));
            }
            // It stands alone.
            if argument == "typed" {
                typed = true;
                given.push(argument);
                comma(stream)?;
                continue;
            }
            separator(stream, &argument)?;
            match argument.to_string().as_str() {
                "inline" => {
                    let text: LitStr = stream.parse()?;
                    if definition.is_some() {
                        return Err(syn::Error::new(
                            argument.span(),
                            "give either a path or `inline`, not both",
                        ));
                    }
                    definition = Some(DefinitionSource::Inline(text));
                }
                "name" => {
                    if !stream.peek(Ident) {
                        options.visibility = stream.parse()?;
                    }
                    options.name = Some(stream.parse()?);
                }
                "kind" => options.kind = kind(stream)?,
                "substitutions" => options.substitutions = substitutions(stream)?,
                "input" => options.input = Some(stream.parse()?),
                "output" => options.output = Some(stream.parse()?),
                "handlers" => {
                    let entries;
                    braced!(entries in stream);
                    options.handlers = Punctuated::<HandlerOverride, Token![,]>::parse_terminated(&entries)?
                        .into_iter()
                        .collect();
                }
                "idempotent" => options.idempotent = methods(stream)?,
                "transactional" => options.transactional = methods(stream)?,
                "answers" => {
                    answers = Some(argument.span());
                    let entries;
                    braced!(entries in stream);
                    options.answers = Punctuated::<TokenAnswer, Token![,]>::parse_terminated(&entries)?
                        .into_iter()
                        .collect();
                }
                "opaque" => {
                    let types;
                    bracketed!(types in stream);
                    let types = Punctuated::<Type, Token![,]>::parse_terminated(&types)?;
                    opaque = Some((argument.span(), types.into_iter().collect()));
                }
                "allow" => lints(stream, Level::Allow, &mut options)?,
                "warn" => lints(stream, Level::Warn, &mut options)?,
                "deny" => lints(stream, Level::Deny, &mut options)?,
                "crate" => options.runtime = runtime(stream)?,
                unknown => return Err(unknown_argument(&argument, unknown)),
            }
            given.push(argument);
            comma(stream)?;
        }
        options.typing = match (typed, opaque) {
            (true, opaque) => Typing::Checked { opaque: opaque.map(|(_, types)| types).unwrap_or_default() },
            (false, None) => match answers {
                None => Typing::Unchecked,
                Some(span) => {
                    return Err(syn::Error::new(
                        span,
                        "`answers` says what `typed` looks into; write `typed` beside it",
                    ));
                }
            },
            (false, Some((span, _))) => {
                return Err(syn::Error::new(
                    span,
                    "`opaque` names types that `typed` looks not into; write `typed` beside it",
                ));
            }
        };
        options.definition = definition.ok_or_else(|| {
            syn::Error::new(
                start,
                "expected the path of a definition, `\"workflows/order.asl.json\"`, or `inline: r#\"…\"#`",
            )
        })?;
        Ok(options)
    }
}

impl Parse for TokenAnswer {
    fn parse(entry: ParseStream<'_>) -> syn::Result<Self> {
        let method = entry.parse()?;
        entry.parse::<Token![:]>()?;
        Ok(Self { method, ty: entry.parse()? })
    }
}

/// The path of the runtime. The generated module names it from inside, where `self` and `super` mean others.
fn runtime(stream: ParseStream<'_>) -> syn::Result<syn::Path> {
    let path = stream.call(syn::Path::parse_mod_style)?;
    match path.segments.first() {
        Some(first) if path.leading_colon.is_none() && (first.ident == "self" || first.ident == "super") => {
            Err(syn::Error::new(first.ident.span(), "the runtime's path starts with `::` or with `crate`"))
        }
        _ => Ok(path),
    }
}

fn unknown_argument(argument: &Ident, name: &str) -> syn::Error {
    let advice = match nearest(name, ARGUMENTS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the arguments are {}", ARGUMENTS.map(|known| format!("`{known}`")).join(", ")),
    };
    syn::Error::new(argument.span(), format!("`{name}` is no argument of `include_workflow!`; {advice}"))
}

/// `:` or `=` after an argument's name.
fn separator(stream: ParseStream<'_>, argument: &Ident) -> syn::Result<()> {
    if stream.peek(Token![=]) && !stream.peek(Token![=>]) {
        return stream.parse::<Token![=]>().map(drop);
    }
    if stream.peek(Token![:]) {
        return stream.parse::<Token![:]>().map(drop);
    }
    Err(syn::Error::new(argument.span(), format!("expected a value: `{argument}: …`")))
}

/// The comma after an argument, which the last one may lack.
fn comma(stream: ParseStream<'_>) -> syn::Result<()> {
    if stream.is_empty() { Ok(()) } else { stream.parse::<Token![,]>().map(drop) }
}

fn kind(stream: ParseStream<'_>) -> syn::Result<WorkflowKind> {
    let kind: Ident = stream.parse()?;
    match kind.to_string().as_str() {
        "standard" => Ok(WorkflowKind::Standard),
        "express" => Ok(WorkflowKind::Express),
        other => Err(syn::Error::new(
            kind.span(),
            format!("`{other}` is no kind of workflow; the kinds are `standard` and `express`"),
        )),
    }
}

fn substitutions(stream: ParseStream<'_>) -> syn::Result<Vec<(LitStr, serde_json::Value)>> {
    let entries;
    braced!(entries in stream);
    let mut values = Vec::new();
    while !entries.is_empty() {
        let name: LitStr = entries.parse()?;
        if entries.peek(Token![=>]) {
            entries.parse::<Token![=>]>()?;
        } else {
            entries.parse::<Token![:]>()?;
        }
        let negative = entries.parse::<Option<Token![-]>>()?.is_some();
        let at = entries.span();
        let value = entries.parse::<Lit>().ok().and_then(|value| substitution_value(&value, negative));
        let value = value.ok_or_else(|| {
            syn::Error::new(at, "a substitution's value is a string, a number or a boolean (SUB-1)")
        })?;
        values.push((name, value));
        comma(&entries)?;
    }
    Ok(values)
}

fn substitution_value(value: &Lit, negative: bool) -> Option<serde_json::Value> {
    let sign = if negative { "-" } else { "" };
    match value {
        Lit::Str(text) if !negative => Some(text.value().into()),
        Lit::Bool(value) if !negative => Some(value.value.into()),
        Lit::Int(number) => serde_json::from_str(&format!("{sign}{}", number.base10_digits())).ok(),
        Lit::Float(number) => serde_json::from_str(&format!("{sign}{}", number.base10_digits())).ok(),
        _ => None,
    }
}

/// `[method, method]`
fn methods(stream: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let names;
    bracketed!(names in stream);
    Ok(Punctuated::<Ident, Token![,]>::parse_terminated(&names)?.into_iter().collect())
}

fn lints(stream: ParseStream<'_>, level: Level, options: &mut Options) -> syn::Result<()> {
    let names;
    bracketed!(names in stream);
    for name in Punctuated::<LitStr, Token![,]>::parse_terminated(&names)? {
        options.lints.push((name, level));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_arguments() {
        let options: Options = syn::parse_str(
            r#""workflows/order.asl.json", name: pub(crate) orders, kind: express,
               substitutions: { "Table": "orders", "Count" => -3, "On": true },
               input: Order, output: Vec<Receipt>,
               handlers: { "charge" => charge_card: fn(Charge) -> Result<Receipt, ChargeError>, "Ship" => ship: fn(_) -> Result<_> },
               idempotent: [ship, charge_card], transactional: [charge_card], answers: { ship: Parcel, charge_card: Vec<Receipt> }, typed, opaque: [Receipt, foreign::Charge], allow: ["unreachable-state"], deny: ["a", "b"], crate: ::flows"#,
        )
        .expect("they are right");
        assert!(
            matches!(&options.definition, DefinitionSource::File(path) if path.value() == "workflows/order.asl.json")
        );
        assert_eq!(options.name.expect("it is given"), "orders");
        assert!(matches!(options.visibility, syn::Visibility::Restricted(_)));
        assert_eq!(options.kind, WorkflowKind::Express);
        let values: Vec<_> = options.substitutions.iter().map(|(_, value)| value.to_string()).collect();
        assert_eq!(values, ["\"orders\"", "-3", "true"]);
        assert!(options.handlers[0].signature.as_ref().is_some_and(|signature| signature.error.is_some()));
        assert!(
            options.handlers[1]
                .signature
                .as_ref()
                .is_some_and(|ship| ship.input.is_none() && ship.output.is_none())
        );
        assert_eq!(
            options.lints.iter().map(|(_, level)| *level).collect::<Vec<_>>(),
            [Level::Allow, Level::Deny, Level::Deny]
        );
        assert_eq!(options.idempotent, ["ship", "charge_card"]);
        assert_eq!(options.transactional, ["charge_card"]);
        assert_eq!(
            options.answers.iter().map(|answer| answer.method.to_string()).collect::<Vec<_>>(),
            ["ship", "charge_card"]
        );
        assert_eq!(options.runtime.segments[0].ident, "flows");
        assert!(matches!(&options.typing, Typing::Checked { opaque } if opaque.len() == 2));
    }

    #[test]
    fn says_what_is_wrong_with_arguments() {
        for (text, message) in [
            ("", "expected the path of a definition, `\"workflows/order.asl.json\"`, or `inline: r#\"…\"#`"),
            ("\"a\", nme: b", "`nme` is no argument of `include_workflow!`; did you mean `name`?"),
            ("\"a\", name", "expected a value: `name: …`"),
            ("\"a\", name: b, name: c", "`name` is given twice"),
            ("\"a\", inline: \"{}\"", "give either a path or `inline`, not both"),
            ("\"a\", crate: super::flows", "the runtime's path starts with `::` or with `crate`"),
            (
                "\"a\", opaque: [A]",
                "`opaque` names types that `typed` looks not into; write `typed` beside it",
            ),
            ("\"a\", answers: { a: A }", "`answers` says what `typed` looks into; write `typed` beside it"),
            ("\"a\", kind: quick", "`quick` is no kind of workflow; the kinds are `standard` and `express`"),
            (
                "\"a\", substitutions: { \"A\": 'c' }",
                "a substitution's value is a string, a number or a boolean (SUB-1)",
            ),
            (
                "\"a\", handlers: { \"x\" => x: fn(A) -> B }",
                "a handler answers with a `Result<Output, Error>` or a `Result<Output>`",
            ),
            (
                "\"a\", handlers: { \"x\" => x: fn(A, B) -> Result<C> }",
                "a handler has one input; its context is added by itself",
            ),
            (
                "\"a\", handlers: { \"x\" => x: fn(&A) -> Result<C> }",
                "a handler owns what is read for it; only JSON is lent, as `&Value`",
            ),
            (
                "\"a\", handlers: { \"x\" => x: fn(&mut Value) -> Result<C> }",
                "a handler owns what is read for it; only JSON is lent, as `&Value`",
            ),
        ] {
            assert_eq!(syn::parse_str::<Options>(text).err().expect(text).to_string(), message);
        }
    }
}
