//! The tree, its places and pointers.

use std::fmt::Write as _;
use std::ops::Range;

use super::json::span_in_string;
use super::yaml::span_in_scalar;
use crate::source::{Format, Span};

/// Identifies a value in its [`Document`]; leads to its JSON pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// What a diagnostic points at: a value (for the pointer) and a span (for the caret), which may be the
/// value, its key, or a part of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The value.
    pub node: NodeId,
    /// The bytes to show.
    pub span: Span,
}

impl Place {
    /// The start of the text: for what concerns a definition as a whole, or a text that is no tree.
    pub const START: Self = Self { node: NodeId(0), span: Span { start: 0, end: 0 } };
}

/// One step of a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// A member of an object.
    Key(String),
    /// An element of an array.
    Index(u32),
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Leads to the pointer.
    pub id: NodeId,
    /// The bytes of the value.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// A JSON value whose parts have places.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written, kept as integer where it is one (DOC-8).
    Number(serde_json::Number),
    /// A string, decoded.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
    /// A substitution without a value that is a whole value itself, not a part of a string (SUB-2): its
    /// text, `${Name}`. It may stand for any type, so a reader takes it as what it wants to read.
    Substitution(String),
}

/// An object's members in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// The members, duplicates included.
    pub members: Vec<Member>,
}

/// One member of an object.
#[derive(Debug, Clone)]
pub struct Member {
    /// The key, decoded.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Member {
    /// The place of the key: the value's pointer, the key's bytes.
    pub fn key_place(&self) -> Place {
        Place { node: self.value.id, span: self.key_span }
    }
}

impl Object {
    /// The first member with this key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The first member with this key, with the key's place.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }
}

impl Node {
    /// The whole value.
    pub fn place(&self) -> Place {
        Place { node: self.id, span: self.span }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let Kind::Object(object) = &self.kind { Some(object) } else { None }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        if let Kind::Array(elements) = &self.kind { Some(elements) } else { None }
    }

    /// The text, if it is a string or a substitution, which may become one.
    pub fn as_str(&self) -> Option<&str> {
        if let Kind::String(text) | Kind::Substitution(text) = &self.kind { Some(text) } else { None }
    }

    /// Whether it is a substitution without a value, which may become any type.
    pub fn is_substitution(&self) -> bool {
        matches!(self.kind, Kind::Substitution(_))
    }

    /// The name of the value's kind as diagnostics say it: `a string`, `an object` …
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
            Kind::Substitution(_) => "a substitution",
        }
    }

    /// The value without places; of duplicate keys the last one wins.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::String(text) | Kind::Substitution(text) => Value::String(text.clone()),
            Kind::Array(elements) => elements.iter().map(Node::to_json).collect(),
            Kind::Object(object) => Value::Object(
                object.members.iter().map(|member| (member.key.clone(), member.value.to_json())).collect(),
            ),
        }
    }
}

/// A parsed text: its root and what leads from a [`NodeId`] to a pointer.
#[derive(Debug, Clone)]
pub struct Document {
    /// The value of the whole text.
    pub root: Node,
    pub(crate) parents: Parents,
    pub(crate) format: Format,
}

/// Where each value stands in its parent; allots the ids while a tree is built.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parents(Vec<Option<(NodeId, Segment)>>);

impl Parents {
    /// The id of a value that stands there in its parent; the root comes first and has none.
    pub(super) fn allot(&mut self, parent: Option<(NodeId, Segment)>) -> NodeId {
        self.0.push(parent);
        NodeId(self.0.len() as u32 - 1)
    }

    /// Says that a value stands elsewhere than it was read.
    pub(super) fn move_to(&mut self, node: NodeId, parent: NodeId, segment: Segment) {
        if let Some(entry) = self.0.get_mut(node.0 as usize) {
            *entry = Some((parent, segment));
        }
    }

    /// JSON that comes from elsewhere as the value of a node; all its parts have the place of that node.
    pub(crate) fn graft(&mut self, place: Place, json: &serde_json::Value) -> Kind {
        use serde_json::Value;
        match json {
            Value::Null => Kind::Null,
            Value::Bool(value) => Kind::Bool(*value),
            Value::Number(number) => Kind::Number(number.clone()),
            Value::String(text) => Kind::String(text.clone()),
            Value::Array(elements) => {
                let elements = elements.iter().enumerate();
                let elements = elements.map(|(at, json)| self.child(place, Segment::Index(at as u32), json));
                Kind::Array(elements.collect())
            }
            Value::Object(members) => {
                let members = members.iter().map(|(key, json)| Member {
                    key: key.clone(),
                    key_span: place.span,
                    value: self.child(place, Segment::Key(key.clone()), json),
                });
                Kind::Object(Object { members: members.collect() })
            }
        }
    }

    fn child(&mut self, parent: Place, segment: Segment, json: &serde_json::Value) -> Node {
        let id = self.allot(Some((parent.node, segment)));
        Node { id, span: parent.span, kind: self.graft(Place { node: id, span: parent.span }, json) }
    }

    fn get(&self, node: NodeId) -> Option<(NodeId, &Segment)> {
        self.0.get(node.0 as usize)?.as_ref().map(|(parent, segment)| (*parent, segment))
    }
}

impl Document {
    /// The JSON pointer (RFC 6901) of a value; `""` is the whole document.
    pub fn pointer(&self, node: NodeId) -> String {
        let mut segments = Vec::new();
        let mut at = node;
        while let Some((parent, segment)) = self.parents.get(at) {
            segments.push(segment);
            at = parent;
        }
        let mut pointer = String::new();
        for segment in segments.into_iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                // Writing to a String cannot fail.
                Segment::Index(index) => _ = write!(pointer, "{index}"),
            }
        }
        pointer
    }

    /// The parent of a value and the step that leads from it to the value.
    pub fn parent(&self, node: NodeId) -> Option<(NodeId, &Segment)> {
        self.parents.get(node)
    }

    /// The place of a part of a string's decoded text, in bytes of that text. Where the part cannot be
    /// found in the source again (a folded YAML scalar, a substituted text) it is the whole string.
    pub fn place_in(&self, source: &crate::source::Source, node: &Node, part: Range<usize>) -> Place {
        let text = node.as_str().unwrap_or_default();
        Place { node: node.id, span: self.span_in(source, node.span, text, part) }
    }

    /// The place of a part of a member's decoded key; see [`Document::place_in`].
    pub fn place_in_key(&self, source: &crate::source::Source, member: &Member, part: Range<usize>) -> Place {
        Place { node: member.value.id, span: self.span_in(source, member.key_span, &member.key, part) }
    }

    fn span_in(&self, source: &crate::source::Source, whole: Span, text: &str, part: Range<usize>) -> Span {
        let raw = source.text().get(whole.range()).unwrap_or_default();
        let found = match self.format {
            Format::Json => span_in_string(raw, text, part),
            Format::Yaml => {
                span_in_string(raw, text, part.clone()).or_else(|| span_in_scalar(raw, text, part))
            }
        };
        found.map_or(whole, |range| {
            let base = whole.start as usize;
            Span::new(base + range.start..base + range.end)
        })
    }
}

/// Why a text is neither JSON nor YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What is wrong there, in lower case, without a final stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}
