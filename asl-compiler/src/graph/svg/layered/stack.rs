//! Finds the height of every row, and where in the gaps lines turn.

use super::super::shapes::ARROW;
use super::grid::{Grid, ItemId, What};
use super::sides::SideExit;

/// Between two lines that turn in one gap.
const LANE: f64 = 7.0;
/// From a state to the nearest line that turns there.
const TURN_MARGIN: f64 = 11.0;
/// The least and the greatest distance of two rows.
const GAP: std::ops::RangeInclusive<f64> = 18.0..=44.0;

/// Vertical positions.
pub(super) struct Stack {
    /// The upper edge of each row.
    pub(super) top: Vec<f64>,
    /// The lower edge of each row.
    pub(super) bottom: Vec<f64>,
    /// The upper edge of each item.
    pub(super) item: Vec<f64>,
    /// Where each line that turns has its lowest or highest point, by item.
    pub(super) turns: Vec<f64>,
}

/// Stacks the rows, the first one at `margin`.
pub(super) fn stack(
    grid: &Grid,
    rows: &[Vec<ItemId>],
    x: &[f64],
    exits: &[Option<SideExit>],
    margin: f64,
) -> Stack {
    let mut swings = vec![0.0_f64; rows.len()];
    for hop in &grid.hops {
        let upper = grid.items[hop.from].row.min(grid.items[hop.to].row);
        swings[upper] = swings[upper].max((x[hop.from] - x[hop.to]).abs());
    }
    let lanes = Lanes::new(grid, rows, x, exits);
    let mut stack = Stack { top: vec![], bottom: vec![], item: vec![], turns: vec![0.0; grid.items.len()] };
    let mut y = margin;
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            let has_states = row.iter().any(|item| matches!(grid.items[*item].what, What::State(_)));
            let arrow = if has_states { ARROW } else { 0.0 };
            let turns = lanes.up_count[index].max(lanes.down_count[index - 1]);
            let turning = if turns > 0 { TURN_MARGIN + turns as f64 * LANE } else { 0.0 };
            // Long swings need room, or they would be nearly flat.
            let swinging = (GAP.start() + swings[index - 1] * 0.05).min(*GAP.end());
            y += swinging.max(turning) + arrow;
        }
        stack.top.push(y);
        y += row.iter().map(|item| grid.items[*item].size.height).fold(0.0, f64::max);
        stack.bottom.push(y);
    }
    for (index, item) in grid.items.iter().enumerate() {
        let (top, bottom) = (stack.top[item.row], stack.bottom[item.row]);
        stack.item.push(match item.what {
            What::Label(_) if exits[index].is_none() => (top + bottom - item.size.height) / 2.0,
            What::Start => bottom - item.size.height,
            _ => top,
        });
        let lane = lanes.of[index] as f64 * LANE;
        match item.what {
            What::TurnUp => stack.turns[index] = stack.bottom[item.row - 1] + TURN_MARGIN + lane,
            What::TurnDown => stack.turns[index] = stack.top[item.row + 1] - ARROW - TURN_MARGIN - lane,
            _ => {}
        }
    }
    stack
}

/// Which lines turn beside each other: those that share some of their way have different lanes.
struct Lanes {
    /// The lane of each turn, by item.
    of: Vec<usize>,
    /// How many lanes turn up, by row.
    up_count: Vec<usize>,
    /// How many lanes turn down, by row.
    down_count: Vec<usize>,
}

impl Lanes {
    fn new(grid: &Grid, rows: &[Vec<ItemId>], x: &[f64], exits: &[Option<SideExit>]) -> Self {
        let mut lanes = Self {
            of: vec![0; grid.items.len()],
            up_count: vec![0; rows.len()],
            down_count: vec![0; rows.len()],
        };
        let mut up: Vec<Vec<(f64, f64, ItemId)>> = vec![Vec::new(); rows.len()];
        let mut down = up.clone();
        for hop in &grid.hops {
            let (low, high) = (x[hop.from].min(x[hop.to]), x[hop.from].max(x[hop.to]));
            let (from, to) = (&grid.items[hop.from], &grid.items[hop.to]);
            if matches!(to.what, What::TurnUp) && exits[hop.to].is_none() {
                up[to.row].push((low, high, hop.to));
            } else if matches!(from.what, What::TurnDown) {
                down[from.row].push((low, high, hop.from));
            }
        }
        for (row, ways) in up.into_iter().enumerate() {
            lanes.up_count[row] = assign(ways, &mut lanes.of);
        }
        for (row, ways) in down.into_iter().enumerate() {
            lanes.down_count[row] = assign(ways, &mut lanes.of);
        }
        lanes
    }
}

/// Gives each way the first lane that is free there; how many lanes that takes.
fn assign(mut ways: Vec<(f64, f64, ItemId)>, lane_of: &mut [usize]) -> usize {
    ways.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut ends: Vec<f64> = Vec::new();
    for (low, high, item) in ways {
        let lane = ends.iter().position(|end| *end < low).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(high);
        } else {
            ends[lane] = high;
        }
        lane_of[item] = lane;
    }
    ends.len()
}
