//! The definition and its scopes (DOC).

use std::collections::HashMap;

use super::fields::Fields;
use super::quantity::SECONDS;
use super::reader::{Reader, SCHEMA};
use super::values::found;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Scope, StateId, StateMachine};
use crate::syntax::Member;

impl<'a> Reader<'a> {
    /// The whole definition.
    pub(super) fn machine(&mut self) -> Option<StateMachine> {
        let root = &self.document.root;
        if root.as_object().is_none() {
            let finding = Diagnostic::new(
                Code::WrongType,
                root.place(),
                format!("a definition is one object, found {}", root.kind_name()),
            );
            self.report(finding.service(SCHEMA, "Definition must be a valid JSON object", None));
            return None;
        }
        let mut fields = Fields::open(self, root, root.place(), "the definition")?;
        self.language = self.machine_language(&mut fields);
        let comment = fields.comment(self);
        fields.one_of(self, "Version", &["1.0"]);
        let timeout_seconds = fields.whole_number(self, "TimeoutSeconds", SECONDS);
        let scope = self.scope(&mut fields, comment.clone());
        fields.finish(self);
        Some(StateMachine { comment, timeout_seconds, scope: scope? })
    }

    /// `StartAt` and `States` of the definition, a branch, or an item processor.
    pub(super) fn scope(&mut self, fields: &mut Fields<'a>, comment: Option<String>) -> Option<Scope> {
        let states = fields.take("States");
        let start_at = fields.take("StartAt");
        let missing: Vec<&'static str> = [("States", states.is_none()), ("StartAt", start_at.is_none())]
            .into_iter()
            .filter_map(|(name, missing)| missing.then_some(name))
            .collect();
        if !missing.is_empty() {
            let words = format!("These fields are required: [{}]", missing.join(", "));
            fields.report_missing(self, &missing, words);
        }

        let start_name = start_at.and_then(|member| fields.text_of(self, member));
        let start_needs = match (start_at, start_name) {
            (Some(member), Some(name)) => self.needs_substitution(&member.value, name),
            _ => false,
        };
        let members = self.state_members(fields, states?)?;
        let mut names = HashMap::new();
        for (index, member) in members.iter().enumerate() {
            names.entry(member.key.as_str()).or_insert(StateId(index as u32));
        }
        let start = start_name.filter(|_| !start_needs).and_then(|name| names.get(name).copied());
        self.scopes.push(names);
        let states = members.into_iter().map(|member| self.state(member)).collect::<Vec<_>>();
        self.scopes.pop();
        (!states.is_empty()).then(|| Scope {
            place: fields.node.place(),
            comment,
            start_at: start.unwrap_or(StateId(0)),
            states,
        })
    }

    /// The members of `States` that are objects; others are reported.
    fn state_members(&mut self, fields: &Fields<'a>, states: &'a Member) -> Option<Vec<&'a Member>> {
        let Some(object) = states.value.as_object() else {
            // Also where a substitution might make it one: without its states there is nothing to compile.
            let words =
                format!("`States` of {} must be an object, found {}", fields.words, found(&states.value));
            let finding = Diagnostic::new(Code::WrongType, states.value.place(), words);
            self.report(finding.label("expected an object"));
            return None;
        };
        if object.members.is_empty() {
            fields.report_empty(self, states, "one state");
        }
        let mut members = Vec::with_capacity(object.members.len());
        for member in &object.members {
            if member.value.as_object().is_some() {
                members.push(member);
                continue;
            }
            let mut finding = Diagnostic::new(
                Code::WrongType,
                member.value.place(),
                format!("the state `{}` must be an object, found {}", member.key, found(&member.value)),
            )
            .label("expected an object with a `Type`");
            if matches!(
                member.key.as_str(),
                "QueryLanguage" | "Comment" | "StartAt" | "TimeoutSeconds" | "Version"
            ) {
                finding = finding.help(format!("`{}` belongs beside `States`, not into it", member.key));
            }
            self.report(finding);
        }
        Some(members)
    }

    /// A scope of a branch or an item processor.
    pub(super) fn nested_scope(&mut self, fields: &mut Fields<'a>) -> Option<Scope> {
        self.no_language(fields);
        let comment = fields.comment(self);
        self.scope(fields, comment)
    }
}
