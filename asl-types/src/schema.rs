//! Reads a schema, and leaves out what types do not say.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::Error;
use crate::place::Place;
use crate::values;

/// What a keyword holds.
#[derive(Clone, Copy)]
enum Holds {
    Schema,
    Schemas,
    SchemaOrSchemas,
    Named,
}

/// The keywords with schemas in them. In others, like `default` and `enum`, there are values.
const HOLDERS: [(&str, Holds); 16] = [
    ("additionalItems", Holds::Schema),
    ("additionalProperties", Holds::Schema),
    ("allOf", Holds::Schemas),
    ("anyOf", Holds::Schemas),
    ("contains", Holds::Schema),
    ("definitions", Holds::Named),
    ("$defs", Holds::Named),
    ("else", Holds::Schema),
    ("if", Holds::Schema),
    ("items", Holds::SchemaOrSchemas),
    ("not", Holds::Schema),
    ("oneOf", Holds::Schemas),
    ("patternProperties", Holds::Named),
    ("properties", Holds::Named),
    ("propertyNames", Holds::Schema),
    ("then", Holds::Schema),
];

/// Where definitions stand, in drafts old and new.
const DEFINITIONS: [&str; 2] = ["definitions", "$defs"];

/// Further keywords by which a schema is known.
const TELLING: [&str; 4] = ["$ref", "const", "enum", "type"];

/// What a value must be like beyond its type. A text stays a `String`: a shape does not tell more, and no other crate is
/// needed.
const BEYOND_TYPES: [&str; 6] = ["else", "if", "maxLength", "minLength", "pattern", "then"];

/// A schema of definitions of which types can be made. The whole one is called by its title, or else by the name.
pub(crate) fn read(text: &str, name: &str) -> Result<Value, Error> {
    let mut schema: Value = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        // The place is told before the message.
        let end = message.rfind(" at line ").unwrap_or(message.len());
        Error::Json { line: error.line(), column: error.column(), message: message[..end].to_owned() }
    })?;
    let Value::Object(object) = &mut schema else {
        return Err(not_a_schema(Place::Top, "expected an object with its keywords".to_owned()));
    };
    let mut telling = TELLING.into_iter().chain(HOLDERS.map(|(keyword, _)| keyword));
    if !telling.any(|keyword| object.contains_key(keyword)) {
        let message = "it has no keyword that tells of a type, such as `type`, `properties` or `oneOf`";
        return Err(not_a_schema(Place::Top, message.to_owned()));
    }
    let scope = Scope::of(object, name)?;
    prepare(&mut schema, Place::Top, &scope)?;
    Ok(scope.only_definitions(schema))
}

/// The definitions of a file, among which the whole schema becomes one: typify names the parts only of those.
struct Scope {
    /// What `$ref` may say.
    references: BTreeSet<String>,
    /// The name of the whole schema. Some files are only definitions.
    root: Option<String>,
}

impl Scope {
    fn of(schema: &Map<String, Value>, name: &str) -> Result<Self, Error> {
        let mut references = BTreeSet::new();
        let title = schema.get("title").and_then(Value::as_str).unwrap_or(name);
        let root = has_type(schema).then(|| title.to_owned());
        for keyword in DEFINITIONS {
            for name in schema.get(keyword).and_then(Value::as_object).into_iter().flat_map(Map::keys) {
                let (top, place) = (Place::Top, Place::Top.member(keyword));
                if root.as_deref().is_some_and(|root| plain(root) == plain(name)) {
                    let message = format!(
                        "`{name}` would be the name of the whole schema's type, too; give that another `title`"
                    );
                    return Err(not_a_schema(place.member(name), message));
                }
                references.insert(format!("#{}", top.member(keyword).member(name)));
            }
        }
        Ok(Self { references, root })
    }

    /// What a `$ref` says in the schema that typify gets.
    fn resolve(&self, reference: &str) -> Option<String> {
        match (reference, &self.root) {
            ("#", Some(root)) => Some(format!("#{}", Place::Top.member("definitions").member(root))),
            _ => self.references.contains(reference).then(|| reference.to_owned()),
        }
    }

    fn only_definitions(self, schema: Value) -> Value {
        let Value::Object(mut schema) = schema else { return schema };
        let mut definitions = Map::new();
        for keyword in DEFINITIONS {
            if let Some(Value::Object(named)) = schema.shift_remove(keyword) {
                definitions.extend(named);
            }
        }
        definitions.extend(self.root.map(|root| (root, Value::Object(schema))));
        Value::Object(Map::from_iter([("definitions".to_owned(), Value::Object(definitions))]))
    }
}

/// Whether the file is a type itself. One that only names a definition is that.
fn has_type(schema: &Map<String, Value>) -> bool {
    let holders =
        HOLDERS.iter().map(|(keyword, _)| *keyword).filter(|keyword| !DEFINITIONS.contains(keyword));
    holders.chain(["const", "enum", "type"]).any(|keyword| schema.contains_key(keyword))
}

/// A name without what a type's name leaves out.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn prepare(schema: &mut Value, place: Place<'_>, scope: &Scope) -> Result<(), Error> {
    let object = match schema {
        Value::Bool(_) => return Ok(()),
        Value::Object(object) => object,
        _ => return Err(not_a_schema(place, "expected an object, `true` or `false`".to_owned())),
    };
    if let Some(reference) = object.get_mut("$ref") {
        let resolved = reference.as_str().and_then(|reference| scope.resolve(reference));
        let Some(resolved) = resolved else {
            let reference = reference.as_str().map_or_else(|| reference.to_string(), str::to_owned);
            return Err(Error::Reference { place: place.member("$ref").to_string(), reference });
        };
        *reference = resolved.into();
    }
    values::check(object, place)?;
    for (keyword, holds) in HOLDERS {
        if let Some(value) = object.get_mut(keyword) {
            prepare_within(value, holds, place.member(keyword), scope)?;
        }
    }
    tell_kind(object);
    leave_out_constraints(object);
    Ok(())
}

fn prepare_within(value: &mut Value, holds: Holds, place: Place<'_>, scope: &Scope) -> Result<(), Error> {
    match (holds, value) {
        (Holds::Schemas | Holds::SchemaOrSchemas, Value::Array(schemas)) => schemas
            .iter_mut()
            .enumerate()
            .try_for_each(|(at, schema)| prepare(schema, place.element(at), scope)),
        (Holds::Named, Value::Object(schemas)) => {
            schemas.iter_mut().try_for_each(|(name, schema)| prepare(schema, place.member(name), scope))
        }
        (Holds::Schema | Holds::SchemaOrSchemas, schema) => prepare(schema, place, scope),
        (Holds::Schemas, _) => Err(not_a_schema(place, "expected an array of schemas".to_owned())),
        (Holds::Named, _) => Err(not_a_schema(place, "expected an object of schemas".to_owned())),
    }
}

/// Tags of variants often say `const` alone; typify knows them by their type.
fn tell_kind(schema: &mut Map<String, Value>) {
    if let Some(value) = schema.get("const").filter(|value| value.is_string()).cloned() {
        schema.shift_remove("const");
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
    let values = schema.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_string)) {
        schema.entry("type").or_insert_with(|| "string".into());
    }
}

/// What shapes do not tell: conditions, and how texts and the names in a map are spelt.
fn leave_out_constraints(schema: &mut Map<String, Value>) {
    for keyword in BEYOND_TYPES {
        schema.shift_remove(keyword);
    }
    let kinds = schema.get("type");
    let listed = kinds.and_then(Value::as_array);
    if listed.map_or(kinds.is_none_or(|kind| kind == "string"), |kinds| kinds.contains(&"string".into())) {
        schema.shift_remove("format");
    }
    let Some(Value::Object(patterns)) = schema.shift_remove("patternProperties") else { return };
    // The names are not looked at: what other names may hold becomes what any may.
    let mut held = patterns.into_iter().map(|(_, schema)| schema);
    match (schema.get("additionalProperties"), held.next()) {
        (Some(Value::Bool(false)), Some(first)) => {
            let any = if held.all(|other| other == first) { first } else { Value::Bool(true) };
            schema.insert("additionalProperties".to_owned(), any);
        }
        (Some(other @ Value::Object(_)), Some(first))
            if *other != first || !held.all(|held| held == first) =>
        {
            schema.insert("additionalProperties".to_owned(), Value::Bool(true));
        }
        _ => {}
    }
}

fn not_a_schema(place: Place<'_>, message: String) -> Error {
    Error::NotASchema { place: place.to_string(), message }
}
