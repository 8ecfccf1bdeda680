//! A state: its common fields, its type (ST).

use super::fields::Fields;
use super::reader::Reader;
use super::values::any_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Flow, Made, Next, Pass, Spanned, State, StateKind};
use crate::suggest::nearest;
use crate::syntax::Member;

/// The eight types in the service's order (ST-1).
const TYPES: [&str; 8] = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/// A Pass that changes nothing.
pub(super) fn harmless(next: Next) -> StateKind {
    StateKind::Pass(Box::new(Pass { flow: Flow::JsonPath(Made::default()), assign: None, next }))
}

impl<'a> Reader<'a> {
    /// A state; its value is known to be an object.
    pub(super) fn state(&mut self, member: &'a Member) -> State {
        let name = Spanned::new(member.key.clone(), member.key_place());
        let words = format!("the state `{}`", member.key);
        self.with_current(member.value.id, words.clone(), |reader| {
            let (comment, kind) = match Fields::open_member(reader, member, words) {
                Some(fields) => reader.state_fields(fields, &member.key),
                None => (None, harmless(Next::End)),
            };
            State { name, place: member.value.place(), comment, language: reader.current.language, kind }
        })
    }

    fn state_fields(&mut self, mut fields: Fields<'a>, name: &str) -> (Option<String>, StateKind) {
        let comment = fields.comment(self);
        let state_type = self.state_type(&mut fields);
        if let Some(known) = state_type {
            fields.words = format!("the {known} state `{name}`");
        }
        self.current.language = self.state_language(&mut fields);
        let kind = match state_type {
            Some("Task") => self.task(&mut fields),
            Some("Wait") => self.wait(&mut fields),
            Some("Pass") => self.pass(&mut fields),
            Some("Succeed") => self.succeed(&mut fields),
            Some("Fail") => self.fail(&mut fields),
            Some("Choice") => self.choice(&mut fields),
            Some("Parallel") => self.parallel(&mut fields),
            Some("Map") => self.map(&mut fields),
            _ => return (comment, self.untyped(&mut fields)),
        };
        fields.finish(self);
        (comment, kind)
    }

    /// `Type`; for one that is unknown the nearest, if it is near.
    fn state_type(&mut self, fields: &mut Fields<'a>) -> Option<&'static str> {
        let Some(member) = fields.take("Type") else {
            self.report_no_type(fields);
            return None;
        };
        let text = fields.text_of(self, member)?;
        if let Some(known) = TYPES.iter().find(|known| **known == text) {
            return Some(known);
        }
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        let near = nearest(text, TYPES).and_then(|near| TYPES.into_iter().find(|known| *known == near));
        let mut finding = Diagnostic::new(
            Code::UnknownType,
            member.value.place(),
            format!("`{text}` is no type of a state, in {}", fields.words),
        )
        .label(format!("expected {}", any_of(&TYPES)));
        if let Some(near) = near {
            finding = finding.help(format!("did you mean `{near}`?"));
        }
        let list = TYPES.join(", ");
        let words = format!("The field 'Type' should have one of these values: [{list}]");
        self.report_schema(finding, words, member.value.id);
        near
    }

    fn report_no_type(&mut self, fields: &Fields<'a>) {
        let words = format!("{} needs the field `Type`", fields.words);
        let mut finding = Diagnostic::new(Code::MissingField, fields.place, words);
        let keys = fields.members().iter().map(|member| member.key.as_str());
        if let Some(near) = nearest("Type", keys) {
            finding = finding.help(format!("`{near}` stands there; is `Type` meant?"));
        }
        self.report_schema(finding, "The field 'Type' is required", fields.node.id);
    }

    /// A state whose type is not known: nothing can be said of its fields.
    fn untyped(&mut self, fields: &mut Fields<'a>) -> StateKind {
        match fields.take("Next") {
            Some(member) => harmless(self.target(&member.value)),
            None => harmless(Next::End),
        }
    }
}
