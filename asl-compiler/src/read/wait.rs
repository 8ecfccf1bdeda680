//! Wait (WAIT).

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::timestamp;
use crate::model::{Spanned, StateKind, Wait, WaitUntil};
use crate::syntax::Member;

/// The four fields, in the service's order (WAIT-1).
const FIELDS: [&str; 4] = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"];

/// The longest wait, in seconds (ST-10).
const LONGEST: u32 = 99_999_999;

impl<'a> Reader<'a> {
    pub(super) fn wait(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Wait(Box::new(Wait {
            flow: self.plain_flow(fields),
            until: self.wait_until(fields),
            assign: self.assign(fields),
            next: fields.next_or_end(self),
        }))
    }

    fn wait_until(&mut self, fields: &mut Fields<'a>) -> WaitUntil {
        if FIELDS.iter().any(|name| fields.has(name)) {
            fields.exclusive(self, &FIELDS, Some(&FIELDS));
        } else if !FIELDS.iter().any(|name| fields.misspelt(name)) {
            self.report_no_time(fields);
        }
        let until = [
            fields.take("Seconds").and_then(|member| self.seconds(fields, member)),
            fields.reference_path(self, "SecondsPath").map(WaitUntil::SecondsPath),
            fields.take("Timestamp").and_then(|member| self.until_timestamp(fields, member)),
            fields.reference_path(self, "TimestampPath").map(WaitUntil::TimestampPath),
        ];
        until.into_iter().flatten().next().unwrap_or(WaitUntil::Seconds(Spanned::new(0, fields.place)))
    }

    fn seconds(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<WaitUntil> {
        match self.evaluated(fields, member) {
            Evaluated::Literal => fields.whole_number_of(self, member, 0..=LONGEST).map(WaitUntil::Seconds),
            Evaluated::Expression(expression) => Some(WaitUntil::SecondsExpression(expression)),
            Evaluated::Wrong => None,
        }
    }

    fn until_timestamp(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<WaitUntil> {
        match self.evaluated(fields, member) {
            Evaluated::Literal => self.timestamp(fields, member).map(WaitUntil::Timestamp),
            Evaluated::Expression(expression) => Some(WaitUntil::TimestampExpression(expression)),
            Evaluated::Wrong => None,
        }
    }

    /// A timestamp (CHO-14).
    pub(super) fn timestamp(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Spanned<String>> {
        let text = fields.text_of(self, member)?;
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        if let Err(error) = timestamp::check(text) {
            let words = format!("`{}` of {}", member.key, fields.words);
            let finding = self.expression_finding(Code::Timestamp, &member.value, words, error);
            self.report_schema(finding, "String does not match RFC3339 timestamp", member.value.id);
            return None;
        }
        Some(Spanned::new(text.to_owned(), member.value.place()))
    }

    fn report_no_time(&mut self, fields: &Fields<'a>) {
        let finding = Diagnostic::new(
            Code::MissingField,
            fields.place,
            format!("{} does not say how long", fields.words),
        )
        .help("add one of `Seconds`, `SecondsPath`, `Timestamp` and `TimestampPath`");
        let list = FIELDS.join(", ");
        let words = format!("This object should have only one of the following fields: [{list}]");
        self.report_schema(finding, words, fields.node.id);
    }
}
