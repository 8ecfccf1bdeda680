//! Path data of lines and outlines.

use std::fmt::{Display, Formatter};

use super::scene::{Point, Size, Stroke};
use crate::graph::view::Line;

/// Height of an arrow's head.
pub(super) const ARROW: f64 = 7.0;

/// How far the outline of a Choice is pointed.
pub(super) const TIP: f64 = 10.0;

/// A number with one decimal at most.
pub(super) struct Rounded(pub(super) f64);

impl Display for Rounded {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        // Adding zero makes a negative zero positive.
        write!(formatter, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

/// `x y`, as path data has it.
pub(super) struct At(pub(super) f64, pub(super) f64);

impl Display for At {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", Rounded(self.0), Rounded(self.1))
    }
}

/// An arrow straight down.
pub(super) fn straight_down(from: Point, to: Point, line: Line) -> Stroke {
    let path = format!("M{}V{}", At(from.x, from.y), Rounded(to.y - ARROW));
    Stroke { path, line, arrow: Some(to) }
}

/// Upright to the edge of a row, over to the edge of the next one, and upright to the end: straight, or an S
/// that leaves and arrives upright.
pub(super) fn swing(from: Point, edge: f64, entry: f64, to: Point) -> String {
    if (from.x - to.x).abs() < 0.5 {
        return format!("V{}", Rounded(to.y));
    }
    let upright = |from: f64, to: f64| if from == to { String::new() } else { format!("V{}", Rounded(to)) };
    let middle = (edge + entry) / 2.0;
    format!(
        "{}C{} {} {}{}",
        upright(from.y, edge),
        At(from.x, middle),
        At(to.x, middle),
        At(to.x, entry),
        upright(entry, to.y)
    )
}

/// From an upright line round a corner, along `y`, and round a corner into an upright line again; both
/// ends on the same side of `y`.
pub(super) fn turn(from: Point, to: Point, y: f64) -> String {
    let radius = 6.0_f64.min((from.x - to.x).abs() / 2.0);
    let sideways = if to.x < from.x { -radius } else { radius };
    let back = |end: f64| if end < y { y - radius } else { y + radius };
    format!(
        "V{}Q{} {}H{}Q{} {}V{}",
        Rounded(back(from.y)),
        At(from.x, y),
        At(from.x + sideways, y),
        Rounded(to.x - sideways),
        At(to.x, y),
        At(to.x, back(to.y)),
        Rounded(to.y),
    )
}

/// From the side of a box along `from.y`, and round a corner up to `to`.
pub(super) fn sideways_up(from: Point, to: Point) -> String {
    let radius = 6.0_f64.min((from.x - to.x).abs()).min(from.y - to.y).max(0.0);
    let sideways = if to.x < from.x { radius } else { -radius };
    format!(
        "M{}H{}Q{} {}V{}",
        At(from.x, from.y),
        Rounded(to.x + sideways),
        At(to.x, from.y),
        At(to.x, from.y - radius),
        Rounded(to.y),
    )
}

/// The outline of a Choice: pointed left and right.
pub(super) fn pointed(size: Size) -> String {
    let Size { width, height } = size;
    format!(
        "M0 {}L{} 0H{}L{}L{}H{}Z",
        Rounded(height / 2.0),
        Rounded(TIP),
        Rounded(width - TIP),
        At(width, height / 2.0),
        At(width - TIP, height),
        Rounded(TIP),
    )
}

/// The outline of a Fail: its corners cut off.
pub(super) fn cornered(size: Size) -> String {
    let Size { width, height } = size;
    let corner = 8.0;
    format!(
        "M{corner} 0H{}L{}V{}L{}H{corner}L0 {}V{corner}Z",
        Rounded(width - corner),
        At(width, corner),
        Rounded(height - corner),
        At(width - corner, height),
        Rounded(height - corner),
    )
}
