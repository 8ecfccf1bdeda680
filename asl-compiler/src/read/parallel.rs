//! Parallel (PAR).

use super::fields::Fields;
use super::reader::Reader;
use super::state::harmless;
use crate::model::{Parallel, Scope, StateKind};
use crate::syntax::Node;

impl<'a> Reader<'a> {
    /// A Parallel; without a branch that can be read it is a Pass.
    pub(super) fn parallel(&mut self, fields: &mut Fields<'a>) -> StateKind {
        let parallel = Parallel {
            flow: self.work_flow(fields),
            branches: self.branches(fields),
            assign: self.assign(fields),
            retry: self.retry(fields),
            catch: self.catch(fields),
            next: fields.next_or_end(self),
        };
        if parallel.branches.is_empty() {
            return harmless(parallel.next);
        }
        StateKind::Parallel(Box::new(parallel))
    }

    fn branches(&mut self, fields: &mut Fields<'a>) -> Vec<Scope> {
        let Some(member) = fields.required(self, "Branches") else { return Vec::new() };
        let Some(elements) = fields.some_elements(self, member) else { return Vec::new() };
        let branches = elements.iter().enumerate();
        branches.filter_map(|(index, node)| self.branch(fields, node, index)).collect()
    }

    fn branch(&mut self, owner: &Fields<'a>, node: &'a Node, index: usize) -> Option<Scope> {
        let words = format!("branch {} of {}", index + 1, owner.words);
        let mut fields = Fields::open(self, node, node.place(), words)?;
        let scope = self.nested_scope(&mut fields);
        fields.finish(self);
        scope
    }
}
