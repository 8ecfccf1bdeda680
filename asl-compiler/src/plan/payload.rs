//! What a handler gets: a struct, where the payload templates of all its states fix the same fields.

use std::collections::HashSet;

use proc_macro2::Ident;

use super::{UserType, names};
use crate::expression::intrinsic::Intrinsic;
use crate::expression::path::{Path, Root, Step};
use crate::model::{Expression, Template};

/// The type of a handler's input.
pub enum HandlerInput {
    /// `serde_json::Value`.
    Json,
    /// What the user gave.
    Given(Box<UserType>),
    /// A struct that is generated from the templates.
    Generated(GeneratedInput),
}

/// A generated struct.
pub struct GeneratedInput {
    /// Its name: `ChargeInput`.
    pub name: Ident,
    /// Its fields, in the order of the first template.
    pub fields: Vec<Field>,
}

/// A field of a generated struct.
pub struct Field {
    /// Its name in Rust.
    pub name: Ident,
    /// The key in the payload.
    pub key: String,
    /// Its type.
    pub kind: FieldType,
}

/// A field's type, as far as literals and intrinsic functions tell.
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

/// The struct that all templates agree on, if they do. `None` among them stands for a payload whose shape
/// is not known.
pub(super) fn generated(method: &str, templates: &[Option<&Template>]) -> Option<GeneratedInput> {
    let mut fields: Option<Vec<Field>> = None;
    for template in templates {
        let found = fields_of((*template)?)?;
        match &mut fields {
            None => fields = Some(found),
            Some(known) => agree(known, &found)?,
        }
    }
    let fields = fields.filter(|fields| !fields.is_empty())?;
    Some(GeneratedInput { name: names::identifier(&names::type_name(&format!("{method} input"))), fields })
}

/// The fields of a template, unless two have one name in Rust.
fn fields_of(template: &Template) -> Option<Vec<Field>> {
    let members: Vec<(&str, FieldType)> = match template {
        Template::Object(members) => {
            members.iter().map(|member| (member.key.value.as_str(), type_of(&member.value))).collect()
        }
        Template::Literal(literal) => literal
            .value
            .as_object()?
            .iter()
            .map(|(key, value)| (key.as_str(), type_of_json(value)))
            .collect(),
        Template::Expression(_) | Template::Array(_) => return None,
    };
    let mut taken = HashSet::new();
    members
        .into_iter()
        .map(|(key, kind)| {
            let name = names::value_name(key);
            let field = Field { name: names::identifier(&name), key: key.into(), kind };
            (taken.insert(name) && !key.contains("${")).then_some(field)
        })
        .collect()
}

/// Widens `known` to what another state's template gives, unless that has other fields.
fn agree(known: &mut [Field], found: &[Field]) -> Option<()> {
    if known.len() != found.len() {
        return None;
    }
    for field in known {
        let other = found.iter().find(|other| other.key == field.key)?;
        if other.kind != field.kind {
            field.kind = FieldType::Json;
        }
    }
    Some(())
}

fn type_of(template: &Template) -> FieldType {
    match template {
        Template::Literal(literal) => type_of_json(&literal.value),
        Template::Object(_) | Template::Array(_) => FieldType::Json,
        Template::Expression(expression) => match &expression.value {
            Expression::Path(path) => type_of_path(path),
            Expression::Intrinsic(call) => type_of_intrinsic(call.function),
            Expression::Jsonata(_) => FieldType::Json,
        },
    }
}

fn type_of_json(value: &serde_json::Value) -> FieldType {
    use serde_json::Value;
    match value {
        Value::String(_) => FieldType::String,
        Value::Bool(_) => FieldType::Boolean,
        Value::Number(number) if number.is_i64() => FieldType::Integer,
        Value::Number(_) => FieldType::Float,
        Value::Null | Value::Array(_) | Value::Object(_) => FieldType::Json,
    }
}

/// The type of what a path into the context object gives (CTX-2); of other paths nothing is known.
fn type_of_path(path: &Path) -> FieldType {
    if path.root != Root::Context {
        return FieldType::Json;
    }
    let names: Vec<&str> = path
        .steps
        .iter()
        .map_while(|step| if let Step::Name(name) = step { Some(name.as_str()) } else { None })
        .collect();
    match names.as_slice() {
        ["Execution", "Id" | "Name" | "StartTime" | "RoleArn"]
        | ["StateMachine", "Id" | "Name"]
        | ["State", "Name" | "EnteredTime"]
        | ["Task", "Token"]
            if names.len() == path.steps.len() =>
        {
            FieldType::String
        }
        ["Map", "Item", "Index"] if path.steps.len() == 3 => FieldType::Integer,
        _ => FieldType::Json,
    }
}

fn type_of_intrinsic(function: Intrinsic) -> FieldType {
    match function {
        Intrinsic::Format
        | Intrinsic::JsonToString
        | Intrinsic::Base64Encode
        | Intrinsic::Base64Decode
        | Intrinsic::Hash
        | Intrinsic::Uuid => FieldType::String,
        Intrinsic::ArrayLength | Intrinsic::MathAdd | Intrinsic::MathRandom => FieldType::Integer,
        Intrinsic::ArrayContains => FieldType::Boolean,
        Intrinsic::StringToJson
        | Intrinsic::Array
        | Intrinsic::ArrayPartition
        | Intrinsic::ArrayRange
        | Intrinsic::ArrayGetItem
        | Intrinsic::ArrayUnique
        | Intrinsic::JsonMerge
        | Intrinsic::StringSplit => FieldType::Json,
    }
}
