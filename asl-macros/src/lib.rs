//! INTERNAL: the procedural macros that `asl-runtime` re-exports. Tokens in, tokens out; the work is done by
//! `asl-compiler`.

use asl_compiler::{derive_asl_error, derive_shape, include_workflow as expand};
use proc_macro::TokenStream;

/// Compiles a workflow; documented where `asl-runtime` re-exports it.
#[proc_macro]
pub fn include_workflow(arguments: TokenStream) -> TokenStream {
    expand(arguments.into()).into()
}

/// Makes an ASL error of an enum or a struct; documented where `asl-runtime` re-exports it.
#[proc_macro_derive(AslError, attributes(asl))]
pub fn asl_error(input: TokenStream) -> TokenStream {
    derive_asl_error(input.into()).into()
}

/// Describes the JSON that serde makes of a type; documented where `asl-runtime` re-exports it.
#[proc_macro_derive(Shape, attributes(asl, serde))]
pub fn shape(input: TokenStream) -> TokenStream {
    derive_shape(input.into()).into()
}
