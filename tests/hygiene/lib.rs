//! Workflows in places that are not kind to macros. That this crate compiles, and that clippy and rustdoc have
//! nothing to say of it, is the test.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings)]
#![deny(
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::pedantic)]
#![allow(clippy::pub_underscore_fields, reason = "a key may start with a digit")]

pub mod arguments;
pub mod errors;
pub mod expansions;
pub mod in_function;
pub mod in_macro_rules;
pub mod plain;
pub mod private;
pub mod reexported;
pub mod shadowed;
pub mod shapes;
pub mod twice;
pub mod typed;
pub mod types;
