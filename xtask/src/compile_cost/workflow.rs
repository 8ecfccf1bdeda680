//! The workflows that are measured, and how much code they become.

use std::fmt::Write as _;

use asl_compiler::compile::compile;
use asl_compiler::emit::SourceTokens;
use asl_compiler::options::Options;
use asl_compiler::source::{Format, Source};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use serde_json::json;

/// How much code a definition becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Emitted {
    pub(super) lines: usize,
    pub(super) tokens: usize,
}

impl Emitted {
    /// What `include_workflow!("workflow.asl.json")` becomes, as a person sees it and as rustc does.
    pub(super) fn of(definition: &str) -> Result<Self, String> {
        let source = Source::new("workflow.asl.json", definition, Format::Json);
        let options: Options = syn::parse2(quote!("workflow.asl.json")).map_err(|error| error.to_string())?;
        let text = SourceTokens { text: quote!(include_str!("workflow.asl.json")) };
        let tokens = compile(&source, &options, &text);
        let file =
            syn::parse2(tokens.clone()).map_err(|error| format!("the expansion is no Rust: {error}"))?;
        Ok(Self { lines: prettyplease::unparse(&file).lines().count(), tokens: count(tokens) })
    }
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| if let TokenTree::Group(group) = token { 2 + count(group.stream()) } else { 1 })
        .sum()
}

/// A chain of tasks.
pub(super) fn definition(size: usize) -> String {
    let mut states = serde_json::Map::new();
    for number in 0..size {
        let state = json!({
            "Type": "Task",
            "Resource": format!("arn:aws:lambda:eu-west-1:123456789012:function:task-{number}"),
            "Parameters": { "order.$": "$.order", "kind": "card", "reference.$": "$$.Execution.Name" },
            "ResultPath": "$.result",
            "TimeoutSeconds": 60,
            "Retry": [
                { "ErrorEquals": ["Lambda.ServiceException", "Lambda.TooManyRequestsException"], "MaxAttempts": 6 },
                { "ErrorEquals": ["States.Timeout"], "MaxAttempts": 2 }
            ],
            "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Failed" }],
            "Next": if number + 1 == size { "Done".to_owned() } else { format!("Task {}", number + 1) },
        });
        states.insert(format!("Task {number}"), state);
    }
    states.insert("Done".into(), json!({ "Type": "Succeed" }));
    states.insert("Failed".into(), json!({ "Type": "Fail", "ErrorPath": "$.error.Error" }));
    json!({ "StartAt": "Task 0", "States": states }).to_string()
}

/// The crate of such a workflow: its handlers, and the workflow itself, so that all that it needs is compiled.
pub(super) fn library(size: usize) -> String {
    let mut library = String::from(
        "//! A workflow.\nasl_runtime::include_workflow!(\"workflow.asl.json\");\n/// Its handlers.\npub struct Handlers;\n\
         /// All of it.\npub fn with_handlers() -> asl_runtime::Workflow<workflow::Definition> {\n    \
         workflow::workflow(Handlers)\n}\nimpl workflow::Handlers for Handlers {\n",
    );
    for number in 0..size {
        // Writing to a String cannot fail.
        _ = writeln!(
            library,
            "    async fn task_{number}(&self, input: workflow::Task{number}Input, _: &asl_runtime::TaskContext) \
             -> Result<serde_json::Value, asl_runtime::TaskError> {{ Ok(input.order) }}"
        );
    }
    library.push_str("}\n");
    library
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_accepted() {
        let settings = crate::check::assumed();
        let source = Source::new("x.asl.json", definition(3), Format::Json);
        let resolved = asl_compiler::compile::check(&source, &settings).findings.resolve(&settings.levels);
        assert_eq!((resolved.errors.len(), resolved.warnings.len()), (0, 0), "{resolved:?}");
    }

    #[test]
    fn more_states_are_more_code() {
        let sizes = [1, 2, 3].map(|size| Emitted::of(&definition(size)).expect("it is Rust"));
        let growth = |index: usize| sizes[index + 1].tokens - sizes[index].tokens;
        assert!(growth(0) > 100 && growth(0).abs_diff(growth(1)) < 10, "{sizes:?}");
        assert!(sizes.is_sorted_by_key(|size| size.lines), "{sizes:?}");
    }
}
