//! `Resource` (RES), and what an express workflow may use of it (DIAG-20).

use super::fields::Fields;
use super::reader::{Executions, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::resource::{
    IntegrationPattern, Resource, ResourceFinding, ResourceUse, Target, check, service_message,
};
use crate::model::{Spanned, WorkflowKind};
use crate::substitution::holds_name;
use crate::syntax::Member;

impl<'a> Reader<'a> {
    /// The required `Resource` of a Task.
    pub(super) fn task_resource(&mut self, fields: &mut Fields<'a>) -> Spanned<Resource> {
        let member = fields.required(self, "Resource");
        let resource = member.and_then(|member| self.resource(fields, member, ResourceUse::Task));
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
    pub(super) fn resource(
        &mut self,
        fields: &Fields<'a>,
        member: &'a Member,
        used: ResourceUse,
    ) -> Option<Spanned<Resource>> {
        let text = fields.text_of(self, member)?;
        match Resource::parse(text) {
            Ok(resource) => {
                if is_open(&resource) {
                    self.needs_substitution(&member.value, text);
                }
                if let Some(unknown) = check(&resource, used) {
                    self.report_unknown(fields, member, unknown);
                }
                Some(Spanned::new(resource, member.value.place()))
            }
            Err(error) => {
                let words = format!("`Resource` of {}", fields.words);
                let finding = self.expression_finding(Code::Resource, &member.value, words, error);
                self.report_schema(finding, service_message(text), member.value.id);
                None
            }
        }
    }

    /// A resource that reads well, and that the service is not known to have.
    fn report_unknown(&mut self, fields: &Fields<'a>, member: &Member, unknown: ResourceFinding) {
        let place = self.document.place_in(self.source, &member.value, unknown.range);
        let words = format!("`Resource` of {}: {}", fields.words, unknown.message);
        let mut finding = Diagnostic::new(Code::UnknownResource, place, words);
        finding.help = unknown.help;
        let service = service_message(member.value.as_str().unwrap_or_default());
        self.report_schema(finding, service, member.value.id);
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
            format!("{} waits for {what}; an express workflow cannot", fields.words),
        )
        .help(match self.executions {
            Executions::OfTheWorkflow => "compile it with `kind: standard`",
            Executions::OfAMap => "set `ExecutionType` of the Map around it to `STANDARD`",
        });
        self.report_schema(finding, service, member.value.id);
    }
}

fn pattern(suffix: &str) -> String {
    format!("Express state machine does not support '{suffix}' service integration")
}

/// Whether what a resource is depends on a substitution. One in the name of a function, or one that is the
/// whole resource, names the handler.
fn is_open(resource: &Resource) -> bool {
    match &resource.target {
        Target::Integration(integration) => {
            holds_name(&integration.service) || holds_name(&integration.action)
        }
        Target::Other => holds_name(&resource.text),
        Target::Lambda { .. } | Target::Activity { .. } | Target::Substitution { .. } => false,
    }
}
