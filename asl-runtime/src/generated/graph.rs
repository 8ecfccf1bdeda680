//! Pictures of a workflow.

/// A workflow's picture, in two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graph {
    /// As a Mermaid flowchart.
    pub mermaid: &'static str,
    /// As a Graphviz digraph.
    pub dot: &'static str,
}
