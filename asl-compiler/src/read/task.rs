//! Task (TASK, CRED).

use super::fields::Fields;
use super::quantity::SECONDS;
use super::reader::Reader;
use super::template::literal;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Credentials, QueryLanguage, StateKind, Task, Template};
use crate::suggest::nearest;
use crate::syntax::Member;

impl<'a> Reader<'a> {
    pub(super) fn task(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Task(Box::new(Task {
            resource: self.task_resource(fields),
            flow: self.work_flow(fields),
            credentials: fields.take("Credentials").and_then(|member| self.credentials(fields, member)),
            timeout: fields.quantity(self, ("TimeoutSeconds", "TimeoutSecondsPath"), SECONDS),
            heartbeat: fields.quantity(self, ("HeartbeatSeconds", "HeartbeatSecondsPath"), SECONDS),
            assign: self.assign(fields),
            retry: self.retry(fields),
            catch: self.catch(fields),
            next: fields.next_or_end(self),
        }))
    }

    /// `Credentials` (CRED-1). The service says nothing of fields that it does not know there.
    fn credentials(&mut self, owner: &Fields<'a>, member: &'a Member) -> Option<Credentials> {
        let words = format!("`Credentials` of {}", owner.words);
        let mut fields = Fields::open_member(self, member, words)?;
        let role_arn = if let Some(role) = fields.take_jsonpath(self, "RoleArn.$") {
            self.expression_member(&fields, role)
        } else if let Some(role) = fields.take("RoleArn") {
            fields.text_of(self, role).map(|_| match self.current.language {
                QueryLanguage::JsonPath => Template::Literal(literal(&role.value)),
                QueryLanguage::Jsonata => self.jsonata_template(&fields, role),
            })
        } else {
            self.report_no_role(&fields);
            None
        };
        role_arn.map(|role_arn| Credentials { role_arn })
    }

    /// The service was seen to refuse it in JSONata; in JSONPath the specification leaves the members open.
    fn report_no_role(&mut self, fields: &Fields<'a>) {
        let words = "The field 'RoleArn' is required but was missing".to_owned();
        match self.current.language {
            QueryLanguage::Jsonata => fields.report_missing(self, &["RoleArn"], words),
            QueryLanguage::JsonPath => {
                let found = nearest("RoleArn", fields.members().iter().map(|member| member.key.as_str()));
                let mut finding = Diagnostic::new(
                    Code::CredentialsWithoutRole,
                    fields.place,
                    format!("{} has no `RoleArn`", fields.words),
                );
                if let Some(found) = found {
                    finding = finding.help(format!("`{found}` stands there; is `RoleArn` meant?"));
                }
                self.report_schema(finding, words, fields.node.id);
            }
        }
    }
}
