//! The line of a hop.

use super::super::scene::{Point, Stroke};
use super::super::shapes::{ARROW, At, sideways_up, swing, turn};
use super::grid::{Grid, Hop, ItemId, What};
use super::sides::SideExit;
use super::stack::Stack;

/// How far from its turn a line goes round the corner.
const CORNER: f64 = 6.0;

/// Everything that is in its place.
pub(super) struct Lines<'l> {
    pub(super) grid: &'l Grid,
    pub(super) x: &'l [f64],
    pub(super) stack: &'l Stack,
    pub(super) exits: &'l [Option<SideExit>],
}

impl Lines<'_> {
    /// The line of a hop that leaves its item so far from the middle; none if the next hop's line starts at
    /// the side of the state.
    pub(super) fn stroke(&self, hop: &Hop, port: f64) -> Option<Stroke> {
        let (from, to) = (&self.grid.items[hop.from], &self.grid.items[hop.to]);
        let start = |y| Point { x: self.x[hop.from] + port, y };
        let end = |y| Point { x: self.x[hop.to], y };
        let goes_down = from.row < to.row;
        let out = self.leaves(hop.from, goes_down);
        let arrives = self.arrives(hop.to, goes_down);
        let from_start = |rest: String| format!("M{}{rest}", At(start(out).x, out));
        let path = match (&from.what, &to.what) {
            (_, What::TurnUp) if self.exits[hop.to].is_some() => return None,
            (What::TurnUp, _) if let Some(exit) = self.exits[hop.to] => {
                let side =
                    Point { x: self.x[exit.state] + exit.across, y: self.stack.item[exit.state] + exit.down };
                sideways_up(side, end(arrives))
            }
            (_, What::TurnUp) => from_start(turn(start(out), end(arrives), self.stack.turns[hop.to])),
            (What::TurnDown, _) => from_start(turn(start(out), end(arrives), self.stack.turns[hop.from])),
            _ => {
                let (below, above) = if goes_down { (from.row, to.row) } else { (to.row, from.row) };
                let (upper, lower) = (self.stack.bottom[below], self.stack.top[above]);
                let (edge, entry) = if goes_down {
                    (upper.max(out), lower.min(arrives))
                } else {
                    (lower.min(out), upper.max(arrives))
                };
                from_start(swing(start(out), edge, entry, end(arrives)))
            }
        };
        let arrow = matches!(to.what, What::State(_) | What::End).then(|| end(self.stack.item[hop.to]));
        Some(Stroke { path, line: hop.line, arrow })
    }

    /// Where a line leaves an item.
    fn leaves(&self, item: ItemId, goes_down: bool) -> f64 {
        let Lines { grid, stack, .. } = self;
        match grid.items[item].what {
            What::TurnUp => stack.turns[item] - CORNER,
            What::TurnDown => stack.turns[item] + CORNER,
            What::Bend if goes_down || self.exits[item].is_some() => stack.top[grid.items[item].row],
            What::Bend => stack.bottom[grid.items[item].row],
            _ if goes_down => stack.item[item] + grid.items[item].size.height,
            _ => stack.item[item],
        }
    }

    /// Where a line ends at an item.
    fn arrives(&self, item: ItemId, goes_down: bool) -> f64 {
        let Lines { grid, stack, .. } = self;
        match grid.items[item].what {
            What::TurnUp => stack.turns[item] - CORNER,
            What::TurnDown => stack.turns[item] + CORNER,
            What::State(_) | What::End => stack.item[item] - ARROW,
            What::Bend if goes_down || self.exits[item].is_some() => stack.top[grid.items[item].row],
            What::Bend => stack.bottom[grid.items[item].row],
            _ if goes_down => stack.item[item],
            _ => stack.item[item] + grid.items[item].size.height,
        }
    }
}
