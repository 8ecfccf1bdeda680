//! No key stands twice in an object (DOC-5).

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::syntax::{Document, Kind, Node, NodeId, Object};

/// Checks all objects but those whose keys are names of states, which have a check of their own.
pub(super) fn check(document: &Document, except: &HashSet<NodeId>, findings: &mut Findings) {
    visit(&document.root, except, findings);
}

fn visit(node: &Node, except: &HashSet<NodeId>, findings: &mut Findings) {
    match &node.kind {
        Kind::Object(object) => {
            if !except.contains(&node.id) {
                check_object(object, findings);
            }
            object.members.iter().for_each(|member| visit(&member.value, except, findings));
        }
        Kind::Array(elements) => elements.iter().for_each(|element| visit(element, except, findings)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Substitution(_) => {}
    }
}

fn check_object(object: &Object, findings: &mut Findings) {
    let mut first = HashMap::with_capacity(object.members.len());
    for member in &object.members {
        if let Some(other) = first.insert(member.key.as_str(), member.key_place()) {
            let finding = Diagnostic::new(
                Code::DuplicateKey,
                member.key_place(),
                format!("the key `{}` stands twice in this object", member.key),
            )
            .label("which of the two holds is undefined")
            .related(other, "it stands here too");
            findings.push(finding);
        }
    }
}
