//! Intrinsic functions (INT): `States.Format('…', $.a)`.

use std::ops::Range;

use super::path::Path;

/// A call of an intrinsic function.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The call as it was written; error texts of the service quote it.
    pub text: String,
    /// Where it stands in the decoded text of its string.
    pub range: Range<usize>,
    /// Which function.
    pub function: Intrinsic,
    /// Its arguments.
    pub arguments: Vec<Argument>,
}

/// An argument and where it stands in the decoded text of its string.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub value: ArgumentValue,
}

/// The value of an argument (INT-2).
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentValue {
    /// `'text'`, with `\'` and `\\` resolved; `\{` and `\}` stay as they are, for `States.Format` to read.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Literal(serde_json::Value),
    /// `$…`, `$$…`, `$name…`
    Path(Path),
    /// A nested call.
    Call(Box<Call>),
}

/// The eighteen functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as after `States.`")]
pub enum Intrinsic {
    Format,
    StringToJson,
    JsonToString,
    Array,
    ArrayPartition,
    ArrayContains,
    ArrayRange,
    ArrayGetItem,
    ArrayLength,
    ArrayUnique,
    Base64Encode,
    Base64Decode,
    Hash,
    JsonMerge,
    MathRandom,
    MathAdd,
    StringSplit,
    Uuid,
}
