//! What this version does not compile yet: JSONata states, `Assign`, variables. One error per state; all
//! checks go on beside it.

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::intrinsic::{ArgumentValue, Call};
use crate::expression::path::{Path, Root};
use crate::model::{Assign, Expression, QueryLanguage};
use crate::syntax::Place;

impl<'a> Reader<'a> {
    /// Notes that the state that is being read needs something that is not compiled yet.
    fn not_yet(&mut self, place: Place, what: &'static str) {
        self.current.unsupported.get_or_insert((place, what));
    }

    /// Notes a state whose language is JSONata, at its own `QueryLanguage` or at its name.
    pub(super) fn note_language(&mut self, fields: &Fields<'a>) {
        if self.current.language != QueryLanguage::Jsonata {
            return;
        }
        match fields.members().iter().find(|member| member.key == "QueryLanguage") {
            None => self.not_yet(fields.place, "JSONata"),
            Some(own) if own.value.as_str() == Some("JSONata") => self.not_yet(own.value.place(), "JSONata"),
            // A value that is wrong has an error already.
            Some(_) => {}
        }
    }

    /// Reads `Assign` of a state, rule or catcher, and notes it.
    pub(super) fn assign(&mut self, fields: &mut Fields<'a>) -> Option<Assign> {
        let member = fields.take("Assign")?;
        self.not_yet(member.key_place(), "`Assign`");
        let _ = self.template_of_both(fields, member);
        let words = format!("`Assign` of {}", fields.words);
        let _ = Fields::open_member(self, member, words);
        None
    }

    /// Notes a path that reads a variable.
    pub(super) fn note_variable(&mut self, path: &Path, place: Place) {
        if matches!(path.root, Root::Variable(_)) {
            self.not_yet(place, "variables");
        }
    }

    /// Notes an expression that reads a variable.
    pub(super) fn note_variables(&mut self, expression: &Expression, place: Place) {
        match expression {
            Expression::Path(path) => self.note_variable(path, place),
            Expression::Intrinsic(call) if reads_variable(call) => self.not_yet(place, "variables"),
            Expression::Intrinsic(_) | Expression::Jsonata(_) => {}
        }
    }

    /// Reports what was noted, when the state has been read.
    pub(super) fn report_unsupported_state(&mut self) {
        if let Some((place, what)) = self.current.unsupported.take() {
            let words = format!("{what} of {} cannot be compiled by this version yet", self.current.words);
            self.report(Diagnostic::new(Code::NotYetSupported, place, words));
        }
    }
}

fn reads_variable(call: &Call) -> bool {
    call.arguments.iter().any(|argument| match &argument.value {
        ArgumentValue::Path(path) => matches!(path.root, Root::Variable(_)),
        ArgumentValue::Call(call) => reads_variable(call),
        ArgumentValue::Text(_) | ArgumentValue::Literal(_) => false,
    })
}
