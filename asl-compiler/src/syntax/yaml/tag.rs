//! Tags: those of the core schema say what a scalar is; others are no part of a definition.

use saphyr_parser::{ScalarStyle, Tag};

use super::scalar::plain;
use crate::syntax::node::Kind;

/// Where the tags of the core schema live.
const CORE: &str = "tag:yaml.org,2002:";

/// What is wrong with a tagged value, and how to mend it.
pub(super) struct TagError {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// What a collection is.
#[derive(Clone, Copy)]
pub(super) enum Collection {
    Sequence,
    Mapping,
}

/// The value of a scalar.
pub(super) fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Kind, TagError> {
    let Some(tag) = tag else {
        return match style {
            ScalarStyle::Plain => plain(text).map_err(|message| TagError { message, help: None }),
            _ => Ok(Kind::String(text.into())),
        };
    };
    let name = core_name(tag).ok_or_else(|| foreign(tag, text))?;
    let kind = match name {
        "str" => return Ok(Kind::String(text.into())),
        "null" | "bool" | "int" | "float" => {
            plain(text).map_err(|message| TagError { message, help: None })?
        }
        _ => return Err(foreign(tag, text)),
    };
    let fits = match (name, &kind) {
        ("null", Kind::Null) | ("bool", Kind::Bool(_)) | ("float", Kind::Number(_)) => true,
        ("int", Kind::Number(number)) => !number.is_f64(),
        // It may become any of them.
        (_, Kind::Substitution(_)) => true,
        _ => false,
    };
    if fits {
        Ok(kind)
    } else {
        Err(TagError { message: format!("`{text}` is not what its tag `!!{name}` says"), help: None })
    }
}

/// Checks the tag of a sequence or a mapping.
pub(super) fn collection(kind: Collection, tag: Option<&Tag>) -> Result<(), TagError> {
    let Some(tag) = tag else { return Ok(()) };
    match (kind, core_name(tag)) {
        (Collection::Sequence, Some("seq" | "str")) | (Collection::Mapping, Some("map" | "str")) => Ok(()),
        _ => Err(foreign(tag, "")),
    }
}

/// The tag's name in the core schema; `!` alone means text, or a plain collection.
fn core_name(tag: &Tag) -> Option<&str> {
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Some("str");
    }
    if tag.handle == CORE { Some(&tag.suffix) } else { tag.suffix.strip_prefix(CORE) }
}

/// Says why there is no such tag. CloudFormation's belong to a template, which is replaced by the deployment
/// before the service sees it; in a definition's own file nothing replaces them.
fn foreign(tag: &Tag, text: &str) -> TagError {
    let shown = match core_name(tag) {
        Some(name) => format!("!!{name}"),
        None => format!("{}{}", tag.handle, tag.suffix),
    };
    let help = match shown.as_str() {
        "!Ref" | "!GetAtt" if !text.is_empty() => Some(format!("write `${{{text}}}`, and give it a value")),
        "!Sub" => Some("leave the tag out: `${Name}` is replaced anywhere".into()),
        "!Ref" | "!GetAtt" | "!Join" | "!If" | "!Select" | "!FindInMap" | "!ImportValue" => {
            Some("write `${Name}`, and give it a value".into())
        }
        _ => None,
    };
    let message = match help {
        Some(_) => format!("`{shown}` belongs to a CloudFormation template, not to a definition"),
        None => format!("the tag `{shown}` has no meaning in a definition"),
    };
    TagError { message, help }
}
