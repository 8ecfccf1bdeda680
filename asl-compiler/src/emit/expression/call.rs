//! Calls of functions.

use quote::{format_ident, quote};

use super::code::Code;
use super::scope::Scope;
use crate::expression::jsonata::{Node, NodeKind};

/// A function that is compiled.
struct Function {
    /// As expressions call it.
    name: &'static str,
    /// As the runtime does.
    rust_name: &'static str,
    /// The fewest arguments; with fewer the context stands in.
    least: usize,
    /// All of its parameters.
    most: usize,
}

const fn function(name: &'static str, rust_name: &'static str, least: usize, most: usize) -> Function {
    Function { name, rust_name, least, most }
}

const FUNCTIONS: &[Function] = &[
    function("abs", "abs", 1, 1),
    function("append", "append", 2, 2),
    function("assert", "assert", 1, 2),
    function("average", "average", 1, 1),
    function("base64decode", "base64decode", 1, 1),
    function("base64encode", "base64encode", 1, 1),
    function("boolean", "boolean", 1, 1),
    function("ceil", "ceil", 1, 1),
    function("contains", "contains", 2, 2),
    function("count", "count", 1, 1),
    function("distinct", "distinct", 1, 1),
    function("error", "error", 0, 1),
    function("exists", "exists", 1, 1),
    function("floor", "floor", 1, 1),
    function("hash", "hash", 1, 2),
    function("join", "join", 1, 2),
    function("keys", "keys", 1, 1),
    function("length", "length", 1, 1),
    function("lookup", "lookup", 2, 2),
    function("lowercase", "lowercase", 1, 1),
    function("max", "max", 1, 1),
    function("merge", "merge", 1, 1),
    function("millis", "millis", 0, 0),
    function("min", "min", 1, 1),
    function("not", "not", 1, 1),
    function("now", "now", 0, 0),
    function("number", "number", 1, 1),
    function("pad", "pad", 2, 3),
    function("parse", "parse", 1, 1),
    function("partition", "partition", 1, 2),
    function("power", "power", 2, 2),
    function("random", "random", 0, 1),
    function("range", "range", 1, 3),
    function("reverse", "reverse", 1, 1),
    function("round", "round", 1, 2),
    function("shuffle", "shuffle", 1, 1),
    function("split", "split", 2, 3),
    function("spread", "spread", 1, 1),
    function("sqrt", "sqrt", 1, 1),
    function("string", "string", 1, 2),
    function("substring", "substring", 2, 3),
    function("substringAfter", "substring_after", 2, 2),
    function("substringBefore", "substring_before", 2, 2),
    function("sum", "sum", 1, 1),
    function("trim", "trim", 1, 1),
    function("type", "type_name", 1, 1),
    function("uppercase", "uppercase", 1, 1),
    function("uuid", "uuid", 0, 0),
];

/// Functions of the language and the service that are left to the evaluator.
const OTHERS: &[&str] = &[
    "decodeUrl",
    "decodeUrlComponent",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "eval",
    "filter",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "map",
    "match",
    "parseInteger",
    "reduce",
    "replace",
    "sift",
    "single",
    "sort",
    "toMillis",
    "zip",
];

/// Those whose results are numbers, booleans, or texts of a few letters.
const SCALAR: &[&str] = &[
    "abs", "average", "boolean", "ceil", "contains", "count", "exists", "floor", "hash", "length", "max",
    "millis", "min", "not", "now", "number", "power", "random", "round", "sqrt", "sum", "type", "uuid",
];

/// Whether a function's results are small.
pub(super) fn is_scalar(function: &Node) -> bool {
    matches!(&function.kind, NodeKind::Variable(name) if SCALAR.contains(&name.as_str()))
}

/// Whether a function of the language or the service has a name.
pub(super) fn is_function(name: &str) -> bool {
    OTHERS.contains(&name) || FUNCTIONS.iter().any(|function| function.name == name)
}

/// `$name(arguments)`, or `first ~> $name(arguments)`.
pub(super) fn call(
    function: &Node,
    first: Option<&Node>,
    arguments: &[Node],
    scope: &mut Scope,
) -> Option<Code> {
    let NodeKind::Variable(name) = &function.kind else { return None };
    if name == "zip" {
        return zip(first, arguments, scope);
    }
    let function = FUNCTIONS.iter().find(|function| function.name == name)?;
    let arguments: Vec<&Node> = first.into_iter().chain(arguments).collect();
    if !(function.least..=function.most).contains(&arguments.len()) {
        return None;
    }
    let missing = (arguments.len()..function.most).map(|_| quote!(, rt::jsonata::Datum::Undefined));
    let arguments = arguments.into_iter().map(|argument| Some(super::code(argument, scope)?.value()));
    let arguments = arguments.collect::<Option<Vec<_>>>()?;
    let rust_name = format_ident!("{}", function.rust_name);
    Some(Code::fallible(quote!(rt::jsonata::functions::#rust_name(scope #(, #arguments)* #(#missing)*))))
}

/// `$zip(arrays)`, which takes any number.
fn zip(first: Option<&Node>, arguments: &[Node], scope: &mut Scope) -> Option<Code> {
    let arrays = first.into_iter().chain(arguments);
    let arrays = arrays.map(|array| Some(super::code(array, scope)?.value())).collect::<Option<Vec<_>>>()?;
    if arrays.is_empty() {
        return None;
    }
    Some(Code::fallible(quote!(rt::jsonata::functions::zip(scope, [#(#arrays),*]))))
}
