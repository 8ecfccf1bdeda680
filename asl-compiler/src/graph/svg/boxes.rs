//! Measures a state, with the scopes inside of it.

use super::arrange::arrange;
use super::scene::{Point, Scene, Size, StateBox};
use super::text::{cut, width, wrap};
use crate::graph::text::one_line;
use crate::graph::view::{Node, Shape};

/// Font size of names.
pub(super) const NAME_SIZE: f64 = 13.0;
/// Font size of captions.
pub(super) const CAPTION_SIZE: f64 = 10.0;
/// From one line of a name to the next.
pub(super) const NAME_LINE: f64 = 16.0;
/// From a name to its caption.
pub(super) const CAPTION_LINE: f64 = 13.0;
/// From a box's edge to its text.
pub(super) const PADDING: f64 = 8.0;

const NARROWEST: f64 = 72.0;
const WIDEST_TEXT: f64 = 176.0;
/// Between a box's edge and the scopes inside, and between these.
const INNER_MARGIN: f64 = 10.0;
/// Where scopes side by side get wider, the next one starts a new row.
const WIDEST_ROW: f64 = 1000.0;

/// A state's box, its corner at the origin.
pub(super) fn state_box<'v>(node: &'v Node<'v>) -> StateBox<'v> {
    let scenes: Vec<Scene<'v>> = node.inner.iter().map(arrange).collect();
    let (inner, inside) = shelves(scenes);
    let widest = WIDEST_TEXT.max(inside.width - 2.0 * PADDING);
    let name = wrap(node.name, widest, NAME_SIZE);
    let caption = cut(&one_line(&node.caption()), widest, CAPTION_SIZE);
    let text = name.iter().map(|line| width(line, NAME_SIZE)).fold(width(&caption, CAPTION_SIZE), f64::max);
    // The slanted or round sides of these shapes take some of their width.
    let slant =
        if matches!(node.shape, Shape::Choice | Shape::Fail | Shape::Succeed) { PADDING } else { 0.0 };
    let head = name.len() as f64 * NAME_LINE + CAPTION_LINE + PADDING;
    let outer = (text + 2.0 * (PADDING + slant)).max(NARROWEST).max(inside.width).ceil();
    let indent = (outer - inside.width) / 2.0;
    let place =
        |(corner, scene): (Point, Scene<'v>)| (Point { x: corner.x + indent, y: corner.y + head }, scene);
    StateBox {
        node,
        corner: Point { x: 0.0, y: 0.0 },
        size: Size { width: outer, height: head + if inner.is_empty() { PADDING } else { inside.height } },
        name,
        caption,
        inner: inner.into_iter().map(place).collect(),
    }
}

/// Scopes side by side, in rows, with a margin around each; and what they take together.
fn shelves(scenes: Vec<Scene<'_>>) -> (Vec<(Point, Scene<'_>)>, Size) {
    let mut placed = Vec::with_capacity(scenes.len());
    let mut taken = Size { width: 0.0, height: 0.0 };
    let (mut x, mut y) = (INNER_MARGIN, INNER_MARGIN);
    for scene in scenes {
        if x > INNER_MARGIN && x + scene.size.width > WIDEST_ROW {
            (x, y) = (INNER_MARGIN, taken.height);
        }
        let corner = Point { x, y };
        x += scene.size.width + INNER_MARGIN;
        taken.width = taken.width.max(x);
        taken.height = taken.height.max(y + scene.size.height + INNER_MARGIN);
        placed.push((corner, scene));
    }
    (placed, taken)
}
