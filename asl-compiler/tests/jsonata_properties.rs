//! No text makes the parser of JSONata panic, errors lie within their text, and what is printed reads the same.

use asl_compiler::expression::jsonata::{ParseError, parse};
use proptest::collection::vec;
use proptest::prelude::*;

/// What expressions are made of.
const PIECES: &[&str] = &[
    ".",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    ",",
    "@",
    "#",
    ";",
    ":",
    "?",
    "+",
    "-",
    "*",
    "/",
    "%",
    "|",
    "=",
    "<",
    ">",
    "^",
    "**",
    "..",
    ":=",
    "!=",
    "<=",
    ">=",
    "~>",
    "!",
    "~",
    " and ",
    " or ",
    " in ",
    "&",
    "$",
    "$$",
    "$x",
    "a",
    "`b c`",
    "\"s\"",
    "'t'",
    "'\\u00e9'",
    "1",
    "2.5",
    "1e999",
    "true",
    "null",
    "function($x)",
    "<n:n>",
    "@$v",
    "#$i",
    "[]",
    "[0]",
    "/ab/i",
    "{\"k\": ",
    "^(>",
    "λ",
    "/*",
    "*/",
    " ",
    "\n",
    "ü",
    "$states.input",
    "$sum(",
    "[1..3]",
];

/// Expressions that reach far into the parser, to be mutilated.
const SOUND: &[&str] = &[
    "$states.input.orders[total > 100]^(>total, id).{'id': id, 'first': items[0].`a name`}",
    "($sum := function($a, $b)<nn:n>{ $a + $b }; $reduce([1..5], $sum, 0) ~> $string)",
    "library.loans@$l.books@$b[$l.isbn=$b.isbn].{'title': $b.title, 'who': %.name}[]",
    "$x ~> |a.b[0]|{'c': -d * 2}, ['e']| ? $map($keys($), $f(?, 1)) : $match('x', /a(b)[/]c/m)",
    "a.b#$i[$i < 3]{type: $count($), 'n\\u00e9': \"\\\"\" & $$.x}.**.*",
];

fn text() -> impl Strategy<Value = String> {
    let mutilated = (
        proptest::sample::select(SOUND),
        any::<proptest::sample::Index>(),
        any::<proptest::sample::Index>(),
        vec(proptest::sample::select(PIECES), 0..3),
    )
        .prop_map(|(sound, from, to, middle)| {
            let sound: Vec<char> = sound.chars().collect();
            let (from, to) = (from.index(sound.len()), to.index(sound.len()));
            let (head, tail) = (&sound[..from.min(to)], &sound[from.max(to)..]);
            head.iter().copied().chain(middle.concat().chars()).chain(tail.iter().copied()).collect()
        });
    prop_oneof![
        4 => mutilated,
        4 => vec(proptest::sample::select(PIECES), 0..25).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn lies_within(text: &str, error: &ParseError) -> bool {
    text.get(error.error.range.clone()).is_some()
        && !error.error.message.is_empty()
        && !error.error.message.ends_with('.')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn no_text_panics(text in text()) {
        match parse(&text) {
            Err(error) => prop_assert!(lies_within(&text, &error), "{:?}", error),
            // What stands in a signature is put together of tokens, and need not be one again.
            Ok(_) if text.contains('<') => {}
            Ok(parsed) => {
                let printed = parsed.to_string();
                let again = parse(&printed).map(|again| again.to_string());
                prop_assert_eq!(again, Ok(printed));
            }
        }
    }

    #[test]
    fn a_number_is_read_as_it_is(number in any::<f64>()) {
        prop_assume!(number.is_finite());
        let printed = parse(&number.to_string()).map(|parsed| parsed.to_string());
        prop_assert_eq!(printed, Ok(number.to_string()));
    }

    #[test]
    fn a_string_is_read_as_it_is(text in any::<String>()) {
        let written = serde_json::to_string(&text).expect("text is JSON");
        let parsed = parse(&written).expect("a string of JSON is one of JSONata");
        prop_assert_eq!(parsed.kind, asl_compiler::expression::jsonata::NodeKind::Text(text));
    }
}
