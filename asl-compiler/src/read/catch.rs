//! `Catch` (CATCH).

use super::error_names::Position;
use super::fields::Fields;
use super::reader::Reader;
use crate::model::{Catcher, Next};
use crate::syntax::Node;

impl<'a> Reader<'a> {
    pub(super) fn catch(&mut self, fields: &mut Fields<'a>) -> Vec<Catcher> {
        let Some(member) = fields.take("Catch") else { return Vec::new() };
        let Some(elements) = fields.elements(self, member) else { return Vec::new() };
        let entries = elements.iter().enumerate();
        entries.filter_map(|(index, node)| self.catcher(node, index, elements.len())).collect()
    }

    /// A catcher; without a known target there is none.
    fn catcher(&mut self, node: &'a Node, index: usize, length: usize) -> Option<Catcher> {
        let words = format!("catcher {} of {}", index + 1, self.current.words);
        let mut fields = Fields::open(self, node, node.place(), words)?;
        fields.comment(self);
        let assign = self.assign(&mut fields);
        let error_equals = self.error_equals(&mut fields, Position::of(index, length));
        let next = fields.required_target(self, "Next");
        let flow = self.catch_flow(&mut fields);
        fields.finish(self);
        (next != Next::End).then(|| Catcher { place: node.place(), error_equals, next, flow, assign })
    }
}
