//! Paths and reference paths in fields (PATH).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::ExpressionError;
use crate::expression::path::{Path, ReferencePath};
use crate::model::Spanned;
use crate::syntax::{Member, Node};

impl<'a> Reader<'a> {
    /// A finding for a text that could not be parsed, at the part of it that is wrong.
    pub(super) fn expression_finding(
        &self,
        code: Code,
        node: &Node,
        words: String,
        error: ExpressionError,
    ) -> Diagnostic {
        let place = self.document.place_in(self.source, node, error.range);
        Diagnostic { help: error.help, ..Diagnostic::new(code, place, format!("{words}: {}", error.message)) }
    }

    /// A finding for a key, at the part of it that is wrong.
    pub(super) fn key_finding(
        &self,
        code: Code,
        member: &Member,
        words: String,
        error: ExpressionError,
    ) -> Diagnostic {
        let place = self.document.place_in_key(self.source, member, error.range);
        Diagnostic { help: error.help, ..Diagnostic::new(code, place, format!("{words}: {}", error.message)) }
    }
}

/// What the service says of a text that does not begin as a path (DIAG-4).
fn service_words(text: &str) -> Option<&'static str> {
    (!text.trim().starts_with('$'))
        .then_some("Value is not a Reference Path: Reference path didn't start with '$'")
}

impl<'a> Fields<'a> {
    /// A path; what is wrong is reported.
    pub(super) fn path_of(&self, reader: &mut Reader<'a>, member: &'a Member) -> Option<Spanned<Path>> {
        let text = self.path_text(reader, member)?;
        match Path::parse(text) {
            Ok(path) => Some(Spanned::new(path, member.value.place())),
            Err(error) => {
                let words = format!("`{}` of {}", member.key, self.words);
                let finding = reader.expression_finding(Code::Path, &member.value, words, error);
                // The service says this of `Variable`; what it says of other fields is not recorded.
                match service_words(text).filter(|_| member.key == "Variable") {
                    Some(words) => reader.report_schema(finding, words, member.value.id),
                    None => reader.report(finding),
                }
                None
            }
        }
    }

    /// A reference path; what is wrong is reported.
    pub(super) fn reference_path_of(
        &self,
        reader: &mut Reader<'a>,
        member: &'a Member,
    ) -> Option<Spanned<ReferencePath>> {
        self.reference_of(reader, member, ReferencePath::parse)
    }

    /// A reference path as `parse` takes it.
    pub(super) fn reference_of(
        &self,
        reader: &mut Reader<'a>,
        member: &'a Member,
        parse: impl FnOnce(&str) -> Result<ReferencePath, ExpressionError>,
    ) -> Option<Spanned<ReferencePath>> {
        let text = self.path_text(reader, member)?;
        match parse(text) {
            Ok(path) => Some(Spanned::new(path, member.value.place())),
            Err(error) => {
                let words = format!("`{}` of {}", member.key, self.words);
                let finding = reader.expression_finding(Code::ReferencePath, &member.value, words, error);
                match service_words(text) {
                    Some(words) => reader.report_schema(finding, words, member.value.id),
                    None => reader.report(finding),
                }
                None
            }
        }
    }

    /// The text of a path, unless it is no text or needs a substitution first.
    fn path_text(&self, reader: &mut Reader<'a>, member: &'a Member) -> Option<&'a str> {
        let text = self.text_of(reader, member)?;
        (!reader.needs_substitution(&member.value, text)).then_some(text)
    }

    /// An optional reference path of JSONPath.
    pub(super) fn reference_path(
        &mut self,
        reader: &mut Reader<'a>,
        name: &'static str,
    ) -> Option<Spanned<ReferencePath>> {
        let member = self.take_jsonpath(reader, name)?;
        self.reference_path_of(reader, member)
    }
}
