//! Pass and Succeed (PASS, END-1).

use super::fields::Fields;
use super::reader::Reader;
use crate::model::{Pass, StateKind, Succeed};

impl<'a> Reader<'a> {
    pub(super) fn pass(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Pass(Box::new(Pass {
            flow: self.pass_flow(fields),
            assign: self.assign(fields),
            next: fields.next_or_end(self),
        }))
    }

    pub(super) fn succeed(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Succeed(Box::new(Succeed { flow: self.plain_flow(fields) }))
    }
}
