//! The types of a payload's members, as far as literals, functions and the context object tell.

use crate::expression::intrinsic::Intrinsic;
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind, StepKind};
use crate::expression::path::{Path, Root, Step};
use crate::model::{Expression, Template};

/// A field's type, as far as literals and expressions tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Any JSON.
    Json,
    /// `String`
    String,
    /// `i64`
    Integer,
    /// `f64`
    Float,
    /// `bool`
    Boolean,
}

impl FieldType {
    /// Of a template's value.
    pub(super) fn of(template: &Template) -> Self {
        match template {
            Template::Literal(literal) => Self::of_json(&literal.value),
            Template::Object(_) | Template::Array(_) => Self::Json,
            Template::Expression(expression) => match &expression.value {
                Expression::Path(path) => Self::of_path(path),
                Expression::Intrinsic(call) => Self::of_intrinsic(call.function),
                Expression::Jsonata(expression) => Self::of_jsonata(&expression.root),
            },
        }
    }

    /// Of literal JSON.
    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::String(_) => Self::String,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_i64() => Self::Integer,
            Value::Number(_) => Self::Float,
            Value::Null | Value::Array(_) | Value::Object(_) => Self::Json,
        }
    }

    /// Of what a path into the context object gives; of other paths nothing is known.
    fn of_path(path: &Path) -> Self {
        if path.root != Root::Context {
            return Self::Json;
        }
        let name = |step: &Step| if let Step::Name(name) = step { Some(name.clone()) } else { None };
        Self::of_context(path.steps.iter().map(name))
    }

    /// Of a place in the context object (CTX-2).
    fn of_context(steps: impl Iterator<Item = Option<String>>) -> Self {
        let Some(names) = steps.collect::<Option<Vec<_>>>() else { return Self::Json };
        match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["Execution", "Id" | "Name" | "StartTime" | "RoleArn"]
            | ["StateMachine", "Id" | "Name"]
            | ["State", "Name" | "EnteredTime"]
            | ["Task", "Token"] => Self::String,
            ["Map", "Item", "Index"] => Self::Integer,
            _ => Self::Json,
        }
    }

    fn of_intrinsic(function: Intrinsic) -> Self {
        match function {
            Intrinsic::Format
            | Intrinsic::JsonToString
            | Intrinsic::Base64Encode
            | Intrinsic::Base64Decode
            | Intrinsic::Hash
            | Intrinsic::Uuid => Self::String,
            Intrinsic::ArrayLength | Intrinsic::MathAdd | Intrinsic::MathRandom => Self::Integer,
            Intrinsic::ArrayContains => Self::Boolean,
            Intrinsic::StringToJson
            | Intrinsic::Array
            | Intrinsic::ArrayPartition
            | Intrinsic::ArrayRange
            | Intrinsic::ArrayGetItem
            | Intrinsic::ArrayUnique
            | Intrinsic::JsonMerge
            | Intrinsic::StringSplit => Self::Json,
        }
    }

    /// Of an expression whose operator gives one type and no other. It has a value: undefined is an error (JNA-30).
    /// Whether a number is whole is seen when it is computed.
    fn of_jsonata(node: &Node) -> Self {
        match &node.kind {
            NodeKind::Text(_) => Self::String,
            NodeKind::Boolean(_) => Self::Boolean,
            NodeKind::Binary { operator: BinaryOperator::Concatenate, .. } => Self::String,
            NodeKind::Binary { operator, .. } if operator.is_test() => Self::Boolean,
            NodeKind::Conditional { then, otherwise: Some(otherwise), .. } => {
                let (then, otherwise) = (Self::of_jsonata(then), Self::of_jsonata(otherwise));
                if then == otherwise { then } else { Self::Json }
            }
            NodeKind::Path(path) if path.group.is_none() && !path.keep_array => {
                let mut names = path.steps.iter().map(|step| {
                    let bare = step.stages.is_empty() && step.focus.is_none() && step.index.is_none();
                    match &step.kind {
                        StepKind::Name(name) if bare => Some(name.clone()),
                        StepKind::Node(Node { kind: NodeKind::Variable(name), .. }) if bare => {
                            Some(format!("${name}"))
                        }
                        _ => None,
                    }
                });
                let is_context = names.next() == Some(Some("$states".into()))
                    && names.next() == Some(Some("context".into()));
                if is_context { Self::of_context(names) } else { Self::Json }
            }
            _ => Self::Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::jsonata::parse;

    #[test]
    fn expressions_have_types_where_only_one_can_come_out() {
        for (text, expected) in [
            ("'a'", FieldType::String),
            ("true", FieldType::Boolean),
            ("$a & 1", FieldType::String),
            ("$a = 1 and $b", FieldType::Boolean),
            ("$a in [1, 2]", FieldType::Boolean),
            ("$a ? 'x' : $b & 'y'", FieldType::String),
            ("$a ? 'x' : 1", FieldType::Json),
            ("$a ? 'x'", FieldType::Json),
            ("$states.context.Execution.Name", FieldType::String),
            ("$states.context.Map.Item.Index", FieldType::Integer),
            ("$states.context.Map.Item.Value", FieldType::Json),
            ("$states.context.Execution.Name[0]", FieldType::Json),
            ("$states.context.Execution.Name[]", FieldType::Json),
            ("$states.input.Execution.Name", FieldType::Json),
            ("$x.context.Execution.Name", FieldType::Json),
            ("1", FieldType::Json),
            ("$a + 1", FieldType::Json),
            ("$sum($a)", FieldType::Json),
        ] {
            let node = parse(text).expect(text);
            assert_eq!(FieldType::of_jsonata(&node), expected, "{text}");
        }
    }
}
