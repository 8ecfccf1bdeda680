//! Lines that lead back leave their state at its side where nothing is in between.

use super::super::scene::Size;
use super::grid::{Grid, Item, ItemId, What};
use crate::graph::svg::scene::StateBox;
use crate::graph::view::Shape;

/// From the lower edge of a state to a line that goes to below a label.
const BELOW_LABEL: f64 = 10.0;
/// What a label beside a state leaves free of the state's height, for the line to go round below it.
const ROUND: f64 = 16.0;

/// A line that leaves a state at its side.
#[derive(Clone, Copy)]
pub(super) struct SideExit {
    pub(super) state: ItemId,
    /// From the top of the state.
    pub(super) down: f64,
    /// From the middle of the state, to the left if negative.
    pub(super) across: f64,
}

/// For each item that a line meets first when it leaves a state at its side, and for each turn below the
/// state that is not needed then, the exit.
pub(super) fn side_exits(
    grid: &Grid,
    rows: &[Vec<ItemId>],
    states: &[StateBox<'_>],
) -> Vec<Option<SideExit>> {
    let mut exits = vec![None; grid.items.len()];
    for around in &grid.loops {
        let (state, beside) = (&grid.items[around.state], &grid.items[around.beside]);
        let row = &rows[state.row];
        let next_to = |one: ItemId, other: ItemId| row.windows(2).any(|pair| pair == [one, other]);
        let sign = if next_to(around.state, around.beside) {
            1.0
        } else if next_to(around.beside, around.state) {
            -1.0
        } else {
            continue;
        };
        let down = match beside.what {
            What::Label(_) if beside.size.height > state.size.height - ROUND => continue,
            What::Label(_) => state.size.height - BELOW_LABEL,
            _ => state.size.height.min(46.0) / 2.0,
        };
        let across = sign * half_width(state, states, down);
        let exit = Some(SideExit { state: around.state, down, across });
        (exits[around.beside], exits[around.turn]) = (exit, exit);
    }
    exits
}

/// From the middle of a state to its outline, so far down.
fn half_width(item: &Item, states: &[StateBox<'_>], down: f64) -> f64 {
    let Size { width, height } = item.size;
    let is_choice = matches!(item.what, What::State(index) if states[index].node.shape == Shape::Choice);
    let slant = if is_choice { (down / (height / 2.0) - 1.0).abs() * super::super::shapes::TIP } else { 0.0 };
    width / 2.0 - slant
}
