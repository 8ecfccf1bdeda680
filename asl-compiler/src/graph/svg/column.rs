//! One state below the other, with where it leads as text: for scopes that are too big for layers.

use super::boxes::{CAPTION_LINE, CAPTION_SIZE};
use super::layered::LABEL_LINE;
use super::scene::{Align, Label, MARK_RADIUS, Mark, MarkKind, Point, Scene, Size, StateBox, Stroke};
use super::text::{cut, width};
use crate::graph::text::one_line;
use crate::graph::view::{Edge, Line, Scope, Target};

const MARGIN: f64 = 8.0;
/// Between two states.
const GAP: f64 = 24.0;
const WIDEST_LABEL: f64 = 420.0;

/// A scope as a list in the order of the definition.
pub(super) fn arrange<'v>(scope: &'v Scope<'v>, mut states: Vec<StateBox<'v>>) -> Scene<'v> {
    let widest = states.iter().map(|state| state.size.width).fold(0.0, f64::max);
    let (middle, right) = (MARGIN + widest / 2.0, MARGIN + widest + GAP);
    let mut scene = Scene {
        size: Size { width: right, height: 0.0 },
        states: Vec::new(),
        marks: vec![],
        strokes: vec![],
        labels: vec![],
    };
    let mut y = MARGIN;
    let mut edges = scope.edges.iter().peekable();
    for (index, state) in states.iter_mut().enumerate() {
        if index == scope.start {
            scene.marks.push(Mark { center: Point { x: middle, y: y + MARK_RADIUS }, kind: MarkKind::Start });
            let above = y + 2.0 * MARK_RADIUS;
            y = above + GAP;
            scene.strokes.push(arrow_down(middle, above, y));
        }
        state.corner = Point { x: middle - state.size.width / 2.0, y };
        let mut lines = Vec::new();
        let mut goes_on = false;
        while let Some(edge) = edges.next_if(|edge| edge.from == index) {
            let leads_on = edge.to == Target::Node(index + 1) && index + 1 != scope.start;
            goes_on |= leads_on && edge.line == Line::Solid;
            if !leads_on || !edge.label.is_empty() {
                lines.push(transition(scope, edge));
            }
        }
        let height = state.size.height.max(lines.len() as f64 * LABEL_LINE);
        if !lines.is_empty() {
            let shown: Vec<String> = lines.iter().map(|line| cut(line, WIDEST_LABEL, CAPTION_SIZE)).collect();
            let needed = shown.iter().map(|line| width(line, CAPTION_SIZE)).fold(0.0, f64::max);
            scene.size.width = scene.size.width.max(right + needed);
            let top =
                y + (state.size.height - lines.len() as f64 * LABEL_LINE).clamp(0.0, CAPTION_LINE) / 2.0;
            scene.labels.push(Label {
                anchor: Point { x: right, y: top },
                align: Align::Start,
                lines: shown,
                title: lines.join("; "),
            });
        }
        if goes_on {
            scene.strokes.push(arrow_down(middle, y + state.size.height, y + height + GAP));
        }
        y += height + GAP;
    }
    scene.states = states;
    scene.size.width = (scene.size.width + MARGIN).ceil();
    scene.size.height = (y - GAP + MARGIN).ceil();
    scene
}

fn arrow_down(x: f64, from: f64, to: f64) -> Stroke {
    super::shapes::straight_down(Point { x, y: from }, Point { x, y: to }, Line::Solid)
}

/// `rule → target` in words.
fn transition(scope: &Scope<'_>, edge: &Edge) -> String {
    let target = match edge.to {
        Target::End => "end",
        Target::Node(index) => scope.nodes.get(index).map_or("", |node| node.name),
    };
    let label = match edge.line {
        Line::Solid => edge.label.clone(),
        Line::Dotted => format!("catch {}", edge.label),
    };
    one_line(&format!("{label} → {target}"))
}
