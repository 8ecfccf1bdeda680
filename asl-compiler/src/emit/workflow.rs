//! The face of the module: the definition, its constants, and the functions that make a workflow of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal::integer;
use super::{SourceTokens, context, dispatch, path};
use crate::expression::resource::IntegrationPattern;
use crate::model::WorkflowKind;
use crate::plan::{Handing, Plan, Task, TaskKind};

pub(super) fn workflow(plan: &Plan<'_>, source: &SourceTokens, context: context::Read) -> TokenStream {
    let name = plan.module.to_string();
    let name = name.trim_start_matches("r#");
    let text = &source.text;
    let visibility = &plan.visibility_inside;
    let kind = match plan.kind {
        WorkflowKind::Standard => quote!(rt::WorkflowKind::Standard),
        WorkflowKind::Express => quote!(rt::WorkflowKind::Express),
    };
    let timeout = path::option(&plan.model.timeout_seconds.as_ref().map(|seconds| integer(seconds.value)));
    let substitutions = &plan.substitutions;
    let tasks = plan.tasks.iter().map(|task| task_info(plan, task));
    let json = quote!(rt::Value);
    let input = plan.input.as_ref().map_or_else(|| json.clone(), |input| input.inside.clone());
    let output = plan.output.as_ref().map_or(json, |output| output.inside.clone());
    let handing = handing(plan);
    let adapter = dispatch::adapter(plan);
    let hash = &plan.hash;
    let places = super::machine::places(plan);
    let mermaid = crate::graph::mermaid(plan.model);
    let dot = crate::graph::dot(plan.model);
    quote! {
        /// The workflow as a type: what hosts drive.
        #[derive(rt::Clone, rt::Copy, rt::Debug)]
        #visibility struct Definition;

        /// The text of the definition.
        #visibility const DEFINITION: &rt::str = #text;

        /// A picture of the workflow.
        #visibility const GRAPH: rt::Graph = rt::Graph { mermaid: #mermaid, dot: #dot };

        /// The workflow, with handlers for its tasks.
        #visibility fn workflow<H: Handlers>(handlers: H) -> rt::Workflow<Definition> {
            rt::Workflow::new(Adapter(rt::Arc::new(handlers)))
        }

        /// The workflow, with one function that answers every task: for tests and mocks.
        #visibility fn dynamic(handlers: rt::DynamicHandlers) -> rt::Workflow<Definition> {
            rt::Workflow::new(handlers.serving(&INFO))
        }

        static INFO: rt::WorkflowInfo = rt::WorkflowInfo {
            name: #name,
            kind: #kind,
            timeout_seconds: #timeout,
            machines: MACHINES,
            tasks: &[#(#tasks),*],
            substitutions: &[#(#substitutions),*],
            context: #context,
        };

        impl rt::Definition for Definition {
            type Input = #input;
            type Output = #output;

            const HASH: &'static rt::str = #hash;
            const TEXT: &'static rt::str = DEFINITION;
            const PLACES: &'static [rt::Place] = #places;

            #handing

            fn program() -> &'static dyn rt::Program {
                &Self
            }
        }

        #adapter
    }
}

/// Lets the input go to the first handler as it is, where that takes its type.
fn handing(plan: &Plan<'_>) -> Option<TokenStream> {
    let input = plan.input.as_ref().filter(|_| plan.input_handing == Handing::AsItIs)?;
    let input = &input.inside;
    Some(quote! {
        fn input(input: #input) -> Result<rt::StateData, rt::JsonError> {
            rt::HandedOver::<#input>::input(input)
        }
    })
}

fn task_info(plan: &Plan<'_>, task: &Task) -> TokenStream {
    let resource = &task.resource;
    let method = task.method.map_or_else(String::new, |method| plan.methods[method].name.to_string());
    let kind = match &task.kind {
        TaskKind::Lambda => quote!(rt::TaskKind::Lambda),
        TaskKind::LambdaInvoke(pattern) => {
            let pattern = self::pattern(*pattern);
            quote!(rt::TaskKind::LambdaInvoke(#pattern))
        }
        TaskKind::StartExecution(pattern) => {
            let pattern = self::pattern(*pattern);
            quote!(rt::TaskKind::StartExecution(#pattern))
        }
        TaskKind::Activity => quote!(rt::TaskKind::Activity),
        TaskKind::Integration { resource_type, resource, pattern } => {
            let pattern = self::pattern(*pattern);
            quote!(rt::TaskKind::Integration { resource_type: #resource_type, resource: #resource, pattern: #pattern })
        }
        TaskKind::Other => quote!(rt::TaskKind::Other),
    };
    quote!(rt::TaskInfo { resource: #resource, method: #method, kind: #kind })
}

fn pattern(pattern: IntegrationPattern) -> TokenStream {
    match pattern {
        IntegrationPattern::RequestResponse => quote!(rt::IntegrationPattern::RequestResponse),
        IntegrationPattern::Sync => quote!(rt::IntegrationPattern::Sync),
        IntegrationPattern::Sync2 => quote!(rt::IntegrationPattern::Sync2),
        IntegrationPattern::WaitForTaskToken => quote!(rt::IntegrationPattern::WaitForTaskToken),
    }
}
