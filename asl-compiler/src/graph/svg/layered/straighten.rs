//! Puts what belongs on one upright line there.

use super::grid::{Grid, ItemId};
use super::place::distance;

/// Where an item may stand between its neighbours.
#[derive(Clone, Copy)]
struct Room {
    low: f64,
    high: f64,
}

impl Room {
    const ENDLESS: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

/// Puts the items of each chain on one upright line, as far as there is room between their neighbours. Where
/// there is none, what stands to the right is pushed up to `most_pushed`; where that is not enough, the line
/// is broken.
pub(super) fn straighten(grid: &Grid, rows: &[Vec<ItemId>], x: &mut [f64], most_pushed: f64) {
    let mut position = vec![0; x.len()];
    for row in rows {
        row.iter().enumerate().for_each(|(index, item)| position[*item] = index);
    }
    let mean =
        |items: &[ItemId], x: &[f64]| items.iter().map(|item| x[*item]).sum::<f64>() / items.len() as f64;
    // From left to right, so that what is pushed is put on its own line afterwards.
    let mut chains: Vec<(f64, &[ItemId])> =
        grid.chains.iter().map(|chain| (mean(chain, x), chain.as_slice())).collect();
    chains.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (_, chain) in chains {
        let mut rest = chain;
        while !rest.is_empty() {
            let (mut room, mut count) = (Room::ENDLESS, 0);
            for item in rest {
                let narrowed = room.and(room_of(grid, rows, x, &position, *item));
                if count > 0 && narrowed.low > narrowed.high + most_pushed {
                    break;
                }
                (room, count) = (narrowed, count + 1);
            }
            let (run, after) = rest.split_at(count);
            let target = mean(run, x).min(room.high).max(room.low);
            for item in run {
                x[*item] = target;
                push(grid, &rows[grid.items[*item].row][position[*item]..], x);
            }
            rest = after;
        }
    }
}

fn room_of(grid: &Grid, rows: &[Vec<ItemId>], x: &[f64], position: &[usize], item: ItemId) -> Room {
    let row = &rows[grid.items[item].row];
    let index = position[item];
    let left = index.checked_sub(1).map(|left| x[row[left]] + distance(grid, row[left], item));
    let right = row.get(index + 1).map(|right| x[*right] - distance(grid, item, *right));
    Room { low: left.unwrap_or(f64::NEG_INFINITY), high: right.unwrap_or(f64::INFINITY) }
}

/// Makes room to the right of the first item.
fn push(grid: &Grid, row: &[ItemId], x: &mut [f64]) {
    for pair in row.windows(2) {
        let nearest = x[pair[0]] + distance(grid, pair[0], pair[1]);
        if x[pair[1]] >= nearest {
            return;
        }
        x[pair[1]] = nearest;
    }
}
