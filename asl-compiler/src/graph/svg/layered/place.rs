//! Finds the horizontal position of every item.

use super::grid::{Grid, ItemId, What};
use super::straighten::straighten;
use crate::graph::view::Line;

const SWEEPS: usize = 14;

/// In the end, things may be pushed so far to the right to make a line straight.
const MOST_PUSHED: f64 = 48.0;

/// How much an item wants to stand above or below another one.
struct Pull {
    to: ItemId,
    weight: f64,
}

/// The middle of every item, by [`ItemId`].
///
/// Each sweep moves the items of every row as near as they can get to the middle of what they are joined
/// with in the row before, in their order and without touching each other.
pub(super) fn place(grid: &Grid, rows: &[Vec<ItemId>]) -> Vec<f64> {
    let (above, below) = pulls(grid);
    let mut x = vec![0.0; grid.items.len()];
    for row in rows {
        settle(grid, row, &mut x, &vec![(0.0, 1.0); row.len()]);
    }
    for sweep in 0..SWEEPS {
        if sweep % 2 == 0 {
            rows.iter().skip(1).for_each(|row| align(grid, row, &mut x, &above));
        } else {
            rows.iter().rev().skip(1).for_each(|row| align(grid, row, &mut x, &below));
            straighten(grid, rows, &mut x, 0.0);
        }
    }
    straighten(grid, rows, &mut x, MOST_PUSHED);
    let leftmost = |item: ItemId| x[item] - grid.items[item].size.width / 2.0;
    let left = (0..x.len()).map(leftmost).fold(f64::INFINITY, f64::min);
    x.iter().map(|middle| middle - left).collect()
}

/// What pulls each item from above, and what from below.
fn pulls(grid: &Grid) -> (Vec<Vec<Pull>>, Vec<Vec<Pull>>) {
    let none = || (0..grid.items.len()).map(|_| Vec::new()).collect::<Vec<Vec<Pull>>>();
    let (mut above, mut below) = (none(), none());
    for hop in &grid.hops {
        let (from, to) = (&grid.items[hop.from], &grid.items[hop.to]);
        let (upper, lower) = if from.row < to.row { (hop.from, hop.to) } else { (hop.to, hop.from) };
        let bends = [from, to].map(|item| item.what.is_bend());
        let weight = match (bends, hop.line) {
            ([true, true], _) => 8.0,
            // A label that a line passes on its way up.
            _ if from.row > to.row && !is_state(&from.what) && !is_state(&to.what) => 8.0,
            // What follows stands straight below; what catches or leads back is at the side.
            (_, Line::Dotted) => 0.05,
            ([false, false], Line::Solid) => 4.0,
            _ if from.row > to.row => 0.05,
            _ => 1.0,
        };
        above[lower].push(Pull { to: upper, weight });
        below[upper].push(Pull { to: lower, weight });
    }
    (above, below)
}

fn is_state(what: &What) -> bool {
    matches!(what, What::State(_))
}

fn align(grid: &Grid, row: &[ItemId], x: &mut [f64], pulls: &[Vec<Pull>]) {
    let wanted = |item: &ItemId| {
        let weight: f64 = pulls[*item].iter().map(|pull| pull.weight).sum();
        if weight == 0.0 {
            return (x[*item], 0.01);
        }
        (pulls[*item].iter().map(|pull| x[pull.to] * pull.weight).sum::<f64>() / weight, weight)
    };
    let wanted: Vec<(f64, f64)> = row.iter().map(wanted).collect();
    settle(grid, row, x, &wanted);
}

/// Room between the middles of two neighbours.
pub(super) fn distance(grid: &Grid, left: ItemId, right: ItemId) -> f64 {
    let (left, right) = (&grid.items[left], &grid.items[right]);
    let margin = |what: &What| if is_state(what) { 14.0 } else { 7.0 };
    (left.size.width + right.size.width) / 2.0 + margin(&left.what) + margin(&right.what)
}

/// Moves the items of a row to where they want to be, given as `(where, how much)`: the positions with the
/// least sum of weighted squares of distances, found by merging neighbours that would overlap.
fn settle(grid: &Grid, row: &[ItemId], x: &mut [f64], wanted: &[(f64, f64)]) {
    struct Block {
        /// Where the first item of the row would be.
        origin: f64,
        weight: f64,
        items: usize,
    }
    let mut offsets = Vec::with_capacity(row.len());
    let mut blocks: Vec<Block> = Vec::new();
    let mut offset = 0.0;
    for (index, item) in row.iter().enumerate() {
        if index > 0 {
            offset += distance(grid, row[index - 1], *item);
        }
        offsets.push(offset);
        let (position, weight) = wanted[index];
        let mut block = Block { origin: position - offset, weight, items: 1 };
        while let Some(previous) = blocks.pop_if(|previous| previous.origin > block.origin) {
            let weight = previous.weight + block.weight;
            let origin = (previous.origin * previous.weight + block.origin * block.weight) / weight;
            block = Block { origin, weight, items: previous.items + block.items };
        }
        blocks.push(block);
    }
    let origins = blocks.iter().flat_map(|block| std::iter::repeat_n(block.origin, block.items));
    for ((item, offset), origin) in row.iter().zip(offsets).zip(origins) {
        x[*item] = origin + offset;
    }
}
