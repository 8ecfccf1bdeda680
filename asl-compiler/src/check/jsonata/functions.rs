//! The functions that JSONata has on AWS, with their signatures (JNA-20 to JNA-26).

use super::kinds::Kinds;
use crate::expression::intrinsic::lint::Kind;

/// A function of the library.
#[derive(Debug, Clone, Copy)]
pub(super) struct Function {
    /// Without `$`.
    pub(super) name: &'static str,
    /// As the reference implementation declares it.
    pub(super) signature: &'static str,
    /// Its parameters as documentation writes them; those between brackets may be left out.
    pub(super) parameters: &'static str,
    /// What it gives, where its arguments have values.
    pub(super) gives: Kinds,
    /// With fewer arguments it gives nothing.
    pub(super) useful_from: usize,
}

/// The function of this name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The names of all functions.
pub(in crate::check) fn names<'n>() -> impl Iterator<Item = &'n str> {
    FUNCTIONS.iter().map(|function| function.name)
}

/// The type of what a function of this name gives, where it gives anything; `None` if it may be of several.
pub(in crate::check) fn result_kind(name: &str) -> Option<Kind> {
    let gives = find(name)?.gives;
    let known = [
        (Kinds::TEXT, Kind::Text),
        (Kinds::NUMBER, Kind::Number),
        (Kinds::BOOLEAN, Kind::Boolean),
        (Kinds::ARRAY, Kind::Array),
        (Kinds::OBJECT, Kind::Object),
    ];
    known.into_iter().find(|(kinds, _)| *kinds == gives).map(|(_, kind)| kind)
}

const fn function(
    name: &'static str,
    signature: &'static str,
    parameters: &'static str,
    gives: Kinds,
) -> Function {
    Function { name, signature, parameters, gives, useful_from: 0 }
}

const ARRAY: Kinds = Kinds::ARRAY;
const BOOLEAN: Kinds = Kinds::BOOLEAN;
const NUMBER: Kinds = Kinds::NUMBER;
const TEXT: Kinds = Kinds::TEXT;
const OBJECT: Kinds = Kinds::OBJECT;
// An array that comes out with one element becomes that element (JNA-39).
const ANY: Kinds = Kinds::ANY;

const FUNCTIONS: &[Function] = &[
    function("string", "<x-b?:s>", "value[, prettify]", TEXT),
    function("length", "<s-:n>", "string", NUMBER),
    function("substring", "<s-nn?:s>", "string, start[, length]", TEXT),
    function("substringBefore", "<s-s:s>", "string, chars", TEXT),
    function("substringAfter", "<s-s:s>", "string, chars", TEXT),
    function("uppercase", "<s-:s>", "string", TEXT),
    function("lowercase", "<s-:s>", "string", TEXT),
    function("trim", "<s-:s>", "string", TEXT),
    function("pad", "<s-ns?:s>", "string, width[, char]", TEXT),
    function("contains", "<s-(sf):b>", "string, pattern", BOOLEAN),
    function("split", "<s-(sf)n?:a<s>>", "string, separator[, limit]", ARRAY),
    function("join", "<a<s>s?:s>", "array[, separator]", TEXT),
    function("match", "<s-f<s:o>n?:a<o>>", "string, pattern[, limit]", ANY),
    function("replace", "<s-(sf)(sf)n?:s>", "string, pattern, replacement[, limit]", TEXT),
    function("base64encode", "<s-:s>", "string", TEXT),
    function("base64decode", "<s-:s>", "string", TEXT),
    function("encodeUrlComponent", "<s-:s>", "string", TEXT),
    function("encodeUrl", "<s-:s>", "string", TEXT),
    function("decodeUrlComponent", "<s-:s>", "string", TEXT),
    function("decodeUrl", "<s-:s>", "string", TEXT),
    function("number", "<(nsb)-:n>", "value", NUMBER),
    function("abs", "<n-:n>", "number", NUMBER),
    function("floor", "<n-:n>", "number", NUMBER),
    function("ceil", "<n-:n>", "number", NUMBER),
    function("round", "<n-n?:n>", "number[, precision]", NUMBER),
    function("power", "<n-n:n>", "base, exponent", NUMBER),
    function("sqrt", "<n-:n>", "number", NUMBER),
    function("random", "<n?:n>", "[seed]", NUMBER),
    function("formatNumber", "<n-so?:s>", "number, picture[, options]", TEXT),
    function("formatBase", "<n-n?:s>", "number[, radix]", TEXT),
    function("formatInteger", "<n-s:s>", "number, picture", TEXT),
    function("parseInteger", "<s-s:n>", "string, picture", NUMBER),
    function("sum", "<a<n>:n>", "array", NUMBER),
    function("max", "<a<n>:n>", "array", NUMBER),
    function("min", "<a<n>:n>", "array", NUMBER),
    function("average", "<a<n>:n>", "array", NUMBER),
    function("boolean", "<x-:b>", "value", BOOLEAN),
    function("not", "<x-:b>", "value", BOOLEAN),
    function("exists", "<x:b>", "value", BOOLEAN),
    function("count", "<a:n>", "array", NUMBER),
    function("append", "<xx:a>", "array, array", ANY),
    function("sort", "<af?:a>", "array[, function]", ARRAY),
    function("reverse", "<a:a>", "array", ARRAY),
    function("shuffle", "<a:a>", "array", ARRAY),
    function("distinct", "<x:x>", "array", ANY),
    function("zip", "<a+>", "array, ...", ARRAY),
    function("keys", "<x-:a<s>>", "object", ANY),
    function("lookup", "<x-s:x>", "object, key", ANY),
    function("spread", "<x-:a<o>>", "object", ANY),
    function("merge", "<a<o>:o>", "array", OBJECT),
    function("sift", "<o-f?:o>", "object, function", OBJECT),
    function("each", "<o-f:a>", "object, function", ANY),
    function("error", "<s?:x>", "[message]", ANY),
    function("assert", "<bs?:x>", "condition[, message]", Kinds::NOTHING),
    function("type", "<x:s>", "value", TEXT),
    function("clone", "<(oa)-:o>", "value", ANY),
    function("now", "<s?s?:s>", "[picture[, timezone]]", TEXT),
    function("millis", "<:n>", "", NUMBER),
    function("fromMillis", "<n-s?s?:s>", "number[, picture[, timezone]]", TEXT),
    function("toMillis", "<s-s?:n>", "timestamp[, picture]", NUMBER),
    function("map", "<af>", "array, function", ANY),
    function("filter", "<af>", "array, function", ANY),
    function("single", "<af?>", "array[, function]", ANY),
    function("reduce", "<afj?:j>", "array, function[, init]", ANY),
    function("partition", "<an?:a>", "array, size", ANY),
    Function { useful_from: 3, ..function("range", "<n?n?n?:a>", "start, end, step", ANY) },
    Function { useful_from: 2, ..function("hash", "<ss?:s>", "string, algorithm", TEXT) },
    function("uuid", "<:s>", "", TEXT),
    Function { useful_from: 1, ..function("parse", "<s?:x>", "string", ANY) },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::jsonata::Signature;

    #[test]
    fn signatures_can_be_read_and_names_stand_once() {
        for (index, function) in FUNCTIONS.iter().enumerate() {
            assert!(Signature::parse(function.signature).is_ok(), "{}", function.name);
            assert!(FUNCTIONS[..index].iter().all(|other| other.name != function.name), "{}", function.name);
        }
        assert!(find("eval").is_none(), "the service has taken it out");
    }
}
