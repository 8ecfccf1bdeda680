//! An object's fields: which were read, which are missing, exclude each other, or are not known.

use super::reader::Reader;
use super::values::all_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::QueryLanguage;
use crate::suggest::nearest;
use crate::syntax::{Member, Node, Object, Place};

/// The most fields that a message lists.
const LISTED: usize = 12;

/// The fields of one object. Every field that is asked for, there or not, becomes known; what is left is
/// reported by [`Fields::finish`].
pub(super) struct Fields<'a> {
    pub(super) node: &'a Node,
    /// What to point at for the object as a whole: its key where it has one.
    pub(super) place: Place,
    /// How messages name it: ``the Task state `A` ``.
    pub(super) words: String,
    object: &'a Object,
    known: Vec<&'static str>,
    /// Fields that are refused with words of their own.
    refused: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of a value, if it is an object; else that is reported.
    pub(super) fn open(
        reader: &mut Reader<'a>,
        node: &'a Node,
        place: Place,
        words: impl Into<String>,
    ) -> Option<Self> {
        let words = words.into();
        let Some(object) = node.as_object() else {
            if reader.may_become_right(node) {
                return None;
            }
            let found = node.kind_name();
            reader.report(
                Diagnostic::new(
                    Code::WrongType,
                    node.place(),
                    format!("{words} must be an object, found {found}"),
                )
                .label("expected an object"),
            );
            return None;
        };
        Some(Self { node, place, words, object, known: Vec::new(), refused: Vec::new() })
    }

    /// The fields of a member's value; see [`Fields::open`].
    pub(super) fn open_member(
        reader: &mut Reader<'a>,
        member: &'a Member,
        words: impl Into<String>,
    ) -> Option<Self> {
        Self::open(reader, &member.value, member.key_place(), words)
    }

    /// Whether the field is there; does not make it known.
    pub(super) fn has(&self, name: &str) -> bool {
        self.object.get(name).is_some()
    }

    /// The members in the order of the text.
    pub(super) fn members(&self) -> &'a [Member] {
        &self.object.members
    }

    /// A field of both query languages.
    pub(super) fn take(&mut self, name: &'static str) -> Option<&'a Member> {
        self.known.push(name);
        self.object.member(name)
    }

    /// A field of one query language; in a state of the other it is refused (LANG-6).
    pub(super) fn take_of(
        &mut self,
        reader: &mut Reader<'a>,
        language: QueryLanguage,
        name: &'static str,
    ) -> Option<&'a Member> {
        if reader.current.language == language {
            return self.take(name);
        }
        if let Some(member) = self.refuse(name) {
            reader.foreign_field(self, member);
        }
        None
    }

    /// A field that must not be there; the caller says so.
    pub(super) fn refuse(&mut self, name: &'static str) -> Option<&'a Member> {
        self.refused.push(name);
        self.object.member(name)
    }

    /// A field of JSONPath alone.
    pub(super) fn take_jsonpath(
        &mut self,
        reader: &mut Reader<'a>,
        name: &'static str,
    ) -> Option<&'a Member> {
        self.take_of(reader, QueryLanguage::JsonPath, name)
    }

    /// A field of JSONata alone.
    pub(super) fn take_jsonata(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Option<&'a Member> {
        self.take_of(reader, QueryLanguage::Jsonata, name)
    }

    /// A field that must be there. One that is misspelt is taken for it, so that what is in it is checked too,
    /// and reported as unknown.
    pub(super) fn required(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Option<&'a Member> {
        let member = self.take(name).or_else(|| self.meant(name));
        if member.is_none() {
            self.report_missing(reader, &[name], format!("The field '{name}' is required"));
        }
        member
    }

    /// Reports missing fields with the service's words for it, unless one is there and misspelt: then it is
    /// reported as unknown, and that is enough.
    pub(super) fn report_missing(&self, reader: &mut Reader<'a>, names: &[&str], service: String) {
        if names.iter().all(|name| self.misspelt(name)) {
            return;
        }
        let noun = if names.len() == 1 { "field" } else { "fields" };
        let list = all_of(names);
        let words = format!("{} needs the {noun} {list}", self.words);
        reader.report_schema(Diagnostic::new(Code::MissingField, self.place, words), service, self.node.id);
    }

    /// Whether a field that is not known is likely to be meant as this one.
    pub(super) fn misspelt(&self, name: &str) -> bool {
        self.meant(name).is_some()
    }

    /// The field that is not known and likely to be meant as this one.
    fn meant(&self, name: &str) -> Option<&'a Member> {
        let unknown = self.object.members.iter().map(|member| member.key.as_str());
        let unknown = unknown.filter(|key| !self.known.contains(key) && !self.refused.contains(key));
        nearest(name, unknown).and_then(|key| self.object.member(key))
    }

    /// Reports those of `names` that stand beside an earlier one (ST-7). `service` gives the order in which
    /// the service lists them, where that is known.
    pub(super) fn exclusive(
        &self,
        reader: &mut Reader<'a>,
        names: &[&'static str],
        service: Option<&[&'static str]>,
    ) {
        let mut present = self.members().iter().filter(|member| names.contains(&member.key.as_str()));
        let Some(first) = present.next() else { return };
        let Some(second) = present.find(|member| member.key != first.key) else { return };
        let finding = Diagnostic::new(
            Code::ExclusiveFields,
            second.key_place(),
            format!("{} has both `{}` and `{}`", self.words, first.key, second.key),
        )
        .label("this one excludes the other")
        .related(first.key_place(), format!("`{}` stands here", first.key))
        .help("keep one of them");
        match service {
            Some(order) => {
                let list = order.join(", ");
                let words = format!("There should only be one of the following fields: [{list}]");
                reader.report_schema(finding, words, self.node.id);
            }
            None => reader.report(finding),
        }
    }

    /// Reports every field that nobody asked for.
    pub(super) fn finish(self, reader: &mut Reader<'a>) {
        for member in self.members() {
            let key = member.key.as_str();
            if self.known.contains(&key) || self.refused.contains(&key) {
                continue;
            }
            let words = format!("{} has no field `{key}`", self.words);
            let mut finding = Diagnostic::new(Code::UnknownField, member.key_place(), words);
            let absent = self.known.iter().copied().filter(|known| !self.has(known));
            if let Some(near) = nearest(key, absent) {
                finding = finding.help(format!("did you mean `{near}`?"));
            } else if self.known.len() <= LISTED {
                finding = finding.help(format!("its fields are {}", all_of(&self.known)));
            }
            reader.report_unsupported(finding, member);
        }
    }
}
