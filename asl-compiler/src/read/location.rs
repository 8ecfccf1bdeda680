//! Where the service says that a mistake is (DIAG-2).

use crate::syntax::{Document, NodeId, Segment};

/// The service's location of a value: `/States/A/Branches[0]/States/B`; the whole document is `/`.
pub(crate) fn service_location(document: &Document, node: NodeId) -> String {
    let mut steps = Vec::new();
    let mut at = node;
    while let Some((parent, segment)) = document.parent(at) {
        steps.push(match segment {
            Segment::Key(key) => format!("/{key}"),
            Segment::Index(index) => format!("[{index}]"),
        });
        at = parent;
    }
    if steps.is_empty() { "/".into() } else { steps.into_iter().rev().collect() }
}
