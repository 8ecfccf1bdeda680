//! Expressions of JSONata whose paths find nothing, or a value that nothing there takes (JNA-30 to JNA-32), in data that
//! is known.
//!
//! What is undefined is often meant so. Only what never finds anything is told, unless it is asked for; and what is
//! missing on one way, where the whole expression fails then.

use super::jsonata::{Evaluation, Miss, Role, Seen, States, Value};
use super::missing::{Site, kind_words, lacks};
use super::services;
use super::shape::Presence;
use crate::check::jsonata::{self, Holds};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::intrinsic::lint::Kind;
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind, Step, StepKind};
use crate::suggest::nearest;

pub(super) fn check(site: &Site<'_>, expressions: &[&jsonata::Site<'_>], findings: &mut Findings) {
    for expression in expressions {
        let at = At { site, expression };
        let root = &expression.expression.root;
        let value = Evaluation::new(site.states_of(expression), root, &mut |seen| match seen {
            Seen::Path { node, found, miss, role } => findings.extend(at.path(node, found, miss, role)),
            Seen::Operand { node, operator, value, takes } => {
                findings.extend(at.operand(node, operator, value, takes));
            }
            Seen::Compared { .. } => {}
        })
        .node(root, Role::Whole);
        findings.extend(at.whole(&value));
    }
}

impl Site<'_> {
    /// What an expression of this state can refer to.
    pub(super) fn states_of(&self, expression: &jsonata::Site<'_>) -> States {
        let mut states = self.around.states(self.input);
        match expression.holds {
            Holds::Input => {}
            Holds::Result => states.result.clone_from(&self.steps.result),
            Holds::ErrorOutput => states.error_output = Some(services::error_output()),
        }
        if expression.field == "ItemSelector" {
            states.item = self.steps.item.clone();
        }
        states
    }
}

/// An expression with its state.
struct At<'s, 'a> {
    site: &'s Site<'a>,
    expression: &'s jsonata::Site<'s>,
}

impl At<'_, '_> {
    fn diagnostic(&self, code: Code, node: &Node, message: String) -> Diagnostic {
        Diagnostic::new(code, self.expression.part(self.site.solution.view, &node.range), message)
    }

    fn text(&self, start: usize, end: usize) -> &str {
        self.expression.expression.text.get(start..end).unwrap_or_default()
    }

    fn path(&self, node: &Node, found: &Value, miss: Option<&Miss>, role: Role) -> Option<Diagnostic> {
        let text = self.text(node.range.start, node.range.end);
        if role == Role::Asked || is_told_elsewhere(node) {
            return None;
        }
        if let (Presence::Lacking(way), Role::Whole) = (found.presence, role) {
            let message =
                format!("`{text}` in {} finds nothing when {}", self.expression.words, self.site.way(way));
            let finding = self.diagnostic(Code::PossiblyMissingData, node, message);
            return Some(match self.site.solution.nodes.get(way.from) {
                Some(from) => finding.related(from.state.name.place, "what comes from here does not have it"),
                None => finding,
            });
        }
        let miss = miss?;
        let NodeKind::Path(path) = &node.kind else { return None };
        let step = path.steps.get(miss.step)?;
        let StepKind::Name(name) = &step.kind else { return None };
        let before = path.steps.get(miss.step.checked_sub(1)?)?;
        let message = format!("`{text}` in {} finds nothing", self.expression.words);
        let holder = self.text(node.range.start, before.range.end);
        let finding = self.diagnostic(Code::MissingData, node, message).label(lacks(
            holder,
            &format!("`{name}`"),
            &miss.at,
        ));
        if let Some(near) = miss.at.members().and_then(|members| nearest(name, members.names())) {
            return Some(finding.help(format!("did you mean `{near}`?")));
        }
        let lost = (holder == "$states.input").then(|| self.site.lost(name, None)).flatten();
        Some(match lost {
            Some(advice) => finding.help(advice),
            None => finding,
        })
    }

    fn operand(
        &self,
        node: &Node,
        operator: BinaryOperator,
        value: &Value,
        takes: &[Kind],
    ) -> Option<Diagnostic> {
        let kind = value.shape.kind().filter(|kind| !takes.contains(kind))?;
        if value.presence == Presence::Never || is_told_elsewhere(node) {
            return None;
        }
        let text = self.text(node.range.start, node.range.end);
        let wanted = match takes {
            [Kind::Number] => "a number",
            [Kind::Text] => "a string",
            _ => "a number or a string",
        };
        let message = format!("`{}` in {} takes {wanted} here", operator.symbol(), self.expression.words);
        Some(self.diagnostic(Code::OperandType, node, message).label(format!("`{text}` is {kind}")))
    }

    /// The value of the expression, against what its field takes.
    fn whole(&self, value: &Value) -> Option<Diagnostic> {
        let root = &self.expression.expression.root;
        // What can be told without the data has been told.
        if !matches!(root.kind, NodeKind::Path(_) | NodeKind::Variable(_)) || is_told_elsewhere(root) {
            return None;
        }
        let (takes, wanted) = self.expression.wants.takes()?;
        value.shape.kind().filter(|kind| !takes.contains(kind) && value.presence != Presence::Never)?;
        let message = format!("{} must be {wanted}", self.expression.words);
        let text = self.text(root.range.start, root.range.end);
        let label = format!("`{text}` is {}", kind_words(&value.shape));
        Some(self.diagnostic(Code::WrongResultType, root, message).label(label))
    }
}

/// What stands in the context object and in the Error Output is known without the data.
fn is_told_elsewhere(node: &Node) -> bool {
    let names: Vec<&str> = match &node.kind {
        NodeKind::Variable(name) => return name == "states",
        NodeKind::Path(path) => path.steps.iter().map_while(name_of).collect(),
        _ => return false,
    };
    match names.as_slice() {
        ["states", "errorOutput", ..] => true,
        ["states", "context", "Execution", "Input", ..] => false,
        ["states", "context", "Map", "Item", "Value", ..] => false,
        ["states", "context", ..] => true,
        _ => false,
    }
}

fn name_of(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Name(name) | StepKind::Node(Node { kind: NodeKind::Variable(name), .. }) => Some(name),
        _ => None,
    }
}
