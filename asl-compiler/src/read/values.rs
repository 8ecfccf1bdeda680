//! Fields that hold a text, one of a few words, or an array.

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Spanned;
use crate::suggest::nearest;
use crate::syntax::{Kind, Member, Node};

/// The longest text that a message quotes whole.
const QUOTED: usize = 40;

/// What stands there, as messages say it: `a string`, `` `3.5` ``.
pub(super) fn found(node: &Node) -> String {
    match &node.kind {
        Kind::Number(number) => format!("`{number}`"),
        Kind::Bool(value) => format!("`{value}`"),
        Kind::String(text) if text.chars().count() <= QUOTED => format!("the text `{text}`"),
        _ => node.kind_name().into(),
    }
}

/// `` `a`, `b` or `c` ``
pub(super) fn any_of(names: &[&str]) -> String {
    list(names, "or")
}

/// `` `a`, `b` and `c` ``
pub(super) fn all_of(names: &[&str]) -> String {
    list(names, "and")
}

fn list(names: &[&str], conjunction: &str) -> String {
    match names {
        [] => "nothing".into(),
        [one] => format!("`{one}`"),
        [most @ .., last] => {
            let most = most.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            format!("{most} {conjunction} `{last}`")
        }
    }
}

impl<'a> Fields<'a> {
    /// Reports a value of the wrong kind, unless a substitution may yet make it right; `expected` goes on the sentence "must be …".
    pub(super) fn wrong_type(
        &self,
        reader: &mut Reader<'a>,
        member: &Member,
        expected: &str,
        service: Option<&str>,
    ) {
        if reader.may_become_right(&member.value) {
            return;
        }
        let finding = Diagnostic::new(
            Code::WrongType,
            member.value.place(),
            format!("`{}` of {} must be {expected}, found {}", member.key, self.words, found(&member.value)),
        )
        .label(format!("expected {expected}"));
        match service {
            Some(words) => reader.report_schema(finding, words, member.value.id),
            None => reader.report(finding),
        }
    }

    /// The text of a member; anything else is reported.
    pub(super) fn text_of(&self, reader: &mut Reader<'a>, member: &'a Member) -> Option<&'a str> {
        let text = member.value.as_str();
        if text.is_none() {
            self.wrong_type(reader, member, "a string", Some("Expected value of type [STRING]"));
        }
        text
    }

    /// An optional text that is only passed on.
    pub(super) fn text(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Option<Spanned<String>> {
        let member = self.take(name)?;
        let text = self.text_of(reader, member)?;
        Some(Spanned::new(text.to_owned(), member.value.place()))
    }

    /// `Comment`.
    pub(super) fn comment(&mut self, reader: &mut Reader<'a>) -> Option<String> {
        self.text(reader, "Comment").map(|text| text.value)
    }

    /// An optional field that is one of a few words.
    pub(super) fn one_of(
        &mut self,
        reader: &mut Reader<'a>,
        name: &'static str,
        allowed: &[&'static str],
    ) -> Option<&'static str> {
        let member = self.take(name)?;
        self.one_of_member(reader, member, allowed)
    }

    /// A member that is one of a few words.
    pub(super) fn one_of_member(
        &self,
        reader: &mut Reader<'a>,
        member: &'a Member,
        allowed: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text_of(reader, member)?;
        let known = allowed.iter().find(|word| **word == text);
        if known.is_some() || reader.needs_substitution(&member.value, text) {
            return known.copied();
        }
        let mut finding = Diagnostic::new(
            Code::UnknownValue,
            member.value.place(),
            format!("`{}` of {} must be {}, found `{text}`", member.key, self.words, any_of(allowed)),
        );
        if let Some(near) = nearest(text, allowed.iter().copied()) {
            finding = finding.help(format!("did you mean `{near}`?"));
        }
        let words = format!("Value should be one of the following: [{}]", allowed.join(", "));
        reader.report_schema(finding, words, member.value.id);
        None
    }

    /// The elements of a member that is an array; anything else is reported.
    pub(super) fn elements(&self, reader: &mut Reader<'a>, member: &'a Member) -> Option<&'a [Node]> {
        let elements = member.value.as_array();
        if elements.is_none() {
            self.wrong_type(reader, member, "an array", None);
        }
        elements
    }

    /// The elements of a member that is an array with at least one.
    pub(super) fn some_elements(&self, reader: &mut Reader<'a>, member: &'a Member) -> Option<&'a [Node]> {
        let elements = self.elements(reader, member)?;
        if elements.is_empty() {
            self.report_empty(reader, member, "an element");
            return None;
        }
        Some(elements)
    }

    /// Reports an array or object that has nothing in it (ST-13).
    pub(super) fn report_empty(&self, reader: &mut Reader<'a>, member: &Member, what: &str) {
        let finding = Diagnostic::new(
            Code::EmptyValue,
            member.value.place(),
            format!("`{}` of {} needs at least {what}", member.key, self.words),
        )
        .label("this is empty");
        reader.report_schema(finding, "Value cannot be empty", member.value.id);
    }
}
