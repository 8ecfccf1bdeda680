//! What a path finds in a value of a shape (PATH-7 to PATH-12).

use super::merge::{blend, join, join_presence};
use super::shape::{List, Presence, Shape, Way};
use crate::expression::path::{Comparison, Filter, Function, FunctionName, Operand, Path, Step};
use crate::typed::PartStep;

/// What a path finds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// What it is, if it is there.
    pub(super) shape: Shape,
    pub(super) miss: Option<Miss>,
}

/// Where a path finds nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Miss {
    /// The index of the step that fails.
    pub(super) step: usize,
    /// What is known of the value that it is applied to.
    pub(super) at: Shape,
    pub(super) certainty: Certainty,
}

/// How sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The path fails, however the value came about.
    Always,
    /// It fails when the value comes this way.
    On(Way),
    /// It never fails, and always selects nothing.
    Empty,
}

impl Found {
    /// What has been found, once the path has been evaluated.
    pub(super) fn value(&self) -> Shape {
        self.shape.assured()
    }

    /// The value of a template's member, which is `null` where an index is beyond the end (PATH-12).
    pub(super) fn or_null(&self, path: &Path) -> Shape {
        match &self.miss {
            Some(miss) if miss.is_beyond_end(path) => Shape::Null,
            _ if path.has_index() => self.value().or_null(),
            _ => self.value(),
        }
    }

    fn there(shape: Shape) -> Self {
        Self { shape, miss: None }
    }
}

impl Miss {
    /// Whether it is an index beyond the end of an array.
    pub(super) fn is_beyond_end(&self, path: &Path) -> bool {
        matches!((path.steps.get(self.step), &self.at), (Some(Step::Index(_)), Shape::List(_)))
    }
}

/// Applies the steps of a path.
pub(super) fn select(shape: &Shape, steps: &[Step]) -> Found {
    let mut found = Found::there(shape.clone());
    for (index, step) in steps.iter().enumerate() {
        let miss = |at: &Shape, certainty| Some(Miss { step: index, at: at.clone(), certainty });
        match step {
            Step::Name(name) => match member(&found.shape, name) {
                (Presence::Never, _) => {
                    let miss = miss(&found.shape, Certainty::Always);
                    return Found { shape: Shape::unknown(), miss };
                }
                (Presence::Lacking(way), inner) => {
                    found.miss = found.miss.or_else(|| miss(&found.shape, Certainty::On(way)));
                    found.shape = inner;
                }
                (Presence::Always | Presence::Maybe, inner) => found.shape = inner,
            },
            Step::Index(position) => match element(&found.shape, *position) {
                Some(inner) => found.shape = inner,
                None => {
                    let miss = miss(&found.shape, Certainty::Always);
                    return Found { shape: Shape::unknown(), miss };
                }
            },
            Step::Function(function) => return Found { shape: result(function, &found.shape), ..found },
            Step::Names(_) | Step::Descendants => return Found { shape: Shape::unknown(), ..found },
            Step::Indices(_) | Step::Slice { .. } | Step::Wildcard | Step::Filter(_) => {
                let selected = select_many(&found.shape, steps, index);
                return Found { shape: selected.shape, miss: found.miss.or(selected.miss) };
            }
        }
    }
    found
}

/// Whether a member is there, and what it is.
fn member(shape: &Shape, name: &str) -> (Presence, Shape) {
    match shape {
        // That is a matter of the type.
        Shape::Typed(part) => (Presence::Maybe, Shape::Typed(part.field(name))),
        Shape::OneOf(all) => {
            let all: Vec<_> = all.iter().map(|(way, shape)| (*way, member(shape, name))).collect();
            let presence = join_presence(all.iter().map(|(way, (presence, _))| (*way, *presence)));
            let there = all.iter().filter(|(_, (presence, _))| *presence != Presence::Never);
            let shapes: Vec<_> = there.map(|(way, (_, shape))| (*way, shape)).collect();
            (presence, join(&shapes))
        }
        other => match other.members() {
            Some(members) => (members.presence(name), members.shape(name)),
            None => (Presence::Never, Shape::unknown()),
        },
    }
}

/// The element at a position; `None` where there can be none.
fn element(shape: &Shape, position: i64) -> Option<Shape> {
    match shape {
        Shape::Any(_) => return Some(Shape::unknown()),
        Shape::Typed(part) => return Some(Shape::step(part, PartStep::Index(position))),
        Shape::OneOf(all) => {
            let found = all.iter().filter_map(|(way, shape)| Some((*way, element(shape, position)?)));
            let found: Vec<_> = found.collect();
            let parts: Vec<_> = found.iter().map(|(way, shape)| (*way, shape)).collect();
            return (!parts.is_empty()).then(|| join(&parts));
        }
        _ => {}
    }
    match shape.as_list()? {
        List::Exact(elements) => {
            let length = i64::try_from(elements.len()).ok()?;
            let index = if position < 0 { length + position } else { position };
            elements.get(usize::try_from(index).ok()?).cloned()
        }
        List::Of(element) => Some(element.clone()),
    }
}

/// Applies an indefinite step and those after it: an array of what is found, also of nothing.
fn select_many(shape: &Shape, steps: &[Step], start: usize) -> Found {
    let mut element = children(shape, steps.get(start));
    for (index, step) in steps.iter().enumerate().skip(start + 1) {
        element = match step {
            Step::Name(name) => match member(&element, name) {
                (Presence::Never, _) => {
                    let miss = Some(Miss { step: index, at: element, certainty: Certainty::Empty });
                    return Found { shape: Shape::list_of(Shape::unknown()), miss };
                }
                (_, inner) => inner,
            },
            Step::Index(_) if index == start + 1 && selects_objects(&steps[start]) => {
                let miss = Some(Miss { step: index, at: Shape::open_object(), certainty: Certainty::Empty });
                return Found { shape: Shape::list_of(Shape::unknown()), miss };
            }
            Step::Function(function) => {
                return Found::there(result(function, &Shape::list_of(element)));
            }
            _ => Shape::unknown(),
        };
    }
    Found::there(Shape::list_of(element))
}

/// Whether a filter looks at members of what it selects, which so are objects, and have no elements.
fn selects_objects(step: &Step) -> bool {
    fn operand(operand: &Operand) -> bool {
        matches!(operand, Operand::Candidate(steps) if matches!(steps.first(), Some(Step::Name(_))))
    }
    fn literal(operand: &Operand) -> bool {
        matches!(operand, Operand::Literal(value) if !value.is_null())
    }
    fn filter(of: &Filter) -> bool {
        match of {
            Filter::And(parts) => parts.iter().any(filter),
            Filter::Or(parts) => parts.iter().all(filter),
            Filter::Compare(one, Comparison::Equal, other) => {
                operand(one) && literal(other) || operand(other) && literal(one)
            }
            Filter::Exists(of) => operand(of),
            Filter::Compare(..) | Filter::Not(_) => false,
        }
    }
    matches!(step, Step::Filter(of) if filter(of))
}

/// What an indefinite step goes over.
pub(super) fn children(shape: &Shape, step: Option<&Step>) -> Shape {
    match shape {
        Shape::List(list) => elements(list),
        Shape::Object(members) if members.others() == Presence::Never && step == Some(&Step::Wildcard) => {
            blend(members.named().map(|(_, member)| &member.shape))
        }
        Shape::Typed(part) if step == Some(&Step::Wildcard) => Shape::step(part, PartStep::Item),
        Shape::Typed(part) => Shape::step(part, PartStep::Element),
        Shape::OneOf(_) => shape.map(|shape| children(shape, step)),
        _ => Shape::unknown(),
    }
}

/// What any element of an array is.
pub(super) fn elements(list: &List) -> Shape {
    match list {
        List::Exact(elements) => blend(elements),
        List::Of(element) => element.clone(),
    }
}

/// What a function at the end of a path gives.
fn result(function: &Function, of: &Shape) -> Shape {
    match function.name {
        FunctionName::Min
        | FunctionName::Max
        | FunctionName::Avg
        | FunctionName::Stddev
        | FunctionName::Sum
        | FunctionName::Length => Shape::Number,
        FunctionName::Concat => Shape::Text,
        FunctionName::Keys => Shape::list_of(Shape::Text),
        FunctionName::First | FunctionName::Last | FunctionName::Index => {
            of.as_list().map_or_else(Shape::unknown, elements)
        }
        FunctionName::Append => Shape::unknown(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::expression::intrinsic::lint::Kind;

    fn found(path: &str) -> Found {
        let value = json!({
            "id": "o-1", "n": 1, "list": [{"a": 1}, {"b": "x"}], "deep": {"er": {"most": true}}, "none": null
        });
        let path = Path::parse(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        select(&Shape::of_json(&value), &path.steps)
    }

    #[test]
    fn gives_what_is_there() {
        for (path, kind) in [
            ("$", Some(Kind::Object)),
            ("$.id", Some(Kind::Text)),
            ("$['deep'].er.most", Some(Kind::Boolean)),
            ("$.none", Some(Kind::Null)),
            ("$.list[0].a", Some(Kind::Number)),
            ("$.list[-1].b", Some(Kind::Text)),
            ("$.list[*].a", Some(Kind::Array)),
            ("$.list[0:1]", Some(Kind::Array)),
            ("$.list[?(@.a == 1)].b", Some(Kind::Array)),
            ("$.list[?(@ != 1)][0]", Some(Kind::Array)),
            ("$.list[*][0]", Some(Kind::Array)),
            ("$.list.length()", Some(Kind::Number)),
            ("$.deep.keys()", Some(Kind::Array)),
            ("$..a", None),
            ("$['id','n']", None),
        ] {
            let found = found(path);
            assert_eq!((found.shape.kind(), found.miss), (kind, None), "{path}");
        }
    }

    #[test]
    fn tells_which_step_finds_nothing() {
        for (path, step, certainty) in [
            ("$.Id", 0, Certainty::Always),
            ("$.deep.er.least", 2, Certainty::Always),
            ("$.id.text", 1, Certainty::Always),
            ("$.none.x", 1, Certainty::Always),
            ("$.list.a", 1, Certainty::Always),
            ("$.list[2]", 1, Certainty::Always),
            ("$.deep[0]", 1, Certainty::Always),
            ("$.list[*].c", 2, Certainty::Empty),
            ("$.list[?(@.a == 1)][0]", 2, Certainty::Empty),
            ("$.list[?(@.a && @.b > 1)][0].a", 2, Certainty::Empty),
            ("$.list[?(@.a)].c.d", 2, Certainty::Empty),
        ] {
            let miss = found(path).miss.map(|miss| (miss.step, miss.certainty));
            assert_eq!(miss, Some((step, certainty)), "{path}");
        }
    }

    #[test]
    fn says_nothing_of_what_is_not_known() {
        for path in ["$.a.b.c", "$[3].a", "$.a[*].b", "$.a.length()"] {
            let path = Path::parse(path).unwrap_or_else(|error| panic!("{path}: {error}"));
            let found = select(&Shape::unknown(), &path.steps);
            assert_eq!(found.miss, None, "{path}");
        }
    }
}
