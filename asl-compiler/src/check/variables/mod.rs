//! Workflow variables: where they are assigned, where they are read, and whether one comes before the other (VAR).

mod assignments;
mod flow;
mod reads;
mod scope;
mod set;
mod shadowed;
#[cfg(test)]
mod tests;
mod unassigned;
mod unused;
mod way;

use super::jsonata::Site;
use super::view::View;
use crate::diagnostic::Findings;
use assignments::Assignment;
pub(super) use assignments::own as own_assign;
use flow::Flow;
use reads::Read;
use set::Variables;

/// The variables of a definition.
pub(super) struct Usage<'v, 'a> {
    view: &'v View<'a>,
    variables: Variables<'a>,
    assignments: Vec<Assignment>,
    /// By scope and position of the state.
    reads: Vec<Vec<Vec<Read<'a>>>>,
    flow: Flow,
}

impl<'v, 'a> Usage<'v, 'a> {
    pub(super) fn of(view: &'v View<'a>, sites: &[Site<'a>]) -> Self {
        let mut variables = Variables::default();
        let assignments = assignments::collect(view, &mut variables);
        let reads = reads::collect(view, sites);
        let flow = Flow::of(view, sites, &variables, &reads);
        Self { view, variables, assignments, reads, flow }
    }

    /// Whether some state assigns a variable of this name.
    pub(super) fn is_assigned(&self, name: &str) -> bool {
        self.variables.id(name).is_some()
    }

    /// Reports what the service refuses.
    pub(super) fn refuse(&self, findings: &mut Findings) {
        scope::check(self, findings);
    }

    /// Reports what the service accepts, and what then fails or is hardly meant.
    pub(super) fn lint(&self, sites: &[Site<'_>], findings: &mut Findings) {
        unassigned::check(self, findings);
        unused::check(self, findings);
        shadowed::check(self, sites, findings);
    }

    /// The scope with all that see its variables: the Parallels and inline Maps in it.
    fn sees(&self, inner: usize, outer: usize) -> bool {
        let mut at = inner;
        loop {
            if at == outer {
                return true;
            }
            match self.view.scopes.get(at).and_then(|scope| scope.holder) {
                Some(holder) if !flow::is_distributed(holder) => at = holder.scope,
                _ => return false,
            }
        }
    }
}
