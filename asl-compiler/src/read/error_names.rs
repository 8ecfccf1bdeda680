//! `ErrorEquals` (ERR-26, RETRY-6).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ErrorName, Spanned};
use crate::syntax::Node;

/// Whether a retrier or catcher is the last of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Last,
    Before,
}

impl Position {
    pub(super) fn of(index: usize, length: usize) -> Self {
        if index + 1 == length { Self::Last } else { Self::Before }
    }
}

impl<'a> Reader<'a> {
    /// `ErrorEquals` of a retrier or catcher.
    pub(super) fn error_equals(
        &mut self,
        fields: &mut Fields<'a>,
        position: Position,
    ) -> Vec<Spanned<ErrorName>> {
        let Some(member) = fields.required(self, "ErrorEquals") else { return Vec::new() };
        let Some(elements) = fields.some_elements(self, member) else { return Vec::new() };
        let mut names = Vec::with_capacity(elements.len());
        for element in elements {
            let Some(text) = element.as_str() else {
                self.report_no_name(fields, element);
                continue;
            };
            if self.needs_substitution(element, text) {
                continue;
            }
            let name = match text {
                "States.ALL" => ErrorName::All,
                "States.TaskFailed" => ErrorName::TaskFailed,
                "States.HeartbeatTimeout" => ErrorName::HeartbeatTimeout,
                _ => ErrorName::Named(text.to_owned()),
            };
            names.push(Spanned::new(name, element.place()));
        }
        self.check_all(fields, elements, &names, position);
        names
    }

    fn report_no_name(&mut self, fields: &Fields<'a>, element: &Node) {
        let finding = Diagnostic::new(
            Code::WrongType,
            element.place(),
            format!(
                "an error name in `ErrorEquals` of {} must be a string, found {}",
                fields.words,
                super::values::found(element)
            ),
        );
        self.report_schema(finding, "Expected value of type [STRING]", element.id);
    }

    fn check_all(
        &mut self,
        fields: &Fields<'a>,
        elements: &[Node],
        names: &[Spanned<ErrorName>],
        position: Position,
    ) {
        let Some(all) = names.iter().find(|name| name.value == ErrorName::All) else { return };
        let (label, help) = if elements.len() > 1 {
            (
                "it stands beside other names",
                "it matches them too: remove the others, or give it an entry of its own",
            )
        } else if position == Position::Before {
            ("others follow that can never match", "move it to the end of the list")
        } else {
            return;
        };
        let finding = Diagnostic::new(
            Code::StatesAll,
            all.place,
            format!("`States.ALL` in {} must stand alone and in the last place", fields.words),
        )
        .label(label)
        .help(help);
        self.report_schema(finding, "States.ALL must appear alone and at end of list", fields.node.id);
    }
}
