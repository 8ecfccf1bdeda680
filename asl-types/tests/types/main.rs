//! Types of schemas: what is written, that it compiles with its shapes, and that they are what serde writes.

mod command;
// The changes of JSON that the shapes of all types are held against.
#[path = "../../../tests/shapes/json.rs"]
mod json;
mod shapes;
mod workflow;

/// The written types, compiled.
macro_rules! written {
    ($($name:ident)+) => {$(
        #[allow(
            dead_code,
            unreachable_pub,
            clippy::unwrap_used,
            reason = "it is written for programs, which use what they like"
        )]
        mod $name {
            include!(concat!("schemas/", stringify!($name), ".rs"));
        }
    )+};
}

written!(handlers order payment stock tree unions);
