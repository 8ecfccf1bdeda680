//! Sorts the items of each row so that few lines cross.

use super::grid::{Grid, ItemId};

const SWEEPS: usize = 8;

/// What an item is joined with in the rows above and below it.
#[derive(Clone, Default)]
struct Neighbours {
    above: Vec<ItemId>,
    below: Vec<ItemId>,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
}

impl Neighbours {
    fn on(&self, side: Side) -> &[ItemId] {
        match side {
            Side::Above => &self.above,
            Side::Below => &self.below,
        }
    }
}

/// The items of each row, from left to right.
///
/// Each sweep sorts every row by the middle of what its items are joined with in the row before; the best
/// order seen is kept.
pub(super) fn order(grid: &Grid) -> Vec<Vec<ItemId>> {
    let neighbours = neighbours(grid);
    let mut rows = first_order(grid, &neighbours);
    let mut position = vec![0; grid.items.len()];
    for row in &rows {
        number(row, &mut position);
    }
    let mut best = (crossings(&rows, &neighbours, &position), rows.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let side = if sweep % 2 == 0 { Side::Above } else { Side::Below };
        let count = rows.len();
        for step in 1..count {
            let row = if side == Side::Above { step } else { count - 1 - step };
            sort(&mut rows[row], &neighbours, side, &mut position);
        }
        let crossings = crossings(&rows, &neighbours, &position);
        if crossings < best.0 {
            best = (crossings, rows.clone());
        }
    }
    best.1
}

fn neighbours(grid: &Grid) -> Vec<Neighbours> {
    let mut neighbours = vec![Neighbours::default(); grid.items.len()];
    for hop in &grid.hops {
        let goes_down = grid.items[hop.from].row < grid.items[hop.to].row;
        let (upper, lower) = if goes_down { (hop.from, hop.to) } else { (hop.to, hop.from) };
        neighbours[upper].below.push(lower);
        neighbours[lower].above.push(upper);
    }
    neighbours
}

/// Depth first in the order of the definition, so what comes first stands left; what leads back is met by
/// no way down and stands right.
fn first_order(grid: &Grid, neighbours: &[Neighbours]) -> Vec<Vec<ItemId>> {
    let mut rows = vec![Vec::new(); grid.rows];
    let mut is_seen = vec![false; grid.items.len()];
    let start = (0..grid.items.len()).filter(|item| grid.items[*item].row == 0);
    for root in start.chain(0..grid.items.len()) {
        let mut open = vec![root];
        while let Some(item) = open.pop() {
            if !std::mem::replace(&mut is_seen[item], true) {
                rows[grid.items[item].row].push(item);
                open.extend(neighbours[item].below.iter().rev());
            }
        }
    }
    rows
}

fn number(row: &[ItemId], position: &mut [usize]) {
    for (index, item) in row.iter().enumerate() {
        position[*item] = index;
    }
}

fn sort(row: &mut [ItemId], neighbours: &[Neighbours], side: Side, position: &mut [usize]) {
    let middle = |item: ItemId| {
        let joined = neighbours[item].on(side);
        match joined.len() {
            0 => position[item] as f64,
            count => joined.iter().map(|other| position[*other]).sum::<usize>() as f64 / count as f64,
        }
    };
    let mut keyed: Vec<(f64, ItemId)> = row.iter().map(|item| (middle(*item), *item)).collect();
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (place, (_, item)) in row.iter_mut().zip(keyed) {
        *place = item;
    }
    number(row, position);
}

/// How many pairs of lines cross.
fn crossings(rows: &[Vec<ItemId>], neighbours: &[Neighbours], position: &[usize]) -> usize {
    let mut crossings = 0;
    for row in rows {
        let mut ends: Vec<usize> = Vec::new();
        for item in row {
            let mut below: Vec<usize> =
                neighbours[*item].below.iter().map(|other| position[*other]).collect();
            below.sort_unstable();
            // Those of earlier items that end further right are crossed.
            crossings += below
                .iter()
                .map(|end| ends.len() - ends.partition_point(|other| other <= end))
                .sum::<usize>();
            for end in below {
                ends.insert(ends.partition_point(|other| *other <= end), end);
            }
        }
    }
    crossings
}
