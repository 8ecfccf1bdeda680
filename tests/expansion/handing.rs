//! Which values go on as they are.

use asl_compiler::compile::compile;
use asl_compiler::emit::SourceTokens;
use asl_compiler::source::{Format, Source};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use crate::fixture::options;

/// The functions of states whose handlers' outputs go on as they are, and of Choices whose rules read such a value, in
/// order; `input` if the workflow's input does.
fn handed_over(definition: &str, arguments: &TokenStream) -> Vec<String> {
    let source = Source::new("handing", definition, Format::Json);
    let tokens =
        compile(&source, &options(quote!("handing", typed, #arguments,)), &SourceTokens { text: quote!("") });
    let file: syn::File = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("no Rust: {error}"));
    let mut found = Vec::new();
    look(&file.items, &mut found);
    let takes_input = tokens.to_string().contains(":: input (input)");
    found.extend(takes_input.then(|| "input".to_owned()));
    found
}

fn look(items: &[syn::Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            syn::Item::Mod(module) => look(module.content.as_ref().map_or(&[], |(_, items)| items), found),
            syn::Item::Fn(function) => {
                let text = function.block.to_token_stream().to_string();
                if text.contains("Handing :: AsItIs") || text.contains("choice :: of_input") {
                    found.push(function.sig.ident.to_string().trim_start_matches("prepare_").to_owned());
                }
            }
            _ => {}
        }
    }
}

const PASS: &str = r#""P": {"Type": "Pass", "Next": "B"}"#;

#[test]
fn goes_on_to_whoever_takes_its_type_and_to_nobody_else() {
    let task = |name: &str, fields: &str| {
        let resource = format!("arn:aws:lambda:eu-west-1:111111111111:function:{}", name.to_lowercase());
        format!(r#""{name}": {{"Type": "Task", "Resource": "{resource}", {fields}}}"#)
    };
    let (a, b) = (|fields: &str| task("A", fields), |fields: &str| task("B", fields));
    let (next, end) = (r#""Next": "B""#, r#""End": true"#);
    let through = |state: &str| vec![a(r#""Next": "P""#), state.to_owned(), b(end)];
    for (what, states, expected) in [
        ("straight on", vec![a(next), b(end)], "a"),
        (
            "with Retry and Catch",
            vec![
                a(next),
                b(
                    r#""Retry": [{"ErrorEquals": ["E"]}], "Catch": [{"ErrorEquals": ["F"], "ResultPath": "$.e", "Next": "A"}], "End": true"#,
                ),
            ],
            "a",
        ),
        ("a selector", vec![a(r#""ResultSelector": {"x.$": "$"}, "Next": "B""#), b(end)], ""),
        ("into the input", vec![a(r#""ResultPath": "$.x", "Next": "B""#), b(end)], ""),
        ("thrown away", vec![a(r#""ResultPath": null, "Next": "B""#), b(end)], ""),
        ("a part", vec![a(r#""OutputPath": "$.x", "Next": "B""#), b(end)], ""),
        ("into variables", vec![a(r#""Assign": {"x.$": "$"}, "Next": "B""#), b(end)], ""),
        ("a payload", vec![a(next), b(r#""Parameters": {"x.$": "$"}, "End": true"#)], ""),
        ("a part of the input", vec![a(next), b(r#""InputPath": "$.x", "End": true"#)], ""),
        ("through a Pass", through(PASS), "a"),
        ("a Pass that makes something", through(r#""P": {"Type": "Pass", "Result": 1, "Next": "B"}"#), ""),
        (
            "a Pass that adds something",
            through(r#""P": {"Type": "Pass", "Result": 1, "ResultPath": "$.x", "Next": "B"}"#),
            "",
        ),
        (
            "a Pass that takes a part",
            through(r#""P": {"Type": "Pass", "OutputPath": "$.x", "Next": "B"}"#),
            "",
        ),
        ("through a Wait", through(r#""P": {"Type": "Wait", "Seconds": 1, "Next": "B"}"#), "a"),
        (
            "through a Choice",
            through(
                r#""P": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "A"}], "Default": "B"}"#,
            ),
            "a p",
        ),
        (
            "a Choice of a part",
            through(
                r#""P": {"Type": "Choice", "InputPath": "$.x", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "A"}], "Default": "B"}"#,
            ),
            "",
        ),
        (
            "a task that leaves it as it is",
            through(
                r#""P": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:p", "Parameters": {}, "ResultPath": null, "Next": "B"}"#,
            ),
            "a",
        ),
        (
            "a task that takes it",
            through(
                r#""P": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:p", "Next": "B"}"#,
            ),
            "",
        ),
        (
            "a service",
            vec![
                a(next),
                r#""B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#.into(),
            ],
            "",
        ),
        ("to the end", vec![a(end)], ""),
        (
            "round a loop",
            vec![
                a(r#""Next": "P""#),
                r#""P": {"Type": "Pass", "Next": "Q"}"#.into(),
                r#""Q": {"Type": "Pass", "Next": "P"}"#.into(),
            ],
            "",
        ),
        (
            "in a branch",
            vec![format!(
                r#""A": {{"Type": "Parallel", "End": true, "Branches": [{{"StartAt": "A1", "States": {{{}, {}}}}}]}}"#,
                a(next).replacen("\"A\"", "\"A1\"", 1),
                b(end)
            )],
            "a1",
        ),
    ] {
        let definition = format!(r#"{{"StartAt": "A", "States": {{{}}}}}"#, states.join(", "));
        let arguments = quote! {
            handlers: {
                "arn:aws:lambda:eu-west-1:111111111111:function:a" => a: fn(crate::In) -> Result<crate::Parcel>,
                "B" => b: fn(crate::Parcel) -> Result<crate::Out>,
            }
        };
        assert_eq!(handed_over(&definition, &arguments).join(" "), expected, "{what}: {definition}");
    }
}

#[test]
fn so_do_the_workflows_input_and_output() {
    let definition = r#"{"StartAt": "W", "States": {
        "W": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "E"}], "Default": "A"},
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:a", "Next": "E"},
        "E": {"Type": "Succeed"}
    }}"#;
    let of = |arguments| handed_over(definition, &arguments).join(" ");
    assert_eq!(
        of(quote!(input: In, output: Out, handlers: { "A" => a: fn(In) -> Result<Out> })),
        "w a input"
    );
    assert_eq!(of(quote!(input: In, output: Out, handlers: { "A" => a: fn(Other) -> Result<Other> })), "");
    assert_eq!(
        of(quote!(input: In, output: In, handlers: { "A" => a: fn(Other) -> Result<Out> })),
        "w input"
    );
    assert_eq!(of(quote!(handlers: { "A" => a: fn(In) -> Result<Out> })), "");
    // Of opaque types nothing is known.
    assert_eq!(
        of(quote!(opaque: [In], input: In, output: Out, handlers: { "A" => a: fn(In) -> Result<Out> })),
        "a"
    );
    // What is written in a transaction is JSON.
    let transactional =
        quote!(input: In, output: Out, transactional: [a], handlers: { "A" => a: fn(In) -> Result<Out> });
    assert_eq!(of(transactional), "w input");
}

#[test]
fn without_types_nothing_does() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:a", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:a", "End": true}
    }}"#;
    let source = Source::new("handing", definition, Format::Json);
    let arguments = quote!("handing", input: T, output: T, handlers: { "arn:aws:lambda:eu-west-1:111111111111:function:a" => a: fn(T) -> Result<T> },);
    let tokens = compile(&source, &options(arguments), &SourceTokens { text: quote!("") }).to_string();
    assert!(!tokens.contains("AsItIs") && !tokens.contains("HandedOver"), "{tokens}");
}
