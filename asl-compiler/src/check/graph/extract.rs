//! Reads the graph off the syntax, as far as it can be read.

use std::collections::HashMap;

use super::{Graph, Scope, State, Target, TargetKind};
use crate::source::Source;
use crate::substitution::holds_name;
use crate::syntax::{Document, Kind, Member, Node, Object, Place};

pub(in crate::check) fn graph<'a>(document: &'a Document, source: &Source) -> Graph<'a> {
    let mut extract = Extract { document, source, graph: Graph { scopes: Vec::new() } };
    extract.scope(&document.root, document.root.place(), "the definition".into(), None);
    extract.graph
}

struct Extract<'a, 's> {
    document: &'a Document,
    source: &'s Source,
    graph: Graph<'a>,
}

impl<'a> Extract<'a, '_> {
    fn scope(&mut self, node: &'a Node, place: Place, words: String, owner: Option<&'a str>) {
        let Some(object) = node.as_object() else { return };
        let Some(states_node) = object.get("States") else { return };
        let Some(states) = states_node.as_object() else { return };
        let start = object.get("StartAt").and_then(|node| self.target(node, TargetKind::Checked));
        let states: Vec<&'a Member> =
            states.members.iter().filter(|member| member.value.as_object().is_some()).collect();
        let mut positions = HashMap::with_capacity(states.len());
        for (index, member) in states.iter().enumerate() {
            positions.entry(member.key.as_str()).or_insert(index);
        }
        let scope = Scope {
            place,
            words,
            owner,
            states_object: states_node.id,
            start,
            states: states.iter().map(|member| self.state(member)).collect(),
            positions,
        };
        self.graph.scopes.push(scope);
        for member in states {
            self.children(member);
        }
    }

    fn children(&mut self, member: &'a Member) {
        let Some(object) = member.value.as_object() else { return };
        for field in &object.members {
            match (field.key.as_str(), field.value.as_array()) {
                ("ItemProcessor" | "Iterator", None) => {
                    let words = format!("`{}` of the state `{}`", field.key, member.key);
                    self.scope(&field.value, field.key_place(), words, Some(&member.key));
                }
                ("Branches", Some(branches)) => {
                    for (index, branch) in branches.iter().enumerate() {
                        let words = format!("branch {} of the state `{}`", index + 1, member.key);
                        self.scope(branch, branch.place(), words, Some(&member.key));
                    }
                }
                _ => {}
            }
        }
    }

    fn state(&self, member: &'a Member) -> State<'a> {
        let mut state = State { member, terminal: false, targets: Vec::new() };
        let Some(object) = member.value.as_object() else { return state };
        let kind = object.get("Type").and_then(Node::as_str);
        // A value of the wrong type is reported as that; what it means is plain.
        let ends = object.get("End").is_some_and(|end| !matches!(end.kind, Kind::Bool(false)));
        state.terminal = matches!(kind, Some("Succeed" | "Fail")) || (kind.is_some() && ends);
        let next = match kind {
            Some("Succeed" | "Fail" | "Choice") => TargetKind::Misplaced,
            _ => TargetKind::Checked,
        };
        let choice = match kind {
            Some("Choice") => TargetKind::Checked,
            _ => TargetKind::Misplaced,
        };
        state.targets.extend(object.get("Next").and_then(|node| self.target(node, next)));
        for rule in object.get("Choices").and_then(Node::as_array).into_iter().flatten() {
            state.targets.extend(next_of(rule).and_then(|node| self.target(node, choice)));
            self.nested_rules(rule, &mut state.targets);
        }
        state.targets.extend(object.get("Default").and_then(|node| self.target(node, choice)));
        for catcher in object.get("Catch").and_then(Node::as_array).into_iter().flatten() {
            state.targets.extend(next_of(catcher).and_then(|node| self.target(node, TargetKind::Checked)));
        }
        state
    }

    /// `Next` in rules inside of a rule: refused, and yet what its author meant.
    fn nested_rules(&self, rule: &'a Node, targets: &mut Vec<Target<'a>>) {
        let Some(object) = rule.as_object() else { return };
        let nested =
            object.members.iter().filter(|member| matches!(member.key.as_str(), "And" | "Or" | "Not"));
        for member in nested {
            let rules = member.value.as_array().unwrap_or(std::slice::from_ref(&member.value));
            for rule in rules {
                targets.extend(next_of(rule).and_then(|node| self.target(node, TargetKind::Misplaced)));
                self.nested_rules(rule, targets);
            }
        }
    }

    fn target(&self, node: &'a Node, kind: TargetKind) -> Option<Target<'a>> {
        let name = node.as_str()?;
        let kind = if holds_name(name) { TargetKind::Unknown } else { kind };
        let place = match name.is_empty() {
            true => node.place(),
            false => self.document.place_in(self.source, node, 0..name.len()),
        };
        Some(Target { name, node, place, kind })
    }
}

fn next_of(node: &Node) -> Option<&Node> {
    let object: &Object = node.as_object()?;
    object.get("Next")
}
