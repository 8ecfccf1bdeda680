//! Mermaid: a `flowchart TD` with subgraphs.

use std::fmt::Write as _;

use super::text::{one_line, shorten};
use super::view::{Edge, Line, Node, Scope, Shape, Target, view};
use crate::model::StateMachine;

/// Rules and error names are cut there; the definition has them in full.
const LONGEST_LABEL: usize = 60;

/// The workflow as a Mermaid flowchart: Choice as diamonds, branches and item processors as subgraphs,
/// catchers as dotted edges.
pub fn mermaid(machine: &StateMachine) -> String {
    let mut text = String::from("flowchart TD\n");
    scope(&view(machine), 1, &mut text);
    text
}

fn scope(scope: &Scope<'_>, depth: usize, text: &mut String) {
    let id = &scope.id;
    let (start, end) = if id.is_empty() { ("([\"Start\"])", "([\"End\"])") } else { ("(( ))", "((( )))") };
    line(depth, text, format_args!("{id}start{start}"));
    for state in &scope.nodes {
        node(state, depth, text);
    }
    if scope.ends() {
        line(depth, text, format_args!("{id}finish{end}"));
    }
    if let Some(first) = scope.nodes.get(scope.start) {
        line(depth, text, format_args!("{id}start --> {}", first.id));
    }
    for edge in &scope.edges {
        transition(scope, edge, depth, text);
    }
}

fn node(node: &Node<'_>, depth: usize, text: &mut String) {
    let id = &node.id;
    // Mermaid takes no empty label, and a name may be blank.
    let label = Some(escaped(node.name)).filter(|label| !label.is_empty()).unwrap_or("#160;".into());
    if node.inner.is_empty() {
        let (open, close) = brackets(node.shape);
        return line(depth, text, format_args!("{id}{open}\"{label}\"{close}"));
    }
    line(depth, text, format_args!("subgraph {id}[\"{label}\"]"));
    for (position, inner) in node.inner.iter().enumerate() {
        let title = match node.shape {
            Shape::Map => escaped(&shorten(&one_line(&node.summary), LONGEST_LABEL)),
            _ => format!("branch {}", position + 1),
        };
        line(depth + 1, text, format_args!("subgraph {}[\"{title}\"]", inner.id));
        scope(inner, depth + 2, text);
        line(depth + 1, text, format_args!("end"));
    }
    line(depth, text, format_args!("end"));
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Task | Shape::Parallel | Shape::Map => ("[", "]"),
        Shape::Pass => ("[/", "/]"),
        Shape::Choice => ("{", "}"),
        Shape::Wait => ("{{", "}}"),
        Shape::Succeed => ("([", "])"),
        Shape::Fail => ("[[", "]]"),
    }
}

fn transition(scope: &Scope<'_>, edge: &Edge, depth: usize, text: &mut String) {
    let Some(from) = scope.nodes.get(edge.from) else { return };
    let to = match edge.to {
        Target::End => format!("{}finish", scope.id),
        Target::Node(index) => match scope.nodes.get(index) {
            Some(node) => node.id.clone(),
            None => return,
        },
    };
    let arrow = match edge.line {
        Line::Solid => "-->",
        Line::Dotted => "-.->",
    };
    let label = escaped(&shorten(&one_line(&edge.label), LONGEST_LABEL));
    let label = if label.is_empty() { label } else { format!("|\"{label}\"|") };
    line(depth, text, format_args!("{} {arrow}{label} {to}", from.id));
}

fn line(depth: usize, text: &mut String, content: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{:indent$}{content}", "", indent = depth * 4);
}

/// Text for a quoted label, by Mermaid's entities.
///
/// Mermaid reads labels as Markdown, with formulas between `$$`, and looks for directives (`%%{…}%%`) and
/// for lines with `style …:` or `classDef …:` before it parses anything. So everything is escaped that
/// could mean something, but what stands in rules and names all the time where it means nothing.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let hides_colon = text.contains("style") || text.contains("classDef");
    let mut label = String::with_capacity(text.len());
    let mut previous = None;
    let mut only_digits = true;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        let between_words =
            previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let is_plain = match character {
            '.' => !only_digits && !label.ends_with("www"),
            ')' => !only_digits,
            '-' | '=' => previous.is_some(),
            '_' => between_words,
            ':' => next != Some('/') && !hides_colon,
            '$' => previous != Some('$') && next != Some('$'),
            ']' => next != Some('('),
            ' ' | ',' | '(' | '\'' | '!' | '/' | '?' | '[' => true,
            other => other.is_ascii_alphanumeric() || !other.is_ascii(),
        };
        if is_plain {
            label.push(character);
        } else {
            let _ = write!(label, "#{};", u32::from(character));
        }
        only_digits &= character.is_ascii_digit();
        previous = Some(character);
    }
    label
}
