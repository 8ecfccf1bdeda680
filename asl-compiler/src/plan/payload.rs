//! What a handler gets: a struct, where the payload templates of all its states fix the same fields.

use std::collections::HashSet;

use proc_macro2::Ident;

use super::field_type::FieldType;
use super::{UserType, names};
use crate::model::Template;

/// The type of a handler's input.
pub enum HandlerInput {
    /// `&serde_json::Value`.
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
            members.iter().map(|member| (member.key.value.as_str(), FieldType::of(&member.value))).collect()
        }
        Template::Literal(literal) => literal
            .value
            .as_object()?
            .iter()
            .map(|(key, value)| (key.as_str(), FieldType::of_json(value)))
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
