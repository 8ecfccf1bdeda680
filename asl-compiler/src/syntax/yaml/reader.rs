//! From the parser's events to the tree.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::alias::{BUDGET, Role};
use super::place::{Offsets, trim_scalar};
use super::tag::{Collection, TagError, collection, scalar};
use crate::source::{Format, Span};
use crate::syntax::limits::{DEEPEST, check_length};
use crate::syntax::node::{Document, Kind, Member, Node, NodeId, Object, Parents, Segment, SyntaxError};

/// Reads a YAML text of one document.
///
/// Scalars mean what YAML 1.2's core schema says; aliases become copies; merge keys (`<<`) are resolved; keys
/// that are numbers or the like are taken as the text that is written.
///
/// # Errors
///
/// The first place where the text is not YAML, or not what JSON can hold (DOC-6).
pub fn parse_yaml(text: &str) -> Result<Document, SyntaxError> {
    check_length(text)?;
    let mut reader = Reader {
        text,
        offsets: Offsets::of(text),
        parser: Parser::new_from_str(text),
        parents: Parents::default(),
        anchors: HashMap::new(),
        depth: 0,
        budget: BUDGET,
    };
    let root = reader.document()?;
    Ok(Document { root, parents: reader.parents, format: Format::Yaml })
}

pub(super) type Read<T> = Result<T, SyntaxError>;

pub(super) struct Reader<'a> {
    text: &'a str,
    offsets: Offsets,
    parser: Parser<'a, StrInput<'a>>,
    pub(super) parents: Parents,
    /// The values that are complete; one that is not cannot be repeated within itself.
    anchors: HashMap<usize, Node>,
    depth: usize,
    pub(super) budget: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn error(&self, span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError { span, message: message.into(), help: None }
    }

    fn tag_error(&self, span: Span, error: TagError) -> SyntaxError {
        SyntaxError { span, message: error.message, help: error.help }
    }

    /// The next event with its bytes.
    fn event(&mut self) -> Read<(Event<'a>, Range<usize>)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.offsets.bytes(span))),
            Some(Err(error)) => {
                let at = self.offsets.byte(*error.marker());
                let rest = &self.text[at..];
                let length = rest.chars().next().filter(|next| !next.is_control()).map_or(0, char::len_utf8);
                let bare = rest.starts_with('{') && self.text[..at].ends_with('$');
                let help = bare.then(|| "within `[ ]` and `{ }` a substitution stands in quotes".into());
                let span = Span::new(at..at + length);
                Err(SyntaxError { span, message: error.info().into(), help })
            }
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
        }
    }

    fn document(&mut self) -> Read<Node> {
        loop {
            match self.event()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd, range) => {
                    let message = "expected a value, found the end of the text";
                    return Err(self.error(Span::new(range), message));
                }
                (event, range) => {
                    let root = self.value(event, range, None)?;
                    self.end_of_text()?;
                    return Ok(root);
                }
            }
        }
    }

    fn end_of_text(&mut self) -> Read<()> {
        loop {
            match self.event()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentStart(_), range) => {
                    let mut error = self.error(Span::new(range), "a second document starts here");
                    error.help = Some("a definition is one document".into());
                    return Err(error);
                }
                _ => {}
            }
        }
    }

    fn value(
        &mut self,
        event: Event<'a>,
        range: Range<usize>,
        parent: Option<(NodeId, Segment)>,
    ) -> Read<Node> {
        let (anchor, node) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let span = Span::new(trim_scalar(self.text, range, style));
                let kind =
                    scalar(&text, style, tag.as_deref()).map_err(|error| self.tag_error(span, error))?;
                (anchor, Node { id: self.parents.allot(parent), span, kind })
            }
            Event::SequenceStart(anchor, tag) => {
                let span = Span::new(range.clone());
                collection(Collection::Sequence, tag.as_deref())
                    .map_err(|error| self.tag_error(span, error))?;
                let id = self.parents.allot(parent);
                (anchor, self.nested(span, |reader| reader.sequence(id, range))?)
            }
            Event::MappingStart(anchor, tag) => {
                let span = Span::new(range.clone());
                collection(Collection::Mapping, tag.as_deref())
                    .map_err(|error| self.tag_error(span, error))?;
                let id = self.parents.allot(parent);
                (anchor, self.nested(span, |reader| reader.mapping(id, range))?)
            }
            Event::Alias(anchor) => {
                let span = Span::new(range);
                let original = self.anchored(anchor, span)?;
                let copy = self.copy(&original, parent, span)?;
                self.anchors.insert(anchor, original);
                return Ok(copy);
            }
            _ => return Err(self.error(Span::new(range), "expected a value")),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// Takes an anchored value out; whoever does puts it back.
    fn anchored(&mut self, anchor: usize, alias: Span) -> Read<Node> {
        let node = self.anchors.remove(&anchor);
        node.ok_or_else(|| self.error(alias, "an alias cannot stand within the value that it repeats"))
    }

    /// Reads what is one level deeper.
    pub(super) fn nested<T>(&mut self, span: Span, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEEPEST {
            return Err(self.error(span, format!("nested deeper than {DEEPEST} levels")));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn sequence(&mut self, id: NodeId, range: Range<usize>) -> Read<Node> {
        let mut elements: Vec<Node> = Vec::new();
        let mut last = range.end;
        loop {
            match self.event()? {
                (Event::SequenceEnd, end) => {
                    let span = Span::new(range.start..end_of_collection(end, last));
                    return Ok(Node { id, span, kind: Kind::Array(elements) });
                }
                (event, at) => {
                    let parent = Some((id, Segment::Index(elements.len() as u32)));
                    last = at.end;
                    let element = self.value(event, at, parent)?;
                    last = last.max(element.span.range().end);
                    elements.push(element);
                }
            }
        }
    }

    fn mapping(&mut self, id: NodeId, range: Range<usize>) -> Read<Node> {
        let mut members = Vec::new();
        let mut last = range.end;
        loop {
            let (key, style, key_span) = match self.event()? {
                (Event::MappingEnd, end) => {
                    let span = Span::new(range.start..end_of_collection(end, last));
                    let members = self.merge(id, members)?;
                    return Ok(Node { id, span, kind: Kind::Object(Object { members }) });
                }
                (event, at) => self.key(event, at)?,
            };
            let (event, mut at) = self.event()?;
            if at.is_empty() && matches!(event, Event::Scalar(..)) {
                // A value that is not written: the key shows where it would stand.
                at = key_span.range();
            }
            last = at.end;
            let value = self.value(event, at, Some((id, Segment::Key(key.clone()))))?;
            last = last.max(value.span.range().end);
            let role = if key == "<<" && style == ScalarStyle::Plain { Role::Merge } else { Role::Own };
            members.push((Member { key, key_span, value }, role));
        }
    }

    /// The text of a key.
    fn key(&mut self, event: Event<'a>, range: Range<usize>) -> Read<(String, ScalarStyle, Span)> {
        let span = Span::new(range.clone());
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let span = Span::new(trim_scalar(self.text, range, style));
                // The tag must be one that we know; what it says of a key does not matter.
                let kind =
                    scalar(&text, style, tag.as_deref()).map_err(|error| self.tag_error(span, error))?;
                if anchor > 0 {
                    // Not a part of the tree, so its id leads nowhere; a copy gets its own.
                    let id = self.parents.allot(None);
                    self.anchors.insert(anchor, Node { id, span, kind });
                }
                Ok((text.into_owned(), style, span))
            }
            Event::Alias(anchor) => {
                let original = self.anchored(anchor, span)?;
                let text = match &original.kind {
                    Kind::String(text) | Kind::Substitution(text) => Some(text.clone()),
                    Kind::Null | Kind::Bool(_) | Kind::Number(_) => Some(original.to_json().to_string()),
                    Kind::Array(_) | Kind::Object(_) => None,
                };
                self.anchors.insert(anchor, original);
                let text = text.ok_or_else(|| self.error(span, "a key must be text"))?;
                Ok((text, ScalarStyle::SingleQuoted, span))
            }
            _ => Err(self.error(span, "a key must be text")),
        }
    }
}

/// Where a collection ends: behind its bracket, or behind its last part if it has none.
fn end_of_collection(end: Range<usize>, last: usize) -> usize {
    if end.is_empty() { last } else { end.end }
}
