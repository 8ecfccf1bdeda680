//! The plan: every decision about the generated code, in its own vocabulary.
//!
//! Scopes become machines with an enum each, states become variants, resources become tasks, tasks become
//! methods of the `Handlers` trait. Emission only prints what stands here.

mod endings;
mod field_type;
mod handing;
mod handlers;
mod machines;
pub mod names;
mod overrides;
mod payload;
mod types;
mod typing;
mod visibility;

use proc_macro2::{Ident, Span};

pub use endings::Ending;
pub use field_type::FieldType;
pub use handing::Handing;
pub use handlers::{Answers, Method, Repeats, Task, TaskKind, handler_name};
pub use machines::{Machine, MachineId, PlannedState, TaskId};
pub use payload::{Field, GeneratedInput, HandlerInput};
pub use types::{Passage, Passing, UserType};
pub(crate) use typing::state_types;

use crate::diagnostic::Diagnostic;
use crate::model::{StateMachine, WorkflowKind};
use crate::options::{Options, Typing};
use crate::typed::{Failures, TypeCheck};

/// A workflow, fully decided.
pub struct Plan<'m> {
    /// The name of the generated module.
    pub module: Ident,
    /// The visibility of the generated module.
    pub visibility: syn::Visibility,
    /// The same from inside of the module: the visibility of its items.
    pub visibility_inside: syn::Visibility,
    /// What types that are given get into the module by.
    pub passing: Passing,
    /// The path of the runtime crate.
    pub runtime: syn::Path,
    /// What diagnostics and docs call the source.
    pub source_name: String,
    /// The definition.
    pub model: &'m StateMachine,
    /// Standard or Express.
    pub kind: WorkflowKind,
    /// The machines; 0 is the outermost.
    pub machines: Vec<Machine<'m>>,
    /// What states call.
    pub tasks: Vec<Task>,
    /// The methods of the `Handlers` trait.
    pub methods: Vec<Method>,
    /// The type of the workflow's input, where it is given.
    pub input: Option<UserType>,
    /// As what the input goes to the first handler.
    pub input_handing: Handing,
    /// The type of the workflow's output, where it is given.
    pub output: Option<UserType>,
    /// What rustc checks of the types.
    pub checks: Vec<TypeCheck>,
    /// The errors that an execution can end with.
    pub failures: Failures,
    /// The variants for them, in a typed workflow.
    pub endings: Vec<Ending>,
    /// The literal that names the definition, where rustc shows what is wrong.
    pub definition: Span,
    /// Substitutions that get their value when the workflow is built.
    pub substitutions: Vec<String>,
    /// What stored executions know the definition by.
    pub hash: String,
}

/// What is wrong with the plan: findings in the definition, and mistakes in the macro's arguments.
#[derive(Default)]
pub struct PlanFindings {
    /// Findings in the definition.
    pub diagnostics: Vec<Diagnostic>,
    /// Mistakes in the macro's arguments.
    pub arguments: Vec<(Span, String)>,
}

impl PlanFindings {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty() && self.arguments.is_empty()
    }
}

/// Decides everything about the generated code.
pub fn plan<'m>(
    model: &'m StateMachine,
    options: &Options,
    source_name: &str,
    substitutions: Vec<String>,
    hash: String,
) -> (Plan<'m>, PlanFindings) {
    let mut findings = PlanFindings::default();
    let module = module(source_name, options);
    let mut types = types::UserTypes::new(&module, &options.typing);
    let mut machines = machines::machines(model, &mut findings);
    let (tasks, methods) = handlers::handlers(&mut machines, options, &mut types, &mut findings);
    let (input, output) = (
        options.input.as_ref().map(|given| types.name("Input", given)),
        options.output.as_ref().map(|given| types.name("Output", given)),
    );
    types.report_unknown(&options.typing, &mut findings);
    let handlers = handing::Handlers { tasks: &tasks, methods: &methods, output: output.as_ref() };
    handing::of_states(&mut machines, &handlers);
    let input_handing = handing::of_input(&mut machines, &handlers, input.as_ref());
    let plan = Plan {
        module,
        visibility: options.visibility.clone(),
        visibility_inside: visibility::inside(&options.visibility),
        passing: Passing::of(&options.visibility),
        runtime: options.runtime.clone(),
        source_name: source_name.into(),
        model,
        kind: options.kind,
        machines,
        tasks,
        methods,
        input,
        input_handing,
        output,
        checks: Vec::new(),
        failures: Failures::default(),
        endings: Vec::new(),
        definition: options.definition.span(),
        substitutions,
        hash,
    };
    (plan, findings)
}

/// The name of the generated module.
pub(crate) fn module(source_name: &str, options: &Options) -> Ident {
    options.name.clone().unwrap_or_else(|| module_name(source_name))
}

impl Plan<'_> {
    /// Whether the output of a method, by its index, goes on as it is from any of the states that call it.
    pub fn handing_of(&self, method: usize) -> Handing {
        let mut states = self.machines.iter().flat_map(|machine| &machine.states);
        let calls = |state: &PlannedState<'_>| {
            state.task.is_some_and(|task| self.tasks[usize::from(task.0)].method == Some(method))
        };
        match states.any(|state| state.handing == Handing::AsItIs && calls(state)) {
            true => Handing::AsItIs,
            false => Handing::AsJson,
        }
    }

    /// Learns which errors an execution can end with.
    pub(crate) fn end_with(&mut self, failures: Failures, typing: &Typing) {
        if matches!(typing, Typing::Checked { .. }) {
            self.endings = endings::endings(&failures, &self.methods);
        }
        self.failures = failures;
    }
}

/// The module's name from the file's: `workflows/Ship-order.asl.json` → `ship_order`.
fn module_name(source_name: &str) -> Ident {
    let file = source_name.rsplit(['/', '\\']).next().unwrap_or(source_name);
    let stem = file.split('.').next().unwrap_or(file);
    names::identifier(&names::value_name(if stem.is_empty() { "workflow" } else { stem }))
}
