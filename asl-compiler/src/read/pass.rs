//! Pass and Succeed (PASS, END-1).

use super::fields::Fields;
use super::reader::Reader;
use super::template::literal;
use crate::model::{Pass, StateKind, Succeed};

impl<'a> Reader<'a> {
    pub(super) fn pass(&mut self, fields: &mut Fields<'a>) -> StateKind {
        fields.take_jsonata(self, "Output");
        self.assign(fields);
        StateKind::Pass(Box::new(Pass {
            input_path: fields.filter(self, "InputPath"),
            result: fields.take_jsonpath(self, "Result").map(|member| literal(&member.value)),
            parameters: fields.template(self, "Parameters"),
            result_path: fields.result_path(self),
            output_path: fields.filter(self, "OutputPath"),
            next: fields.next_or_end(self),
        }))
    }

    pub(super) fn succeed(&mut self, fields: &mut Fields<'a>) -> StateKind {
        fields.take_jsonata(self, "Output");
        StateKind::Succeed(Box::new(Succeed {
            input_path: fields.filter(self, "InputPath"),
            output_path: fields.filter(self, "OutputPath"),
        }))
    }
}
