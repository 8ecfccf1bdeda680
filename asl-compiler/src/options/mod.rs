//! The arguments of `include_workflow!`.

mod handler;
mod parse;

use proc_macro2::{Ident, Span};

pub use handler::{HandlerOverride, InputType, Signature};

use crate::model::WorkflowKind;

/// The arguments, parsed.
#[derive(Clone)]
pub struct Options {
    /// Where the definition is.
    pub definition: DefinitionSource,
    /// `name:` of the generated module, and its visibility (`name: pub(crate) order`); by default the
    /// file's name.
    pub name: Option<Ident>,
    /// The visibility of the generated module; `pub` by default.
    pub visibility: syn::Visibility,
    /// `kind:`
    pub kind: WorkflowKind,
    /// `substitutions: { "Name": "value" }`
    pub substitutions: Vec<(syn::LitStr, serde_json::Value)>,
    /// `input:`: the type of the workflow's input.
    pub input: Option<syn::Type>,
    /// `output:`: the type of the workflow's output.
    pub output: Option<syn::Type>,
    /// `handlers: { "resource or state" => method: fn(In) -> Result<Out, Err> }`
    pub handlers: Vec<HandlerOverride>,
    /// `idempotent: [method]`: handlers that may be called again for the same attempt, after a crash.
    pub idempotent: Vec<Ident>,
    /// `transactional: [method]`: handlers whose own rows are written with the end of their state.
    pub transactional: Vec<Ident>,
    /// `answers: { method: Type }`: what comes back with the token of a task.
    pub answers: Vec<TokenAnswer>,
    /// `typed`, with `opaque: [Type]`.
    pub typing: Typing,
    /// `allow:`, `warn:`, `deny:`: lints by their codes, in the order given.
    pub lints: Vec<(syn::LitStr, crate::diagnostic::Level)>,
    /// `crate:`: the path of the runtime; `::asl_runtime` by default.
    pub runtime: syn::Path,
}

/// `method: Type` of `answers: { … }`.
#[derive(Clone)]
pub struct TokenAnswer {
    /// The handler that hands the token out.
    pub method: Ident,
    /// The type of what comes back with it.
    pub ty: syn::Type,
}

/// Whether the workflow is checked against its types.
#[derive(Clone, Default)]
pub enum Typing {
    /// It is not.
    #[default]
    Unchecked,
    /// `typed`: every type has a `Shape`.
    Checked {
        /// `opaque: [Type]`: types that have none, and of whose JSON nothing is known.
        opaque: Vec<syn::Type>,
    },
}

/// Where the definition is.
#[derive(Clone)]
pub enum DefinitionSource {
    /// A path relative to `CARGO_MANIFEST_DIR`.
    File(syn::LitStr),
    /// `inline: r#"…"#`
    Inline(syn::LitStr),
}

impl DefinitionSource {
    /// The literal's span, where diagnostics are put.
    pub fn span(&self) -> Span {
        match self {
            Self::File(literal) | Self::Inline(literal) => literal.span(),
        }
    }
}

impl Options {
    /// Whether the definition stands in the macro's arguments.
    pub fn is_inline(&self) -> bool {
        matches!(self.definition, DefinitionSource::Inline(_))
    }
}
