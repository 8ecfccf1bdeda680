//! Signatures of functions (`<s-nn?:s>`), and what the reference implementation says of arguments that don't fit.

use super::Problem;

/// The functions of the language that check their arguments by a signature.
const SIGNATURES: &[(&str, &str)] = &[
    ("sum", "a<n>"),
    ("count", "a"),
    ("max", "a<n>"),
    ("min", "a<n>"),
    ("average", "a<n>"),
    ("string", "x-b?"),
    ("substring", "s-nn?"),
    ("substringBefore", "s-s"),
    ("substringAfter", "s-s"),
    ("lowercase", "s-"),
    ("uppercase", "s-"),
    ("length", "s-"),
    ("trim", "s-"),
    ("pad", "s-ns?"),
    ("match", "s-fn?"),
    ("contains", "s-(sf)"),
    ("replace", "s-(sf)(sf)n?"),
    ("split", "s-(sf)n?"),
    ("join", "a<s>s?"),
    ("formatNumber", "n-so?"),
    ("formatBase", "n-n?"),
    ("formatInteger", "n-s"),
    ("parseInteger", "s-s"),
    ("number", "(nsb)-"),
    ("floor", "n-"),
    ("ceil", "n-"),
    ("round", "n-n?"),
    ("abs", "n-"),
    ("sqrt", "n-"),
    ("power", "n-n"),
    ("boolean", "x-"),
    ("not", "x-"),
    ("map", "af"),
    ("zip", "a+"),
    ("filter", "af"),
    ("single", "af?"),
    ("reduce", "afj?"),
    ("sift", "o-f?"),
    ("keys", "x-"),
    ("lookup", "x-s"),
    ("append", "xx"),
    ("exists", "x"),
    ("spread", "x-"),
    ("merge", "a<o>"),
    ("reverse", "a"),
    ("each", "o-f"),
    ("error", "s?"),
    ("assert", "bs?"),
    ("type", "x"),
    ("sort", "af?"),
    ("distinct", "x"),
    ("base64encode", "s-"),
    ("base64decode", "s-"),
    ("encodeUrlComponent", "s-"),
    ("encodeUrl", "s-"),
    ("decodeUrlComponent", "s-"),
    ("decodeUrl", "s-"),
    ("toMillis", "s-s?"),
    ("fromMillis", "n-s?s?"),
];

/// The most parameters of a function.
const MOST: usize = 4;

/// What a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) name: &'static str,
    parameters: &'static str,
}

/// A value as signatures see it.
pub(super) trait Typed {
    /// The letter of its type: `m` is undefined, `l` is null, `f` a function.
    fn letter(&self) -> char;

    /// Whether it is an array; then whether all of its elements have a type.
    fn elements_are(&self, letter: char) -> Option<bool>;
}

/// How many arguments each parameter takes.
pub(super) type Counts = [usize; MOST];

/// The signature of a function of the language.
#[cfg(feature = "jsonata")]
pub(super) fn of(name: &str) -> Option<Signature> {
    let &(name, parameters) = SIGNATURES.iter().find(|(known, _)| *known == name)?;
    Some(Signature { name, parameters })
}

/// The signature of a function that is known to have one; another name does not compile.
pub(super) const fn known(name: &str) -> Signature {
    let mut index = 0;
    while index < SIGNATURES.len() {
        let (known, parameters) = SIGNATURES[index];
        if same(known.as_bytes(), name.as_bytes()) {
            return Signature { name: known, parameters };
        }
        index += 1;
    }
    panic!("no function of this name has a signature")
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

impl Signature {
    /// How the arguments fall to the parameters.
    ///
    /// # Errors
    ///
    /// What is wrong with the call, as the reference implementation finds it.
    pub(super) fn check<V: Typed>(&self, context: &V, arguments: &[V]) -> Result<Counts, Problem> {
        let name = self.name;
        let mut letters: Vec<char> = arguments.iter().map(Typed::letter).collect();
        // An optional argument at the end that is undefined is as good as none.
        while letters.len() > 1 && letters.last() == Some(&'m') && self.is_optional(letters.len() - 1) {
            letters.pop();
        }
        let mut counts = Counts::default();
        if assign(self.parameters(), &letters, End::Anchored, &mut counts).is_none() {
            let text = format!(
                "Argument {} of function \"{name}\" does not match function signature",
                self.good(&letters) + 1
            );
            return Err(Problem::error("T0410", text));
        }
        let mut index = 0;
        for (parameter, count) in self.parameters().zip(counts) {
            if count == 0 {
                if !parameter.context {
                    index += 1;
                } else if !parameter.takes(context.letter()) {
                    let text = format!(
                        "Context value is not a compatible type with argument {} of function \"{name}\"",
                        index + 1
                    );
                    return Err(Problem::error("T0411", text));
                }
                continue;
            }
            for _ in 0..count {
                if let (Some(elements), Some(argument)) = (parameter.elements, arguments.get(index)) {
                    let letter = argument.letter();
                    let good = argument.elements_are(elements).unwrap_or(letter == elements || letter == 'm');
                    if !good {
                        let text = format!(
                            "Argument {} of function \"{name}\" must be an array of \"{}\"",
                            index + 1,
                            plural(elements)
                        );
                        return Err(Problem::error("T0412", text));
                    }
                }
                index += 1;
            }
        }
        Ok(counts)
    }

    fn is_optional(&self, index: usize) -> bool {
        self.parameters().nth(index).is_some_and(|parameter| parameter.optional)
    }

    /// The parameters, from the first on.
    pub(super) fn parameters(&self) -> Parameters {
        Parameters { rest: self.parameters }
    }

    /// How many arguments fit, from the first on.
    fn good(&self, letters: &[char]) -> usize {
        let mut good = 0;
        for count in 1..=self.parameters().count() {
            let mut counts = Counts::default();
            match assign(self.parameters().take(count), letters, End::Open, &mut counts) {
                Some(end) => good = end,
                None => break,
            }
        }
        good
    }
}

/// A parameter of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    /// `s`, `(ns)`
    kinds: &'static str,
    /// `-`: what the expression is applied to stands for it where it is missing.
    pub(super) context: bool,
    /// `?`
    optional: bool,
    /// `+`
    repeated: bool,
    /// The type of an array's elements.
    elements: Option<char>,
}

impl Parameter {
    /// Whether a scalar becomes an array of one.
    pub(super) fn is_array(&self) -> bool {
        self.kinds == "a"
    }

    fn takes(&self, letter: char) -> bool {
        match self.kinds {
            "a" | "x" => true,
            "j" => letter != 'f',
            "f" => letter == 'f',
            kinds => letter == 'm' || kinds.contains(letter),
        }
    }
}

/// The parameters of a signature, read one by one.
#[derive(Debug, Clone)]
pub(super) struct Parameters {
    rest: &'static str,
}

impl Iterator for Parameters {
    type Item = Parameter;

    fn next(&mut self) -> Option<Parameter> {
        let (kinds, rest) = match self.rest.strip_prefix('(') {
            Some(choice) => choice.split_once(')')?,
            None => self.rest.split_at_checked(1)?,
        };
        let (elements, rest) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
            Some((elements, rest)) => (elements.chars().next(), rest),
            None => (None, rest),
        };
        let modifier = rest.chars().next().filter(|modifier| matches!(modifier, '-' | '?' | '+'));
        self.rest = rest.get(modifier.map_or(0, char::len_utf8)..)?;
        Some(Parameter {
            kinds,
            context: modifier == Some('-'),
            optional: matches!(modifier, Some('-' | '?')),
            repeated: modifier == Some('+'),
            elements,
        })
    }
}

/// Whether all arguments must be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Anchored,
    Open,
}

/// Gives each parameter as many arguments as it takes, the first ones first, as a regular expression matches; how
/// many are taken then.
fn assign(
    mut parameters: impl Iterator<Item = Parameter> + Clone,
    letters: &[char],
    end: End,
    counts: &mut [usize],
) -> Option<usize> {
    let Some(parameter) = parameters.next() else {
        return (end == End::Open || letters.is_empty()).then_some(0);
    };
    let (count, counts) = counts.split_first_mut()?;
    let most = if parameter.repeated { letters.len() } else { 1 };
    let most = letters.iter().take(most).take_while(|letter| parameter.takes(**letter)).count();
    let least = usize::from(!parameter.optional);
    for taken in (least..=most).rev() {
        if let Some(rest) = assign(parameters.clone(), &letters[taken..], end, counts) {
            *count = taken;
            return Some(taken + rest);
        }
    }
    None
}

fn plural(elements: char) -> &'static str {
    match elements {
        'n' => "numbers",
        's' => "strings",
        _ => "objects",
    }
}

/// An argument that a function without a signature of the language's does not take; `index` counts from 0.
pub(super) fn mismatch(name: &str, index: usize) -> Problem {
    let text = format!("Argument {} of function \"{name}\" does not match function signature", index + 1);
    Problem::error("T0410", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types by their letters; `A` is an array of numbers, `B` one of strings.
    struct Letter(char);

    impl Typed for Letter {
        fn letter(&self) -> char {
            if self.elements_are('n').is_some() { 'a' } else { self.0 }
        }

        fn elements_are(&self, letter: char) -> Option<bool> {
            match self.0 {
                'A' => Some(letter == 'n'),
                'B' => Some(letter == 's'),
                _ => None,
            }
        }
    }

    fn checked(name: &str, context: char, arguments: &str) -> Result<Counts, String> {
        let name = SIGNATURES.iter().find(|(known, _)| *known == name).map_or("", |(known, _)| known);
        let arguments: Vec<_> = arguments.chars().map(Letter).collect();
        known(name).check(&Letter(context), &arguments).map_err(|problem| match problem {
            Problem::Error { code, text } => format!("{code}: {text}"),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn all_signatures_are_right() {
        for (name, text) in SIGNATURES {
            let parameters = known(name).parameters();
            assert!((1..=MOST).contains(&parameters.clone().count()), "{name}");
            let shown: usize = parameters.map(|parameter| parameter.kinds.len()).sum();
            let letters = text.chars().filter(|letter| letter.is_ascii_lowercase()).count();
            assert_eq!(shown + text.matches('<').count(), letters, "{name}");
        }
    }

    #[test]
    fn arguments_fall_to_parameters() {
        let cases = [
            ("substring", "sn", [1, 1, 0, 0]),
            ("substring", "snn", [1, 1, 1, 0]),
            ("substring", "mm", [1, 1, 0, 0]),
            // The context stands for the text.
            ("substring", "nn", [0, 1, 1, 0]),
            ("zip", "aaaa", [4, 0, 0, 0]),
            ("sum", "A", [1, 0, 0, 0]),
            ("sum", "n", [1, 0, 0, 0]),
            ("join", "Bs", [1, 1, 0, 0]),
            ("lookup", "os", [1, 1, 0, 0]),
            ("lookup", "s", [0, 1, 0, 0]),
            // What is optional and undefined is not there.
            ("pad", "msm", [0, 1, 1, 0]),
        ];
        for (name, arguments, counts) in cases {
            assert_eq!(checked(name, 's', arguments), Ok(counts), "{name} {arguments}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let cases = [
            ("length", "n", r#"T0410: Argument 1 of function "length" does not match function signature"#),
            (
                "substring",
                "ss",
                r#"T0410: Argument 2 of function "substring" does not match function signature"#,
            ),
            ("count", "ss", r#"T0410: Argument 2 of function "count" does not match function signature"#),
            ("sum", "B", r#"T0412: Argument 1 of function "sum" must be an array of "numbers""#),
            ("join", "n", r#"T0412: Argument 1 of function "join" must be an array of "strings""#),
            ("merge", "A", r#"T0412: Argument 1 of function "merge" must be an array of "objects""#),
            (
                "uppercase",
                "",
                r#"T0411: Context value is not a compatible type with argument 1 of function "uppercase""#,
            ),
        ];
        for (name, arguments, text) in cases {
            assert_eq!(checked(name, 'n', arguments), Err(text.to_owned()), "{name} {arguments}");
        }
    }
}
