//! `InputPath`, `ResultPath`, `OutputPath`, `Next` and `End` (FLOW, ST-2).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::path::{ReferencePath, Root};
use crate::model::{Filter, Next, ResultPath};
use crate::syntax::Kind;

impl<'a> Fields<'a> {
    /// `InputPath` or `OutputPath` (FLOW-1, FLOW-2, FLOW-11).
    pub(super) fn filter(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Filter {
        let Some(member) = self.take_jsonpath(reader, name) else { return Filter::Whole };
        if matches!(member.value.kind, Kind::Null) {
            return Filter::Nothing;
        }
        match self.path_of(reader, member) {
            Some(path) if path.is_root() && path.root == Root::Document => Filter::Whole,
            Some(path) => Filter::Path(path),
            None => Filter::Whole,
        }
    }

    /// `ResultPath` (FLOW-6 to FLOW-10).
    pub(super) fn result_path(&mut self, reader: &mut Reader<'a>) -> ResultPath {
        let Some(member) = self.take_jsonpath(reader, "ResultPath") else { return ResultPath::Replace };
        if matches!(member.value.kind, Kind::Null) {
            return ResultPath::Discard;
        }
        let Some(path) = self.reference_of(reader, member, ReferencePath::parse_result) else {
            return ResultPath::Replace;
        };
        if path.0.is_root() { ResultPath::Replace } else { ResultPath::Insert(path) }
    }

    /// `Next` or `End` (ST-2).
    pub(super) fn next_or_end(&mut self, reader: &mut Reader<'a>) -> Next {
        let next = self.take("Next");
        let end = self.take("End");
        let ends = match end.map(|member| (&member.value.kind, member)) {
            None => false,
            Some((Kind::Bool(ends), _)) => *ends,
            Some((_, member)) => {
                self.wrong_type(reader, member, "`true`", None);
                true
            }
        };
        match (next, ends) {
            (Some(_), true) => {
                self.exclusive(reader, &["Next", "End"], Some(&["Next", "End"]));
            }
            (None, false) => self.report_no_transition(reader),
            (Some(_), false) | (None, true) => {}
        }
        let Some(member) = next else { return Next::End };
        match self.text_of(reader, member) {
            Some(_) => reader.target(&member.value),
            None => Next::End,
        }
    }

    fn report_no_transition(&self, reader: &mut Reader<'a>) {
        if self.misspelt("Next") || self.misspelt("End") {
            return;
        }
        let finding = Diagnostic::new(
            Code::MissingTransition,
            self.place,
            format!("{} has neither `Next` nor `End: true`", self.words),
        )
        .label("where does it lead?")
        .help("add `\"Next\": \"...\"`, or `\"End\": true` if the workflow ends here");
        let words = "This object should have only one of the following fields: [Next, End]";
        reader.report_schema(finding, words, self.node.id);
    }

    /// A required `Next`, or another field of its kind, that leads to a state (CHO-2, CATCH-1).
    pub(super) fn required_target(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Next {
        let Some(member) = self.required(reader, name) else { return Next::End };
        match self.text_of(reader, member) {
            Some(_) => reader.target(&member.value),
            None => Next::End,
        }
    }
}
