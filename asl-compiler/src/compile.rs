//! The whole way: from a source and the macro's arguments to findings and tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::definition_hash::definition_hash;
use crate::diagnostic::{Code, Diagnostic, Findings, Level, LintLevels, Renderer, Resolved};
use crate::emit::{SourceTokens, emit};
use crate::model::{StateMachine, WorkflowKind};
use crate::options::{Options, Typing};
use crate::plan::names::type_name;
use crate::plan::{PlanFindings, module, plan, state_types};
use crate::read::{ReadOptions, read};
use crate::source::Source;
use crate::substitution::{Substitutions, UnknownNames, WithoutValue, apply, whole};
use crate::syntax::{Document, Segment, parse};

/// What the front end is told besides the text.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Standard or Express.
    pub kind: WorkflowKind,
    /// Values of substitutions.
    pub substitutions: Substitutions,
    /// Levels of lints.
    pub levels: LintLevels,
}

/// A definition, read and checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The syntax, unless the text is none.
    pub document: Option<Document>,
    /// The model; it has harmless values where there are errors.
    pub model: Option<StateMachine>,
    /// What was found.
    pub findings: Findings,
    /// Substitutions that are left in the text.
    pub left: Vec<WithoutValue>,
}

/// Reads and checks a definition.
pub fn check(source: &Source, settings: &Settings) -> Checked {
    let mut findings = Findings::new(settings.substitutions.unknown_names());
    let mut document = match parse(source) {
        Ok(document) => document,
        Err(error) => {
            findings.push(Diagnostic::of_syntax(error, source));
            return Checked { document: None, model: None, findings, left: Vec::new() };
        }
    };
    let left = apply(&mut document, &settings.substitutions, &mut findings);
    crate::check::structure(&document, source, &mut findings);
    let model = read(&document, source, &ReadOptions { kind: settings.kind }, &mut findings);
    if let Some(model) = &model {
        crate::check::meaning(model, &document, source, settings.kind, &mut findings);
    }
    Checked { document: Some(document), model, findings, left }
}

/// What `include_workflow!` expands to.
///
/// Errors become `compile_error!`s on the literal that names the definition, beside the items of the
/// workflow, so that a mistake is reported once and not again as missing items.
pub fn compile(source: &Source, options: &Options, text: &SourceTokens) -> TokenStream {
    let span = options.definition.span();
    let mut expansion = TokenStream::new();
    let settings = match settings(options) {
        Ok(settings) => settings,
        Err(errors) => {
            for (span, message) in errors {
                expansion.extend(compile_error(span, &message));
            }
            default_settings(options.kind)
        }
    };
    let mut checked = check(source, &settings);
    let name = if options.is_inline() { "workflow" } else { source.name() };
    let items = items(name, source, &checked, options, text).map(|(items, mistakes)| {
        checked.findings.extend(mistakes.diagnostics);
        for (span, message) in &mistakes.arguments {
            expansion.extend(compile_error(*span, message));
        }
        items
    });
    let resolved = checked.findings.resolve(&settings.levels);
    expansion.extend(reports(&resolved, &Renderer::new(source, checked.document.as_ref()), span));
    match items {
        Some(items) => expansion.extend(items),
        None => return without_items(name, options, &expansion),
    }
    expansion
}

/// The module of a workflow of which nothing can be read, with the errors that say so. Beside an error in the same
/// module, names that a broken `use` may have brought are no errors to rustc: so `use order::Handlers` is none.
pub(crate) fn without_items(name: &str, options: &Options, errors: &TokenStream) -> TokenStream {
    let (visibility, module) = (&options.visibility, module(name, options));
    quote! {
        #visibility mod #module {
            #errors
            pub use self::definition_that_cannot_be_read::*;
        }
    }
}

/// The items of a workflow, with what only their making shows to be wrong; `None` where no state could be
/// read. `name` is what docs call the source.
pub fn items(
    name: &str,
    source: &Source,
    checked: &Checked,
    options: &Options,
    text: &SourceTokens,
) -> Option<(TokenStream, PlanFindings)> {
    let substitutions = run_time_substitutions(source, checked);
    let hash = checked.document.as_ref().map(definition_hash).unwrap_or_default();
    let model = checked.model.as_ref()?;
    let (mut plan, mut mistakes) = plan(model, options, name, substitutions, hash);
    let types = state_types(&plan, uncaught_errors(options));
    plan.end_with(crate::check::failures(&model.scope, &types), &options.typing);
    if let (Typing::Checked { .. }, Some(document)) = (&options.typing, &checked.document)
        && !checked.findings.have_errors()
    {
        let mut findings = Findings::default();
        plan.checks = crate::check::typed(model, document, source, options.kind, &types, &mut findings);
        mistakes.diagnostics.extend(findings.into_diagnostics());
    }
    Some((emit(&plan, text), mistakes))
}

/// What the macro's arguments say of errors that nothing catches. That the name is right is told elsewhere.
fn uncaught_errors(options: &Options) -> Level {
    let code = Code::UncaughtError.name();
    let given = options.lints.iter().rev().find(|(name, _)| name.value() == code);
    given.map_or(Level::Allow, |(_, level)| *level)
}

/// Errors and warnings as rustc shows them.
fn reports(resolved: &Resolved, renderer: &Renderer<'_>, span: Span) -> TokenStream {
    let messages = resolved.messages_without_severity(renderer);
    let errors = messages.errors.iter().map(|message| compile_error(span, message));
    // Stable Rust has no warnings by macros; the use of a deprecated item is one. Its name is shown.
    let codes =
        resolved.warnings.iter().map(|warning| warning.code.name()).chain(std::iter::repeat("Workflow"));
    let warnings = messages.warnings.iter().zip(codes).map(|(message, code)| {
        let message = format!("\n{message}");
        let name = Ident::new(&type_name(code), span);
        quote_spanned! {span=>
            const _: () = {
                #[deprecated(note = #message)]
                struct #name;
                let _ = #name;
            };
        }
    });
    errors.chain(warnings).collect()
}

/// `compile_error!` with a message, at a span.
pub fn compile_error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

fn default_settings(kind: WorkflowKind) -> Settings {
    Settings { kind, substitutions: Substitutions::default(), levels: LintLevels::default() }
}

fn settings(options: &Options) -> Result<Settings, Vec<(Span, String)>> {
    let mut errors = Vec::new();
    let mut settings = default_settings(options.kind);
    // With types, a path that fails on one way is as wrong as one that fails on all.
    let possibly = Code::PossiblyMissingData.name();
    if matches!(options.typing, Typing::Checked { .. })
        && !options.lints.iter().any(|(name, _)| name.value() == possibly)
        && let Err(error) = settings.levels.set(possibly, Level::Deny)
    {
        errors.push((options.definition.span(), error.to_string()));
    }
    for (name, level) in &options.lints {
        if let Err(error) = settings.levels.set(&name.value(), *level) {
            errors.push((name.span(), error.to_string()));
        }
    }
    let given = options.substitutions.iter().map(|(name, value)| (name.value(), value.clone()));
    match Substitutions::new(given, UnknownNames::Required) {
        Ok(substitutions) => settings.substitutions = substitutions,
        Err(mistakes) => errors.extend(mistakes.iter().map(|mistake| {
            let name = options.substitutions.iter().find(|(name, _)| name.value() == mistake.name);
            (name.map_or_else(Span::call_site, |(name, _)| name.span()), mistake.to_string())
        })),
    }
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

/// The names that must get a value when the workflow is built: those in data. A resource or a function's name
/// that is one whole substitution names its handler, and a Comment is for people.
fn run_time_substitutions(source: &Source, checked: &Checked) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for WithoutValue { name, place } in &checked.left {
        let key = checked.document.as_ref().and_then(|document| document.parent(place.node));
        let text = source.text()[place.span.range()].trim_matches(['"', '\'']);
        let needs_none = match key {
            Some((_, Segment::Key(key))) => match key.as_str() {
                "Resource" | "Comment" => true,
                "FunctionName" => whole(text).is_some(),
                _ => false,
            },
            _ => false,
        };
        if !needs_none && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::source::Format;

    /// What is said of the names in `transactional`.
    #[test]
    fn a_state_that_ends_otherwise_has_no_transactional_handler() {
        let task = |resource: &str| {
            let body = if resource.ends_with("Token") { r#""MessageBody.$": "$$.Task.Token""# } else { "" };
            format!(
                r#"{{"StartAt": "Ask", "States": {{"Ask": {{
                    "Type": "Task", "Resource": "{resource}", "TimeoutSeconds": 60,
                    "Parameters": {{{body}}}, "End": true
                }}}}}}"#
            )
        };
        let waits = "`sqs_send_message_wait_for_task_token` can't be transactional: the state `Ask` does not end when \
                     its handler ends";
        for (resource, methods, expected) in [
            ("arn:aws:lambda:eu-west-1:111111111111:function:book", "book", None),
            ("arn:aws:states:::sqs:sendMessage", "sqs_send_message", None),
            (
                "arn:aws:states:::sqs:sendMessage",
                "sqs_send_messages",
                Some("did you mean `sqs_send_message`?"),
            ),
            (
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "sqs_send_message_wait_for_task_token",
                Some(waits),
            ),
        ] {
            let options = format!("inline: \"\", name: ask, transactional: [{methods}]");
            let options: Options = syn::parse_str(&options).expect("they are right");
            let source = Source::new("ask", task(resource), Format::Json);
            let text = compile(&source, &options, &SourceTokens { text: quote!("") }).to_string();
            assert_eq!(text.contains("compile_error"), expected.is_some(), "{methods}");
            assert!(expected.is_none_or(|expected| text.contains(expected)), "{text}");
        }
    }

    /// What is said of the names in `answers`.
    #[test]
    fn only_tokens_have_answers() {
        let source = r#"{"StartAt": "Ask", "States": {
            "Ask": {
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60,
                "Parameters": {"MessageBody.$": "$$.Task.Token"}, "Next": "Book"
            },
            "Book": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:book", "End": true}
        }}"#;
        for (method, expected) in [
            ("ask", None),
            ("aks", Some("`aks` is no method of the workflow's handlers; did you mean `ask`?")),
            (
                "book",
                Some(
                    "`book` answers by itself: the state `Book` does not wait for a task token; the type of",
                ),
            ),
        ] {
            let options = format!(
                r#"inline: "", name: flow, typed, handlers: {{ "Ask" => ask }}, answers: {{ {method}: crate::Decision }}"#
            );
            let options: Options = syn::parse_str(&options).expect("they are right");
            let source = Source::new("flow", source, Format::Json);
            let text = compile(&source, &options, &SourceTokens { text: quote!("") }).to_string();
            assert_eq!(text.contains("compile_error"), expected.is_some(), "{text}");
            assert!(expected.is_none_or(|expected| text.contains(expected)), "{text}");
        }
    }
}
