//! A scope with everything in its place; the origin is its upper left corner.

use crate::graph::view::{Line, Node};

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A scope, arranged.
#[derive(Debug)]
pub(super) struct Scene<'v> {
    /// How much room it takes.
    pub(super) size: Size,
    /// The states.
    pub(super) states: Vec<StateBox<'v>>,
    /// Where the scope starts and ends.
    pub(super) marks: Vec<Mark>,
    /// The transitions.
    pub(super) strokes: Vec<Stroke>,
    /// Rules and error names.
    pub(super) labels: Vec<Label>,
}

/// A state's box.
#[derive(Debug)]
pub(super) struct StateBox<'v> {
    /// The state.
    pub(super) node: &'v Node<'v>,
    /// Its upper left corner.
    pub(super) corner: Point,
    /// Its size.
    pub(super) size: Size,
    /// Its name in lines.
    pub(super) name: Vec<String>,
    /// Its type and what it does.
    pub(super) caption: String,
    /// The scopes inside; corners count from this box's corner.
    pub(super) inner: Vec<(Point, Scene<'v>)>,
}

/// A start or an end.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) center: Point,
    pub(super) kind: MarkKind,
}

/// What a mark is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// The scope starts here.
    Start,
    /// A state with `End: true` leads here.
    End,
}

/// Radius of a mark.
pub(super) const MARK_RADIUS: f64 = 5.0;

/// A piece of a transition.
#[derive(Debug)]
pub(super) struct Stroke {
    /// Path data.
    pub(super) path: String,
    /// Solid or dotted.
    pub(super) line: Line,
    /// The tip of an arrow that points down.
    pub(super) arrow: Option<Point>,
}

/// Text beside or in a transition.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// The middle of its upper edge, or its upper left corner.
    pub(super) anchor: Point,
    /// Which of the two.
    pub(super) align: Align,
    /// The lines.
    pub(super) lines: Vec<String>,
    /// The text in full.
    pub(super) title: String,
}

/// How a label stands to its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Centred below it.
    Middle,
    /// To its right.
    Start,
}
