//! What the reader carries through the definition.

use std::collections::HashMap;

use super::ReadOptions;
use super::location::service_location;
use crate::diagnostic::{Diagnostic, Findings};
use crate::model::{Next, QueryLanguage, StateId, WorkflowKind};
use crate::source::Source;
use crate::substitution::{holds_name, names_in};
use crate::syntax::{Document, Member, Node, NodeId, Place};

/// The service's code for most mistakes.
pub(super) const SCHEMA: &str = "SCHEMA_VALIDATION_FAILED";

/// The state that is being read.
#[derive(Debug, Clone)]
pub(super) struct Current {
    /// The state itself; mistakes of the query language are located there (LANG-6).
    pub(super) node: NodeId,
    /// How messages name it: ``the state `A` ``.
    pub(super) words: String,
    /// Its query language.
    pub(super) language: QueryLanguage,
}

/// Which executions the states that are being read run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Executions {
    OfTheWorkflow,
    OfAMap,
}

pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) source: &'a Source,
    /// The language of the machine; nested states take this one (LANG-3).
    pub(super) language: QueryLanguage,
    /// The kind of the executions that the states run in.
    pub(super) kind: WorkflowKind,
    /// Whose executions these are: a distributed Map has its own.
    pub(super) executions: Executions,
    pub(super) current: Current,
    /// Names of the states of the enclosing scopes, innermost last.
    pub(super) scopes: Vec<HashMap<&'a str, StateId>>,
    /// Labels of Map states so far.
    pub(super) labels: HashMap<&'a str, Place>,
    findings: Vec<Diagnostic>,
    needed: Vec<(String, Place)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document, source: &'a Source, options: ReadOptions) -> Self {
        let current = Current {
            node: document.root.id,
            words: "the definition".into(),
            language: QueryLanguage::JsonPath,
        };
        Self {
            document,
            source,
            language: QueryLanguage::JsonPath,
            kind: options.kind,
            executions: Executions::OfTheWorkflow,
            current,
            scopes: Vec::new(),
            labels: HashMap::new(),
            findings: Vec::new(),
            needed: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reports with the service's words for a mistake of the schema, located at a value.
    pub(super) fn report_schema(&mut self, finding: Diagnostic, words: impl Into<String>, at: NodeId) {
        let location = service_location(self.document, at);
        self.report(finding.service(SCHEMA, words, Some(location)));
    }

    /// Reports a field that is not supported where it stands.
    pub(super) fn report_unsupported(&mut self, finding: Diagnostic, member: &Member) {
        self.report_schema(finding, format!("Field '{}' is not supported", member.key), member.value.id);
    }

    /// Whether a value that is of the wrong type may become right by a substitution.
    pub(super) fn may_become_right(&mut self, node: &Node) -> bool {
        node.as_str().is_some_and(|text| self.needs_substitution(node, text))
    }

    /// Whether a text that must be read now holds a `${Name}`; notes that its value is needed.
    pub(super) fn needs_substitution(&mut self, node: &Node, text: &str) -> bool {
        for (range, name) in names_in(text) {
            let place = self.document.place_in(self.source, node, range);
            self.needed.push((name.to_owned(), place));
        }
        holds_name(text)
    }

    /// The state of the innermost scope that a name leads to. An unknown name ends the scope; the checks of
    /// the graph report it.
    pub(super) fn target(&mut self, node: &Node) -> Next {
        let Some(name) = node.as_str() else { return Next::End };
        if self.needs_substitution(node, name) {
            return Next::End;
        }
        let known = self.scopes.last().and_then(|names| names.get(name));
        known.map_or(Next::End, |id| Next::State(*id))
    }

    /// Reads a state, with it as the current one.
    pub(super) fn with_current<T>(
        &mut self,
        node: NodeId,
        words: String,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let inner = Current { node, words, language: self.language };
        let outer = std::mem::replace(&mut self.current, inner);
        let value = read(self);
        self.current = outer;
        value
    }

    /// Hands over what was found.
    pub(super) fn finish(self, findings: &mut Findings) {
        findings.extend(self.findings);
        for (name, place) in self.needed {
            findings.needs_value(&name, place);
        }
    }
}
