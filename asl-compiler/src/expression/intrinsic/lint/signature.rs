//! How many arguments a function takes, and of which type.

use super::super::Intrinsic;
use super::kind::Kind;

/// A parameter: its name in messages, and the type that it must have, if it must have one.
type Parameter = (&'static str, Option<Kind>);

/// The parameters of a function.
pub(super) struct Signature {
    required: &'static [Parameter],
    more: More,
}

/// What may follow the required arguments.
enum More {
    Nothing,
    One(Parameter),
    AnyNumber,
}

const ANY: Option<Kind> = None;
const TEXT: Option<Kind> = Some(Kind::Text);
const NUMBER: Option<Kind> = Some(Kind::Number);
const ARRAY: Option<Kind> = Some(Kind::Array);
const OBJECT: Option<Kind> = Some(Kind::Object);

impl Signature {
    /// The signature of a function, by the table of the reference.
    pub(super) fn of(function: Intrinsic) -> Self {
        let (required, more): (&'static [Parameter], More) = match function {
            Intrinsic::Format => (&[("template", TEXT)], More::AnyNumber),
            Intrinsic::StringToJson => (&[("text", TEXT)], More::Nothing),
            Intrinsic::JsonToString => (&[("value", ANY)], More::Nothing),
            Intrinsic::Array => (&[], More::AnyNumber),
            Intrinsic::ArrayPartition => (&[("array", ARRAY), ("size", NUMBER)], More::Nothing),
            Intrinsic::ArrayContains => (&[("array", ARRAY), ("value", ANY)], More::Nothing),
            Intrinsic::ArrayRange => {
                (&[("first", NUMBER), ("last", NUMBER), ("step", NUMBER)], More::Nothing)
            }
            Intrinsic::ArrayGetItem => (&[("array", ARRAY), ("index", NUMBER)], More::Nothing),
            Intrinsic::ArrayLength | Intrinsic::ArrayUnique => (&[("array", ARRAY)], More::Nothing),
            Intrinsic::Base64Encode | Intrinsic::Base64Decode => (&[("text", TEXT)], More::Nothing),
            Intrinsic::Hash => (&[("value", ANY), ("algorithm", TEXT)], More::Nothing),
            Intrinsic::JsonMerge => (&[("first", OBJECT), ("second", OBJECT), ("false", ANY)], More::Nothing),
            Intrinsic::MathRandom => (&[("start", NUMBER), ("end", NUMBER)], More::One(("seed", NUMBER))),
            Intrinsic::MathAdd => (&[("first", NUMBER), ("second", NUMBER)], More::Nothing),
            Intrinsic::StringSplit => (&[("text", TEXT), ("separators", TEXT)], More::Nothing),
            Intrinsic::Uuid => (&[], More::Nothing),
        };
        Self { required, more }
    }

    /// Whether it takes this number of arguments.
    pub(super) fn takes(&self, given: usize) -> bool {
        let least = self.required.len();
        match self.more {
            More::Nothing => given == least,
            More::One(_) => given == least || given == least + 1,
            More::AnyNumber => given >= least,
        }
    }

    /// The type that the argument at a position must have.
    pub(super) fn wanted(&self, position: usize) -> Option<Kind> {
        match (self.required.get(position), &self.more) {
            (Some((_, wanted)), _) => *wanted,
            (None, More::One((_, wanted))) => *wanted,
            (None, More::Nothing | More::AnyNumber) => None,
        }
    }

    /// The number of its arguments, in words.
    pub(super) fn count(&self) -> String {
        let least = self.required.len();
        match (&self.more, least) {
            (More::Nothing, 0) => "no arguments".to_owned(),
            (More::Nothing, 1) => "1 argument".to_owned(),
            (More::Nothing, _) => format!("{least} arguments"),
            (More::One(_), _) => format!("{least} or {} arguments", least + 1),
            (More::AnyNumber, 1) => "at least 1 argument".to_owned(),
            (More::AnyNumber, _) => format!("at least {least} arguments"),
        }
    }

    /// The call with the names of its parameters.
    pub(super) fn form(&self, function: Intrinsic) -> String {
        let mut names: Vec<_> = self.required.iter().map(|(name, _)| *name).collect();
        match self.more {
            More::Nothing => {}
            More::One((name, _)) => names.push(name),
            More::AnyNumber => names.push("…"),
        }
        format!("{}({})", function.name(), names.join(", "))
    }
}
