//! DOT, the language of Graphviz: a `digraph` with clusters.

use std::fmt::Write as _;

use super::text::{one_line, shorten};
use super::view::{Edge, Line, Node, Scope, Shape, Target, view};
use crate::model::StateMachine;

/// Rules, error names and captions are cut there; the definition has them in full.
const LONGEST_LABEL: usize = 60;

/// The workflow as a Graphviz graph: branches and item processors as clusters, catchers as dotted edges.
pub fn dot(machine: &StateMachine) -> String {
    let mut text = String::from("digraph workflow {\n");
    for settings in [
        "graph [compound=true, fontname=\"sans-serif\", fontsize=12]",
        "node [fontname=\"sans-serif\", fontsize=12]",
        "edge [fontname=\"sans-serif\", fontsize=10]",
    ] {
        line(1, &mut text, format_args!("{settings};"));
    }
    scope(&view(machine), 1, &mut text);
    text.push_str("}\n");
    text
}

fn scope(scope: &Scope<'_>, depth: usize, text: &mut String) {
    let id = &scope.id;
    line(
        depth,
        text,
        format_args!("{id}start [shape=circle, style=filled, fillcolor=gray, label=\"\", width=0.2];"),
    );
    for state in &scope.nodes {
        node(state, depth, text);
    }
    if scope.ends() {
        line(depth, text, format_args!("{id}finish [shape=doublecircle, label=\"\", width=0.15];"));
    }
    if let Some(first) = scope.nodes.get(scope.start) {
        let head = anchored("lhead", first);
        line(depth, text, format_args!("{id}start -> {}{};", entry(first), attributes(&[head])));
    }
    for edge in &scope.edges {
        transition(scope, edge, depth, text);
    }
}

fn node(node: &Node<'_>, depth: usize, text: &mut String) {
    let (name, caption) = (escaped(node.name), escaped(&shorten(&one_line(&node.caption()), LONGEST_LABEL)));
    if node.inner.is_empty() {
        let shape = shape(node.shape);
        let tooltip = node.comment.map_or(caption, escaped);
        return line(
            depth,
            text,
            format_args!("{} [{shape}, label=\"{name}\", tooltip=\"{tooltip}\"];", node.id),
        );
    }
    line(depth, text, format_args!("subgraph cluster_{} {{", node.id));
    line(depth + 1, text, format_args!("style=rounded;"));
    line(depth + 1, text, format_args!("label=\"{name}\\n{caption}\";"));
    for inner in &node.inner {
        line(depth + 1, text, format_args!("subgraph cluster_{} {{", inner.id));
        line(depth + 2, text, format_args!("style=\"rounded,dashed\";"));
        line(depth + 2, text, format_args!("label=\"\";"));
        scope(inner, depth + 2, text);
        line(depth + 1, text, format_args!("}}"));
    }
    line(depth, text, format_args!("}}"));
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Task => "shape=box, style=rounded",
        Shape::Pass => "shape=box",
        Shape::Choice => "shape=diamond",
        Shape::Wait => "shape=hexagon",
        Shape::Succeed => "shape=oval, peripheries=2",
        Shape::Fail => "shape=octagon",
        Shape::Parallel | Shape::Map => "shape=box, peripheries=2",
    }
}

fn transition(scope: &Scope<'_>, edge: &Edge, depth: usize, text: &mut String) {
    let Some(from) = scope.nodes.get(edge.from) else { return };
    let (to, head) = match edge.to {
        Target::End => (format!("{}finish", scope.id), None),
        Target::Node(index) => match scope.nodes.get(index) {
            Some(node) => (entry(node), anchored("lhead", node)),
            None => return,
        },
    };
    let label = escaped(&shorten(&one_line(&edge.label), LONGEST_LABEL));
    let attributes = attributes(&[
        anchored("ltail", from),
        head,
        (edge.line == Line::Dotted).then(|| "style=dotted".into()),
        (!label.is_empty()).then(|| format!("label=\"{label}\"")),
    ]);
    line(depth, text, format_args!("{} -> {to}{attributes};", exit(from)));
}

/// The node that edges into a state lead to. DOT has no edges to clusters: they lead to a node inside and
/// are cut at the cluster's border.
fn entry(node: &Node<'_>) -> String {
    match node.inner.first() {
        Some(inner) => format!("{}start", inner.id),
        None => node.id.clone(),
    }
}

/// The node that edges out of a state come from: the lowest of its cluster, so that what follows is below.
fn exit(node: &Node<'_>) -> String {
    match node.inner.first() {
        Some(inner) if inner.ends() => format!("{}finish", inner.id),
        Some(inner) => inner.nodes.last().map_or_else(|| format!("{}start", inner.id), exit),
        None => node.id.clone(),
    }
}

fn anchored(side: &str, node: &Node<'_>) -> Option<String> {
    (!node.inner.is_empty()).then(|| format!("{side}=cluster_{}", node.id))
}

fn attributes(attributes: &[Option<String>]) -> String {
    let given: Vec<&str> = attributes.iter().flatten().map(String::as_str).collect();
    if given.is_empty() { String::new() } else { format!(" [{}]", given.join(", ")) }
}

fn line(depth: usize, text: &mut String, content: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{:indent$}{content}", "", indent = depth * 4);
}

/// Text inside of a quoted string; Graphviz reads HTML entities there too.
fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
