//! Among items that are named like those of the standard library.
#![allow(dead_code, unused_macros, reason = "they are in the way, that is all")]
#![allow(missing_debug_implementations, reason = "nobody looks at them")]
#![allow(non_camel_case_types, reason = "they are named like primitives")]

use ::asl_runtime::include_workflow;

include_workflow! {
    "hygiene/order.asl.json",
    input: Vec<u64>,
    handlers: { "Validate" => validate: fn(String) -> ::std::result::Result<Option, Error> },
}

macro_rules! matches {
    ($($any:tt)*) => {
        compile_error!("the user's `matches!` was called")
    };
}
macro_rules! concat {
    ($($any:tt)*) => {
        compile_error!("the user's `concat!` was called")
    };
}
macro_rules! env {
    ($($any:tt)*) => {
        compile_error!("the user's `env!` was called")
    };
}
macro_rules! include_str {
    ($($any:tt)*) => {
        compile_error!("the user's `include_str!` was called")
    };
}

include_workflow! {
    "hygiene/order.asl.json",
    name: after_macros,
}

/// Not the trait.
pub struct Send;
/// Not the trait.
pub struct Sync;
/// Not the trait.
pub struct Future;
/// Not the trait.
pub struct Clone;
/// Not the trait.
pub struct Debug;
/// Not the enum.
pub type Result = ();
/// Not the one of the standard library.
#[derive(::serde::Deserialize)]
pub struct String;
/// Not the enum.
#[derive(::serde::Serialize)]
pub struct Option;
/// Not the one of the standard library.
pub type Vec<T> = ::std::vec::Vec<T>;
/// Not the one of the standard library.
pub struct Box;
/// Not the one of the standard library.
pub struct Arc;
/// Not the one of the crate.
pub struct Value;
/// Not the primitive.
pub struct str;
/// Not the primitive.
pub struct bool;
/// Not the primitive.
pub struct u16;
/// Not the primitive.
pub struct usize;
/// Not the primitive.
pub struct i64;
/// Not the macro's.
pub struct State;
/// Not the macro's.
pub struct Definition;
/// Not the macro's.
pub trait Handlers {}
/// A use of ASL errors.
#[derive(::asl_runtime::AslError)]
pub enum Error {
    /// The only one.
    Some,
}

impl ::std::fmt::Display for Error {
    fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        out.write_str("")
    }
}

/// Not the variant.
#[allow(non_snake_case, reason = "it is named like a variant")]
pub fn Some() {}
/// Not the variant.
#[allow(non_snake_case, reason = "it is named like a variant")]
pub fn Ok() {}
/// Not the variant.
#[allow(non_upper_case_globals, reason = "it is named like a variant")]
pub const None: () = ();
/// Not the crate.
pub mod core {}
/// Not the crate.
pub mod std {}
/// Not the crate.
pub mod alloc {}
/// Not the crate.
pub mod serde_json {}
/// Not the crate.
pub mod asl_runtime {}
/// Not the macro's alias.
pub mod rt {}
/// Not the macro's.
pub mod prelude {}
