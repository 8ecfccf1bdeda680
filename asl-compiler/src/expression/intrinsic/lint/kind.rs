//! What is known of an argument's type before it is evaluated.

use std::fmt::{Display, Formatter, Result};

use serde_json::Value;

use super::super::{ArgumentValue, Intrinsic};
use crate::expression::path::{FunctionName, Path, Root};

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl Display for Kind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

impl Kind {
    /// The type of an argument, if it has one whatever the input is.
    pub(super) fn of(value: &ArgumentValue) -> Option<Self> {
        match value {
            ArgumentValue::Text(_) => Some(Self::Text),
            ArgumentValue::Literal(value) => Some(Self::of_json(value)),
            ArgumentValue::Path(path) => Self::of_path(path),
            ArgumentValue::Call(call) => Self::of_result(call.function),
        }
    }

    fn of_json(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    fn of_path(path: &Path) -> Option<Self> {
        match path.function().map(|function| function.name) {
            Some(
                FunctionName::Min
                | FunctionName::Max
                | FunctionName::Avg
                | FunctionName::Stddev
                | FunctionName::Sum
                | FunctionName::Length,
            ) => Some(Self::Number),
            Some(FunctionName::Keys | FunctionName::Append) => Some(Self::Array),
            Some(FunctionName::Concat) => Some(Self::Text),
            Some(FunctionName::First | FunctionName::Last | FunctionName::Index) => None,
            None if !path.is_definite() => Some(Self::Array),
            None if path.is_root() && path.root == Root::Context => Some(Self::Object),
            None => None,
        }
    }

    fn of_result(function: Intrinsic) -> Option<Self> {
        match function {
            Intrinsic::Format
            | Intrinsic::JsonToString
            | Intrinsic::Base64Encode
            | Intrinsic::Base64Decode
            | Intrinsic::Hash
            | Intrinsic::Uuid => Some(Self::Text),
            Intrinsic::Array
            | Intrinsic::ArrayPartition
            | Intrinsic::ArrayRange
            | Intrinsic::ArrayUnique
            | Intrinsic::StringSplit => Some(Self::Array),
            Intrinsic::ArrayLength | Intrinsic::MathRandom | Intrinsic::MathAdd => Some(Self::Number),
            Intrinsic::ArrayContains => Some(Self::Boolean),
            Intrinsic::JsonMerge => Some(Self::Object),
            Intrinsic::StringToJson | Intrinsic::ArrayGetItem => None,
        }
    }
}
