//! `Resource` (RES), and what an express workflow may use of it (DIAG-20).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::resource::{IntegrationPattern, Resource, Target};
use crate::model::{Spanned, WorkflowKind};
use crate::substitution::{holds_name, names_in};
use crate::syntax::Member;

impl<'a> Reader<'a> {
    /// The required `Resource` of a Task.
    pub(super) fn task_resource(&mut self, fields: &mut Fields<'a>) -> Spanned<Resource> {
        let member = fields.required(self, "Resource");
        let resource = member.and_then(|member| self.resource(fields, member));
        if let (Some(resource), Some(member)) = (&resource, member) {
            self.check_express(fields, member, resource);
        }
        resource.unwrap_or_else(|| {
            let text = member.and_then(|member| member.value.as_str()).unwrap_or_default().to_owned();
            let place = member.map_or(fields.place, |member| member.value.place());
            Spanned::new(Resource { text, target: Target::Other }, place)
        })
    }

    /// A resource; what is wrong is reported.
    pub(super) fn resource(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Spanned<Resource>> {
        let text = fields.text_of(self, member)?;
        let place = member.value.place();
        match Resource::parse(text) {
            Ok(resource) if !holds_name(text) || matches!(resource.target, Target::Substitution { .. }) => {
                Some(Spanned::new(resource, place))
            }
            _ if holds_name(text) => self.partial_resource(member, text),
            Ok(resource) => Some(Spanned::new(resource, place)),
            Err(error) => {
                let words = format!("`Resource` of {} is not recognized", fields.words);
                let finding = self.expression_finding(Code::Resource, &member.value, words, error);
                let words = format!(
                    "The resource provided {text} is not recognized. The value is not a valid resource ARN, \
                     or the resource is not available in this region."
                );
                self.report_schema(finding, words, member.value.id);
                None
            }
        }
    }

    /// A resource with a `${Name}` in it: fine where what it names does not depend on the value.
    fn partial_resource(&mut self, member: &'a Member, text: &str) -> Option<Spanned<Resource>> {
        let one = Resource::parse(&replace_names(text, "a"));
        let other = Resource::parse(&replace_names(text, "b"));
        match (one, other) {
            (Ok(one), Ok(other)) if one.target == other.target && one.target != Target::Other => {
                let resource = Resource { text: text.to_owned(), target: one.target };
                Some(Spanned::new(resource, member.value.place()))
            }
            _ => {
                self.needs_substitution(&member.value, text);
                None
            }
        }
    }

    fn check_express(&mut self, fields: &Fields<'a>, member: &Member, resource: &Resource) {
        if self.kind != WorkflowKind::Express {
            return;
        }
        let (what, service) = match &resource.target {
            Target::Activity { .. } => {
                ("an activity", "Express state machine does not support Activity ARN".to_owned())
            }
            Target::Integration(integration) => match integration.pattern {
                IntegrationPattern::RequestResponse => return,
                IntegrationPattern::Sync | IntegrationPattern::Sync2 => ("a job (`.sync`)", pattern(".sync")),
                IntegrationPattern::WaitForTaskToken => ("a task token", pattern(".waitForTaskToken")),
            },
            Target::Lambda { .. } | Target::Substitution { .. } | Target::Other => return,
        };
        let finding = Diagnostic::new(
            Code::Express,
            member.value.place(),
            format!("{} waits for {what}, which an express workflow cannot", fields.words),
        )
        .help("compile it with `kind: standard`");
        self.report_schema(finding, service, member.value.id);
    }
}

fn pattern(suffix: &str) -> String {
    format!("Express state machine does not support '{suffix}' service integration")
}

/// The text with every `${Name}` replaced.
fn replace_names(text: &str, with: &str) -> String {
    let mut replaced = String::new();
    let mut at = 0;
    for (range, _) in names_in(text) {
        replaced.push_str(&text[at..range.start]);
        replaced.push_str(with);
        at = range.end;
    }
    replaced.push_str(&text[at..]);
    replaced
}
